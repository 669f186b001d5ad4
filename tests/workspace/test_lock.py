"""Two at once on a folder: one waits or is told, none overwrites."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.errors import BusyError
from kexcel.workspace.lock import LOCK_FILE, NOTE_FILE, Holder, WorkspaceLock
from tests.workspace.places import noon, tree
from tests.workspace.small import issued_small_workspace, small_workspace

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kexcel.workspace.lock import WorkspaceLock
lock = WorkspaceLock(Path(sys.argv[1]), lambda: datetime(2024, 5, 10, 12, tzinfo=UTC))
with lock.held("merge"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held_by_another(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is told to let go, or ended."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def lock_of(root: Path, patience: float = 0) -> WorkspaceLock:
    return WorkspaceLock(root, noon, patience=patience)


def locks(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(LOCK_FILE))


def test_nothing_is_left_of_a_lock(tmp_path: Path) -> None:
    with lock_of(tmp_path).held("collect"):
        assert locks(tmp_path) == [LOCK_FILE, NOTE_FILE]
    assert locks(tmp_path) == []


def test_nothing_is_left_of_a_lock_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock_of(tmp_path).held("collect"):
        _ = 1 / 0
    assert locks(tmp_path) == []


def test_whoever_holds_a_lock_may_take_it_again(tmp_path: Path) -> None:
    with lock_of(tmp_path).held("collect"):
        with lock_of(tmp_path).held("merge"):
            pass
        assert locks(tmp_path) == [LOCK_FILE, NOTE_FILE]
    assert locks(tmp_path) == []


def test_another_process_is_told_of_with_its_user_computer_time_and_command(
    tmp_path: Path,
) -> None:
    with held_by_another(tmp_path):
        with pytest.raises(BusyError) as caught, lock_of(tmp_path).held("collect"):
            pass
        noted = json.loads((tmp_path / NOTE_FILE).read_bytes())
    assert caught.value.details == {
        "who": f"{noted['user']} ({noted['host']})",
        "since": "2024-05-10 12:00",
        "command": "kexcel merge",
        "file": tmp_path / LOCK_FILE,
    }


def test_a_run_waits_for_another_and_says_so_once(tmp_path: Path) -> None:
    told: list[Holder] = []
    with held_by_another(tmp_path) as process:

        def waiting(holder: Holder, _seconds: float) -> None:
            told.append(holder)
            let_go(process)

        with WorkspaceLock(tmp_path, noon, patience=60, waiting=waiting).held("collect"):
            noted = json.loads((tmp_path / NOTE_FILE).read_bytes())
    assert [each.command for each in told] == ["merge"]
    assert (noted["command"], noted["process"]) == ("collect", str(os.getpid()))


def test_a_lock_whose_process_has_died_is_taken_over(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert locks(tmp_path) == [LOCK_FILE, NOTE_FILE]
        with lock_of(tmp_path, patience=10).held("collect"):
            noted = json.loads((tmp_path / NOTE_FILE).read_bytes())
    assert noted["command"] == "collect"
    assert locks(tmp_path) == []


def test_a_lock_of_another_computer_stands_until_a_person_removes_it(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("1\nPC123.ange.example\n", encoding="utf-8")
    with pytest.raises(BusyError, match=r"in use by PC123\.ange\.example since"):
        lock_of(tmp_path).held("collect").__enter__()
    (tmp_path / LOCK_FILE).unlink()
    with lock_of(tmp_path).held("collect"):
        pass


def test_a_note_that_an_earlier_holder_left_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("1\nPC123\n", encoding="utf-8")
    note = {"user": "Anna", "host": "PC9", "process": "2", "since": "x", "command": "merge"}
    (tmp_path / NOTE_FILE).write_text(json.dumps(note), encoding="utf-8")
    with pytest.raises(BusyError, match="in use by PC123 since"):
        lock_of(tmp_path).held("collect").__enter__()


@pytest.mark.parametrize("note", ["", "[]", "{", "null", '{"user": 1}', "\x00"])
def test_a_note_that_cannot_be_read_is_done_without(tmp_path: Path, note: str) -> None:
    (tmp_path / LOCK_FILE).write_text("1\nPC123\n", encoding="utf-8")
    (tmp_path / NOTE_FILE).write_text(note, encoding="utf-8")
    with pytest.raises(BusyError, match="in use by PC123 since"):
        lock_of(tmp_path).held("collect").__enter__()


def test_another_thread_of_the_same_process_is_kept_out(tmp_path: Path) -> None:
    caught: list[BusyError] = []

    def try_it() -> None:
        try:
            with lock_of(tmp_path).held("merge"):
                pass
        except BusyError as fault:
            caught.append(fault)

    with lock_of(tmp_path).held("collect"):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert [fault.details["command"] for fault in caught] == ["kexcel collect"]


def test_what_a_crash_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    left = ".kexcel-ab12cd34.tmp"
    swept = [tmp_path, *(tmp_path / name for name in ("arkiv/inkommet", "utskick/T1", "retur/T1"))]
    inbox = tmp_path / "inkommet" / "T1"
    for folder in (*swept, inbox):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / left).touch()
    with lock_of(tmp_path).held("collect"):
        assert [(folder / left).exists() for folder in swept] == [False] * len(swept)
        assert (inbox / left).exists()


@pytest.mark.parametrize(
    "words",
    [["generate", "T1"], ["collect", "T1"], ["merge", "T1"], ["remind", "T1"],
     ["withdraw", "T1", "a.xlsx"], ["generate", "T1", "--from", "a.xlsx"]],
    ids=" ".join,
)  # fmt: skip
def test_what_writes_in_a_workspace_waits_its_turn(
    tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEXCEL_WAIT", "0")
    root = issued_small_workspace(tmp_path / "ws").layout.root
    with held_by_another(root):
        before = tree(root)
        result = CliRunner().invoke(main, ["-w", str(root), *words])
        assert tree(root) == before
    assert (result.exit_code, result.stdout) == (2, "")
    assert "kexcel merge" in result.stderr


def test_the_screen_says_whom_a_run_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEXCEL_WAIT", "0.5")
    root = small_workspace(tmp_path / "ws").layout.root
    with held_by_another(root):
        result = CliRunner().invoke(main, ["-w", str(root), "--language", "en", "generate", "T1"])
    waiting, busy = result.stderr.splitlines()
    assert "is in use by" in waiting
    assert waiting.endswith("Waiting for at most 0.5 s …")
    assert "Wait until that has finished, then try again." in busy


@pytest.mark.parametrize("seconds", ["snart", "-1", "nan"])
def test_a_time_to_wait_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    monkeypatch.setenv("KEXCEL_WAIT", seconds)
    root = small_workspace(tmp_path / "ws").layout.root
    result = CliRunner().invoke(main, ["-w", str(root), "generate", "T1"])
    assert (result.exit_code, "KEXCEL_WAIT" in result.stderr) == (2, True)


@pytest.mark.parametrize("words", [["check"], ["status", "T1"], ["explain", "overdue"]])
def test_what_only_reads_does_not_wait(tmp_path: Path, words: list[str]) -> None:
    root = issued_small_workspace(tmp_path / "ws").layout.root
    with held_by_another(root):
        before = tree(root)
        result = CliRunner().invoke(main, ["-w", str(root), *words])
        assert tree(root) == before
    assert result.exit_code in {0, 1}


def test_the_folder_of_a_lock_must_be_one_that_can_be_written_in(tmp_path: Path) -> None:
    small_workspace(tmp_path / "ws")
    (tmp_path / "ws" / LOCK_FILE).mkdir()
    result = CliRunner().invoke(main, ["-w", str(tmp_path / "ws"), "generate", "T1"])
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
