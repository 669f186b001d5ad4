"""Every way a return comes in: folders, mails, archives, and what is no file at all."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.collect.parcels import DEFAULT_PARCEL_LIMITS
from kexcel.errors import UnreadableInputError
from kexcel.workspace import CollectResult, Workspace
from kexcel.workspace.archive import Entry
from kexcel.workspace.collecting import collect_files
from kexcel.workspace.inbox import NotOpenedError, open_regular, read_regular
from kexcel.workspace.progress import silent
from tests.collect.letters import PNG, SENDER, archive, flagged, forwarded, letter
from tests.collect.outlook import Attached, Letter, message
from tests.workspace.places import filled, issued_workspace, opened, put, tree, workbook

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such thing")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_workspace(tmp_path / "ws")


def states(result: CollectResult) -> list[tuple[str, str | None, str]]:
    """The name, department and state of each received file."""
    returns = [each.returned for each in result.received]
    return [(each.file, each.department, each.state.value) for each in returns]


def passed_over(result: CollectResult) -> dict[str, str]:
    return {each.file: each.why for each in result.passed_over}


def events(workspace: Workspace) -> list[tuple[str, str, str]]:
    lines = [e for e in workspace.archive.journal() if e.event != "issued"]
    return [(each.event, each.file, each.inside) for each in lines]


def test_a_return_in_a_mail_is_taken_with_who_sent_it_and_when(workspace: Workspace) -> None:
    put(workspace, "Svar T1.eml", letter({"T1 Staben.xlsx": filled("stab")}).as_bytes())
    result = workspace.collect("T1")
    assert states(result) == [("T1 Staben.xlsx", "stab", "accepted")]
    envelope = result.received[0].returned.envelope
    assert (envelope.sender, envelope.sent, envelope.inside) == (
        SENDER,
        "2024-05-10T08:12:33+00:00",
        "Svar T1.eml",
    )
    assert events(workspace) == [
        ("received", "T1 Staben.xlsx", "Svar T1.eml"),
        ("opened", "Svar T1.eml", ""),
    ]
    assert list(passed_over(result)) == ["Svar T1.eml › image001.png"]


def test_sender_and_time_stand_among_the_sources(workspace: Workspace) -> None:
    put(workspace, "Svar T1.eml", letter({"T1 Staben.xlsx": filled("stab")}).as_bytes())
    put(workspace, "t.zip", archive({"Mapp/T1 Ekonomi.xlsx": filled("ekonomi")}))
    workspace.collect("T1")
    path = workspace.layout.root / workspace.merge("T1").files["followup"]
    rows = list(workbook(path.read_bytes())["Källor"].values)
    start = next(number for number, row in enumerate(rows) if row[0] == "Avdelning")
    headings = [str(cell) for cell in rows[start]]
    first = headings.index(next(each for each in headings if each in {"Avsändare", "Sender"}))
    assert [row[first : first + 3] for row in rows[start + 1 : start + 3]] == [
        (SENDER, "2024-05-10 08:12", "Svar T1.eml"),
        (None, None, "t.zip"),
    ]


def test_collecting_mails_and_archives_again_changes_nothing(workspace: Workspace) -> None:
    inner = letter({"T1 Staben.xlsx": filled("stab")})
    put(workspace, "vb.eml", forwarded(inner, sender="x@ange.example").as_bytes())
    put(workspace, "t.zip", archive({"a.xlsx": filled("ekonomi"), "läs.txt": b"hej"}))
    put(workspace, "låst.zip", flagged(archive({"b.xlsx": filled("social")}), 1))
    put(workspace, "o.msg", message(Letter(attached=[Attached("c.xlsx", filled("utbildning"))])))
    first = workspace.collect("T1")
    before = tree(workspace.layout.root)
    again = opened(workspace.layout.root).collect("T1")
    assert tree(workspace.layout.root) == before
    assert states(again) == states(first)
    assert [state for _, _, state in states(first)] == [
        "rejected", "accepted", "accepted", "rejected", "accepted",
    ]  # fmt: skip
    assert not any(each.is_new for each in again.received)


def test_the_same_workbook_in_two_mails_is_one_duplicate(workspace: Workspace) -> None:
    data = filled("stab")
    put(workspace, "a.eml", letter({"T1.xlsx": data}, subject="Svar").as_bytes())
    put(workspace, "b.eml", letter({"T1.xlsx": data}, subject="Igen").as_bytes())
    for _ in range(2):
        result = workspace.collect("T1")
        assert states(result) == [
            ("T1.xlsx", "stab", "accepted"),
            ("T1.xlsx", "stab", "duplicate"),
        ]


def test_the_screen_says_who_sent_a_file_and_what_it_lay_in(workspace: Workspace) -> None:
    put(workspace, "Svar T1.eml", letter({"T1 Staben.xlsx": filled("stab")}).as_bytes())
    words = ["-w", str(workspace.layout.root), "--language", "en", "collect", "T1"]
    lines = [line.strip() for line in CliRunner().invoke(main, words).output.splitlines()]
    assert f"From {SENDER}, 2024-05-10 " in "\n".join(lines)
    assert "In Svar T1.eml" in lines
    assert "Passed over, a picture in the mail: Svar T1.eml › image001.png" in lines


@POSIX
def test_the_inbox_itself_may_be_a_link_to_a_synced_folder(
    workspace: Workspace, tmp_path: Path
) -> None:
    synced = tmp_path / "Teams"
    synced.mkdir()
    (synced / "T1.xlsx").write_bytes(filled("stab"))
    workspace.layout.inbox("T1").rmdir()
    workspace.layout.inbox("T1").symlink_to(synced, target_is_directory=True)
    assert states(workspace.collect("T1")) == [("T1.xlsx", "stab", "accepted")]


def test_a_mail_without_a_workbook_is_answered_with_what_to_send(workspace: Workspace) -> None:
    put(workspace, "hej.eml", letter({"foto.png": PNG}).as_bytes())
    result = workspace.collect("T1")
    (finding,) = result.findings
    assert states(result) == [("hej.eml", None, "rejected")]
    assert (finding.code, finding.details) == (
        "not-a-form",
        (("kind", "a mail without a workbook"),),
    )
    assert events(workspace) == [("received", "hej.eml", "")]


def test_what_a_parcel_could_not_give_is_said_and_the_rest_is_taken(workspace: Workspace) -> None:
    locked = flagged(archive({"T1 Social.xlsx": filled("social")}), 1)
    mail = letter({"T1 Staben.xlsx": filled("stab"), "låst.zip": locked})
    put(workspace, "svar.eml", mail.as_bytes())
    result = workspace.collect("T1")
    assert states(result) == [
        ("T1 Staben.xlsx", "stab", "accepted"),
        ("svar.eml", None, "rejected"),
    ]
    (finding,) = result.findings
    assert (finding.code, finding.place.file) == (
        "file-encrypted",
        "svar.eml › låst.zip › T1 Social.xlsx",
    )


def test_a_run_that_was_cut_off_in_a_mail_is_finished_by_the_next(workspace: Workspace) -> None:
    mail = letter({"a.xlsx": filled("stab"), "b.xlsx": filled("ekonomi")}).as_bytes()
    put(workspace, "svar.eml", mail)
    journal = workspace.layout.root / "arkiv" / "journal.jsonl"
    issued = journal.read_bytes()
    workspace.collect("T1")
    whole = journal.read_bytes()
    lines = whole[len(issued) :].splitlines(keepends=True)
    assert len(lines) == 3
    for kept in range(3):
        journal.write_bytes(issued + b"".join(lines[:kept]))
        again = opened(workspace.layout.root)
        again.collect("T1")
        assert journal.read_bytes() == whole


def test_a_name_that_macos_takes_apart_is_the_same_name(workspace: Workspace) -> None:
    put(workspace, "Räk.eml", letter({"T1.xlsx": filled("stab")}).as_bytes())
    first = workspace.collect("T1")
    (workspace.layout.inbox("T1") / "Räk.eml").unlink()
    put(workspace, "Ra\u0308k.eml", letter({"T1.xlsx": filled("stab")}).as_bytes())
    assert states(workspace.collect("T1")) == states(first)


def test_names_in_parcels_are_told_on_one_line(workspace: Workspace) -> None:
    put(workspace, "svar.zip", archive({"T1\u202e\n Staben.xlsx": filled("stab")}))
    (received,) = workspace.collect("T1").received
    assert received.returned.file == "T1__ Staben.xlsx"


def make_fifo(path: Path) -> None:
    os.mkfifo(path)  # type: ignore[attr-defined,unused-ignore] # not on Windows


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as bound:  # type: ignore[attr-defined,unused-ignore]
            bound.bind(path.name)
    finally:
        os.chdir(here)


def make_link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def make_link_to_a_folder(path: Path) -> None:
    path.symlink_to("/etc", target_is_directory=True)


def make_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.name)


ODD = pytest.mark.parametrize(
    "make, why",
    [
        (make_fifo, "no ordinary file"),
        (make_socket, "no ordinary file"),
        (make_link, "a link, which is not followed"),
        (make_link_to_a_folder, "a link, which is not followed"),
        (make_link_to_nothing, "a link, which is not followed"),
    ],
)


@POSIX
@ODD
def test_what_is_no_file_is_passed_over_and_said(
    workspace: Workspace, make: Callable[[Path], None], why: str
) -> None:
    put(workspace, "T1.xlsx", filled("stab"))
    make(workspace.layout.inbox("T1") / "x.xlsx")
    result = workspace.collect("T1")
    assert states(result) == [("T1.xlsx", "stab", "accepted")]
    assert passed_over(result) == {"inkommet/T1/x.xlsx": why}


@POSIX
@pytest.mark.parametrize("make", [make_fifo, make_socket, make_link, make_link_to_nothing])
def test_the_only_thing_named_must_be_a_file(
    workspace: Workspace, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "x.xlsx"
    make(path)
    with pytest.raises(UnreadableInputError):
        workspace.collect("T1", [path])
    put(workspace, "T1.xlsx", filled("stab"))
    named = [path, workspace.layout.inbox("T1") / "T1.xlsx"]
    result = workspace.collect("T1", named)
    assert states(result) == [("T1.xlsx", "stab", "accepted")]
    assert len(result.passed_over) == 1


@POSIX
@pytest.mark.parametrize("make", [make_fifo, make_link])
def test_a_file_that_is_exchanged_before_it_is_opened_is_not_read(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "x.xlsx"
    make(path)
    with pytest.raises(NotOpenedError):
        open_regular(path)


def test_a_file_that_grows_while_it_is_read_waits(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"begun")

    class Growing(BytesIO):
        def fileno(self) -> int:
            return handle.fileno()

        def read(self, size: int | None = -1, /) -> bytes:
            with path.open("ab") as more:
                more.write(b" and more")
            return handle.read(size if size is not None else -1)[:5]

    with path.open("rb") as handle, pytest.raises(NotOpenedError) as caught:
        read_regular(Growing(), 100)
    assert caught.value.needs_mending


@POSIX
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_does_not_stop_the_others(workspace: Workspace) -> None:
    put(workspace, "a.xlsx", filled("ekonomi")).chmod(0)
    put(workspace, "T1.xlsx", filled("stab"))
    result = workspace.collect("T1")
    assert states(result) == [("T1.xlsx", "stab", "accepted")]
    assert [each.needs_mending for each in result.passed_over] == [True]


@POSIX
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can be another")
def test_a_file_in_a_closed_folder_is_left_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"x")
    path.chmod(0)
    os.seteuid(65_534)  # type: ignore[attr-defined,unused-ignore] # not on Windows
    try:
        with pytest.raises(NotOpenedError) as caught:
            open_regular(path)
    finally:
        os.seteuid(0)  # type: ignore[attr-defined,unused-ignore] # as above
    assert caught.value.needs_mending


def test_a_file_that_vanishes_does_not_stop_the_others(workspace: Workspace) -> None:
    gone = workspace.layout.inbox("T1") / "a.xlsx"
    files = [gone, put(workspace, "T1.xlsx", filled("stab"))]
    result = collect_files(workspace, workspace.period("T1"), files, silent)
    assert states(result) == [("T1.xlsx", "stab", "accepted")]
    assert passed_over(result) == {"inkommet/T1/a.xlsx": "it was gone before it could be read"}


def test_a_file_larger_than_the_limit_is_kept_and_told(workspace: Workspace) -> None:
    path = put(workspace, "film.eml", b"From: a@ange.example\nSubject: film\n\n")
    with path.open("r+b") as stream:
        stream.truncate(DEFAULT_PARCEL_LIMITS.file_bytes + 1)
    result = workspace.collect("T1")
    assert states(result) == [("film.eml", None, "rejected")]
    assert [finding.code for finding in result.findings] == ["file-too-large"]
    (entry,) = workspace.archive.received("T1")
    assert workspace.archive.path_of(entry).stat().st_size == path.stat().st_size
    assert len(workspace.archive.read(entry, 10)) == 10
    assert len(workspace.collect("T1").received) == 1


def test_folders_are_looked_through_but_not_those_of_the_system(workspace: Workspace) -> None:
    put(workspace, "T1.xlsx", filled("stab"))
    for name in ("Mapp/Under", "__MACOSX", "@eaDir"):
        folder = workspace.layout.inbox("T1") / name
        folder.mkdir(parents=True)
        (folder / "x.xlsx").write_bytes(filled("ekonomi"))
    result = workspace.collect("T1")
    assert {name for name, _, _ in states(result)} == {"T1.xlsx", "x.xlsx"}
    assert passed_over(result) == {
        "inkommet/T1/@eaDir": "left by the system",
        "inkommet/T1/__MACOSX": "left by the system",
    }


def test_the_archive_counts_opened_mails_as_told(workspace: Workspace) -> None:
    put(workspace, "Svar.eml", letter({"T1.xlsx": filled("stab")}).as_bytes())
    workspace.collect("T1")
    assert workspace.verify() == ()


def test_an_older_journals_archive_is_opened_when_it_is_met_again(workspace: Workspace) -> None:
    data = archive({"T1.xlsx": filled("stab")})
    put(workspace, "svar.zip", data)
    sha256 = workspace.archive.keep_received("svar.zip", data)
    old = Entry("received", "2024-05-01T12:00:00+00:00", "T1", sha256, "svar.zip")
    workspace.archive.append([old])
    assert ("T1.xlsx", "stab", "accepted") in states(workspace.collect("T1"))
