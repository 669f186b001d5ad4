"""Ånge's operational plan for 2024, word for word, from text and from what Writer makes of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest

from kexcel.documents.prose.coverage import Use
from kexcel.documents.prose.imported import Imported
from kexcel.model.plan import GoalLevel, Perspective
from tests.documents.prose.converting import Writer
from tests.documents.prose.reading import PLANS, REAL, activities, codes, goals, read, said

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "ange-2024.json").read_text(encoding="utf-8")
)
DOCUMENT = json.loads((PLANS / "structure-2024.json").read_text(encoding="utf-8"))
KINDS = [
    "text",
    pytest.param("pdf from text", marks=pytest.mark.office),
    pytest.param("docx from text", marks=pytest.mark.office),
]
TABLES = ["pdf", "pdf without lines", "docx", "docx without lines"]


def as_tables(*, border: int) -> bytes:
    """The same plan as a web page whose activities stand in real tables."""
    parts = ["<html><meta charset=utf-8><body><h1>3 Politiska mål och aktiviteter</h1>"]
    for number, text in FACTS["goals"]:
        level = 2 if number.count(".") == 1 else 3
        parts.append(f"<h{level}>{number} {escape(text)}</h{level}>")
        rows = [each for each in FACTS["activities"] if each["number"].split("-")[0] == number]
        if rows:
            head = "".join(f"<th>{word}</th>" for word in DOCUMENT["head"])
            parts.append(f"<table border={border} width=100%><thead><tr>{head}</tr></thead>")
            for each in rows:
                cells = (each["title"], each["start"], each["end"])
                parts.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
                if each["description"]:
                    parts.append(f"<tr><td colspan=3>{escape(each['description'])}</td></tr>")
            parts.append("</table>")
    return "".join(parts).encode()


@pytest.fixture(scope="module")
def plain() -> Imported:
    return read(REAL)


@pytest.fixture(scope="module")
def imported(request: pytest.FixtureRequest, plain: Imported) -> Imported:
    kind = str(request.param)
    if kind == "text":
        return plain
    writer: Writer = request.getfixturevalue("writer")
    made = writer.convert({"plan.txt": REAL}, kind.split(maxsplit=1)[0])
    return read(made["plan"])


@pytest.fixture(scope="module")
def tables(request: pytest.FixtureRequest) -> Imported:
    kind = str(request.param)
    writer: Writer = request.getfixturevalue("writer")
    page = as_tables(border=0 if "without" in kind else 1)
    return read(writer.convert({"plan.html": page}, kind.split(maxsplit=1)[0])["plan"])


every_kind = pytest.mark.parametrize("imported", KINDS, indirect=True)


def expected_activities() -> list[tuple[str, str, str, str, str]]:
    return [
        (
            each["number"].partition("-")[0],
            each["title"],
            each["description"],
            each["start"],
            each["end"],
        )
        for each in FACTS["activities"]
    ]


def as_printed(imported: Imported, perspective: Perspective) -> Iterator[list[str | Decimal]]:
    """A budget table's rows with the signs that they are printed with."""
    for line in imported.plan.frames:
        if line.perspective is perspective:
            signs = [imported.signs[perspective, column] for column in line.amounts]
            factors = [-1 if sign == "-" else 1 for sign in signs]
            amounts = zip(line.amounts.values(), factors, strict=True)
            yield [line.name, *(amount * factor for amount, factor in amounts)]


@every_kind
def test_all_79_activities_are_there_word_for_word(imported: Imported) -> None:
    assert len(imported.plan.activities) == 79
    assert activities(imported) == expected_activities()
    numbers = [each.number for each in imported.plan.activities]
    assert numbers == [each["number"] for each in FACTS["activities"]]


@every_kind
def test_every_goal_is_there_word_for_word(imported: Imported) -> None:
    assert goals(imported) == [tuple(goal) for goal in FACTS["goals"]]
    levels = Counter(goal.level for goal in imported.plan.goals)
    assert levels == {GoalLevel.COUNCIL: 6, GoalLevel.COMMITTEE: 19}
    assert imported.plan.council_goal_of("3.4.7").number == "3.4"
    assert imported.plan.goal("4.1").parent is None


