"""A made-up plan of any size, always the same for the same size."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.sizes import Size
from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    FrameLine,
    Goal,
    GoalLevel,
    Measure,
    Perspective,
    Plan,
)

YEAR = 2024
FRAME = "Budget 2024"
_GOALS = 4
_TEXT = """
kommunens verksamheter ska erbjuda en trygg och utvecklande miljö för medarbetare invånare och
företag genom tidiga insatser samverkan digitala tjänster och en hållbar ekonomi där uppföljning
av mål aktiviteter och resultat sker löpande under året tillsammans med berörda nämnder bolag och
civilsamhälle
"""
_WORDS = tuple(_TEXT.split())

SETTINGS = """\
organisation = "Prövköping (exempel)"
body = "Kommunstyrelsen"
year = 2024
contact = "Staben, verksamhetsplan@provkoping.example"

[money]
unit = "mnkr"
frame = "Budget 2024"

[[periods]]
key = "T1"
name = "Tertial 1 2024"
opens = 2024-01-01
closes = 2024-04-30
due = 2024-05-15
sheets = ["cover", "followup", "measures", "budget", "own"]
"""


def example_plan(size: Size) -> Plan:
    """A plan where each department leads its own activities, under committee goals they share."""
    chance = Random(f"{size.name} {size.departments}")  # noqa: S311 - the same every time
    departments = tuple(
        Department(f"avd{number:04}", f"Avdelning {number:04}")
        for number in range(1, size.departments + 1)
    )
    council = tuple(
        Goal(str(number), GoalLevel.COUNCIL, words(chance, 6)) for number in range(1, _GOALS + 1)
    )
    committee = tuple(
        Goal(f"{above.number}.{number}", GoalLevel.COMMITTEE, words(chance, 8), above.number)
        for above in council
        for number in range(1, size.departments + 1)
    )
    return Plan(
        organisation="Prövköping (exempel)",
        body="Kommunstyrelsen",
        year=YEAR,
        unit="mnkr",
        sign="cost-positive",
        decision="KS 2023-12-05 § 1",
        departments=departments,
        goals=(*council, *committee),
        activities=tuple(
            _activity(chance, department.key, index, place)
            for index, department in enumerate(departments, start=1)
            for place in range(size.activities)
        ),
        measures=tuple(_measure(chance, department) for department in departments),
        frames=tuple(
            FrameLine(
                Perspective.DEPARTMENT,
                each.name,
                each.key,
                {FRAME: Decimal(chance.randrange(100, 9000)) / 10},
            )
            for each in departments
        ),
        frame_columns=(FRAME,),
    )


def words(chance: Random, count: int) -> str:
    """So many words, as a person might write them."""
    return " ".join(chance.choices(_WORDS, k=count)).capitalize()


def _activity(chance: Random, lead: str, index: int, place: int) -> Activity:
    start = date(YEAR, 1, 1) + timedelta(days=chance.randrange(200))
    goal = f"{1 + place % _GOALS}.{index}"
    return Activity(
        number=f"{goal}-{1 + place // _GOALS}",
        goal=goal,
        title=f"{words(chance, 7)} {index}.{place}",
        description=words(chance, 24),
        start=start,
        end=start + timedelta(days=chance.randrange(30, 160)),
        lead=lead,
    )


def _measure(chance: Random, department: Department) -> Measure:
    return Measure(
        identity=f"sjukfranvaro-{department.key}",
        name=f"Sjukfrånvaro {department.name}",
        goal="4",
        unit="%",
        direction=Direction.DOWN,
        department=department.key,
        target=Decimal("5.0"),
        outcome=Decimal(chance.randrange(40, 90)) / 10,
        as_of=date(YEAR - 1, 12, 31),
    )
