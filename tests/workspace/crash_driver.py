"""Run a step of the work and keep what a kill would leave at each change it makes to the disk.

python tests/workspace/crash_driver.py START FOLDER STEP

START is a workspace before the step. FOLDER gets what lay on the disk right before the first
change, the second, the third: 1, 2, 3 … A killed process does nothing more, so that is what a kill
there leaves. To hold that, the step is also killed in earnest halfway and at its last change:
"9 killed".
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.workspace.crash_steps import STEPS
from tests.workspace.places import opened

CHANGES = {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
           "os.truncate"}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def main(start: Path, folder: Path, step: str) -> None:
    """Keep the disk at each change of one run, then kill two others."""
    run(shutil.copytree(start, folder / "warm"), step)
    shutil.rmtree(folder / "warm")
    changes = kept_at_each_change(start, folder, step)
    for turn in (changes // 2, changes):
        killed(shutil.copytree(start, folder / f"{turn} killed"), step, turn)


def run(root: Path, step: str) -> None:
    STEPS[step](opened(root))


def kept_at_each_change(start: Path, folder: Path, step: str) -> int:
    """Run the step and copy its workspace right before each change; how many there were."""
    root = shutil.copytree(start, folder / "run")

    def keep(change: int) -> None:
        shutil.copytree(root, folder / str(change))

    status = ended(root, step, keep)
    if status:
        sys.exit(f"the run failed: {status}")
    shutil.rmtree(root)
    return len(list(folder.iterdir()))


def killed(root: Path, step: str, turn: int) -> None:
    """Run the step in a process that is killed at its nth change."""

    def kill(change: int) -> None:
        if change == turn:
            os.kill(os.getpid(), signal.SIGKILL)

    status = ended(root, step, kill)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        sys.exit(f"the run was not killed: {status}")


def ended(root: Path, step: str, at_change: Callable[[int], None]) -> int:
    """Run the step in a child that does something right before each change; how the child ended."""
    child = os.fork()
    if not child:
        call_at_changes(root, at_change)
        run(root, step)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def call_at_changes(root: Path, at_change: Callable[[int], None]) -> None:
    """Call with 1, 2, 3 … when this process is about to make a change below a folder."""
    made = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal made
        if is_change(event, arguments) and any(is_below(each, root) for each in arguments[:2]):
            made += 1
            at_change(made)

    sys.addaudithook(hook)


def is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & WRITING)
    return event in CHANGES


def is_below(path: object, root: Path) -> bool:
    """An open file that is cut shorter is told by its number."""
    if isinstance(path, int):
        return Path(f"/proc/self/fd/{path}").resolve().is_relative_to(root)
    return any(str(name).startswith(str(root)) for name in decoded(path))


def decoded(path: object) -> Iterator[str]:
    if isinstance(path, (str, bytes, os.PathLike)):
        yield os.fsdecode(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3])
