"""A small workspace reorganised in July: what T2 asks, shows and counts, and what T1 keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.documents.plan.writer import write_plan
from kexcel.errors import ConfigurationError
from kexcel.model.plan import (
    Amendment,
    AmendmentKind,
    Department,
    FrameChange,
    FrameKind,
    FrameVersion,
    Perspective,
    Plan,
    Reorganisation,
)
from kexcel.timeline.faults import NOT_THE_SOURCES
from kexcel.workspace import Workspace
from kexcel.workspace.moves.checks import (
    FRAME_UNKNOWN,
    MORE_THAN_THERE_IS,
    NO_FRAME,
    OLDER_THAN_PRINTED,
)
from tests.builders import SOUND, Answers, plan
from tests.workspace.places import opened, put, tree
from tests.workspace.small import OTHER, form_of, issued_small_workspace, returned, small_workspace

JULY = date(2024, 7, 1)
NEW = Department("stod", "Verksamhetsstöd"), Department("digital", "Digitalisering")
STAB: Answers = {
    **{key: value for key, value in SOUND.items() if key[0] != "measures"},
    ("measures", "4/stab", "outcome"): Decimal("5.8"),
    ("budget", "stab", "comment"): "Vakanser.",
}
RENAME = Reorganisation("stab", "stod", JULY, "KS § 87")
MERGE = (RENAME, Reorganisation("ekonomi", "stod", JULY, "KS § 87"))
SPLIT = (
    Reorganisation("stab", "digital", JULY, activities=("3.1-3",), frame=Decimal("10.4")),
    RENAME,
)


def reorganised(workspace: Workspace, *moves: Reorganisation, of: Plan | None = None) -> Workspace:
    """The workspace opened anew with reorganisations in its plan."""
    the_plan = of or plan()
    departments = (*the_plan.departments, *NEW)
    written = write_plan(replace(the_plan, departments=departments, reorganisations=moves))
    (workspace.layout.root / "plan.xlsx").write_bytes(written)
    return opened(workspace.layout.root)


@pytest.fixture
def answered(tmp_path: Path) -> Workspace:
    """T1 has been answered by both departments."""
    workspace = issued_small_workspace(tmp_path / "ws")
    put(workspace, "stab.xlsx", returned(workspace, STAB))
    put(workspace, "ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))
    workspace.collect("T1")
    return opened(workspace.layout.root)


def shown(workspace: Workspace, department: str, sheet: str) -> dict[str, dict[str, object]]:
    """What the department's newest form of T2 has printed, by row."""
    found = form_of(workspace, department, "T2").sheet(sheet)
    return {row.identity: dict(row.values) for row in found.rows} if found else {}


def test_t1_made_again_is_byte_for_byte_what_it_was(answered: Workspace) -> None:
    answered.merge("T1")
    before = tree(answered.layout.root / "resultat")
    workspace = reorganised(answered, *MERGE)
    workspace.merge("T1")
    assert tree(workspace.layout.root / "resultat") == before
    assert not any(each.is_new for each in workspace.generate("T1").forms)


def test_a_renamed_department_is_asked_with_all_that_was_said_before(answered: Workspace) -> None:
    workspace = reorganised(answered, RENAME)
    issued = workspace.generate("T2").forms
    assert [each.department for each in issued] == ["ekonomi", "stod"]
    followup = shown(workspace, "stod", "followup")
    assert followup["3.1-1"]["previous"] == "Pågående"
    assert followup["3.1-1"]["previous_comment"] == "Tre enheter av fem."
    assert followup["4-1"]["previous_comment"] == "Vi bidrar med mallar."
    assert shown(workspace, "stod", "measures")["4/stab"]["earlier"] == Decimal("5.8")
    row = shown(workspace, "stod", "budget")["stod"]
    assert (row["frame"], row["previous_forecast"], row["previous_comment"]) == (
        Decimal("50.4"), Decimal("50.4"), "Vakanser.",
    )  # fmt: skip


def test_departments_that_become_one_have_their_figures_added_and_their_words_told_apart(
    answered: Workspace,
) -> None:
    workspace = reorganised(answered, *MERGE)
    assert [each.department for each in workspace.generate("T2").forms] == ["stod"]
    row = shown(workspace, "stod", "budget")["stod"]
    assert (row["frame"], row["previous_forecast"], row["previous_actual"]) == (
        Decimal("59.4"), Decimal("59.4"), Decimal("19.9"),
    )  # fmt: skip
    assert row["previous_comment"] == "Staben: Vakanser."
    followup = shown(workspace, "stod", "followup")
    assert followup["4-1"]["previous_comment"] == (
        "Ekonomiavdelningen: Hälften är klart.\nStaben: Vi bidrar med mallar."
    )
    assert followup["4-1"]["part"] == "Ansvarig"


