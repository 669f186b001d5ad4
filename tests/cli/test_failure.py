"""What a failed file operation is in words: a sentence that says what to do, and exit code 2."""

from __future__ import annotations

import errno
import os

import click
import pytest
from click.testing import CliRunner, Result

from kexcel.cli.failure import FriendlyGroup
from kexcel.cli.session import Session

OF_DISKS = [
    "EACCES", "EBUSY", "EDQUOT", "EEXIST", "EFBIG", "EHOSTDOWN", "EINVAL", "EIO", "EISDIR",
    "ELOOP", "EMFILE", "ENAMETOOLONG", "ENETUNREACH", "ENFILE", "ENODEV", "ENOENT", "ENOMEM",
    "ENOSPC", "ENOTDIR", "ENOTEMPTY", "ENXIO", "EPERM", "EROFS", "ESTALE", "ETIMEDOUT", "ETXTBSY",
]  # fmt: skip


class WindowsError(OSError):
    """A failure as Windows tells it: the number of its own tells more than the system's."""

    def __init__(self, number: int, path: str) -> None:
        super().__init__(errno.EACCES, "Access is denied", path)
        self.winerror = number


def failing(fault: OSError) -> Result:
    """A run of a command that a file operation stops."""

    @click.group(cls=FriendlyGroup)
    @click.pass_context
    def group(context: click.Context) -> None:
        context.obj = Session(".", "en")

    @group.command()
    def work() -> None:
        raise fault

    return CliRunner().invoke(group, ["work"])


@pytest.mark.parametrize("name", OF_DISKS)
def test_what_a_disk_may_answer_is_said_in_words_of_our_own(name: str) -> None:
    number = getattr(errno, name)
    result = failing(OSError(number, os.strerror(number), "plan.xlsx"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("kexcel: plan.xlsx: ")
    assert os.strerror(number) not in result.stderr


@pytest.mark.parametrize("name", ["ENOSPC", "EFBIG", "EDQUOT", "EIO", "EBUSY"])
def test_a_disk_that_fails_is_told_also_where_no_file_is_named(name: str) -> None:
    result = failing(OSError(getattr(errno, name), "x"))
    assert (result.exit_code, "Traceback" in result.stderr) == (2, False)
    assert "run the command again: nothing is lost." in result.stderr


@pytest.mark.parametrize(
    "number, words",
    [(32, "Close it there"), (33, "Close it there"), (1224, "Close it there"),
     (112, "no room left"), (39, "no room left"), (53, "does not answer"), (64, "does not answer"),
     (21, "does not answer"), (123, "does not accept the name"), (5, "cannot be reached")],
)  # fmt: skip
def test_windows_own_numbers_tell_what_is_open_in_excel_from_what_is_forbidden(
    number: int, words: str
) -> None:
    result = failing(WindowsError(number, "Beslut.xlsx"))
    assert (result.exit_code, words in result.stderr) == (2, True)


@pytest.mark.parametrize("number", [errno.ECHILD, errno.EINVAL])
def test_a_failure_that_is_of_no_disk_and_no_file_is_a_bug(number: int) -> None:
    fault = OSError(number, "x")
    assert failing(fault).exception is fault
