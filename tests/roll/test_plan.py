"""The next year's plan: what goes on, as it was decided, and what someone must decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kexcel.documents.plan.marking import Marking
from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.model.finding import Severity
from kexcel.model.plan import FrameLine, Perspective, Plan
from kexcel.model.returned import Answer, Return, ReturnedRow, ReturnState
from kexcel.roll import marks
from kexcel.roll.frames import last_frames
from tests.builders import plan
from tests.compare.plans import activity, goal
from tests.roll.ends import LAST, asked, consolidated, rolled


def test_what_is_done_stays_behind_and_the_rest_goes_on_with_its_numbers_and_days() -> None:
    carried = rolled().plan.activities
    assert [each.number for each in carried] == ["3.1-1", "3.1-3", "4-1"]
    assert carried == tuple(each for each in plan().activities if each.number != "3.1-2")


@pytest.mark.parametrize(
    "end, answers, fate, goes_on",
    [
        (date(2024, 12, 31), {"status": "Genomförd"}, "done", False),
        (date(2025, 12, 31), {"status": "Genomförd"}, "done", False),
        (date(2024, 12, 31), {"status": "Pågående"}, "unfinished", True),
        (date(2024, 12, 31), {"status": "Försenad"}, "unfinished", True),
        (date(2024, 12, 31), {"status": "Ej påbörjad"}, "unfinished", True),
        (date(2025, 1, 1), {"status": "Pågående"}, "runs-on", True),
        (date(2026, 6, 30), {"status": "Ej påbörjad"}, "runs-on", True),
        (date(2026, 6, 30), {"status": "Försenad", "new_end": date(2026, 9, 30)},
         "another-end", True),
        (date(2026, 6, 30), {"status": "Försenad", "new_end": date(2026, 6, 30)},
         "runs-on", True),
        (date(2024, 12, 31), {}, "unanswered", True),
        (date(2026, 6, 30), {}, "unanswered", True),
        (date(2024, 12, 31), {"status": "Avbruten", "decision": "KS 2024-09-10 § 88"},
         "cancelled", False),
        (date(2024, 12, 31), {"status": "Avbruten"}, "cancelled-undecided", True),
    ],
)  # fmt: skip
def test_what_becomes_of_an_activity_follows_from_its_answers_and_its_decided_end(
    end: date, answers: dict[str, Any], fate: str, *, goes_on: bool
) -> None:
    content = activity("3.1-1", end=end)(plan())
    found = rolled(consolidated({**LAST, "3.1-1": answers}, of=content), of=content)
    first = found.activities[0]
    assert (first.fate.value, first.goes_on) == (fate, goes_on)
    assert ("3.1-1" in {each.number for each in found.plan.activities}) is goes_on


def test_everything_without_a_decision_is_listed_once() -> None:
    assert asked(rolled()) == [
        ("activity-unfinished", "3.1-1"),
        ("activity-unfinished", "3.1-3"),
        ("activity-cancelled", "4-1"),
        ("frame-carried", "Staben"),
        ("frame-carried", "Ekonomi"),
        ("owner-unknown", "Staben"),
        ("owner-unknown", "Ekonomiavdelningen"),
    ]


def test_a_year_that_is_not_complete_is_said_before_all_else() -> None:
    early = rolled(consolidated(period="T1"))
    assert asked(early)[0] == ("year-unfinished", "Tertial 1 2024")
    lacking = rolled(replace(consolidated(), missing=("ekonomi",)))
    assert lacking.to_decide[0].details["missing"] == "Ekonomiavdelningen"


def test_a_goal_is_kept_while_it_is_valid_or_something_stands_under_it() -> None:
    content = goal("3.1", valid_until=date(2024, 12, 31))(plan())
    found = rolled(of=content)
    assert [each.number for each in found.plan.goals] == ["3", "3.1", "4"]
    assert found.plan.goals[1].valid_until == date(2024, 12, 31)
    assert ("goal-expired", "3.1") in asked(found)
    (point,) = [each for each in found.to_decide if each.number == "3.1"]
    assert (point.is_decision, point.details["activities"], point.details["on"]) == (
        True, "2", "2025-12-31",
    )  # fmt: skip


def test_a_goal_that_has_passed_with_nothing_under_it_is_closed_and_told() -> None:
    content = goal("3.1", valid_until=date(2024, 12, 31))(plan())
    done = {number: {"status": "Genomförd"} for number in ("3.1-1", "3.1-2", "3.1-3", "4-1")}
    found = rolled(consolidated(done, of=content), of=content)
    assert [each.number for each in found.plan.goals] == ["3", "4"]
    assert ("goal-closed", "3.1") in asked(found)


def test_a_goal_above_one_that_goes_on_is_kept_though_it_has_passed() -> None:
    content = goal("3", valid_until=date(2024, 12, 31))(plan())
    found = rolled(of=content)
    assert [each.number for each in found.plan.goals] == ["3", "3.1", "4"]
    assert ("goal-expired", "3") in asked(found)


@pytest.mark.parametrize(
    "until, expected",
    [
        (date(2024, 12, 31), date(2025, 12, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2022, 6, 30), date(2025, 6, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_goals_are_extended_only_when_that_is_asked_for(until: date, expected: date) -> None:
    content = goal("3.1", valid_until=until)(plan())
    found = rolled(of=content, extend=True)
    assert found.plan.goals[1].valid_until == expected
    assert (("goal-extended", "3.1") in asked(found)) is (until != expected)
    assert ("goal-expired", "3.1") not in asked(found)


def test_a_measure_has_the_last_outcome_as_its_earlier_one() -> None:
    own, whole = rolled().plan.measures
    assert (own.outcome, own.as_of) == (Decimal("5.8"), date(2024, 8, 31))
    assert (whole.outcome, whole.as_of) == (Decimal("6.9"), date(2023, 12, 31))


def test_a_measure_that_was_last_reported_earlier_in_the_year_has_that_outcome() -> None:
    first = consolidated(period="T1", outcome=Decimal("6.0"))
    found = rolled(first, consolidated(outcome=None))
    assert (found.plan.measures[0].outcome, found.plan.measures[0].as_of) == (
        Decimal("6.0"), date(2024, 4, 30),
    )  # fmt: skip
    assert "measure-without-outcome" not in {question for question, _ in asked(found)}
    silent = rolled(consolidated(outcome=None))
    assert ("measure-without-outcome", "4") in asked(silent)


def test_frames_start_from_the_last_version_beside_it_and_are_no_decision() -> None:
    found = rolled().plan
    assert found.frame_columns == ("Budget 2024", "Budget 2025")
    assert [(dict(line.amounts), line.version) for line in found.frames] == [
        ({"Budget 2024": Decimal("50.4"), "Budget 2025": Decimal("50.4")},
         "Förslag: överförd från Budget 2024, ej beslutad"),
        ({"Budget 2024": Decimal(9), "Budget 2025": Decimal(9)},
         "Förslag: överförd från Budget 2024, ej beslutad"),
    ]  # fmt: skip
    assert found.decision.startswith("Förslag")


def test_the_version_in_force_is_the_one_that_is_carried() -> None:
    line = FrameLine(
        Perspective.DEPARTMENT, "Staben", "stab",
        {"Budget 2024": Decimal("50.4"), "KF november": Decimal("51.9")},
    )  # fmt: skip
    total = FrameLine(
        Perspective.DEPARTMENT, "Summa", None, {"Budget 2024": Decimal("50.4")}, is_total=True
    )
    content = replace(plan(), frames=(line, total), frame_column="KF november")
    assert [each.amount for each in last_frames(content, "Budget 2024")] == [Decimal("51.9"), None]


@pytest.mark.parametrize(
    "signed, question",
    [
        ("Anna Ek, avdelningschef", None),
        ("Avdelningschef (exempel)", None),
        ("Bo Al, tf avdelningschef", "owner-changed"),
    ],
)
def test_a_head_that_someone_else_signed_for_is_asked_about(
    signed: str, question: str | None
) -> None:
    head = replace(
        plan().departments[0], head="Avdelningschef Anna Ek (exempel)", email="stab@ange.example"
    )
    content = replace(plan(), departments=(head, plan().departments[1]))
    answer = Answer("value", signed, signed, "B16")
    cover = {"signed_by": ReturnedRow("signed_by", "Läs mig", 15, {"value": answer})}
    returned = Return("svar.xlsx", "ab", ReturnState.ACCEPTED, "stab", rows={"cover": cover})
    found = rolled(replace(consolidated(of=content), returns=(returned,)), of=content)
    assert [q for q, title in asked(found) if q.startswith("owner") and title == "Staben"] == (
        [question] if question else []
    )


def test_the_new_plan_can_be_written_read_and_used() -> None:
    found = rolled()
    marked = marks(found.activities, 2024)
    notes = {("Aktiviteter", number, "number"): note for number, note in marked.items()}
    again, findings = read_plan(write_plan(found.plan, marking=Marking(notes)))
    assert [each.code for each in findings if each.severity is Severity.ERROR] == []
    assert (again.activities, again.goals) == (found.plan.activities, found.plan.goals)


def test_only_what_needs_a_decision_is_marked() -> None:
    content: Plan = activity("3.1-1", end=date(2026, 6, 30))(plan())
    found = rolled(of=content)
    assert marks(found.activities, 2024) == {
        "3.1-3": "Överförd från 2024: inte klar, beslutat slut 2024-11-30 har passerat. Nytt "
        "beslut behövs.",
        "4-1": "Överförd från 2024: avbruten utan beslut. Nytt beslut behövs.",
    }
