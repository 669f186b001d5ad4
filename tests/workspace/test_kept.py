"""What was read before is read again only when something has changed, and never trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kexcel.collect.packed import FileToRead, Packed
from kexcel.model.returned import Return
from kexcel.workspace import Workspace
from kexcel.workspace.execution.reader import Reader
from kexcel.workspace.layout import KEPT
from tests.builders import SOUND
from tests.workspace.places import opened
from tests.workspace.small import FAULTY, OTHER, issued_small_workspace, returned


def workspace_with_returns(root: Path) -> Workspace:
    workspace = issued_small_workspace(root)
    put(workspace, "staben.xlsx", returned(workspace, FAULTY))
    put(workspace, "ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))
    return opened(root)


def put(workspace: Workspace, name: str, data: bytes) -> None:
    inbox = workspace.layout.inbox("T1")
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_bytes(data)


def kept_files(workspace: Workspace) -> list[Path]:
    return sorted((workspace.layout.root / KEPT).glob("*"))


def read_in(collect: Callable[[], object]) -> list[str]:
    """The names of the files that a call has read anew."""
    names: list[str] = []
    whole = Reader.read

    def noting(self: Reader, files: Iterator[FileToRead]) -> Iterator[Packed]:
        def noted() -> Iterator[FileToRead]:
            for file in files:
                names.append(file.file)
                yield file

        return whole(self, noted())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "read", noting)
        collect()
    return names


def returns_of(root: Path) -> list[Return]:
    received = opened(root).collect("T1").received
    return [replace(each.returned, rows=dict(each.returned.rows)) for each in received]


def outbox(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "retur/T1").iterdir())}


def test_a_second_collect_reads_nothing_and_says_the_same(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    assert read_in(lambda: workspace.collect("T1")) == ["ekonomi.xlsx", "staben.xlsx"]
    first, answers = returns_of(root), outbox(root)
    assert read_in(lambda: opened(root).collect("T1")) == []
    assert returns_of(root) == first
    assert outbox(root) == answers


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    put(workspace, "rättad.xlsx", returned(workspace, SOUND))
    assert read_in(lambda: opened(root).collect("T1")) == ["rättad.xlsx"]
    assert read_in(lambda: opened(root).merge("T1")) == []


def test_without_the_folder_everything_is_read_again_with_the_same_result(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    first, answers = returns_of(root), outbox(root)
    for path in kept_files(workspace):
        path.unlink()
    assert read_in(lambda: opened(root).collect("T1")) == ["ekonomi.xlsx", "staben.xlsx"]
    assert (returns_of(root), outbox(root)) == (first, answers)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_damaged_file_is_as_if_it_were_not_there(tmp_path: Path, share: float) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    first, answers = returns_of(root), outbox(root)
    for path in kept_files(workspace):
        data = bytearray(path.read_bytes())
        data[int(share * len(data))] ^= 0xFF
        path.write_bytes(data)
    assert (returns_of(root), outbox(root)) == (first, answers)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.99])
def test_a_file_cut_short_counts_as_far_as_it_is_whole(tmp_path: Path, share: float) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    first = returns_of(root)
    for path in kept_files(workspace):
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert returns_of(root) == first
    assert read_in(lambda: opened(root).collect("T1")) == []


def test_another_setting_makes_what_was_read_out_of_date(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    path = root / "kexcel.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"mnkr"', '"tkr"'), encoding="utf-8")
    assert read_in(lambda: opened(root).collect("T1")) == ["ekonomi.xlsx", "staben.xlsx"]
    assert len(list((root / KEPT).glob("*.readings"))) == 1


def test_a_newer_form_makes_the_readings_of_its_own_department_out_of_date(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    entry = next(e for e in workspace.archive.issued("T1") if e.department == "stab")
    form = workspace.archive.forms([entry.form])[entry.form]
    newer = replace(form, code="KX-00000000")
    workspace.archive.keep_issued(newer, b"", workspace.template)
    workspace.archive.append([replace(entry, form=newer.code)])
    assert read_in(lambda: opened(root).collect("T1")) == ["staben.xlsx"]


def test_status_and_validate_write_nothing(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    before = {path: path.read_bytes() for path in kept_files(workspace)}
    workspace.status("T1")
    workspace.validate([workspace.layout.inbox("T1") / "staben.xlsx"])
    assert {path: path.read_bytes() for path in kept_files(workspace)} == before


def test_an_answer_that_was_changed_or_removed_is_made_again(tmp_path: Path) -> None:
    workspace = workspace_with_returns(tmp_path / "ws")
    root = workspace.layout.root
    workspace.collect("T1")
    answers = outbox(root)
    changed, removed = sorted(answers)
    (root / "retur/T1" / changed).write_bytes(b"x")
    (root / "retur/T1" / removed).unlink()
    opened(root).collect("T1")
    assert outbox(root) == answers
