"""The row as merged is judged again: nothing is asked twice, and nothing goes untold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import Basis, Consolidation
from kexcel.model.returned import Return, ReturnState
from tests.merge.files import (
    ACTUAL,
    COMMENT,
    FULL,
    STATUS,
    Cell,
    Typed,
    decide,
    merged,
    newer,
    outcome,
    returned,
    together,
)

LATE: Cell = ("followup", "3.1-2", "status")
DONE_ON: Cell = ("followup", "3.1-2", "completed")
FORECAST: Cell = ("budget", "stab", "forecast")


def codes(whole: Consolidation) -> list[tuple[str, str | None, str | None]]:
    found = [f for f in whole.findings if f.place.department == "stab"]
    return sorted((f.place.file, f.place.row, f.code) for f in found)


def halves() -> tuple[Return, Return]:
    first = {key: value for key, value in FULL.items() if key[0] in {"cover", "followup"}}
    second = {key: value for key, value in FULL.items() if key[0] in {"measures", "budget"}}
    return returned(first), returned(second, "b", at=11)


def test_two_halves_are_complete_together_and_neither_is_to_be_corrected() -> None:
    assert [each.state for each in together(*halves())] == [ReturnState.ACCEPTED] * 2
    assert codes(merged(*halves())) == []


def test_what_neither_half_answers_is_asked_once_of_the_fuller_file() -> None:
    first, second = halves()
    less = returned(
        {k: v for k, v in FULL.items() if k[0] in {"cover", "followup"} and k != STATUS}
    )
    assert codes(merged(less, second)) == [("a.xlsx", "3.1-1", "missing-status")]
    settled = together(less, second)
    assert [each.state for each in settled] == [
        ReturnState.NEEDS_CORRECTION,
        ReturnState.ACCEPTED,
    ]
    assert first.state is ReturnState.NEEDS_CORRECTION


def test_a_row_missing_in_one_file_is_not_asked_for_when_the_other_has_it() -> None:
    lacking = returned(
        {k: v for k, v in FULL.items() if k[1] != "3.1-1"}, without=("followup", "3.1-1")
    )
    other = returned({STATUS: "Pågående"}, "b", at=11)
    assert codes(merged(lacking, other)) == []


def test_a_comment_that_one_file_cleared_and_the_other_relied_on_is_asked_for() -> None:
    form = newer(((COMMENT, "Försenat av leverans."),))
    delayed: Typed = {
        **FULL,
        STATUS: "Försenad",
        COMMENT: "Försenat av leverans.",
        ("followup", "3.1-1", "action"): "Ny leverantör.",
        ("followup", "3.1-1", "new_end"): date(2025, 2, 1),
    }
    one = returned(delayed, form=form)
    two = returned({COMMENT: None, ACTUAL: Decimal("16.9")}, "b", at=11, form=form)
    assert "comment-required" not in {f.code for f in (*one.findings, *two.findings)}
    assert codes(merged(one, two, forms=(form,))) == [("a.xlsx", "3.1-1", "comment-required")]
    settled = together(one, two, forms=(form,))
    assert [each.state for each in settled] == [
        ReturnState.NEEDS_CORRECTION,
        ReturnState.ACCEPTED,
    ]


def test_a_decision_is_judged_with_what_the_other_file_says_beside_it() -> None:
    done = returned(FULL)
    other: Typed = {**FULL, LATE: "Försenad", COMMENT: "Annat."}
    late = returned(
        {
            **other,
            DONE_ON: None,
            ("followup", "3.1-2", "comment"): "Sen.",
            ("followup", "3.1-2", "action"): "Skyndar.",
            ("followup", "3.1-2", "new_end"): date(2024, 6, 1),
        },
        "b",
        at=11,
    )
    chosen = merged(done, late, decisions=decide(LATE, "Pågående"))
    assert outcome(chosen, LATE) == "conflict"
    late_first = merged(done, late, decisions=decide(LATE, "Genomförd"))
    answers = {each.activity.number: each.answers for each in late_first.activities}["3.1-2"]
    assert (answers["status"].written, answers["status"].basis) == ("Genomförd", Basis.DECIDED)
    assert answers["status"].motivation == "Enligt chefen."


def test_deciding_for_an_answer_asks_for_what_it_requires() -> None:
    one = returned({**FULL, LATE: "Pågående", DONE_ON: None, COMMENT: "Annat."})
    two = returned({**FULL, DONE_ON: None}, "b", at=11)
    whole = merged(one, two, decisions=decide(LATE, "Genomförd"))
    assert ("b.xlsx", "3.1-2", "completed-required") in codes(whole)
    whole = merged(one, two, decisions=decide(LATE, "Pågående"))
    found = [code for _, row, code in codes(whole) if row == "3.1-2"]
    assert found == ["overdue"]


def test_an_answer_set_aside_by_a_decision_is_not_to_be_mended() -> None:
    one = returned({**FULL, FORECAST: Decimal(60), COMMENT: "Annat."})
    two = returned(FULL, "b", at=11)
    assert "deviation-unexplained" in {f.code for f in one.findings}
    whole = merged(one, two, decisions=decide(FORECAST, "50.4"))
    assert [code for _, row, code in codes(whole) if row == "stab"] == []


def test_an_unreadable_word_stands_until_a_later_file_says_it_right() -> None:
    faulty = returned({**FULL, STATUS: "Klart typ", COMMENT: "Annat."}, at=11)
    before = returned({k: v for k, v in FULL.items() if k != COMMENT}, "b", at=10)
    after = returned({k: v for k, v in FULL.items() if k != COMMENT}, "c", at=12)
    assert ("a.xlsx", "3.1-1", "unknown-status") in codes(merged(before, faulty))
    assert codes(merged(faulty, after)) == []


def test_put_together_once_more_nothing_changes() -> None:
    settled = together(*halves())
    assert together(*settled) == settled
