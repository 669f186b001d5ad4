"""Run a step of the work over and over, each time killed at the next change it makes to the disk.

python tests/workspace/crash_driver.py START FOLDER STEP

START is a workspace before the step. FOLDER gets what each killed run left of it: 1, 2, 3 …
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.workspace.crash_steps import STEPS
from tests.workspace.places import opened

CHANGES = {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
           "os.truncate"}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def main(start: Path, folder: Path, step: str) -> None:
    """Stop when a run came to its end before it was to be killed."""
    run(shutil.copytree(start, folder / "warm"), step)
    shutil.rmtree(folder / "warm")
    for turn in count(1):
        root = shutil.copytree(start, folder / str(turn))
        if not is_killed(root, step, turn):
            shutil.rmtree(root)
            return


def run(root: Path, step: str) -> None:
    STEPS[step](opened(root))


def is_killed(root: Path, step: str, turn: int) -> bool:
    """Run the step in a process that is killed at its nth change; False if it made fewer."""
    child = os.fork()
    if not child:
        kill_at(root, turn)
        run(root, step)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    if os.WEXITSTATUS(status):
        sys.exit(f"the run failed: {os.WEXITSTATUS(status)}")
    return False


def kill_at(root: Path, turn: int) -> None:
    """Kill this process when it is about to make its nth change below a folder."""
    left = [turn]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if is_change(event, arguments) and any(is_below(each, root) for each in arguments[:2]):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

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
