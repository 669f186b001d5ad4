"""What a year brings with it: told as data, and shown in the first forms of the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from kexcel.model.plan import Plan
from kexcel.roll import PastYear, decode_history, encode_history, previous_year_answers
from tests.builders import plan, template
from tests.compare.plans import activity, with_activity
from tests.roll.ends import LAST, consolidated, rolled

CLOSED = date(2024, 8, 31)
"""The day that the last period of the past year closed."""


def history(*, first: bool = False) -> PastYear:
    periods = (consolidated(period="T1"), consolidated()) if first else (consolidated(),)
    return rolled(*periods).history


def next_plan() -> Plan:
    return replace(rolled().plan, year=2025)


def shown(
    content: Plan, *years: PastYear, language: str = "sv"
) -> dict[tuple[str, str], dict[str, object]]:
    found = previous_year_answers(years or (history(),), content, template(), language)
    return {place: dict(answers) for place, answers in found.items()}


def test_every_activity_tells_every_period_that_anyone_answered_in() -> None:
    year = history(first=True)
    assert (year.year, list(year.periods), year.last) == (2024, ["T1", "T2"], "T2")
    assert year.periods["T2"] == date(2024, 8, 31)
    late = year.activities[2]
    assert (late.number, late.carried, list(late.answers)) == ("3.1-3", True, ["T1", "T2"])
    assert (late.answers["T2"].role, late.answers["T2"].new_end, late.answers["T2"].action) == (
        "delayed", date(2025, 2, 28), "Ny tidplan.",
    )  # fmt: skip
    assert late.answers["T2"].source == "Svar T2.xlsx, Uppföljning!J5"
    assert [each.carried for each in year.activities] == [True, False, True, True]


def test_outcomes_figures_and_verdicts_are_told() -> None:
    year = history()
    assert year.measures[0].outcomes == {"T2": Decimal("5.8")}
    assert year.budget[0].figures["T2"].forecast == Decimal("50.9")
    assert year.goals[0].verdicts["T2"].proposed == "deviates"


def test_history_is_the_same_after_it_has_been_kept() -> None:
    year = history(first=True)
    data = encode_history(year)
    assert decode_history(data) == year
    assert encode_history(decode_history(data)) == data


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"year": "x"}', b"\xff"])
def test_what_is_no_history_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError):
        decode_history(data)


def test_the_last_status_and_each_departments_own_comment_are_shown() -> None:
    assert shown(next_plan()) == {
        ("stab", "3.1-1"): {"status": "Pågående", "comment": "Tre enheter av fem."},
        ("ekonomi", "3.1-1"): {"status": "Pågående"},
        ("stab", "3.1-3"): {"status": "Försenad"},
        ("ekonomi", "4-1"): {"status": "Avbruten"},
        ("stab", "4-1"): {"status": "Avbruten", "comment": "Vi bidrar med mallar."},
        ("", "3.1-1"): {"lead_comment": "Tre enheter av fem.", "as_of": CLOSED},
        ("", "3.1-3"): {"new_end": date(2025, 2, 28), "as_of": CLOSED},
        ("", "4-1"): {"as_of": CLOSED},
    }


def test_a_status_is_told_in_the_words_of_today() -> None:
    assert shown(next_plan(), language="en")["stab", "3.1-3"] == {"status": "Delayed"}


def test_an_activity_is_known_by_its_title_when_it_is_renumbered() -> None:
    found = shown(activity("3.1-3", number="3.1-1b")(next_plan()))
    assert found["stab", "3.1-1b"] == {"status": "Försenad"}
    assert ("stab", "3.1-3") not in found


def test_a_carried_activity_is_known_by_its_number_when_it_is_reworded() -> None:
    found = shown(activity("3.1-3", title="Delegationsordning")(next_plan()))
    assert found["stab", "3.1-3"] == {"status": "Försenad"}


def test_a_new_activity_with_a_number_that_was_free_shows_nothing() -> None:
    new = replace(plan().activities[1], title="Något helt nytt")
    assert ("stab", "3.1-2") not in shown(with_activity(new)(next_plan()))


def test_an_activity_that_was_done_and_comes_again_shows_how_it_was() -> None:
    again = with_activity(plan().activities[1])(next_plan())
    assert shown(again)["stab", "3.1-2"] == {"status": "Genomförd"}


def test_the_year_just_before_is_the_one_that_is_shown() -> None:
    older = replace(history(), year=2023)
    newer = rolled(consolidated({**LAST, "3.1-3": {"status": "Pågående"}})).history
    assert shown(next_plan(), older, newer)["stab", "3.1-3"] == {"status": "Pågående"}
    assert shown(next_plan(), replace(newer, year=2025)) == {}