def test_a_figure_in_one_piece_is_divided_by_no_guess_and_it_is_told(answered: Workspace) -> None:
    workspace = reorganised(answered, *SPLIT)
    workspace.generate("T2")
    assert "previous_forecast" not in shown(workspace, "stod", "budget")["stod"]
    assert "previous_forecast" not in shown(workspace, "digital", "budget")["digital"]
    assert shown(workspace, "digital", "followup")["3.1-3"]["previous"] == "Ej påbörjad"
    merged = workspace.merge("T2").consolidation
    assert [(each.frame, each.last_forecast) for each in merged.budget] == [
        (Decimal(9), Decimal(9)), (Decimal(40), None), (Decimal("10.4"), None),
    ]  # fmt: skip
    (told,) = [each for each in merged.findings if each.code == "history-divided"]
    assert (told.value, dict(told.details), told.place.cell) == (
        "Staben", {"target": "Digitalisering", "period": "T1"}, "A2",
    )  # fmt: skip


def test_answers_on_forms_that_were_out_stand_in_the_receivers_form(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("T2")
    put(workspace, "stab.xlsx", returned(workspace, STAB, period="T2"), "T2")
    workspace.collect("T2")
    workspace = reorganised(workspace, RENAME)
    (form,) = [each for each in workspace.generate("T2").forms if each.department == "stod"]
    assert (form.is_new, form.carried, form.lost) == (True, 12, ())
    assert shown(workspace, "stod", "budget")["stod"]["forecast"] == Decimal("50.4")
    assert shown(workspace, "stod", "followup")["3.1-2"]["completed"] == date(2024, 3, 15)
    again = opened(workspace.layout.root)
    assert not any(each.is_new for each in again.generate("T2").forms)
    status = {each.department: each for each in again.status("T2").departments}
    assert list(status) == ["ekonomi", "stod"]
    assert (status["stod"].answered, status["stod"].files) == (3, ("stab.xlsx",))


def test_a_late_return_of_a_department_that_has_ended_counts_for_who_answers_now(
    tmp_path: Path,
) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("T2")
    late = returned(workspace, STAB, period="T2")
    workspace = reorganised(workspace, *SPLIT)
    workspace.generate("T2")
    put(workspace, "sen.xlsx", late, "T2")
    collected = workspace.collect("T2")
    (received,) = collected.received
    (note,) = [x for x in received.returned.findings if x.code == "department-reorganised"]
    assert (note.value, dict(note.details)) == (
        "Staben", {"day": "2024-07-01", "target": "Verksamhetsstöd"},
    )  # fmt: skip
    assert received.receipt is not None
    receipt = load_workbook(workspace.layout.root / received.receipt)
    told = [str(cell.value) for sheet in receipt for row in sheet.iter_rows() for cell in row]
    assert any("för resten svarar Verksamhetsstöd" in each for each in told)
    assert collected.missing == ("ekonomi", "digital")
    merged = workspace.merge("T2").consolidation
    led = {each.activity.number: each for each in merged.activities}
    assert (led["3.1-3"].activity.lead, led["3.1-3"].role) == ("digital", "not_started")
    assert (led["3.1-1"].activity.lead, led["3.1-1"].role) == ("stod", "ongoing")
    assert led["4-1"].comments[0].department == "stod"
    assert merged.missing == collected.missing
    unplaced = [(x.place.row, x.place.column) for x in merged.findings if x.code == "row-unknown"]
    assert sorted(unplaced) == [("stab", "actual"), ("stab", "comment"), ("stab", "forecast")]


def test_a_faulty_return_of_a_department_that_has_ended_is_corrected_in_its_own_rows(
    tmp_path: Path,
) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.generate("T2")
    faulty = {**STAB, ("followup", "3.1-3", "status"): "Klart typ"}
    data = returned(workspace, faulty, period="T2")
    workspace = reorganised(workspace, *SPLIT)
    put(workspace, "fel.xlsx", data, "T2")
    (received,) = workspace.collect("T2").received
    (fault,) = [x for x in received.returned.findings if x.code == "unknown-status"]
    assert (fault.place.department, fault.place.row) == ("stab", "3.1-3")
    assert received.correction == "retur/T2/Rättelse T2 2024 Staben.xlsx"
    left = {each.department: each.remaining for each in workspace.status("T2").departments}
    assert [each.code for each in left["digital"].faults] == ["unknown-status"]


def version(day: date, department: str) -> FrameVersion:
    change = FrameChange(Perspective.DEPARTMENT, department, department, change=Decimal(1))
    return FrameVersion("Revidering", FrameKind.REVISED, day, "KF § 9", changes=(change,))


CHECKS: dict[str, tuple[Plan, tuple[Reorganisation, ...], list[tuple[str, str | None, str]]]] = {
    "codes that nothing is distributed on": (
        plan(),
        (Reorganisation("stab", "stod", JULY, codes=("1100",)),),
        [("reorganisation-unclear", "1100", FRAME_UNKNOWN)],
    ),
    "codes with what follows": (
        plan(),
        (Reorganisation("stab", "stod", JULY, codes=("1100",), frame=Decimal(1)),),
        [],
    ),
    "more than the frame": (
        plan(),
        (Reorganisation("ekonomi", "stod", JULY, frame=Decimal("9.1")),),
        [("reorganisation-unclear", "9.1", MORE_THAN_THERE_IS)],
    ),
    "more than is left of the frame": (
        plan(),
        (
            Reorganisation("ekonomi", "stod", JULY, frame=Decimal(5)),
            Reorganisation("ekonomi", "digital", JULY, frame=Decimal(5)),
        ),
        [("reorganisation-unclear", "5", MORE_THAN_THERE_IS)],
    ),
    "some of no frame": (
        replace(plan(), frames=plan().frames[:1]),
        (Reorganisation("ekonomi", "stod", JULY, frame=Decimal(1)),),
        [("reorganisation-unclear", "1", NO_FRAME)],
    ),
    "another department's code": (
        replace(
            plan(),
            departments=(
                Department("stab", "Staben", codes=("1100",)),
                Department("ekonomi", "Ekonomiavdelningen", codes=("1200-1299",)),
            ),
        ),
        (Reorganisation("stab", "stod", JULY, codes=("1210",), frame=Decimal(1)),),
        [("reorganisation-unclear", "1210", NOT_THE_SOURCES)],
    ),
    "frames that were decided later": (
        replace(
            plan(),
            frame_versions=(
                FrameVersion("Budget 2024", FrameKind.DECIDED, date(2024, 9, 1), "KF § 1"),
            ),
            frames=tuple(replace(each, version="Budget 2024") for each in plan().frames),
        ),
        (RENAME,),
        [("reorganisation-unclear", "2024-07-01", OLDER_THAN_PRINTED)],
    ),
    "a decision on frames that comes too late": (
        replace(plan(), frame_versions=(version(date(2024, 11, 25), "stab"),)),
        (RENAME,),
        [("department-not-there", "Staben", "")],
    ),
    "a decision on frames of the very day": (
        replace(plan(), frame_versions=(version(JULY, "stab"),)),
        (RENAME,),
        [],
    ),
}


@pytest.mark.parametrize("name", CHECKS)
def test_money_that_cannot_follow_stops_generate(tmp_path: Path, name: str) -> None:
    the_plan, moves, expected = CHECKS[name]
    workspace = reorganised(small_workspace(tmp_path / "ws"), *moves, of=the_plan)
    found = [
        (each.code, each.value, dict(each.details).get("reason", ""))
        for each in workspace.check().findings
        if each.code in {"reorganisation-unclear", "department-not-there"}
    ]
    assert found == expected
    if expected:
        with pytest.raises(ConfigurationError):
            workspace.generate("T2")


def test_check_tells_from_which_period_it_holds(tmp_path: Path) -> None:
    workspace = reorganised(small_workspace(tmp_path / "ws"), RENAME)
    (told,) = [x for x in workspace.check().findings if x.code == "reorganisation-to-do"]
    assert (told.value, told.place.cell, dict(told.details)) == (
        "Staben", "A2", {"target": "Verksamhetsstöd", "day": "2024-07-01", "period": "T2"},
    )  # fmt: skip


def test_an_amendment_that_gives_an_activity_to_who_has_ended_is_told(tmp_path: Path) -> None:
    workspace = reorganised(small_workspace(tmp_path / "ws"), RENAME)
    late = Amendment(AmendmentKind.CHANGED, "4-1", date(2024, 10, 1), "KS § 99", lead="stab")
    workspace.__dict__["read_plan"] = (
        replace(workspace.plan, amendments=(replace(late, cell="A2"),)),
        workspace.read_plan[1],
    )
    found = [x for x in workspace.check().findings if x.code == "department-not-there"]
    assert [(x.value, x.place.sheet, x.place.cell) for x in found] == [
        ("Staben", "Ändringsbeslut", "A2")
    ]


def test_frames_that_are_only_proposed_are_told_of_after_a_reorganisation_too(
    tmp_path: Path,
) -> None:
    lines = tuple(replace(each, version="Förslag november 2023") for each in plan().frames)
    workspace = reorganised(
        small_workspace(tmp_path / "ws"), RENAME, of=replace(plan(), frames=lines)
    )
    workspace.generate("T2")
    told = [
        x for x in workspace.merge("T2").consolidation.findings if x.code == "frame-not-decided"
    ]
    assert [(x.value, x.place.sheet) for x in told] == [("Förslag november 2023", "Ramar")]
