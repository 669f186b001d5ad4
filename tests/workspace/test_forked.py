"""The process that reads is a copy of the one that asks, where that can be made safely."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made on Linux alone")

CALLS = """
import os, sys
from pathlib import Path
from threading import Thread
from kexcel.workspace.isolation import Allowance, Isolation, IsolationError
from kexcel.workspace.isolation.forked import ForkedProcess
from tests.workspace import forked_calls

def kind(isolation):
    return type(isolation._all[0].start()).__name__

with Isolation(allowance=Allowance(memory=200_000_000, seconds=1.0)) as isolation:
    print(kind(isolation))
    first = isolation.call(os.getpid)
    print(first != os.getpid(), isolation.call(os.getppid) == os.getpid())
    print(isolation.call(forked_calls.open_files) <= {0, 1, 2, 3, 4, 5, 6})
    for call in (forked_calls.die, forked_calls.spin, forked_calls.hoard, forked_calls.write):
        try:
            print(isolation.call(call))
        except (IsolationError, PermissionError) as given:
            print(type(given).__name__)
    print(isolation.call(abs, -3))
"""


def output_of(program: str, temporary: Path | None = None) -> list[str]:
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True, check=False, encoding="utf-8", cwd=root,
        env=os.environ | ({"TMPDIR": str(temporary)} if temporary else {}),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_copy_is_held_to_the_same_limits_as_a_process_of_its_own(tmp_path: Path) -> None:
    assert output_of(CALLS, tmp_path) == [
        "ForkedProcess", "True True", "True",
        "IsolationError", "IsolationError", "IsolationError", "PermissionError", "3",
    ]  # fmt: skip


def test_no_copy_is_made_beside_another_thread() -> None:
    program = CALLS.partition("with Isolation")[0] + (
        "from threading import Event\n"
        "done = Event()\n"
        "thread = Thread(target=done.wait)\n"
        "thread.start()\n"
        "with Isolation() as isolation:\n"
        "    print(kind(isolation), isolation.call(abs, -3))\n"
        "done.set()\n"
    )
    assert output_of(program) == ["Popen 3"]


def test_whether_a_copy_can_be_made_is_known() -> None:
    assert output_of(
        "from kexcel.workspace.isolation.forked import can_fork; print(can_fork())"
    ) == ["True"]


def test_a_copy_of_a_process_that_leaves_its_garbage_collects_its_own() -> None:
    said = output_of(
        "import gc\n"
        "from kexcel.garbage import none_collected\n"
        "from kexcel.workspace.isolation import Isolation\n"
        "with none_collected(), Isolation() as isolation:\n"
        "    print(type(isolation._all[0].start()).__name__)\n"
        "    print(gc.isenabled(), isolation.call(gc.isenabled))\n"
    )
    assert said == ["ForkedProcess", "False True"]
