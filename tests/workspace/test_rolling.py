"""Next year's workspace: made in one go beside the old one, used like any other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.documents.plan.marking import Marking
from kexcel.documents.plan.writer import write_plan
from kexcel.documents.prose.reader import REMARK
from kexcel.errors import ConfigurationError, UsageError
from kexcel.locale import translator
from kexcel.model.returned import ReturnState
from kexcel.roll import Question
from kexcel.workspace import Workspace
from kexcel.workspace.past import past_years
from tests.builders import plan
from tests.compare.plans import activity
from tests.workspace.places import opened, put, tree, workbook
from tests.workspace.small import small_workspace
from tests.workspace.years import STAB, answered, ended_year


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return ended_year(tmp_path / "ange-2024")


@pytest.fixture
def next_year(workspace: Workspace) -> Workspace:
    return opened(workspace.roll(2025).folder)


def rows(data: bytes, sheet: str, first: int = 1) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in workbook(data)[sheet].iter_rows(min_row=first)]


def form_values(workspace: Workspace, department: str, period: str) -> dict[str, Any]:
    """What the issued form prints of each activity: last status and last comment."""
    entries = workspace.archive.issued(period)
    code = next(each.form for each in entries if each.department == department)
    sheet = workspace.archive.forms([code])[code].sheet("followup")
    assert sheet is not None
    return {
        row.identity: (row.values.get("previous"), row.values.get("previous_comment"))
        for row in sheet.rows
    }


def test_it_lies_beside_the_old_one_under_the_new_year(workspace: Workspace) -> None:
    result = workspace.roll(2025)
    assert result.folder == workspace.layout.root.with_name("ange-2025")
    assert sorted(tree(result.folder)) == [
        "Att besluta 2025.xlsx", "Beslut.xlsx", f"arkiv/historik/{history_name(result.folder)}",
        "kexcel.toml", "plan.xlsx",
    ]  # fmt: skip
    assert (result.folder / "inkommet").is_dir()


def history_name(folder: Path) -> str:
    (path,) = (folder / "arkiv" / "historik").iterdir()
    return path.name


def test_a_folder_that_tells_no_year_gets_it_added(tmp_path: Path) -> None:
    workspace = ended_year(tmp_path / "uppföljning")
    assert workspace.roll(2025).folder.name == "uppföljning-2025"


def test_the_old_workspace_is_not_touched_and_the_new_one_is_always_the_same(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = tree(workspace.layout.root)
    first = workspace.roll(2025, tmp_path / "en")
    again = opened(workspace.layout.root).roll(2025, tmp_path / "två")
    assert tree(workspace.layout.root) == before
    assert tree(first.folder) == tree(again.folder)


def test_a_folder_that_holds_something_is_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "viktigt.txt").write_text("viktigt", encoding="utf-8")
    before = tree(tmp_path)
    for folder in (tmp_path / "annat", workspace.layout.root, workspace.layout.root / "ny"):
        with pytest.raises(UsageError):
            workspace.roll(2025, folder)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("year", [2024, 2023, 0, -1, 2201, 99999])
def test_a_year_that_does_not_come_after_is_refused(workspace: Workspace, year: int) -> None:
    with pytest.raises(UsageError, match="not a year after 2024"):
        workspace.roll(year)


def test_a_plan_with_errors_is_not_rolled(workspace: Workspace) -> None:
    root = workspace.layout.root
    (root / "plan.xlsx").write_bytes(write_plan(activity("3.1-1", end=date(2023, 1, 1))(plan())))
    with pytest.raises(ConfigurationError, match="must be mended first"):
        opened(root).roll(2025)
    assert not root.with_name("ange-2025").exists()


def test_the_new_workspace_can_be_checked_and_issues_forms(next_year: Workspace) -> None:
    checked = next_year.check()
    assert (checked.errors, checked.plan.year) == (0, 2025)
    assert [each.number for each in checked.plan.activities] == ["3.1-1", "3.1-3"]
    assert next_year.verify() == ()
    assert len(next_year.generate("T1").forms) == 2


def test_the_first_forms_show_last_years_last_status_and_comment(next_year: Workspace) -> None:
    next_year.generate("T1")
    assert form_values(next_year, "stab", "T1") == {
        "3.1-1": ("Pågående", "Fyra enheter av fem."),
        "3.1-3": ("Försenad", "Remissen dröjer."),
    }
    assert form_values(next_year, "ekonomi", "T1") == {"3.1-1": ("Pågående", None)}


def test_the_second_forms_show_the_first_ones_answers_again(next_year: Workspace) -> None:
    next_year.generate("T1")
    answers = {
        **{place: value for place, value in STAB.items() if place[1] not in {"3.1-2", "4-1"}},
        ("followup", "3.1-1", "comment"): "Alla enheter är klara.",
        ("followup", "3.1-1", "status"): "Genomförd",
        ("followup", "3.1-1", "completed"): date(2025, 3, 1),
        ("followup", "3.1-3", "new_end"): date(2025, 6, 30),
    }
    put(next_year, "stab.xlsx", answered(next_year, "stab", "T1", answers))
    next_year.collect("T1")
    next_year.generate("T2")
    assert form_values(next_year, "stab", "T2")["3.1-1"] == ("Genomförd", "Alla enheter är klara.")


def test_the_rules_between_periods_hold_across_the_year(next_year: Workspace) -> None:
    next_year.generate("T1")
    answers = {
        **{place: value for place, value in STAB.items() if place[1] not in {"3.1-2", "4-1"}},
        ("followup", "3.1-1", "status"): "Ej påbörjad",
        ("followup", "3.1-3", "new_end"): date(2025, 6, 30),
    }
    put(next_year, "stab.xlsx", answered(next_year, "stab", "T1", answers))
    result = next_year.collect("T1")
    found = {(each.code, each.place.row) for each in result.findings}
    assert {
        ("status-regressed", "3.1-1"),
        ("stale-comment", "3.1-1"),
        ("stale-comment", "3.1-3"),
    } <= found


def test_a_whole_period_of_the_new_year_goes_round(next_year: Workspace) -> None:
    next_year.generate("T1")
    answers = {
        ("cover", "signing", "value"): "Slutlig",
        ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
        ("cover", "signed_on", "value"): date(2025, 5, 8),
        ("followup", "3.1-1", "status"): "Genomförd",
        ("followup", "3.1-1", "completed"): date(2025, 2, 1),
        ("followup", "3.1-3", "status"): "Genomförd",
        ("followup", "3.1-3", "completed"): date(2025, 2, 28),
        ("measures", "4/stab", "outcome"): Decimal("5.1"),
        ("budget", "stab", "actual"): Decimal("16.8"),
        ("budget", "stab", "forecast"): Decimal("50.4"),
    }
    put(next_year, "stab.xlsx", answered(next_year, "stab", "T1", answers))
    (received,) = next_year.collect("T1").received
    assert received.returned.state is ReturnState.ACCEPTED
    merged = next_year.merge("T1").consolidation
    assert (merged.answered, len(merged.activities)) == (2, 2)
    assert (next_year.layout.results("T1") / "Uppföljning T1 2025.xlsx").is_file()


def test_history_follows_over_several_years(next_year: Workspace) -> None:
    later = opened(next_year.roll(2026).folder)
    assert [each.year for each in past_years(later.archive)] == [2024, 2025]
    first, _second = past_years(later.archive)
    assert first.activities[0].answers["T2"].status == "Pågående"


def test_a_damaged_history_is_told_and_never_guessed(next_year: Workspace) -> None:
    path = next_year.archive.folder / "historik" / history_name(next_year.layout.root)
    path.write_bytes(path.read_bytes().replace("Pågående".encode(), "Genomförd".encode()))
    with pytest.raises(ConfigurationError, match="damaged"):
        opened(next_year.layout.root).generate("T1")
    (fault,) = next_year.verify()
    assert (fault.kind.value, fault.file) == ("changed", f"arkiv/historik/{path.name}")


def test_the_template_of_the_municipality_comes_along(workspace: Workspace) -> None:
    root = workspace.layout.root
    standard = Path(__file__).parents[2] / "templates" / "standard"
    shutil.copytree(standard, root / "templates" / "standard")
    result = opened(root).roll(2025)
    assert tree(result.folder / "templates") == tree(root / "templates")


def test_a_year_where_someone_has_not_answered_is_rolled_and_told(tmp_path: Path) -> None:
    result = ended_year(tmp_path / "ange-2024", without="ekonomi").roll(2025)
    first = result.rolled.to_decide[0]
    assert (first.question, first.details["missing"]) == (
        Question.YEAR_UNFINISHED, "Ekonomiavdelningen",
    )  # fmt: skip
    assert result.needs_mending
    assert [each.number for each in result.rolled.plan.activities] == ["3.1-1", "3.1-3", "4-1"]


def test_a_year_that_no_one_has_answered_in_is_carried_whole(tmp_path: Path) -> None:
    result = small_workspace(tmp_path / "ange-2024").roll(2025)
    assert [each.fate.value for each in result.rolled.activities] == ["unanswered"] * 4
    assert result.judged_by.key == "T2"
    assert opened(result.folder).check().errors == 0


def test_the_list_tells_every_point_with_room_for_its_decision(workspace: Workspace) -> None:
    result = workspace.roll(2025)
    found = rows((result.folder / result.list_file).read_bytes(), "Att besluta", 5)
    assert found[0] == [
        "Slag", "Vad", "Nr", "Gäller", "Hur det står till", "Vad som ska göras",
        "Beslut, med datum och paragraf",
    ]  # fmt: skip
    assert len(found) == 1 + len(result.rolled.to_decide)
    assert found[1][:5] == [
        "Besluta", "Aktiviteter som skulle vara klara och inte är det", "3.1-1",
        "Introduktion av nyanställda", "Pågående; skulle vara klar 2024-12-31. Staben.",
    ]  # fmt: skip
    assert found[2][4] == ("Försenad; skulle vara klar 2024-11-30. Väntas klar 2025-02-28. Staben.")


def test_carried_activities_without_a_decision_are_marked_in_the_plan(workspace: Workspace) -> None:
    book = workbook((workspace.roll(2025).folder / "plan.xlsx").read_bytes())
    notes = {cell.value: cell.comment.text for (cell,) in book["Aktiviteter"]["A2:A3"]}
    assert notes == {
        number: f"Överförd från 2024: inte klar, beslutat slut {end} har passerat. Nytt beslut "
        "behövs."
        for number, end in (("3.1-1", "2024-12-31"), ("3.1-3", "2024-11-30"))
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_an_import_said_of_its_proposals_is_not_said_of_a_plan_without_any(
    workspace: Workspace, language: str
) -> None:
    said = translator(language)(REMARK)
    path = workspace.layout.root / "plan.xlsx"
    path.write_bytes(write_plan(replace(plan(), remark=said)))
    assert opened(opened(workspace.layout.root).roll(2025).folder).plan.remark == ""


def test_what_the_coordinator_remarks_and_proposals_that_are_left_are_carried_over(
    workspace: Workspace,
) -> None:
    said, root = translator("sv")(REMARK), workspace.layout.root
    for year, remark, proposals in ((2025, "Egna ord.", {}), (2026, said, {"3.1-1": "Ordet."})):
        marking = Marking(proposals=proposals)
        (root / "plan.xlsx").write_bytes(
            write_plan(replace(plan(), remark=remark), marking=marking)
        )
        assert opened(opened(root).roll(year).folder).plan.remark == remark
