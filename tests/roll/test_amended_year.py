"""A year with decisions on its activities, rolled to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.model.plan import Amendment, AmendmentKind, Plan
from kexcel.report.next_year.words import told
from kexcel.roll import Question, YearEnd, roll_plan, rolled_settings
from kexcel.timeline import plan_on
from tests.builders import plan, settings
from tests.roll.ends import LAST, asked, consolidated, rolled

JUNE, NOVEMBER = date(2024, 6, 11), date(2024, 11, 12)
ADDED = Amendment(
    AmendmentKind.ADDED,
    "3.1-4",
    JUNE,
    "KS § 87",
    goal="3.1",
    title="Utbilda skyddsombud",
    description="",
    start=JUNE,
    end=date(2025, 6, 30),
    lead="stab",
)
CHANGED = Amendment(AmendmentKind.CHANGED, "3.1-1", JUNE, "KS § 87", end=date(2025, 3, 31))
REVOKED = Amendment(AmendmentKind.CANCELLED, "3.1-3", JUNE, "KS 2024-06-11 § 88")
SAID = {**LAST, "3.1-4": {"status": "Pågående"}, "3.1-3": {}}


def amended(*amendments: Amendment) -> Plan:
    return replace(plan(), amendments=amendments)


def test_what_was_added_goes_on_and_what_was_cancelled_does_not() -> None:
    stood = plan_on(amended(ADDED, CHANGED, REVOKED), date(2024, 12, 31))
    found = rolled(consolidated(SAID, of=stood), of=stood)
    assert {each.activity.number: each.fate.value for each in found.activities} == {
        "3.1-1": "runs-on",
        "3.1-2": "done",
        "3.1-3": "revoked",
        "3.1-4": "runs-on",
        "4-1": "cancelled-undecided",
    }
    assert [each.number for each in found.plan.activities] == ["3.1-1", "3.1-4", "4-1"]
    assert found.plan.activities[0].end == date(2025, 3, 31)


def test_the_decisions_stay_in_the_old_year() -> None:
    stood = plan_on(amended(ADDED, CHANGED), date(2024, 12, 31))
    found = rolled(consolidated(SAID, of=stood), of=stood)
    assert found.plan.amendments == ()
    assert {each.amendments for each in found.plan.activities} == {()}
    assert read_plan(write_plan(found.plan))[0].activities == found.plan.activities


def test_what_was_cancelled_is_told_with_the_decision() -> None:
    stood = plan_on(amended(REVOKED), date(2024, 12, 31))
    found = rolled(consolidated(SAID, of=stood), of=stood)
    assert ("activity-revoked", "3.1-3") in asked(found)
    point = next(x for x in found.to_decide if x.question is Question.ACTIVITY_REVOKED)
    assert not point.is_decision
    assert told(point, "sv").stands == (
        "Upphävd genom KS 2024-06-11 § 88; beslutad 2024-09-01–2024-11-30. Staben."
    )


def test_decisions_after_the_last_round_count_too() -> None:
    late = replace(REVOKED, decided=NOVEMBER), replace(ADDED, decided=NOVEMBER)
    at_close = plan_on(amended(*late), date(2024, 8, 31))
    at_end = replace(plan_on(amended(*late), date(2024, 12, 31)), frame_column="Budget 2024")
    after = rolled_settings(settings(), 2025)
    found = roll_plan(YearEnd(at_end, settings(), after, (consolidated(LAST, of=at_close),)))
    fates = {each.activity.number: each.fate.value for each in found.activities}
    assert (fates["3.1-3"], fates["3.1-4"]) == ("revoked", "unanswered")
