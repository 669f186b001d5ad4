"""Files that another program has saved say the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.compare import Change
from kexcel.documents.plan.writer import write_plan
from kexcel.errors import UnreadableInputError
from kexcel.workspace import Workspace
from kexcel.workspace.comparing import compare_files, write_comparison_file
from tests.builders import SOUND, plan
from tests.compare.plans import without
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.workspace.places import put
from tests.workspace.small import issued_small_workspace, returned


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_a_return_is_the_same_after_another_program_has_saved_it(
    office: Office, tmp_path: Path, suffix: str
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    saved = tmp_path / f"åter{suffix}"
    office.fill_in(answer, saved, {})
    assert differences(answer, saved, workspace) == []


def test_a_result_and_a_plan_are_the_same_after_another_program_has_saved_them(
    office: Office, tmp_path: Path
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    put(workspace, "stab.xlsx", returned(workspace, SOUND))
    workspace.collect("T1")
    workspace.merge("T1")
    results = sorted(workspace.layout.results("T1").glob("*.xlsx"))
    for path in (workspace.layout.root / "plan.xlsx", *results):
        saved, other = tmp_path / path.name, tmp_path / f"{path.stem}.ods"
        office.fill_in(path, saved, {})
        assert differences(path, saved, workspace) == []
        office.fill_in(path, other, {})
        with pytest.raises(UnreadableInputError, match="save it as an Excel workbook"):
            compare_files(path, other)


def differences(before: Path, after: Path, workspace: Workspace) -> list[tuple[str, Change]]:
    comparison = compare_files(before, after, workspace=workspace)
    assert sum(group.compared for group in comparison.groups) > 5
    return [(g.label, c) for g in comparison.groups for c in g.differences]


def test_an_answer_typed_in_another_program_is_the_only_difference(
    office: Office, tmp_path: Path
) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    answer = put(workspace, "stab.xlsx", returned(workspace, SOUND))
    typed = tmp_path / "åter.ods"
    office.fill_in(answer, typed, {("Uppföljning", "M5"): "Fyra enheter av fem."})
    comparison = compare_files(answer, typed, workspace=workspace)
    assert [
        (g.key, c.number, c.column, c.before, c.after, c.after_cell)
        for g in comparison.groups
        for c in g.differences
    ] == [
        ("followup", "3.1-1", "comment", "Tre enheter av fem.", "Fyra enheter av fem.",
         "Uppföljning!M5")
    ]  # fmt: skip


def test_a_comparison_says_the_same_when_it_is_recalculated(office: Office, tmp_path: Path) -> None:
    one, other = tmp_path / "en.xlsx", tmp_path / "två.xlsx"
    one.write_bytes(write_plan(plan()))
    other.write_bytes(write_plan(without("4-1")(plan())))
    target = tmp_path / "skillnad.xlsx"
    write_comparison_file(target, compare_files(one, other), language="sv")
    assert stored_values_differing_after_recalculation(target, office) == []
