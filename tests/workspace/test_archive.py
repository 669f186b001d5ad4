"""The journal and the archived files: what a crash may leave, and what a person is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kexcel.errors import ConfigurationError
from kexcel.workspace import Workspace
from kexcel.workspace.archive import JOURNAL, Archive, Entry
from kexcel.workspace.verifying import FaultKind
from tests.builders import SOUND
from tests.workspace.places import opened, put, tree
from tests.workspace.small import issued_small_workspace, returned

NOON = "2024-05-10T12:00:00+00:00"


def entry(name: str, event: str = "received", sha256: str = "ab" * 32) -> Entry:
    return Entry(event, NOON, "T1", sha256, name)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "arkiv")
    archive.append([entry("ett.xlsx"), entry("två › tre\n.xlsx")])
    return archive


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Staben has answered."""
    workspace = issued_small_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", returned(workspace, SOUND))
    workspace.collect("T1")
    return workspace


def names(archive: Archive) -> list[str]:
    return [each.file for each in archive.journal()]


def faults(workspace: Workspace) -> list[tuple[FaultKind, str]]:
    return [(each.kind, each.file) for each in workspace.verify()]


def test_lines_are_read_as_they_were_written(archive: Archive) -> None:
    assert archive.journal() == (entry("ett.xlsx"), entry("två › tre\n.xlsx"))
    assert len((archive.folder / JOURNAL).read_bytes().splitlines()) == 2


def test_a_journal_that_is_not_there_or_empty_tells_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.journal() == ()
    (tmp_path / JOURNAL).touch()
    assert archive.journal() == ()
    archive.append([])
    assert (tmp_path / JOURNAL).read_bytes() == b""


def test_wherever_a_crash_cuts_the_last_line_the_others_stand(archive: Archive) -> None:
    path = archive.folder / JOURNAL
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for end in range(first, len(whole)):
        path.write_bytes(whole[:end])
        again = Archive(archive.folder)
        assert names(again) == ["ett.xlsx"]
        again.append([entry("tre.xlsx")])
        assert names(again) == names(Archive(archive.folder)) == ["ett.xlsx", "tre.xlsx"]


def test_a_last_line_that_the_disk_filled_with_zeros_is_none(archive: Archive) -> None:
    path = archive.folder / JOURNAL
    path.write_bytes(path.read_bytes() + b"\0" * 4096)
    assert names(archive) == ["ett.xlsx", "två › tre\n.xlsx"]
    archive.append([entry("tre.xlsx")])
    assert names(archive) == ["ett.xlsx", "två › tre\n.xlsx", "tre.xlsx"]


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"\0\0\0", b"\xff", b"[]", b"null", b"{}", b'{"event": "received"}',
     b"[" * 100_000, b'{"event": 1}', b'"event"'],
)  # fmt: skip
def test_a_damaged_line_between_others_stops_the_work_and_is_named(
    archive: Archive, line: bytes
) -> None:
    path = archive.folder / JOURNAL
    first, second = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([first, line, second, b""]))
    with pytest.raises(ConfigurationError, match=r"journal\.jsonl: line 2 is damaged"):
        archive.journal()


@pytest.mark.parametrize("change", [{"weight": "3"}, {"event": "archived"}])
def test_a_line_of_a_newer_version_is_told_as_that(
    archive: Archive, change: dict[str, str]
) -> None:
    path = archive.folder / JOURNAL
    first = json.loads(path.read_bytes().splitlines()[0])
    path.write_bytes(path.read_bytes() + json.dumps({**first, **change}).encode() + b"\n")
    with pytest.raises(ConfigurationError, match="line 3 was written by a newer version"):
        archive.journal()


def test_what_another_process_adds_is_seen(archive: Archive) -> None:
    other = Archive(archive.folder)
    assert names(other) == names(archive)
    archive.append([entry("tre.xlsx")])
    other.append([entry("fyra.xlsx")])
    assert names(archive) == names(other) == names(Archive(archive.folder))
    assert names(archive)[2:] == ["tre.xlsx", "fyra.xlsx"]


def test_a_journal_that_was_restored_from_a_backup_is_read_anew(archive: Archive) -> None:
    archive.journal()
    other = Archive(archive.folder.parent / "annan")
    other.append([entry("annat.xlsx")])
    (archive.folder / JOURNAL).write_bytes((other.folder / JOURNAL).read_bytes())
    assert names(archive) == ["annat.xlsx"]


