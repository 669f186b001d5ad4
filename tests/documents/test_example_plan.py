from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kexcel.documents.plan.frame_sums import WITHIN_ROUNDING
from kexcel.documents.plan.reader import read_plan
from kexcel.model.finding import Finding
from kexcel.model.plan import GoalLevel, Perspective, Plan
from kexcel.settings import parse_settings

FACTS = Path(__file__).parent / "ange-2024.json"

ODDITIES = [
    ("Aktiviteter", "E14", "outside-year"),
    ("Aktiviteter", "E34", "outside-year"),
    ("Aktiviteter", "F34", "outside-year"),
    ("Aktiviteter", "E47", "outside-year"),
    *(("Aktiviteter", f"D{row}", "no-description") for row in range(50, 57)),
    ("Aktiviteter", "E58", "outside-year"),
    ("Ramar", "D2", "interpreted"),
    ("Ramar", "E2", "interpreted"),
    ("Ramar", "E10", "interpreted"),
    ("Ramar", "F9", "total-mismatch"),
    ("Ramar", "D17", "total-mismatch"),
    ("Ramar", "E17", "perspectives-differ"),
]


@pytest.fixture(scope="module")
def reading(example: bytes) -> tuple[Plan, tuple[Finding, ...]]:
    return read_plan(example)


@pytest.fixture(scope="module")
def plan(reading: tuple[Plan, tuple[Finding, ...]]) -> Plan:
    return reading[0]


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return dict(json.loads(FACTS.read_text(encoding="utf-8")))


def test_its_oddities_are_findings_and_nothing_else_is(
    reading: tuple[Plan, tuple[Finding, ...]],
) -> None:
    said = [(each.place.sheet, each.place.cell, each.code) for each in reading[1]]
    assert said == ODDITIES


def test_the_sums_are_shown_as_printed_and_not_repaired(
    reading: tuple[Plan, tuple[Finding, ...]],
) -> None:
    sums = {
        each.place.cell: tuple(text for _, text in each.details)
        for each in reading[1]
        if each.code in {"total-mismatch", "perspectives-differ"}
    }
    assert sums == {
        "F9": ("707.7", "707.8", "-0.1", WITHIN_ROUNDING),
        "D17": ("675.6", "675.5", "0.1", WITHIN_ROUNDING),
        "E17": ("681.0", "682.6", "1.6"),
    }


def test_it_has_five_council_goals_nineteen_committee_goals_and_one_direct(plan: Plan) -> None:
    assert Counter(goal.level for goal in plan.goals) == {
        GoalLevel.COUNCIL: 6,
        GoalLevel.COMMITTEE: 19,
    }
    assert plan.goal("4.1").parent is None
    assert plan.council_goal_of("3.4.7").number == "3.4"


def test_its_goals_read_as_in_the_document(plan: Plan, facts: dict[str, Any]) -> None:
    assert [[goal.number, goal.text] for goal in plan.goals] == facts["goals"]


def test_its_activities_are_exactly_those_of_the_document(
    plan: Plan, facts: dict[str, Any]
) -> None:
    read = [
        {
            "number": each.number,
            "title": each.title,
            "description": each.description,
            "start": each.start.isoformat(),
            "end": each.end.isoformat(),
            "lead": each.lead,
        }
        for each in plan.activities
    ]
    assert len(read) == 79
    assert read == facts["activities"]


def test_every_department_leads_what_was_proposed(plan: Plan) -> None:
    leads = Counter(activity.lead for activity in plan.activities)
    assert leads == {
        "social": 23,
        "samhallsbyggnad": 23,
        "utbildning": 17,
        "stab": 14,
        "ekonomi": 2,
    }
    involved = {each.key: len(plan.activities_of(each.key)) for each in plan.departments}
    assert involved == {
        "gemensamt": 0,
        "stab": 34,
        "ekonomi": 6,
        "samhallsbyggnad": 30,
        "utbildning": 24,
        "social": 33,
    }


def test_its_measures_have_the_printed_outcomes(plan: Plan, facts: dict[str, Any]) -> None:
    assert [str(each.outcome) for each in plan.measures] == facts["measures"]
    assert [each.identity for each in plan.measures] == [
        "4.1/alla",
        "4.1/stab",
        "4.1/samhallsbyggnad",
        "4.1/ekonomi",
        "4.1/utbildning",
        "4.1/social",
    ]


@pytest.mark.parametrize(
    "perspective, key",
    [(Perspective.CITIZEN, "citizen"), (Perspective.DEPARTMENT, "department")],
)
def test_its_frames_are_the_printed_figures_as_net_cost(
    plan: Plan, facts: dict[str, Any], perspective: Perspective, key: str
) -> None:
    lines = [x for x in plan.frames if x.perspective is perspective and not x.is_total]
    read = [[x.name, *(x.amounts[column] for column in plan.frame_columns)] for x in lines]
    printed = [[name, *(abs(Decimal(x)) for x in rest)] for name, *rest in facts["figures"][key]]
    assert read == printed


def test_a_frame_is_net_cost_whatever_sign_it_was_printed_with(plan: Plan) -> None:
    assert plan.frame_of("stab", "Budget 2024") == Decimal("81.7")
    assert plan.frame_of("stab", "Prognos 23-08-31") == Decimal("73.5")
    assert plan.frames[0].cells["Budget 2023"] == "D3"


def test_its_owners_are_said_to_be_an_example(plan: Plan) -> None:
    assert plan.remark.startswith("Ansvarig och medverkande är ett exempel")
    assert all(each.head.endswith("(exempel)") for each in plan.departments)


def test_its_settings_are_those_of_its_plan(plan: Plan) -> None:
    data = (FACTS.parents[2] / "examples" / "ange-2024" / "kexcel.toml").read_bytes()
    settings = parse_settings(data)
    assert (settings.organisation, settings.body, settings.year, settings.money.unit) == (
        plan.organisation,
        plan.body,
        plan.year,
        plan.unit,
    )
    assert settings.money.frame in plan.frame_columns
    assert [period.key for period in settings.periods] == ["internbudget", "T1", "T2", "T3"]
