from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kexcel.documents.plan.layout import COST_NEGATIVE, COST_POSITIVE
from kexcel.documents.plan.measures import measure_identity
from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.errors import UsageError
from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    FrameChange,
    FrameKind,
    FrameLine,
    FrameVersion,
    Goal,
    GoalLevel,
    Measure,
    Perspective,
    Plan,
)

SIGNS: Mapping[tuple[Perspective, str], str] = {
    (Perspective.CITIZEN, "Budget 2023"): "-",
    (Perspective.CITIZEN, "Prognos 23-08-31"): "-",
    (Perspective.DEPARTMENT, "Prognos 23-08-31"): "-",
}


def test_the_example_is_what_the_writer_makes_of_it(example: bytes) -> None:
    plan, _ = read_plan(example)
    assert write_plan(plan, printed_signs=SIGNS) == example


def test_the_frames_stand_as_they_are_printed(example: bytes) -> None:
    sheet = load_workbook(BytesIO(example))["Ramar"]
    rows = [[cell.value for cell in row[1:6]] for row in sheet["A2:F3"]]
    assert rows == [
        ["Tecken", None, "-", "-", "+"],
        ["Barn och unga", None, -288, -295.3, 306.3],
    ]


def test_a_title_that_looks_like_a_formula_or_a_link_stays_text(example: bytes) -> None:
    plan, _ = read_plan(example)
    for title in ("=1+1", "@nu", "- Sjukfrånvaro", "+65", "https://ange.example", "1000+"):
        activities = (replace(plan.activities[0], title=title), *plan.activities[1:])
        data = write_plan(replace(plan, activities=activities))
        cell = load_workbook(BytesIO(data))["Aktiviteter"]["C2"]
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", title, None)


def test_owners_being_an_example_is_noted_at_their_heading(example: bytes) -> None:
    note = load_workbook(BytesIO(example))["Aktiviteter"]["G1"].comment
    assert note is not None
    assert "Ansvarig och medverkande är ett exempel" in note.text


def test_columns_with_few_words_have_dropdowns(example: bytes) -> None:
    book = load_workbook(BytesIO(example))
    lists = {
        sheet.title: {
            str(each.sqref) for each in sheet.data_validations.dataValidation if each.type == "list"
        }
        for sheet in book
    }
    assert lists["Mål"] == {"B2:B226", "C2:C226"}
    assert lists["Aktiviteter"] == {"B2:B280", "G2:G280"}
    assert lists["Mått"] == {"B2:B207", "D2:D207", "F2:F207"}


def test_decisions_on_frames_have_dropdowns_dates_and_help(example: bytes) -> None:
    plan, _ = read_plan(example)
    data = write_plan(replace(plan, frame_versions=()))
    sheet = load_workbook(BytesIO(data))["Rambeslut"]
    kinds: dict[str, list[str]] = {}
    for each in sheet.data_validations.dataValidation:
        kinds.setdefault(each.type, []).append(str(each.sqref))
    assert {kind: sorted(cells) for kind, cells in kinds.items()} == {
        "list": ["B2:B201", "E2:E201", "F2:F201"],
        "date": ["C2:C201"],
        "decimal": ["H2:H201", "I2:I201"],
    }
    assert [cell.value for cell in sheet[1]] == [
        "Beslut", "Slag", "Datum", "Paragraf", "Perspektiv", "Rad", "Ansvarskod", "Ny ram",
        "Ändring", "Kommentar",
    ]  # fmt: skip
    assert all(cell.comment is not None for cell in sheet[1])


def test_a_figure_stands_with_the_decimals_it_was_printed_with(example: bytes) -> None:
    plan, _ = read_plan(example)
    amounts = {**plan.frames[0].amounts, "Budget 2023": Decimal(288)}
    lines = (replace(plan.frames[0], amounts=amounts), *plan.frames[1:])
    data = write_plan(replace(plan, frames=lines))
    sheet = load_workbook(BytesIO(data))["Ramar"]
    assert [sheet[cell].number_format for cell in ("D3", "E3")] == ["#,##0", "#,##0.0"]
    assert str(read_plan(data)[0].frames[0].amounts["Budget 2023"]) == "288"


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    plan = Plan("", "", 2024, "", "", "", remark="x" * 32_768)
    with pytest.raises(UsageError, match="32767"):
        write_plan(plan)


def test_a_sign_that_is_none_is_refused(example: bytes) -> None:
    plan, _ = read_plan(example)
    with pytest.raises(UsageError, match="Budget 2024"):
        write_plan(plan, printed_signs={(Perspective.CITIZEN, "Budget 2024"): "minus"})


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zs", "Zl", "Zp")
    )
    | st.sampled_from(' =+-@"\n'),
    min_size=1,
    max_size=40,
).map(lambda text: text.strip() or "x")
WORD = st.sampled_from(["", "mnkr", "Beslut § 12", "Förslag november"])
DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MONEY = st.decimals(-99999, 99999, places=3)
OPTIONAL_MONEY = st.none() | MONEY
DEPARTMENTS = (
    Department(
        "stab",
        "Staben",
        ("Stab", "HR"),
        "Chef (exempel)",
        "stab@ange.example",
        ("Kansli",),
        ("1100", "1200-1299"),
    ),
    Department("bygg", "Bygg; miljö"),
    Department("skola", "Kommunstyrelsen"),
)
GOALS = (
    Goal("1", GoalLevel.COUNCIL, "Ett"),
    Goal("1.1", GoalLevel.COMMITTEE, "Under ett", "1", date(2024, 12, 31)),
    Goal("4.10", GoalLevel.COUNCIL, "=Två"),
)
KEYS = ("stab", "bygg", "skola")


