"""Killed at any moment or out of disk, a step leaves the old or the new, and the next goes on."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from kexcel.workspace import Workspace
from kexcel.workspace.archive import Archive
from tests.builders import SOUND
from tests.workspace.crash_steps import STEPS, WORDS
from tests.workspace.places import opened, put, tree
from tests.workspace.small import FAULTY, OTHER, returned, small_workspace

DRIVER = Path(__file__).with_name("crash_driver.py")
LIMITED = Path(__file__).with_name("limited_driver.py")
JOURNAL_FILE = "arkiv/journal.jsonl"
UNFINISHED = re.compile(r"\.kexcel-\w{8}\.tmp$")


@dataclass(frozen=True, slots=True)
class Step:
    """A workspace before a step of the work and after it, when nothing disturbed it."""

    name: str
    before: Path
    after: Path

    def run(self, root: Path) -> None:
        STEPS[self.name](opened(root))


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Step]:
    """Every step, done one after the other."""
    folder = tmp_path_factory.mktemp("undisturbed")
    current = small_workspace(folder / "0").layout.root
    done = {}
    for number, (name, work) in enumerate(STEPS.items(), start=1):
        after = shutil.copytree(current, folder / str(number))
        work(opened(after))
        done[name] = Step(name, current, after)
        current = after
        if name == "generate":
            current = shutil.copytree(after, folder / "answered")
            answer(opened(current))
    return done


def answer(workspace: Workspace) -> None:
    """Lay what departments send in inkommet/: sound, faulty, twice, packed, and none at all."""
    sound = returned(workspace, SOUND)
    put(workspace, "Första.xlsx", sound)
    put(workspace, "Första igen.xlsx", sound)
    put(workspace, "Rätt svar.xlsx", returned(workspace, FAULTY))
    put(workspace, "lapp.pdf", b"%PDF-1.7 nothing")
    for name in ("utfall.csv", "skolan.csv"):
        (workspace.layout.root / name).write_bytes(b"Ansvar;Utfall\n%b;5\n" % name[:4].encode())
    with ZipFile(workspace.layout.inbox("T1") / "ekonomi.zip", "w") as packed:
        packed.writestr("ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))


def killed_runs(step: Step, folder: Path) -> list[Path]:
    """What is left of a workspace when the step is killed at each change that it makes."""
    command = [sys.executable, str(DRIVER), str(step.before), str(folder), step.name]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    for killed in sorted(folder.glob("* killed")):
        kept = folder / killed.name.removesuffix(" killed")
        assert (finished(killed), journal(killed)) == (finished(kept), journal(kept))
        assert unfinished(killed) == unfinished(kept)
        shutil.rmtree(killed)
    return sorted(folder.iterdir(), key=lambda path: int(path.name))


def finished(root: Path) -> dict[str, str]:
    """Every file under its own name but the journal: neither half-written ones nor the lock."""
    return {
        name: sha256
        for name, sha256 in tree(root).items()
        if not Path(name).name.startswith(".kexcel") and name != JOURNAL_FILE
    }


def unfinished(root: Path) -> list[str]:
    """The folders of half-written files; one of them may tell which process holds the lock."""
    return sorted(UNFINISHED.sub("", name) for name in tree(root) if UNFINISHED.search(name))


def journal(root: Path) -> bytes:
    path = root / JOURNAL_FILE
    return path.read_bytes() if path.is_file() else b""


def same_state(root: Path) -> tuple[tuple[str, str], ...]:
    """What tells two killed runs apart: half-written files by their folders, the lock not."""
    return tuple(
        sorted(
            (UNFINISHED.sub("", name), sha256)
            for name, sha256 in tree(root).items()
            if ".kexcel.lock" not in name
        )
    )


def damaged(root: Path) -> Iterator[str]:
    """Workbooks that do not open, and archived files that are not what they are called."""
    for name in finished(root):
        path = root / name
        if path.suffix == ".xlsx" and ZipFile(path).testzip() is not None:
            yield name
        is_named_by_content = path.parent.name in {"inkommet", "utskick", "huvudbok"}
        if is_named_by_content and path.stem != hashlib.sha256(path.read_bytes()).hexdigest():
            yield name


@pytest.mark.skipif(not hasattr(sys, "addaudithook"), reason="no process can be forked here")
@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_killed_anywhere_is_finished_by_the_next_run(
    steps: dict[str, Step], name: str, tmp_path: Path
) -> None:
    step = steps[name]
    after, killed = tree(step.after), killed_runs(step, tmp_path)
    assert len(killed) > 10
    seen = set()
    for root in killed:
        assert_old_or_new(root, step)
        state = same_state(root)
        if state not in seen:
            seen.add(state)
            step.run(root)
            assert tree(root) == after, f"killed at change {root.name}"
        shutil.rmtree(root)
    assert len(seen) >= 5


def assert_old_or_new(root: Path, step: Step) -> None:
    """Every file is as it was or as it is to be, none is gone, and the journal is whole lines."""
    before, after = tree(step.before), tree(step.after)
    for name, sha256 in finished(root).items():
        assert sha256 in {before.get(name), after.get(name)}, name
    assert [name for name in before.keys() & after.keys() if not (root / name).exists()] == []
    assert [*damaged(root)] == []
    assert journal(root).startswith(journal(step.before))
    assert journal(step.after).startswith(journal(root))
    Archive(root / "arkiv").journal()


def run_limited(root: Path, name: str, size: int = 1 << 30) -> subprocess.CompletedProcess[str]:
    """The command of a step where no file can be larger than a size."""
    command = [sys.executable, str(LIMITED), str(size), "-w", str(root), "--language", "en"]
    words = [*command, *WORDS[name]]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def assert_told_and_whole(
    ended: subprocess.CompletedProcess[str], root: Path, step: Step, why: str
) -> None:
    """A step that could not write said so in a sentence, and left only what was or is to be."""
    assert (ended.returncode, ended.stdout) == (2, "")
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith("kexcel: ")
    assert why in sentence
    assert_old_or_new(root, step)
    assert [name for name in tree(root) if Path(name).name.startswith(".kexcel")] == []


@pytest.mark.parametrize("size", [0, 100, 500, 6000])
@pytest.mark.parametrize("name", WORDS)
def test_a_file_that_may_not_grow_stops_a_step_with_a_sentence(
    steps: dict[str, Step], name: str, size: int, tmp_path: Path
) -> None:
    step = steps[name]
    root = shutil.copytree(step.before, tmp_path / "ws")
    ended = run_limited(root, name, size)
    assert_told_and_whole(ended, root, step, "would be larger than the disk or the system allows")
    step.run(root)
    assert tree(root) == tree(step.after)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 4, 12])
@pytest.mark.parametrize("name", WORDS)
def test_a_full_disk_stops_a_step_with_a_sentence_and_room_lets_it_go_on(
    steps: dict[str, Step], name: str, room: int, disk: Path
) -> None:
    step = steps[name]
    root = shutil.copytree(step.before, disk / "ws")
    filler = disk / "fylld"
    with filler.open("wb") as stream:
        stream.write(bytes(shutil.disk_usage(disk).free - room * 1024))
    ended = run_limited(root, name)
    assert_told_and_whole(ended, root, step, "no room left on the disk")
    filler.unlink()
    step.run(root)
    assert tree(root) == tree(step.after)
