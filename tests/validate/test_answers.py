"""Every code about answers, at its cell; and beside each a case that just does not give it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kexcel.model.cell import FormulaText
from tests.builders import SOUND, Answers, answered, edit, examined, issue, said, sound

F = "Uppföljning"
UNEXPLAINED = [
    ("Budget", "K5", "deviation-unexplained"),
    ("Budget", "L5", "deviation-unexplained"),
]
DELAYED: Answers = {
    ("followup", "3.1-1", "status"): "Försenad",
    ("followup", "3.1-1", "new_end"): date(2025, 3, 31),
    ("followup", "3.1-1", "comment"): "Upphandlingen drog ut på tiden.",
    ("followup", "3.1-1", "action"): "Överprövad. Ny tidplan är beslutad.",
}
CANCELLED: Answers = {
    ("followup", "3.1-1", "status"): "Avbruten",
    ("followup", "3.1-1", "comment"): "Ersatt av ett gemensamt projekt.",
    ("followup", "3.1-1", "decision"): "KS 2024-04-16 § 52",
}


def one(row: str, **cells: object) -> Answers:
    return {("followup", row, key): value for key, value in cells.items()}


@pytest.mark.parametrize(
    "changes, expected",
    [
        (one("3.1-1", status=None), [(F, "J5", "missing-status")]),
        (one("3.1-1", status="Klart typ"), [(F, "J5", "unknown-status")]),
        (one("3.1-1", status="Pågående"), []),
        ({**DELAYED, **one("3.1-1", comment=None)}, [(F, "M5", "comment-required")]),
        ({**DELAYED, **one("3.1-1", action="  ")}, [(F, "N5", "action-required")]),
        ({**DELAYED, **one("3.1-1", new_end=None)}, [(F, "L5", "new-end-required")]),
        (DELAYED, []),
        ({**CANCELLED, **one("3.1-1", decision=None)}, [(F, "O5", "decision-required")]),
        (CANCELLED, []),
        (one("3.1-2", completed=None), [(F, "K6", "completed-required")]),
        (one("3.1-2", completed=date(2024, 5, 1)), [(F, "K6", "completed-out-of-range")]),
        (one("3.1-2", completed=date(2024, 4, 30)), []),
        (one("3.1-2", completed=date(2024, 1, 31)), [(F, "K6", "done-before-start")]),
        (one("3.1-2", completed=date(2024, 2, 1)), []),
        (one("3.1-2", status="Pågående", completed=None), [(F, "J6", "overdue")]),
        (one("3.1-1", status="Ej påbörjad"), [(F, "J5", "late-start")]),
        (one("3.1-3", status="Ej påbörjad"), []),
        ({**DELAYED, **one("3.1-1", new_end="efter sommaren")}, [(F, "L5", "not-a-date")]),
        ({**DELAYED, **one("3.1-1", new_end="31/3 2025")}, [(F, "L5", "interpreted")]),
        ({**DELAYED, **one("3.1-1", new_end=date(2024, 4, 30))}, [(F, "L5", "out-of-range")]),
        ({**DELAYED, **one("3.1-1", new_end=date(2024, 5, 1))}, []),
        (one("3.1-1", status="pågående "), [(F, "J5", "interpreted")]),
    ],
)  # fmt: skip
def test_a_row_of_the_follow_up_gives_its_findings_at_its_cells(
    changes: Answers, expected: list[tuple[str, str, str]]
) -> None:
    assert said(examined(answered(changes))) == expected


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({("measures", "sjukfranvaro-stab", "outcome"): Decimal(580)},
         [("Mått", "H5", "out-of-range")]),
        ({("measures", "sjukfranvaro-stab", "outcome"): Decimal(100)}, []),
        ({("measures", "sjukfranvaro-stab", "outcome"): "ca 3"}, [("Mått", "H5", "not-a-number")]),
        ({("measures", "sjukfranvaro-stab", "outcome"): "5,8 %"}, [("Mått", "H5", "interpreted")]),
        ({("budget", "stab", "forecast"): None}, [("Budget", "G5", "forecast-missing")]),
        ({("budget", "stab", "forecast"): Decimal(50400)},
         [("Budget", "G5", "suspected-unit-error")]),
        ({("budget", "stab", "actual"): Decimal(16900)},
         [("Budget", "F5", "suspected-unit-error")]),
        ({("budget", "stab", "actual"): Decimal("-16.9")},
         [("Budget", "F5", "suspected-sign-error")]),
        ({("budget", "stab", "forecast"): Decimal("-50.4")},
         [("Budget", "G5", "suspected-sign-error"), *UNEXPLAINED]),
        ({("budget", "stab", "forecast"): Decimal("51.0")}, UNEXPLAINED),
        ({("budget", "stab", "forecast"): Decimal("50.9")}, []),
        ({("cover", "signing", "value"): "Utkast"}, [("Läs mig", "B15", "not-signed-off")]),
        ({("cover", "signed_on", "value"): None}, [("Läs mig", "B15", "not-signed-off")]),
    ],
)  # fmt: skip
def test_the_other_sheets_give_their_findings_at_their_cells(
    changes: Answers, expected: list[tuple[str, str, str]]
) -> None:
    assert said(examined(answered(changes))) == expected


@pytest.mark.parametrize(
    "previous, status, comment, expected",
    [
        ("Genomförd", "Pågående", "Nytt.", [(F, "J5", "status-regressed")]),
        ("Pågående", "Pågående", "Nytt.", []),
        ("Pågående", "Pågående", "samma  som förra", [(F, "M5", "stale-comment")]),
        ("Pågående", "Pågående", "Samma som förra gången", []),
    ],
)
def test_an_answer_is_compared_with_the_period_before(
    previous: str, status: str, comment: str, expected: list[tuple[str, str, str]]
) -> None:
    before = {("stab", "3.1-1"): {"status": previous, "comment": "Samma som förra"}}
    issued = issue("stab", "T1", previous=before)
    answers = {**SOUND, **one("3.1-1", status=status, comment=comment)}
    assert said(examined(issued.workbook(answers), issued)) == expected


@pytest.mark.parametrize(
    "cell, value, expected",
    [
        ("G5", "#REF!", [("Budget", "G5", "error-value")]),
        ("G5", "=50+0.4", [("Budget", "G5", "interpreted")]),
        ("G5", "=C5", [("Budget", "G5", "not-a-number")]),
        ("K5", "=C5", []),
    ],
)
def test_errors_and_formulas_are_told_apart_from_answers(
    cell: str, value: Any, expected: list[tuple[str, str, str]]
) -> None:
    assert said(examined(edit(sound(), {("Budget", cell): value}))) == expected


def test_an_unsound_answer_keeps_what_was_written() -> None:
    result = examined(answered(one("3.1-1", status="Klart typ")))
    answer = result.rows["followup"]["3.1-1"].answers["status"]
    assert (answer.value, answer.written, answer.cell, answer.sound) == (
        None, "Klart typ", "J5", False,
    )  # fmt: skip


def test_an_interpreted_answer_has_its_meaning_and_its_words() -> None:
    result = examined(answered({**DELAYED, **one("3.1-1", new_end="31 mars 2025")}))
    answer = result.rows["followup"]["3.1-1"].answers["new_end"]
    assert (answer.value, answer.written, answer.sound) == (date(2025, 3, 31), "31 mars 2025", True)


def test_a_formula_in_a_text_cell_is_its_text() -> None:
    result = examined(edit(sound(), {(F, "M5"): "=1+1"}))
    assert result.rows["followup"]["3.1-1"].answers["comment"].value == FormulaText("=1+1").text


@pytest.mark.parametrize(
    "changes, details",
    [
        (one("3.1-1", status=None), {"title": "Introduktion av nyanställda"}),
        (one("3.1-1", status="Klart typ"),
         {"allowed": "Ej påbörjad, Pågående, Genomförd, Försenad, Avbruten"}),
        (one("3.1-2", completed=date(2024, 5, 1)), {"closes": "2024-04-30"}),
        (one("3.1-2", status="Pågående", completed=None),
         {"end": "2024-03-31", "status": "Pågående"}),
        ({**DELAYED, **one("3.1-1", new_end=date(2024, 4, 30))},
         {"allowed": "ett datum efter 2024-04-30, senast 2034-12-31"}),
        ({("budget", "stab", "forecast"): Decimal("51.0"),
          ("budget", "stab", "action"): "Vikarier."},
         {"deviation": "-0.6", "limit": "0.5", "percent": "1", "unit": "mnkr"}),
        ({("budget", "stab", "forecast"): "50,4 mnkr"}, {"meaning": "50.4"}),
    ],
)  # fmt: skip
def test_a_finding_has_the_words_its_sentence_needs(
    changes: Answers, details: dict[str, str]
) -> None:
    (finding,) = examined(answered(changes)).findings
    assert dict(finding.details) == details


def test_an_english_form_is_answered_in_english_or_swedish() -> None:
    issued = issue("stab", "T1", "en")
    answers = {**SOUND, **one("3.1-1", status="Ongoing"), ("cover", "signing", "value"): "Final",
               **one("3.1-2", status="Done"), **one("3.1-3", status="Ej påbörjad")}  # fmt: skip
    result = examined(issued.workbook(answers), issued)
    assert said(result) == [("Follow-up", "J7", "interpreted")]
    assert result.rows["followup"]["3.1-3"].answers["status"].value == "Not started"
