from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.errors import UnreadableInputError
from kexcel.workspace import Awaited, CollectResult, Workspace
from tests.collect.letters import archive
from tests.workspace.places import filled, issued_workspace, put, tree


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


class Days:
    """A clock that goes only while someone waits, and what happens meanwhile, in order."""

    def __init__(self, *happenings: Callable[[], object]) -> None:
        self.now = 0.0
        self._happenings = iter(happenings)

    def ticks(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds
        happening = next(self._happenings, None)
        if happening is None:
            raise KeyboardInterrupt
        happening()


def nothing() -> None:
    """Nothing happens."""


def seen(
    workspace: Workspace, *happenings: Callable[[], object], settle: float = 4
) -> list[list[str] | Awaited]:
    """What a watch tells while these things happen, two seconds apart: new files, or a wait."""
    days = Days(*happenings)
    events = workspace.watch("T1", settle=settle, ticks=days.ticks, pause=days.pause)
    return [
        each
        if isinstance(each, Awaited)
        else [received.returned.file for received in each.received if received.is_new]
        for each in until_interrupted(events)
    ]


def until_interrupted(
    events: Iterator[CollectResult | Awaited],
) -> Iterator[CollectResult | Awaited]:
    with suppress(KeyboardInterrupt):
        yield from events


def test_a_file_is_taken_when_it_has_stood_still(workspace: Workspace) -> None:
    data = filled("stab")
    put(workspace, "T1.xlsx", data[:100])
    path = workspace.layout.inbox("T1") / "T1.xlsx"
    grows = [lambda: path.write_bytes(data[:5000]), nothing, lambda: path.write_bytes(data)]
    assert seen(workspace, *grows, nothing) == []
    assert workspace.archive.received("T1") == ()
    assert seen(workspace, nothing, nothing, nothing) == [["T1.xlsx"]]
    (received,) = workspace.collect("T1").received
    assert received.returned.state.value == "accepted"


def test_a_file_is_told_once_and_again_only_when_it_changes(workspace: Workspace) -> None:
    path = put(workspace, "T1.xlsx", filled("stab"))
    changed = filled("stab", {("followup", "3.1.1-2", "comment"): "Nu är det ändrat."})
    still = [nothing] * 5
    assert seen(workspace, *still, lambda: path.write_bytes(changed), *still) == [
        ["T1.xlsx"],
        ["T1.xlsx"],
    ]


def test_what_was_collected_before_is_not_told_again(workspace: Workspace) -> None:
    put(workspace, "T1.xlsx", filled("stab"))
    workspace.collect("T1")
    before = tree(workspace.layout.root)
    assert seen(workspace, *[nothing] * 5) == []
    assert tree(workspace.layout.root) == before


@pytest.mark.parametrize("lock", ["~$T1 Staben.xlsx", ".~lock.T1 Staben.xlsx#", "~$ Staben.xlsx"])
def test_a_file_that_is_open_in_a_program_waits_and_is_said_once(
    workspace: Workspace, lock: str
) -> None:
    put(workspace, "T1 Staben.xlsx", filled("stab"))
    locked = put(workspace, lock, b"chef")
    told = seen(workspace, *[nothing] * 5, locked.unlink, nothing, nothing)
    wait = told[0]
    assert isinstance(wait, Awaited)
    assert (wait.file, wait.lock) == ("inkommet/T1/T1 Staben.xlsx", lock)
    assert told[1:] == [["T1 Staben.xlsx"]]


@pytest.mark.parametrize("ending", [".tmp", ".part", ".crdownload", ".partial"])
def test_a_file_that_is_being_fetched_is_taken_when_it_has_its_name(
    workspace: Workspace, ending: str
) -> None:
    partial = put(workspace, f"T1.xlsx{ending}", filled("stab"))
    whole = partial.with_name("T1.xlsx")
    still = [nothing] * 3
    assert seen(workspace, *still, lambda: partial.rename(whole), *still) == [["T1.xlsx"]]


@pytest.mark.parametrize(
    "name",
    ["T1-ANNASPC.xlsx", "T1 (Annas motstridiga kopia 2024-05-10).xlsx", "T1 (1).xlsx"],
)
def test_a_copy_that_a_sync_client_makes_of_a_conflict_is_a_file(
    workspace: Workspace, name: str
) -> None:
    put(workspace, name, filled("stab"))
    assert seen(workspace, *[nothing] * 4) == [[name]]


def test_parcels_are_opened_as_they_come(workspace: Workspace) -> None:
    data = archive({"a.xlsx": filled("stab"), "b.xlsx": filled("ekonomi")})
    assert seen(workspace, lambda: put(workspace, "t.zip", data), *[nothing] * 4) == [
        ["a.xlsx", "b.xlsx"]
    ]


def test_a_folder_that_is_away_for_a_while_is_said_and_waited_for(workspace: Workspace) -> None:
    shutil.rmtree(workspace.layout.inbox("T1"))
    told = seen(
        workspace, nothing, lambda: put(workspace, "T1.xlsx", filled("stab")), *[nothing] * 4
    )
    assert isinstance(told[0], Awaited)
    assert told[1:] == [["T1.xlsx"]]


def test_a_file_that_goes_away_again_is_nothing(workspace: Workspace) -> None:
    path = put(workspace, "T1.xlsx", filled("stab"))
    assert seen(workspace, nothing, path.unlink, *[nothing] * 4) == []


def test_while_another_run_holds_the_workspace_files_wait(tmp_path: Path) -> None:
    first = issued_workspace(tmp_path / "ws")
    put(first, "T1.xlsx", filled("stab"))
    lock = first.layout.root / ".kexcel.lock"
    lock.write_text(f"{os.getppid()}\nannan-dator.example\n")
    impatient = Workspace(first.layout.root, patience=0)
    assert seen(impatient, *[nothing] * 5, lock.unlink, nothing) == [["T1.xlsx"]]


def test_a_folder_that_does_not_exist_cannot_be_watched(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableInputError):
        next(workspace.watch("T1", [tmp_path / "finns inte"]))


@pytest.mark.parametrize("words", [["--watch", "--json"], ["--settle", "5"]])
def test_a_watch_has_no_json_and_settling_is_for_watches(
    workspace: Workspace, words: list[str]
) -> None:
    at = ["-w", str(workspace.layout.root)]
    assert CliRunner().invoke(main, [*at, "collect", "T1", *words]).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_a_watch_takes_a_file_that_is_written_slowly_and_ends_on_ctrl_c(
    workspace: Workspace,
) -> None:
    words = ["-w", workspace.layout.root, "collect", "T1", "--watch", "--settle", "1.5"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kexcel", *map(str, words)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        output = told_until(process.stdout.fileno(), b"Ctrl-C")
        write_slowly(workspace.layout.inbox("T1") / "T1.xlsx", filled("stab"))
        output += told_until(process.stdout.fileno(), b"Kvittens T1")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=120)
    finally:
        process.kill()
    assert (process.returncode, b"Traceback" in output + rest) == (1, False)
    assert rest.strip()
    (entry,) = workspace.archive.received("T1")
    assert workspace.archive.read(entry) == filled("stab")


def write_slowly(path: Path, data: bytes) -> None:
    with path.open("wb", buffering=0) as stream:
        for start in range(0, len(data), len(data) // 8):
            stream.write(data[start : start + len(data) // 8])
            time.sleep(0.4)


def told_until(handle: int, words: bytes, seconds: float = 120) -> bytes:
    """What a program says until it has said these words."""
    said = b""
    while words not in said:
        ready, _, _ = select.select([handle], [], [], seconds)
        assert ready, said
        said += os.read(handle, 65_536)
    return said
