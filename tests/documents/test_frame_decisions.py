"""The sheet Rambeslut: what its rows say, and each fault at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import pytest
from openpyxl.workbook import Workbook

from kexcel.documents.plan.layout import FRAME_DECISIONS_SHEET
from kexcel.documents.plan.reader import read_plan
from kexcel.findings import render
from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import FrameChange, FrameKind, Perspective, Plan
from tests.documents.conftest import Changes, Edit

SHEET = "Rambeslut"
LABELS = [column.label for column in FRAME_DECISIONS_SHEET.columns]
NOVEMBER = date(2023, 11, 27)
MARCH = date(2024, 3, 12)
PARAGRAPH = "KF 2023-11-27 § 112"
PRINTED = "Förslag november 2023"

Row = list[Any]


class Decide(Protocol):
    """The example with rows of decisions, and other cells changed."""

    def __call__(self, rows: list[Row], changes: Changes | None = None) -> bytes: ...


Triple = tuple[str | None, str | None, str]

DECIDED: Row = ["Beslut november", "Beslut", NOVEMBER, PARAGRAPH]
MOVED: Row = ["Överföring mars", "Överföring", MARCH, "KS 2024-03-12 § 31", None]
"""With its perspective blank; line, code, frame, change and comment follow."""
REVISED: Row = ["Revidering mars", "Revidering", MARCH, "KF 2024-03-12 § 9", "Avdelning"]


def again(row: Row) -> Row:
    """A later row of the same version: its name alone."""
    return [row[0], None, None, None, *row[4:]]


FAULTS: dict[str, tuple[list[Row], list[tuple[str, str]]]] = {
    "nothing": (
        [DECIDED, [*MOVED, "Staben", None, None, -1], [*again(MOVED), "Ekonomi", None, None, 1]],
        [],
    ),
    "no kind": ([["Beslut", None, NOVEMBER, PARAGRAPH]], [("B2", "missing-value")]),
    "no day of a decision": ([["Beslut", "Beslut", None, PARAGRAPH]], [("C2", "missing-value")]),
    "no paragraph of a decision": ([["Beslut", "beslut ", NOVEMBER]], [("D2", "missing-value")]),
    "neither day nor paragraph of a revision": (
        [["Rev", "Revidering"], ["Rev"]],
        [("C2", "missing-value"), ("D2", "missing-value")],
    ),
    "neither day nor paragraph of a proposal": ([["Nytt förslag", "Förslag"]], []),
    "no name": ([[None, "Beslut", NOVEMBER, PARAGRAPH]], [("A2", "missing-value")]),
    "an unknown kind": ([["Beslut", "Klubbat", NOVEMBER, PARAGRAPH]], [("B2", "unknown-word")]),
    "a day that is none": (
        [["Beslut", "Beslut", "i november", PARAGRAPH]],
        [("C2", "not-a-date")],
    ),
    "an unknown perspective": (
        [[*REVISED[:4], "Enhet", "Köket", None, 5]],
        [("E2", "unknown-word")],
    ),
    "an unknown department": (
        [[*REVISED, "Kulturavdelningen", None, 5]],
        [("F2", "unknown-department")],
    ),
    "a citizen group in the departments' perspective": (
        [[*REVISED, "Vuxna", None, 5]],
        [("F2", "unknown-department")],
    ),
    "a change of an unknown citizen group": (
        [[*REVISED[:4], "Medborgare", "Barn", None, None, 5]],
        [("F2", "unknown-word")],
    ),
    "a first frame of an unknown citizen group": (
        [[*REVISED[:4], "Medborgare", "Kultur", None, 5]],
        [("F2", "interpreted")],
    ),
    "a change of a group that another row gives its first frame": (
        [
            [*REVISED[:4], "Medborgare", "Kultur", None, 5],
            ["Rev 2", "Revidering", date(2024, 5, 1), "§ 1", "Medborgare", "kultur", None, None, 1],
        ],
        [("F2", "interpreted")],
    ),
    "no line": ([[*REVISED, None, None, 5]], [("F2", "missing-value")]),
    "neither frame nor change": ([[*REVISED, "Staben"]], [("H2", "frame-change-unclear")]),
    "both frame and change": (
        [[*REVISED, "Staben", None, 82, 1]],
        [("I2", "frame-change-unclear")],
    ),
    "a frame of a code": (
        [[*REVISED, "Staben", 1100, 82]],
        [("H2", "frame-change-unclear")],
    ),
    "a code of a citizen group": (
        [[*REVISED[:4], "Medborgare", "Vuxna", "1100", None, 1]],
        [("G2", "frame-change-unclear")],
    ),
    "a frame in a transfer": (
        [[*MOVED, "Staben", None, 82]],
        [("H2", "frame-change-unclear")],
    ),
    "text for a change": (
        [[*MOVED, "Staben", None, None, "ca 1"], [*again(MOVED), "Ekonomi", None, None, 1]],
        [("I2", "not-a-number")],
    ),
    "a transfer that adds": (
        [[*MOVED, "Staben", None, None, -1], [*again(MOVED), "Ekonomi", None, None, 1.1]],
        [("I2", "transfer-unbalanced")],
    ),
    "a transfer between codes that takes away": (
        [[*MOVED, "Staben", "1100", None, -1], [*again(MOVED), "Staben", "1200", None, 0.9]],
        [("I2", "transfer-unbalanced")],
    ),
    "a transfer that balances over both perspectives only": (
        [
            [*MOVED, "Staben", None, None, -1],
            [*again(MOVED)[:4], "Medborgare", "Vuxna", None, None, 1],
        ],
        [("I2", "transfer-unbalanced"), ("I3", "transfer-unbalanced")],
    ),
    "another kind on a later row": (
        [DECIDED, ["Beslut november", "Revidering"]],
        [("B3", "version-contradicts")],
    ),
    "another day on a later row": (
        [DECIDED, ["beslut  november", None, MARCH]],
        [("C3", "version-contradicts")],
    ),
    "another paragraph on a later row": (
        [DECIDED, again(DECIDED), ["Beslut november", "Beslut", NOVEMBER, "KF § 113"]],
        [("D4", "version-contradicts")],
    ),
    "a frame set twice": (
        [[*REVISED, "Staben", None, 82], [*again(REVISED), "stab", None, 83]],
        [("H3", "number-duplicated")],
    ),
    "a frame set and changed": (
        [[*REVISED, "Staben", None, None, 1], [*again(REVISED), "Stab", None, 83]],
        [("H3", "number-duplicated")],
    ),
    "a line changed twice": (
        [[*REVISED, "Staben", None, None, 1], [*again(REVISED), "Staben", 1100, None, 2]],
        [],
    ),
    "a version named as a printed column": (
        [["budget 2024", "Beslut", NOVEMBER, PARAGRAPH]],
        [("A2", "number-duplicated")],
    ),
    "an amount of the printed version": (
        [[PRINTED, "Beslut", NOVEMBER, PARAGRAPH, None, "Staben", None, 82]],
        [("H2", "number-duplicated")],
    ),
    "a name that no heading can hold": (
        [["x" * 101, "Förslag"]],
        [("A2", "text-too-long")],
    ),
}  # fmt: skip


def said(findings: tuple[Finding, ...]) -> Counter[Triple]:
    return Counter((each.place.sheet, each.place.cell, each.code) for each in findings)


@pytest.fixture(scope="module")
def usual(example: bytes) -> Counter[Triple]:
    return said(read_plan(example)[1])


@pytest.fixture
def decided(edited: Callable[[Edit], bytes]) -> Decide:
    """The example with these rows of decisions, and other cells changed."""

    def decide(rows: list[Row], changes: Changes | None = None) -> bytes:
        def edit(workbook: Workbook) -> None:
            if SHEET in workbook.sheetnames:
                workbook.remove(workbook[SHEET])
            sheet = workbook.create_sheet(SHEET)
            for row in [LABELS, *rows]:
                sheet.append(row)
            for (name, cell), value in (changes or {}).items():
                workbook[name][cell] = value

        return edited(edit)

    return decide


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_where_it_stands(
    fault: str, decided: Decide, usual: Counter[Triple]
) -> None:
    rows, expected = FAULTS[fault]
    new = said(read_plan(decided(rows))[1]) - usual
    assert sorted(new.elements(), key=str) == [(SHEET, cell, code) for cell, code in expected]


def changes(plan: Plan, place: int = 0) -> list[tuple[str, str | None, str, str]]:
    def shown(each: FrameChange) -> tuple[str, str | None, str, str]:
        figure = f"={each.amount}" if each.amount is not None else f"{each.change:+}"
        return (each.name, each.department, each.responsibility, figure)

    return [shown(each) for each in plan.frame_versions[place].changes]


def test_a_version_is_all_the_rows_that_go_by_its_name(
    decided: Decide,
) -> None:
    rows: list[Row] = [
        ["Rev", None, None, None, None, "Staben", None, 82.5],
        [" rev ", "Revidering", MARCH, "§ 9", "Medborgare", "barn och unga", None, None, -0.5,
         "Färre"],
        ["Rev", None, None, None, "avdelning", "Socialavdelningen", 3100, None, 0.25],
        ["Rev", None, None, None, None, None, None, None, None, "Efter delåret"],
    ]  # fmt: skip
    plan, _ = read_plan(decided(rows))
    (version,) = plan.frame_versions
    assert (version.name, version.kind, version.decided, version.decision, version.note) == (
        "Rev",
        FrameKind.REVISED,
        MARCH,
        "§ 9",
        "Efter delåret",
    )
    assert changes(plan) == [
        ("Staben", "stab", "", "=82.5"),
        ("Barn och unga", None, "", "-0.5"),
        ("Socialavdelningen", "social", "3100", "+0.25"),
    ]
    assert [(x.cell, x.comment, x.perspective) for x in version.changes] == [
        ("H2", "", Perspective.DEPARTMENT),
        ("I3", "Färre", Perspective.CITIZEN),
        ("I4", "", Perspective.DEPARTMENT),
    ]
    assert version.cell == "A2"


def test_versions_stand_by_their_day_and_else_as_in_the_sheet(
    decided: Decide,
) -> None:
    rows: list[Row] = [
        [*REVISED, "Staben", None, None, 1],
        ["Andra mars", "Revidering", MARCH, "§ 10"],
        DECIDED,
        ["Tidigare förslag", "Förslag"],
    ]
    plan, _ = read_plan(decided(rows))
    assert [each.name for each in plan.frame_versions] == [
        "Tidigare förslag",
        "Beslut november",
        "Revidering mars",
        "Andra mars",
    ]


def test_a_department_goes_by_its_printed_line_too(decided: Decide) -> None:
    rows: list[Row] = [[*REVISED, "Hela staben", None, None, 1]]
    plan, _ = read_plan(decided(rows, {("Ramar", "B12"): "Hela staben"}))
    assert changes(plan) == [("Hela staben", "stab", "", "+1")]


def test_what_is_unclear_is_left_out_and_the_rest_is_kept(
    decided: Decide,
) -> None:
    rows: list[Row] = [
        [*REVISED, "Staben", None, 82, 1],
        [*again(REVISED), "Ekonomi", None, 15],
        [*again(REVISED), "Ekonomi", None, 16],
    ]
    plan, _ = read_plan(decided(rows))
    assert changes(plan) == [("Ekonomi", "ekonomi", "", "=15")]


def test_amounts_have_the_sign_that_the_plan_says_and_it_is_told(decided: Decide) -> None:
    rows: list[Row] = [
        [*REVISED, "Staben", None, -82],
        ["Öv", "Överföring", MARCH, "§ 1", None, "Staben", None, None, -1],
        ["Öv", None, None, None, None, "Ekonomi", None, None, 0.5],
    ]
    minus = {("Plan", "B6"): "Nettokostnad anges med minus"}
    plan, findings = read_plan(decided(rows, minus))
    assert changes(plan) == [("Staben", "stab", "", "=82")]
    assert changes(plan, 1) == [("Staben", "stab", "", "+1"), ("Ekonomi", "ekonomi", "", "-0.5")]
    ours = [each for each in findings if each.place.sheet == SHEET]
    assert [(each.place.cell, each.code) for each in ours] == [
        ("H1", "interpreted"),
        ("I1", "interpreted"),
        ("I3", "transfer-unbalanced"),
    ]
    assert ours[2].details == (("difference", "-0.5"),)


def test_why_a_row_is_unclear_is_told_in_words(decided: Decide) -> None:
    _, findings = read_plan(decided([[*MOVED, "Staben", None, 82]]))
    (found,) = [each for each in findings if each.code == "frame-change-unclear"]
    assert found.severity is Severity.ERROR
    assert render(found, "sv").message == (
        'Rambeslut!H2: Raden "Staben" behöver antingen en ny ram eller en ändring, inte båda och '
        "inte ingen av dem: en överföring har bara ändringar."
    )


def test_a_plan_without_the_sheet_is_read_without_a_word_of_it(
    edited: Callable[[Edit], bytes],
) -> None:
    def older(workbook: Workbook) -> None:
        if SHEET in workbook.sheetnames:
            workbook.remove(workbook[SHEET])

    plan, findings = read_plan(edited(older))
    assert plan.frame_versions == ()
    assert [each for each in findings if each.place.sheet == SHEET] == []


def test_a_heading_that_is_gone_is_said_unless_the_sheet_can_do_without_it(
    decided: Decide,
) -> None:
    gone = {(SHEET, cell): None for cell in ("E1", "G1", "I1", "J1")}
    plan, findings = read_plan(decided([[*REVISED, "Staben", None, None, 1]], gone))
    found = [(x.code, dict(x.details).get("label")) for x in findings if x.place.sheet == SHEET]
    assert found == [("column-missing", "Ändring"), ("frame-change-unclear", None)]
    assert [each.name for each in plan.frame_versions] == ["Revidering mars"]
