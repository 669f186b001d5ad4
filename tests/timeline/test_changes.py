"""What each decision changed: fields with what they were and are, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kexcel.model.plan import Activity, Amendment, AmendmentKind, Plan
from kexcel.timeline import changes_in, changes_of, plan_on
from kexcel.timeline.changes import earlier_titles
from kexcel.timeline.wording import change_text, decision_text
from tests.timeline.test_standing import JUNE, MAY, PLAN

OCTOBER, NOVEMBER = date(2024, 10, 31), date(2024, 11, 30)
FIRST = Amendment(AmendmentKind.CHANGED, "1-2", MAY, "KS § 52", title="Annat", end=OCTOBER)
SECOND = Amendment(AmendmentKind.CHANGED, "1-2", JUNE, "KS § 87", end=NOVEMBER, lead="stab")
LAST = Amendment(AmendmentKind.CANCELLED, "1-2", JUNE, "KS § 88")


def amended(*amendments: Amendment) -> Plan:
    return plan_on(replace(PLAN, amendments=amendments), JUNE)


def the_activity(plan: Plan) -> Activity:
    return next(each for each in plan.activities if each.number == "1-2")


def test_each_decision_is_held_against_what_stood_before_it() -> None:
    changes = changes_of(the_activity(amended(FIRST, SECOND, LAST)))
    assert [[(f.key, f.was, f.now) for f in each.fields] for each in changes] == [
        [("title", "Aktivitet 1-2", "Annat"), ("end", date(2024, 12, 31), OCTOBER)],
        [("end", OCTOBER, NOVEMBER), ("lead", "ekonomi", "stab"), ("contributing", ("stab",), ())],
        [],
    ]
    assert [each.amendment for each in changes] == [FIRST, SECOND, LAST]


def test_only_decisions_after_a_day_are_told() -> None:
    changes = changes_of(the_activity(amended(FIRST, SECOND)), since=MAY)
    assert [each.amendment for each in changes] == [SECOND]


def test_contributors_in_another_order_are_no_change() -> None:
    stood = replace(PLAN.activities[1], contributing=("stab", "stod"))
    plan = replace(PLAN, activities=(PLAN.activities[0], stood))
    change = replace(FIRST, title=None, end=None, contributing=("stod", "stab"))
    after = plan_on(replace(plan, amendments=(change,)), JUNE)
    assert changes_of(the_activity(after))[0].fields == ()


def test_the_decisions_of_a_plan_come_in_the_order_they_were_taken() -> None:
    other = replace(SECOND, number="1-1", decided=MAY, end=OCTOBER, lead=None)
    plan = amended(other, FIRST, SECOND)
    assert [(x.activity.number, x.amendment) for x in changes_in(plan)] == [
        ("1-1", other),
        ("1-2", FIRST),
        ("1-2", SECOND),
    ]


def test_what_an_activity_was_called_is_remembered() -> None:
    again = replace(FIRST, decided=JUNE, title="Ett tredje")
    assert earlier_titles(the_activity(amended(FIRST, again))) == ("Annat", "Aktivitet 1-2")
    back = replace(FIRST, decided=JUNE, title="Aktivitet 1-2")
    assert earlier_titles(the_activity(amended(FIRST, back))) == ("Annat",)


@pytest.mark.parametrize(
    "amendments, language, text",
    [
        ((FIRST,), "sv", ("Aktivitet Aktivitet 1-2 → Annat, Slut 2024-12-31 → 2024-10-31, "
         "2024-05-14 KS § 52")),
        ((FIRST,), "en", ("Activity Aktivitet 1-2 → Annat, End 2024-12-31 → 2024-10-31, "
         "2024-05-14 KS § 52")),
        ((FIRST, SECOND), "sv", ("Slut 2024-10-31 → 2024-11-30, Ansvarig Ekonomi → Staben, "
         "Medverkande Staben → –, 2024-06-11 KS § 87")),
        ((replace(FIRST, title=None, end=None, description="Nytt"),), "sv",
         "beskrivningen ändrad, 2024-05-14 KS § 52"),
        ((LAST,), "sv", "Upphävd, 2024-06-11 KS § 88"),
        ((LAST,), "en", "Revoked, 2024-06-11 KS § 88"),
    ],
)  # fmt: skip
def test_the_last_change_in_words(
    amendments: tuple[Amendment, ...], language: str, text: str
) -> None:
    plan = amended(*amendments)
    assert change_text(changes_of(the_activity(plan))[-1], plan, language) == text


def test_a_paragraph_that_says_its_day_is_not_given_it_again() -> None:
    assert decision_text(replace(FIRST, decision="KS 2024-05-14 § 52")) == "KS 2024-05-14 § 52"
