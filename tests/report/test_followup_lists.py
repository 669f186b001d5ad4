from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kexcel.findings import finding
from kexcel.model.consolidation import DateState
from kexcel.model.finding import Place
from tests.report.builders import (
    STAFF_FILE,
    activities,
    consolidation,
    final,
    named_table,
    opened,
    table,
    written,
)


@pytest.fixture(scope="module")
def values() -> Any:
    return opened(written(), values=True)


def test_the_deviations_are_what_a_reader_must_know_of(values: Any) -> None:
    _header, *rows = named_table(values["Sammanfattning"], "Deviations")
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("3.1.1-1", "Försenad", "Försenad"),
        ("3.1.2-2", "Ej besvarad", "Klart typ"),
        ("4.1-2", "Ej besvarad", None),
    ]
    assert rows[0][10:] == ["Upphandlingen drog ut på tiden.", "Överprövning; ny tidplan är satt."]


def test_a_comment_is_never_shown_as_cause_and_action() -> None:
    first, *others = activities()
    said = {key: each for key, each in first.answers.items() if key != "action"}
    whole = replace(consolidation(), activities=(replace(first, answers=said), *others))
    sheet = opened(written(whole), values=True)["Sammanfattning"]
    header, row, *_others = named_table(sheet, "Deviations")
    assert header[10:] == ["Kommentar", "Orsak och åtgärd"]
    assert row[10:] == ["Upphandlingen drog ut på tiden.", None]


def test_an_activity_moved_to_a_later_end_is_a_deviation_too() -> None:
    first, *others = activities()
    moved = replace(first, role="ongoing", date_state=DateState.UNDER_WAY)
    whole = replace(consolidation(), activities=(moved, *others))
    sheet = opened(written(whole), values=True)["Sammanfattning"]
    assert named_table(sheet, "Deviations")[1][2] == "Flyttad"


def test_a_goal_names_its_departments_and_the_activities_behind_its_verdict(values: Any) -> None:
    header, *rows = named_table(values["Sammanfattning"], "GoalsAtAGlance")
    place, why = header.index("Ansvarig"), header.index("Aktiviteter att känna till")
    assert [(row[0], row[place], row[why]) for row in rows] == [
        ("3.1", "Staben\nSocialtjänsten", "Försenad: 3.1.1-1\nEj besvarad: 3.1.2-2"),
        ("3.1.1", "Staben", "Försenad: 3.1.1-1"),
        ("3.1.2", "Socialtjänsten\nStaben", "Ej besvarad: 3.1.2-2"),
        ("4.1", "Staben\nUtbildningsavdelningen", "Ej besvarad: 4.1-2"),
    ]


def test_answers_set_aside_are_listed_with_the_decision_and_its_reason() -> None:
    whole = consolidation()
    decided = replace(whole.conflicts[0], chosen="b", motivation="Avdelningen ringde.")
    data = written(replace(whole, conflicts=(decided, *whole.conflicts)))
    first, second = table(opened(data)["Anmärkningar"], "Conflicts")
    assert first == {
        "Beslut": "Avgjord",
        "Avdelning": "Staben",
        "Rad": "3.1.1-1 Aktivitet 1 under 3.1.1",
        "Blad": "Uppföljning",
        "Period": "T1",
        "Kolumn": "Status",
        "Svar": "2",
        "Valt": "b",
        "Alla svar": "a\nb",
        "Motivering": "Avdelningen ringde.",
    }
    assert (second["Beslut"], second["Valt"], second["Motivering"]) == ("Att avgöra", None, None)


def test_without_conflicts_nothing_is_said_of_them() -> None:
    assert list(opened(written(final()))["Anmärkningar"].tables) == []


@pytest.mark.parametrize("language, shown", [("sv", "12,5"), ("en", "12.5")])
def test_a_number_that_was_found_has_the_readers_decimal_sign(language: str, shown: str) -> None:
    place = Place(STAFF_FILE, "stab", "Budget", "D5", "stab", "forecast")
    whole = replace(consolidation(), findings=(finding("error-value", place, value="12.5"),))
    sheet = opened(written(whole, language=language)).worksheets[6]
    assert sheet[sheet.tables["Findings"].ref][1][7].value == shown


def test_what_a_text_was_read_as_is_shown_as_it_was_written() -> None:
    place = Place(STAFF_FILE, "stab", "Budget", "D5", "stab", "forecast")
    read = finding("interpreted", place, value="12.5", meaning="12.5")
    sheet = opened(written(replace(consolidation(), findings=(read,))))["Anmärkningar"]
    assert table(sheet, "Findings")[0]["Det som hittades"] == "12.5"