def test_a_return_is_withdrawn_by_the_last_line_about_it(archive: Archive) -> None:
    for event, withdrawn in [("withdrawn", 1), ("restored", 0), ("withdrawn", 1)]:
        archive.append([entry("ett.xlsx", event)])
        assert len(archive.withdrawn("T1")) == withdrawn
    assert archive.withdrawn("T2") == {}


def test_a_sound_archive_has_no_faults(workspace: Workspace) -> None:
    assert faults(workspace) == []


def test_an_archived_file_that_was_changed_is_told(workspace: Workspace) -> None:
    (path,) = (workspace.layout.root / "arkiv" / "inkommet").iterdir()
    path.write_bytes(path.read_bytes() + b" ")
    assert faults(workspace) == [(FaultKind.CHANGED, f"arkiv/inkommet/{path.name}")]


def test_an_archived_file_that_is_gone_is_told_with_its_name(workspace: Workspace) -> None:
    (path,) = (workspace.layout.root / "arkiv" / "inkommet").iterdir()
    path.unlink()
    (fault,) = workspace.verify()
    assert (fault.kind, fault.file) == (FaultKind.GONE, f"arkiv/inkommet/{path.name}")
    assert fault.name == "svar.xlsx"


def test_a_received_file_that_no_line_tells_of_can_be_taken_in(workspace: Workspace) -> None:
    archive = workspace.archive
    sha256 = archive.keep_received("mer.xlsx", b"nytt")
    untold = f"arkiv/inkommet/{sha256}.xlsx"
    assert faults(workspace) == [(FaultKind.UNTOLD, untold)]
    workspace.collect("T1", [workspace.layout.root / untold])
    assert faults(workspace) == []


@pytest.mark.parametrize("folder", ["utskick", "formular", "mallar"])
def test_issued_forms_are_held_against_the_journal(workspace: Workspace, folder: str) -> None:
    path = min((workspace.layout.root / "arkiv" / folder).iterdir())
    shown, data = workspace.layout.shown(path), path.read_bytes()
    path.write_bytes(b"{")
    assert {*faults(workspace)} == {(FaultKind.CHANGED, shown)}
    path.unlink()
    assert {*faults(workspace)} == {(FaultKind.GONE, shown)}
    path.write_bytes(data)
    assert faults(workspace) == []


def test_a_copy_that_a_syncing_program_made_of_the_journal_is_told(workspace: Workspace) -> None:
    copy = workspace.archive.folder / "journal-PC123.jsonl"
    copy.write_bytes(b"")
    assert faults(workspace) == [(FaultKind.COPY, "arkiv/journal-PC123.jsonl")]


def test_what_is_wrong_is_said_with_what_to_do(workspace: Workspace) -> None:
    for path in (workspace.layout.root / "arkiv" / "inkommet").iterdir():
        path.unlink()
    (fault,) = workspace.verify()
    assert "Restore it from a backup" in fault.say(str)
    assert "svar.xlsx" in fault.say(str)


def test_a_file_that_is_gone_from_the_archive_stops_the_work_by_name(workspace: Workspace) -> None:
    (path,) = (workspace.layout.root / "arkiv" / "inkommet").iterdir()
    path.unlink()
    with pytest.raises(ConfigurationError, match=f"{path.name}: the file is gone from arkiv/"):
        opened(workspace.layout.root).merge("T1")


def test_a_file_that_is_gone_from_the_archive_is_taken_again_from_where_it_lies(
    workspace: Workspace,
) -> None:
    before = tree(workspace.layout.root)
    for path in (workspace.layout.root / "arkiv" / "inkommet").iterdir():
        path.unlink()
    opened(workspace.layout.root).collect("T1")
    assert tree(workspace.layout.root) == before


def test_a_damaged_copy_is_mended_when_the_same_file_comes_again(workspace: Workspace) -> None:
    (path,) = (workspace.layout.root / "arkiv" / "inkommet").iterdir()
    data = path.read_bytes()
    path.write_bytes(b"\0" * len(data))
    put(workspace, "samma igen.xlsx", data)
    opened(workspace.layout.root).collect("T1")
    assert (path.read_bytes(), faults(workspace)) == (data, [])