@every_kind
def test_every_measure_has_its_printed_outcome(imported: Imported) -> None:
    measures = imported.plan.measures
    assert [str(each.outcome) for each in measures] == FACTS["measures"]
    assert [each.identity for each in measures] == DOCUMENT["measures"]
    assert {(each.unit, str(each.as_of), str(each.direction)) for each in measures} == {
        ("%", "2023-09-30", "minska")
    }


@every_kind
def test_every_figure_of_the_budget_is_there_with_its_printed_sign(imported: Imported) -> None:
    signs = {
        (str(perspective), column): sign for (perspective, column), sign in imported.signs.items()
    }
    assert signs == {tuple(key.split("/")): sign for key, sign in DOCUMENT["signs"].items()}
    for perspective, key in (("Medborgare", "citizen"), ("Avdelning", "department")):
        printed = list(as_printed(imported, Perspective(perspective)))
        figures = [*FACTS["figures"][key], ["Summa", *DOCUMENT["totals"][key]]]
        assert printed == [[name, *map(Decimal, rest)] for name, *rest in figures]


@every_kind
def test_what_the_text_says_of_itself_agrees_and_every_line_is_accounted_for(
    imported: Imported,
) -> None:
    assert imported.statements == 7
    assert imported.coverage.unknown == 0
    assert imported.coverage.percent == 100
    odd = codes(imported, but=("interpreted", "joined-text"))
    assert odd == ["sign-unconfirmed"] * 3 + ["unit-not-printed"]


def test_every_line_of_the_text_has_one_use(plain: Imported) -> None:
    lines = [line for line in REAL.decode().splitlines() if line.strip()]
    assert plain.coverage.total == len(lines) == 464
    assert sum(passage.use is Use.HEAD for passage in plain.coverage.passages) == 25 + 1 + 2


def test_only_the_two_texts_that_a_page_breaks_are_said_to_be_joined(plain: Imported) -> None:
    places = [(line, row) for line, row, _value in said(plain, "joined-text")]
    assert places == [(88, "3.1.1-4"), (511, "3.4.7-2")]


def test_a_column_printed_with_minus_is_told_beside_those_with_plus(plain: Imported) -> None:
    told = [
        (each.place.spot.line, each.place.row, each.place.column, dict(each.details))
        for each in plain.findings
        if each.code == "sign-unconfirmed" and each.place.spot
    ]
    assert told == [
        (663, "Medborgare/Tecken", "Budget 2023", {"sign": "-", "others": "Budget 2024"}),
        (663, "Medborgare/Tecken", "Prognos 23-08-31", {"sign": "-", "others": "Budget 2024"}),
        (
            682,
            "Avdelning/Tecken",
            "Prognos 23-08-31",
            {"sign": "-", "others": "Budget 2023, Budget 2024"},
        ),
    ]


def test_departments_have_every_name_that_the_document_gives_them(plain: Imported) -> None:
    found = {each.name: each.aliases for each in plain.plan.departments}
    assert found == {
        "Staben": ("Stab",),
        "Ekonomiavdelningen": ("Ekonomi",),
        "Utbildningsavdelningen": ("Utbildning",),
        "Samhällsbyggnadsavdelningen": ("Samhällsbyggnad",),
        "Socialavdelningen": ("Sociala avdelningen", "Social verksamhet"),
        "Gemensamma resurser": (),
    }


def test_goals_hold_until_the_last_day_of_the_year_that_the_text_names(plain: Imported) -> None:
    committee = [goal for goal in plain.plan.goals if goal.level is GoalLevel.COMMITTEE]
    assert {str(goal.valid_until) for goal in committee} == {"2024-12-31"}
    assert str(plain.plan.goal("4.1").valid_until) == "2024-12-31"
    assert plain.plan.goal("3.1").valid_until is None


@pytest.mark.office
@pytest.mark.parametrize("tables", TABLES, indirect=True)
def test_real_tables_give_the_same_activities(tables: Imported) -> None:
    assert activities(tables) == expected_activities()
    assert goals(tables) == [tuple(goal) for goal in FACTS["goals"]]
    assert codes(tables, but=("joined-text",)) == ["number-passed-over"]
    assert [value for _line, _row, value in said(tables, "number-passed-over")] == ["4"]
