"""Two files of a workspace compared: what each is, and what it takes to compare them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kexcel.compare import ComparedKind
from kexcel.documents.plan.writer import write_plan
from kexcel.errors import UnreadableInputError, UsageError
from kexcel.workspace import Workspace
from kexcel.workspace.comparing import compare_files, workspace_folder_of, write_comparison_file
from tests.builders import SOUND, plan
from tests.compare.plans import activity, without
from tests.workspace.places import put, tree
from tests.workspace.small import OTHER, issued_small_workspace, returned


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_small_workspace(tmp_path / "ws")


def merged(workspace: Workspace, folder: Path) -> tuple[Path, Path]:
    """Copies of the period's two results as they are now."""
    workspace.collect("T1")
    workspace.merge("T1")
    folder.mkdir()
    copies = []
    for path in sorted(workspace.layout.results("T1").glob("*.xlsx")):
        (folder / path.name).write_bytes(path.read_bytes())
        copies.append(folder / path.name)
    budget, followup = copies
    return budget, followup


def test_two_plans_need_no_workspace(tmp_path: Path) -> None:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    other.write_bytes(write_plan(activity("3.1-1", end=date(2024, 11, 30))(plan())))
    comparison = compare_files(one, other)
    assert (comparison.kind, comparison.differences) == (ComparedKind.PLAN, 1)
    assert comparison.before.facts == ("Ange (exempel)", "Kommunstyrelsen", "2024")
    (change,) = [each for group in comparison.groups for each in group.changes]
    assert (change.before_cell, change.after_cell) == ("Aktiviteter!F2", "Aktiviteter!F2")


def test_what_a_plan_has_that_cannot_be_read_is_told_and_not_called_removed(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    other.write_bytes(write_plan(activity("3.1-1", end=date(2023, 11, 30))(plan())))
    comparison = compare_files(one, other)
    assert [(f.code, f.place.file, f.place.cell) for f in comparison.unread] == [
        ("end-before-start", "två.xlsx", "F2")
    ]


def test_a_return_is_compared_with_the_one_before_it(workspace: Workspace) -> None:
    one = put(workspace, "en.xlsx", returned(workspace, SOUND))
    later = {**SOUND, ("followup", "3.1-1", "comment"): "Fyra enheter av fem."}
    other = put(workspace, "två.xlsx", returned(workspace, later))
    before = tree(workspace.layout.root)
    comparison = compare_files(one, other, workspace=workspace)
    assert (comparison.kind, comparison.differences) == (ComparedKind.RETURN, 1)
    assert comparison.after.facts[:2] == ("Staben", "T1 2024")
    assert tree(workspace.layout.root) == before


def test_results_are_compared_as_they_were_and_are(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "stab.xlsx", returned(workspace, SOUND))
    first = merged(workspace, tmp_path / "före")
    put(workspace, "ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))
    second = merged(workspace, tmp_path / "efter")
    budget, followup = (compare_files(one, two) for one, two in zip(first, second, strict=True))
    assert (budget.kind, followup.kind) == (ComparedKind.BUDGET, ComparedKind.FOLLOWUP)
    found = {
        (group.label, c.kind.value, c.title, c.column, c.before, c.after)
        for group in followup.groups
        for c in group.changes
    }
    assert {
        ("Läge", "changed", "", "state", "PRELIMINÄR", None),
        ("Aktiviteter", "changed", "Inköpsrutiner", "Status", None, "Pågående"),
        ("Aktiviteter", "changed", "Inköpsrutiner", "Räknas som", "Ej besvarad", "Pågående"),
    } <= found
    forecasts = [
        (c.title, c.before, c.after)
        for group in budget.groups
        for c in group.changes
        if (group.label, c.column) == ("Sammanställning", "Prognos helår")
    ]
    assert [(title, before is None) for title, before, _ in forecasts] == [
        ("Ekonomiavdelningen", True),
        ("Totalt", False),
    ]


def test_a_result_is_no_different_from_itself(workspace: Workspace, tmp_path: Path) -> None:
    put(workspace, "stab.xlsx", returned(workspace, SOUND))
    for path in merged(workspace, tmp_path / "nu"):
        comparison = compare_files(path, path)
        assert comparison.differences == 0
        assert sum(group.compared for group in comparison.groups) > 10


def test_files_of_different_kinds_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    budget, followup = merged(workspace, tmp_path / "nu")
    the_plan = workspace.layout.root / "plan.xlsx"
    for one, other in ((the_plan, answer), (answer, budget), (budget, followup)):
        with pytest.raises(UsageError, match="same kind"):
            compare_files(one, other, workspace=workspace)


def test_a_form_that_was_issued_elsewhere_is_refused(workspace: Workspace) -> None:
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    with pytest.raises(UsageError, match="not issued from here"):
        compare_files(answer, answer)


def test_a_workbook_of_another_kind_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    merged(workspace, tmp_path / "nu")
    decisions = workspace.layout.root / "Beslut.xlsx"
    with pytest.raises(UsageError, match="neither a plan, a return nor"):
        compare_files(decisions, decisions, workspace=workspace)


@pytest.mark.parametrize(
    "content, words",
    [
        (None, "does not exist"),
        (b"%PDF-1.7 nothing", "no workbook"),
        (b"", "no workbook"),
        (b"PK\x03\x04 half of it", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, words: str) -> None:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    if content is not None:
        other.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=words):
        compare_files(one, other)


def test_the_workspace_that_a_file_lies_in_is_found(workspace: Workspace, tmp_path: Path) -> None:
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    assert workspace_folder_of(tmp_path / "annat.xlsx", answer) == workspace.layout.root
    assert workspace_folder_of(tmp_path / "annat.xlsx") is None


def test_a_comparison_replaces_only_a_comparison(tmp_path: Path) -> None:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    other.write_bytes(write_plan(without("4-1")(plan())))
    comparison = compare_files(one, other)
    target = tmp_path / "skillnad.xlsx"
    write_comparison_file(target, comparison, language="sv")
    first = target.read_bytes()
    write_comparison_file(target, comparison, language="en")
    assert target.read_bytes() != first
    before = tree(tmp_path)
    for name in ("en.xlsx", "skillnad.ods", ""):
        with pytest.raises(UsageError):
            write_comparison_file(tmp_path / name, comparison, language="sv")
    assert tree(tmp_path) == before
