"""The plan on a day of the example's year, put together from the document and the decisions.

Nothing here is kexcel's: the rules are read from the decisions' own words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tests.year.written import FACTS, STEPS, Table, read, typed_in_the_plan

NAMES: dict[str, str] = {
    "gemensamt": "Gemensamma resurser",
    "stab": "Staben",
    "ekonomi": "Ekonomiavdelningen",
    "samhallsbyggnad": "Samhällsbyggnadsavdelningen",
    "utbildning": "Utbildningsavdelningen",
    "social": "Socialavdelningen",
} | {
    row["Nyckel"]: row["Namn"]
    for step in STEPS
    for row in read("plan")[step].get("Avdelningar", ())
    if "Namn" in row
}
"""Key → name; the last two begin with the new organisation."""

KEYS: dict[str, str] = {name: key for key, name in NAMES.items()}
GOALS = dict(FACTS["goals"])
COUNCIL = [number for number in GOALS if number.count(".") == 1]


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity as the plan has it on a day; ``cancelled`` is the decision that did."""

    number: str
    goal: str
    title: str
    description: str
    start: date
    end: date
    lead: str
    others: tuple[str, ...] = ()
    cancelled: str = ""
    decided: date = date.min
    """The day of the last decision about it."""


def goals_over(number: str) -> tuple[str, ...]:
    """A goal and the council goal above it."""
    above = ".".join(number.split(".")[:2])
    return (above,) if above == number else (above, number)


@cache
def plan_on(day: date) -> dict[str, Planned]:
    """Number → activity, those that were cancelled among them."""
    plan = _printed()
    for row in typed_in_the_plan("Ändringsbeslut", day):
        plan[row["Nr"]] = _decided(plan.get(row["Nr"]), row)
    moves = typed_in_the_plan("Omorganisation", day)
    return {number: _moved(each, moves) for number, each in plan.items()}


def departments_on(day: date) -> list[str]:
    """The keys of the departments that there are on a day."""
    moves = typed_in_the_plan("Omorganisation", day)
    later = [KEYS[row["Till"]] for row in typed_in_the_plan("Omorganisation", date.max)]
    begun = [KEYS[row["Till"]] for row in moves]
    ended = [KEYS[row["Från"]] for row in moves if _takes_all(row)]
    return [key for key in NAMES if (key not in later or key in begun) and key not in ended]


def department_of(key: str, day: date) -> str:
    """Who a department that there was in January is on a day: itself, or what it has become."""
    for row in typed_in_the_plan("Omorganisation", day):
        if KEYS[row["Från"]] == key and _takes_all(row):
            key = KEYS[row["Till"]]
    return key


def department_of_code(code: str, day: date) -> str:
    """Which department a responsibility code is on a day."""
    first: str = next(
        row["Nyckel"]
        for row in read("plan")["november"]["Avdelningar"]
        if int(row["Ansvarskoder"][:4]) <= int(code) <= int(row["Ansvarskoder"][5:])
    )
    for row in typed_in_the_plan("Omorganisation", day):
        if KEYS[row["Från"]] == first and code in row.get("Ansvarskoder", "").split("; "):
            return KEYS[str(row["Till"])]
    return department_of(first, day)


def _printed() -> dict[str, Planned]:
    plan = read("plan")
    lead = {number: KEYS[name] for name, numbers in plan["ansvarig"].items() for number in numbers}
    return {
        each["number"]: Planned(
            number=each["number"],
            goal=each["number"].partition("-")[0],
            title=each["title"],
            description=each["description"],
            start=date.fromisoformat(each["start"]),
            end=date.fromisoformat(each["end"]),
            lead=lead[each["number"]],
            others=tuple(
                KEYS[name]
                for name, numbers in plan["medverkande"].items()
                if each["number"] in numbers
            ),
        )
        for each in FACTS["activities"]
    }


def _decided(stood: Planned | None, row: Table) -> Planned:
    """An activity after a decision about it."""
    if row["Slag"] == "Upphävd":
        assert stood is not None
        return replace(stood, cancelled=row["Paragraf"], decided=row["Datum"])
    if stood is None:
        assert row["Slag"] == "Ny"
        stood = Planned(row["Nr"], row["Mål"], "", "", date.min, date.max, "")
    others = row.get("Medverkande")
    return replace(
        stood,
        title=row.get("Aktivitet", stood.title),
        description=row.get("Beskrivning", stood.description),
        start=row.get("Start", stood.start),
        end=row.get("Slut", stood.end),
        lead=KEYS[row["Ansvarig"]] if "Ansvarig" in row else stood.lead,
        others=tuple(KEYS[name] for name in others.split("; ")) if others else stood.others,
        decided=row["Datum"],
    )


def _moved(activity: Planned, moves: list[Table]) -> Planned:
    """An activity after the moves: what is named goes where it is named, all else with the rest."""
    lead, others = activity.lead, activity.others
    for row in moves:
        source, target = KEYS[row["Från"]], KEYS[row["Till"]]
        is_named = activity.number in row.get("Aktiviteter", "").split("; ")
        if activity.lead == source and (is_named or _takes_all(row)):
            lead = target
        if _takes_all(row):
            others = tuple(target if other == source else other for other in others)
    return replace(activity, lead=lead, others=tuple(key for key in others if key != lead))


def _takes_all(row: Table) -> bool:
    return not {"Aktiviteter", "Mått", "Ansvarskoder", "Ram"} & row.keys()