@st.composite
def activities(draw: st.DrawFn) -> tuple[Activity, ...]:
    made = []
    for place in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(DAY), draw(DAY)))
        lead = draw(st.sampled_from(KEYS))
        others = tuple(key for key in KEYS if key != lead and draw(st.booleans()))
        goal = draw(st.sampled_from(["1.1", "4.10"]))
        description = draw(st.just("") | TEXT)
        made.append(
            Activity(f"{goal}-{place}", goal, draw(TEXT), description, start, end, lead, others)
        )
    return tuple(made)


@st.composite
def measures(draw: st.DrawFn) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            identity=measure_identity("4.10", department),
            name=draw(TEXT),
            goal="4.10",
            unit=draw(WORD),
            direction=draw(st.sampled_from(Direction)),
            department=department,
            target=draw(OPTIONAL_MONEY),
            outcome=draw(OPTIONAL_MONEY),
            as_of=draw(st.none() | DAY),
        )
        for department in (None, "stab", "bygg", "skola")
        if draw(st.booleans())
    )


def amounts(draw: st.DrawFn) -> dict[str, Decimal]:
    given = {"Budget": draw(MONEY), "Prognos": draw(OPTIONAL_MONEY)}
    return {column: amount for column, amount in given.items() if amount is not None}


PARTS = ("Äldre +65", "Ny grupp")
CODES = st.sampled_from(["", "1100", "EK01"])


@st.composite
def changes(draw: st.DrawFn, kind: FrameKind) -> tuple[FrameChange, ...]:
    """Each line set once, or changed several times; a transfer's changes add up to nothing."""
    made: list[FrameChange] = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True)):
        line = replace(NO_CHANGE, name=SHOWN[key], department=key, comment=draw(WORD))
        if kind is FrameKind.TRANSFER:
            moved = draw(MONEY)
            made += [
                replace(line, change=amount, responsibility=draw(CODES))
                for amount in (moved, -moved)
            ]
        elif draw(st.booleans()):
            made.append(replace(line, amount=draw(MONEY)))
        else:
            added = draw(st.lists(MONEY, min_size=1, max_size=2))
            made += [replace(line, change=amount, responsibility=draw(CODES)) for amount in added]
    if kind is not FrameKind.TRANSFER:
        groups = draw(st.lists(st.sampled_from(PARTS), unique=True))
        citizens = replace(NO_CHANGE, perspective=Perspective.CITIZEN)
        made += [replace(citizens, name=name, amount=draw(MONEY)) for name in groups]
    return tuple(made)


NO_CHANGE = FrameChange(Perspective.DEPARTMENT, "", None)
SHOWN = {"stab": "Staben", "bygg": "bygg", "skola": "skola"}
"""How the writer names the departments: by the name, unless it would be read as another's."""


@st.composite
def versions(draw: st.DrawFn) -> tuple[FrameVersion, ...]:
    made = []
    for place in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(FrameKind))
        is_proposed = kind is FrameKind.PROPOSED
        made.append(
            FrameVersion(
                name=f"{draw(TEXT)} {place}",
                kind=kind,
                decided=draw(st.none() | DAY if is_proposed else DAY),
                decision=draw(WORD) if is_proposed else draw(TEXT),
                note=draw(WORD),
                changes=draw(changes(kind)),
            )
        )
    return tuple(sorted(made, key=lambda each: each.decided or date.min))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    by_department = [
        FrameLine(Perspective.DEPARTMENT, f"Rad {key}", key, amounts(draw), draw(WORD))
        for key in KEYS
    ]
    total = FrameLine(Perspective.DEPARTMENT, "Summa", None, amounts(draw), is_total=True)
    citizens = [FrameLine(Perspective.CITIZEN, "Äldre +65", None, amounts(draw))]
    return Plan(
        organisation=draw(TEXT),
        body="Kommunstyrelsen",
        year=draw(st.integers(1900, 2200)),
        unit="mnkr",
        sign=draw(st.sampled_from([COST_POSITIVE, COST_NEGATIVE])),
        decision=draw(WORD),
        departments=DEPARTMENTS,
        goals=GOALS,
        activities=draw(activities()),
        measures=draw(measures()),
        frames=(*citizens, *by_department, total),
        frame_columns=("Budget", "Prognos"),
        remark=draw(WORD),
        frame_versions=draw(versions()),
    )


def without_places(plan: Plan) -> Plan:
    """The plan without what is known of where it was read."""
    return replace(
        plan,
        frames=tuple(replace(line, cells={}, version_cell="") for line in plan.frames),
        frame_versions=tuple(
            replace(each, cell="", changes=tuple(replace(x, cell="") for x in each.changes))
            for each in plan.frame_versions
        ),
    )


@settings(max_examples=40, deadline=None)
@given(plans(), st.sampled_from("+-"), st.sampled_from("+-"))
def test_what_is_written_reads_back_as_the_same_plan(plan: Plan, one: str, other: str) -> None:
    signs = {(Perspective.CITIZEN, "Budget"): one, (Perspective.DEPARTMENT, "Prognos"): other}
    data = write_plan(plan, printed_signs=signs)
    read, findings = read_plan(data)
    assert replace(without_places(read), printed_signs={}) == plan
    assert {where: read.printed_signs.get(where, sign) for where, sign in signs.items()} == signs
    assert write_plan(read) == data
    assert {each.code for each in findings} <= {
        "interpreted",
        "no-activities",
        "no-description",
        "outside-year",
        "perspectives-differ",
        "suspected-sign-error",
        "total-mismatch",
    }
    assert write_plan(plan, printed_signs=signs) == data
