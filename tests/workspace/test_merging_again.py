"""A merge is made again only where something of it may have changed, and else says the same."""

from __future__ import annotations

import json
import pickle
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from kexcel.cli import main
from kexcel.cli.merge import merge_as_json
from kexcel.collect.unpacking import unpack
from kexcel.errors import ConfigurationError
from kexcel.merge import outcome_of
from kexcel.model.outcome import Outcome
from kexcel.resources import resource
from kexcel.workspace import MergeResult, Workspace, merging
from kexcel.workspace.execution.lot_reader import LotReader
from kexcel.workspace.isolation import IsolationError
from kexcel.workspace.kept import readings
from kexcel.workspace.kept.code import code_fingerprint
from kexcel.workspace.layout import KEPT
from tests.builders import SOUND
from tests.workspace.places import opened, tree
from tests.workspace.small import (
    FAULTY,
    OTHER,
    form_of,
    issued_small_workspace,
    returned,
)

Change = Callable[[Path], None]


@pytest.fixture(scope="module")
def merged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with returns, of which one has faults, in which T1 has been merged."""
    workspace = issued_small_workspace(tmp_path_factory.mktemp("merged") / "ws")
    put(workspace.layout.root, "staben.xlsx", returned(workspace, FAULTY))
    put(workspace.layout.root, "ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))
    workspace.collect("T1")
    assert workspace.merge("T1").is_new
    return workspace.layout.root


@pytest.fixture
def root(merged_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(merged_once, tmp_path / "ws")


def put(root: Path, name: str, data: bytes) -> None:
    inbox = root / "inkommet/T1"
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_bytes(data)


def merged(root: Path, language: str | None = None) -> MergeResult:
    return opened(root, language).merge("T1")


def afresh(root: Path) -> tuple[MergeResult, Path]:
    """The merge of a copy of the workspace in which nothing has been kept."""
    copy = root.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    shutil.rmtree(copy / KEPT, ignore_errors=True)
    return merged(copy), copy


def written(root: Path) -> dict[str, bytes]:
    paths = sorted((*(root / "resultat").rglob("*.*"), root / "Beslut.xlsx"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def told(result: MergeResult) -> object:
    return merge_as_json(result, "sv"), dict(result.files), result.findings, result.outcome


def edit_text(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_cell(root: Path, name: str, sheet: str, cell: str, value: str) -> None:
    book = load_workbook(root / name)
    book[sheet][cell] = value
    book.save(root / name)


def another_setting(root: Path) -> None:
    edit_text(root, "kexcel.toml", "Ange (exempel)", "Ånge (exempel)")


def another_template(root: Path) -> None:
    shutil.copytree(resource("templates", "standard"), root / "templates/standard")
    edit_text(root, "templates/standard/template.toml", "Pågående", "På gång")


def another_plan(root: Path) -> None:
    edit_cell(root, "plan.xlsx", "Aktiviteter", "C2", "En annan aktivitet")


def a_verdict(root: Path) -> None:
    edit_cell(root, "Beslut.xlsx", "Mål", "E2", "Uppfyllt")


def a_motivation(root: Path) -> None:
    edit_cell(root, "Beslut.xlsx", "Mål", "F2", "Det gick bra.")


def no_decisions(root: Path) -> None:
    (root / "Beslut.xlsx").unlink()


def a_new_return(root: Path) -> None:
    put(root, "rättad.xlsx", returned(opened(root), SOUND))
    opened(root).collect("T1")


def a_withdrawal(root: Path) -> None:
    opened(root).withdraw("T1", "ekonomi.xlsx", "Fel version")


def a_new_form(root: Path) -> None:
    another_plan(root)
    opened(root).generate("T1")


def a_ledger(root: Path) -> None:
    (root / "utfall.csv").write_text("Ansvar;Utfall\n1100;1000000\n", encoding="utf-8")
    opened(root).actuals([root / "utfall.csv"], period="T1", unit="kr", sign="cost-positive")


def an_earlier_round(root: Path) -> None:
    workspace = opened(root)
    workspace.generate("internbudget")
    answers = {("cover", "signing", "value"): "Slutlig"}
    inbox = workspace.layout.inbox("internbudget")
    inbox.mkdir(parents=True, exist_ok=True)
    data = returned(workspace, answers, period="internbudget")
    (inbox / "staben.xlsx").write_bytes(data)
    workspace.collect("internbudget")


def another_form_in_the_archive(root: Path) -> None:
    workspace = opened(root)
    path = workspace.archive.form_path(form_of(workspace).code)
    path.write_bytes(path.read_bytes() + b"\n")


def a_history(root: Path) -> None:
    (root / "arkiv/historik").mkdir()
    (root / "arkiv/historik/tom.txt").write_bytes(b"")


def a_changed_result(root: Path) -> None:
    path = root / "resultat/T1/Uppföljning T1 2024.xlsx"
    path.write_bytes(path.read_bytes() + b"\0")


def a_saved_result(root: Path) -> None:
    edit_cell(root, "resultat/T1/Budget T1 2024.xlsx", "Källor", "A1", "Mina källor")


def a_removed_result(root: Path) -> None:
    (root / "resultat/T1/budget.csv").unlink()


def nothing_kept(root: Path) -> None:
    (root / KEPT / "T1.merged").unlink()


CHANGES = [
    another_setting,
    another_template,
    another_plan,
    a_verdict,
    a_motivation,
    no_decisions,
    a_new_return,
    a_withdrawal,
    a_new_form,
    a_ledger,
    an_earlier_round,
    another_form_in_the_archive,
    a_history,
    a_changed_result,
    a_saved_result,
    a_removed_result,
    nothing_kept,
]


def test_nothing_is_written_again_where_nothing_is_new(root: Path) -> None:
    expected, _ = afresh(root)
    before, files = tree(root), written(root)
    again = merged(root)
    assert not again.is_new
    assert told(again) == told(expected)
    assert (tree(root), written(root)) == (before, files)


def test_the_consolidation_of_such_a_merge_is_that_of_a_merge_in_full(root: Path) -> None:
    expected, copy = afresh(root)
    again = merged(root)
    assert again.outcome == outcome_of(again.consolidation)
    assert again.consolidation.activities == expected.consolidation.activities
    assert again.consolidation.findings == expected.consolidation.findings
    assert copy != root


@pytest.mark.parametrize("change", CHANGES, ids=[each.__name__ for each in CHANGES])
def test_it_is_written_again_as_afresh_when_something_has_changed(
    root: Path, change: Change
) -> None:
    change(root)
    expected, copy = afresh(root)
    result = merged(root)
    assert result.is_new
    assert told(result) == told(expected)
    assert written(root) == written(copy)
    assert told(merged(root)) == told(result)
    assert written(root) == written(copy)


@pytest.mark.parametrize("change", [a_verdict, another_plan, a_new_return])
def test_what_has_changed_back_is_written_again(root: Path, change: Change) -> None:
    before = root.parent / "before"
    shutil.copytree(root, before)
    change(root)
    merged(root)
    for name in ("plan.xlsx", "Beslut.xlsx", "arkiv/journal.jsonl"):
        shutil.copyfile(before / name, root / name)
    assert merged(root).is_new
    assert written(root) == written(before)


def test_another_language_is_written_in_full(root: Path) -> None:
    english = merged(root, "en")
    assert english.is_new
    assert english.files["followup"] == "resultat/T1/Follow-up T1 2024.xlsx"
    assert merged(root).is_new
    assert not merged(root).is_new


def test_another_version_of_the_program_writes_in_full(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "code_fingerprint", lambda: b"another version")
    assert merged(root).is_new


def test_the_programs_words_are_part_of_what_tells_its_version() -> None:
    told_by = code_fingerprint().decode()
    assert "findings.sv.toml" in told_by
    assert "kexcel.mo" in told_by
    assert ".pyc" not in told_by


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.99])
def test_what_is_damaged_is_as_if_it_were_not_there(root: Path, share: float) -> None:
    expected = written(root)
    path = root / KEPT / "T1.merged"
    data = bytearray(path.read_bytes())
    data[int(share * len(data))] ^= 0xFF
    path.write_bytes(data)
    assert merged(root).is_new
    assert written(root) == expected


def test_nothing_but_records_are_made_of_what_someone_has_put_there(root: Path) -> None:
    path = root / KEPT / "T1.merged"
    content = pickle.dumps((root, {}, ()))
    checksum = zlib.crc32(content).to_bytes(4, "little")
    path.write_bytes(path.read_bytes()[:32] + checksum + content)
    assert merged(root).is_new


def test_a_damaged_return_in_the_archive_is_told_again(root: Path) -> None:
    entry = opened(root).archive.received("T1")[0]
    path = opened(root).archive.path_of(entry)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ConfigurationError):
        merged(root)


def test_decisions_in_a_file_that_is_not_read_are_told_again(root: Path) -> None:
    (root / "Beslut.ods").write_bytes(b"")
    with pytest.raises(ConfigurationError):
        merged(root)


def test_a_plan_that_was_saved_under_an_open_workspace_counts_for_the_next_one(root: Path) -> None:
    workspace = opened(root)
    title = workspace.plan.activities[0].title
    another_plan(root)
    assert workspace.merge("T1").consolidation.plan.activities[0].title == title
    expected, copy = afresh(root)
    assert told(merged(root)) == told(expected)
    assert written(root) == written(copy)


def test_decisions_that_were_saved_during_a_merge_count_in_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = merging.consolidate_period

    def meanwhile(workspace: Workspace, *given: object) -> object:
        consolidation = whole(workspace, *given)  # type: ignore[arg-type] # as it was called
        a_verdict(workspace.layout.root)
        return consolidation

    a_removed_result(root)
    with monkeypatch.context() as patch:
        patch.setattr(merging, "consolidate_period", meanwhile)
        assert merged(root).outcome.goals[0].decided == ""
    assert merged(root).outcome.goals[0].decided == "Uppfyllt"


def test_a_file_that_could_not_be_read_to_its_end_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    root = workspace.layout.root
    put(root, "staben.xlsx", returned(workspace, SOUND))

    def gives_up(*_: object) -> object:
        raise IsolationError("it took too long")

    with monkeypatch.context() as patch:
        patch.setattr(LotReader, "_answers", gives_up)
        workspace.collect("T1")
        assert merged(root).outcome.missing == ("stab", "ekonomi")
    assert merged(root).outcome.missing == ("ekonomi",)


def test_a_new_conflict_has_its_row_before_anything_is_kept(root: Path) -> None:
    answers = {**SOUND, ("followup", "3.1-1", "comment"): "Något helt annat."}
    put(root, "b.xlsx", returned(opened(root), {**SOUND, ("followup", "3.1-1", "comment"): "Ett."}))
    put(root, "c.xlsx", returned(opened(root), answers))
    opened(root).collect("T1")
    assert [merged(root).is_new for _ in range(3)] == [True, True, False]
    expected, copy = afresh(root)
    assert told(merged(root)) == told(expected)
    assert written(root) == written(copy)


def test_a_round_without_activities_is_not_written_again_either(root: Path) -> None:
    an_earlier_round(root)
    results = [opened(root).merge("internbudget") for _ in range(2)]
    assert [each.is_new for each in results] == [True, False]
    assert told(results[0]) == told(results[1])


def test_the_command_prints_the_same_again(root: Path) -> None:
    for words in (["merge", "T1"], ["merge", "T1", "--json"]):
        again = CliRunner().invoke(main, ["-w", str(root), *words])
        shutil.rmtree(root / KEPT)
        first = CliRunner().invoke(main, ["-w", str(root), *words])
        assert (again.stdout, again.exit_code) == (first.stdout, first.exit_code)
        assert again.exit_code == 1
    assert json.loads(first.stdout)["answered"] == 3


def test_the_terminal_is_told_the_same_in_another_workspace_opened_from_elsewhere(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = root.parent / "flyttad"
    root.rename(moved)
    monkeypatch.chdir(moved)
    result = merged(Path())
    assert not result.is_new
    assert result.files["followup"] == "resultat/T1/Uppföljning T1 2024.xlsx"


def test_the_outcome_is_kept_and_not_the_answers(root: Path) -> None:
    content = (root / KEPT / "T1.merged").read_bytes()[36:]
    kept_parts = unpack(content)
    assert isinstance(kept_parts, tuple)
    assert isinstance(kept_parts[0], Outcome)
    assert b"klart." not in content
