from __future__ import annotations

import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kexcel.files import append_lines, clear_unfinished, whole_lines, write_all, write_whole

NOT_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """A disk that is full after so many bytes of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    assert write_whole(path, b"ett")
    assert path.read_bytes() == b"ett"
    assert names(path.parent) == ["b.txt"]


def test_a_file_that_holds_the_bytes_already_keeps_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"ett")
    os.utime(path, (1, 1))
    assert not write_whole(path, b"ett")
    assert path.stat().st_mtime == 1


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"ett")
    with no_file_larger_than(10), pytest.raises(OSError, match="File too large") as caught:
        write_whole(path, b"x" * 100)
    assert caught.value.filename == str(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"ett", ["a.txt"])


def test_of_several_files_none_is_written_when_one_cannot_be(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    write_whole(first, b"ett")
    with no_file_larger_than(10), pytest.raises(OSError, match="File too large"):
        write_all({first: b"nytt", second: b"x" * 100})
    assert (first.read_bytes(), names(tmp_path)) == (b"ett", ["a.txt"])


def test_of_several_files_none_is_written_when_one_cannot_take_its_place(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_all({tmp_path / "a.txt": b"ett", tmp_path / "b.txt": b"x"})
    assert caught.value.filename == str(tmp_path / "b.txt")
    assert names(tmp_path) == ["b.txt"]


def test_a_file_that_cannot_take_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt" / "b").mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path / "a.txt", b"ett")
    assert caught.value.filename == str(tmp_path / "a.txt")
    assert names(tmp_path) == ["a.txt"]


def test_only_files_that_change_are_told_as_written(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    write_whole(first, b"ett")
    assert write_all({first: b"ett", second: b"tv\xc3\xa5"}) == (second,)


def test_lines_are_added_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a" / "journal"
    append_lines(path, b"ett\n")
    before = path.stat().st_ino
    append_lines(path, b"tv\xc3\xa5\ntre\n")
    assert path.read_bytes() == b"ett\ntv\xc3\xa5\ntre\n"
    assert path.stat().st_ino == before


@pytest.mark.parametrize("rest", [b"halv", b"\0" * 5000, b"x" * 200_000, b"\0\r\0"])
def test_a_line_that_a_crash_cut_short_gives_way(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"ett\n" + rest)
    append_lines(path, b"tre\n")
    assert path.read_bytes() == b"ett\ntre\n"


def test_a_first_line_that_was_cut_short_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"halv")
    append_lines(path, b"ett\n")
    assert path.read_bytes() == b"ett\n"


def test_lines_that_do_not_fit_are_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    append_lines(path, b"ett\n")
    with no_file_larger_than(10), pytest.raises(OSError, match="File too large") as caught:
        append_lines(path, b"en\nlinje\nsom inte ryms\n")
    assert (path.read_bytes(), caught.value.filename) == (b"ett\n", str(path))


@NOT_ROOT
def test_lines_are_added_to_another_users_file_by_replacing_it(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"ett\nhalv")
    path.chmod(stat.S_IRUSR)
    append_lines(path, b"tre\n")
    assert path.read_bytes() == b"ett\ntre\n"


def test_whole_lines_are_those_with_an_end() -> None:
    cases = {b"": b"", b"a": b"", b"a\n": b"a\n", b"a\nb": b"a\n", b"a\n\0\0": b"a\n"}
    assert {data: whole_lines(data) for data in cases} == cases


def test_only_what_a_crash_left_is_cleared_away(tmp_path: Path) -> None:
    kept = [".kexcel-notes.tmp", "a.tmp", "b.xlsx", "~$b.xlsx"]
    for name in [".kexcel-ab12_xyz.tmp", *kept]:
        (tmp_path / name).touch()
    clear_unfinished([tmp_path, tmp_path / "no such folder"])
    assert names(tmp_path) == kept
