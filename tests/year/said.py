"""What the departments said of their activities each tertial, and what follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.year.planned import COUNCIL, GOALS, NAMES, Planned, goals_over, plan_on
from tests.year.written import CLOSES, TERTIALS, Table, answers

DONE, ONGOING, NOT_STARTED = "Genomförd", "Pågående", "Ej påbörjad"
DELAYED, CANCELLED = "Försenad", "Avbruten"
STATUSES = (NOT_STARTED, ONGOING, DONE, DELAYED, CANCELLED)
OVERDUE, MOVED = "Slutdatum passerat", "Flyttad"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands of one activity in a period; ``period`` is the one it was said in."""

    activity: Planned
    period: str
    status: str
    completed: date | None = None
    new_end: date | None = None
    comment: str | None = None
    action: str | None = None
    decision: str | None = None


@cache
def said(period: str) -> dict[str, Said]:
    """Number → what stands; activities that are cancelled by decision are not asked of."""
    day = CLOSES[period]
    written = {key: table.get("followup", {}) for key, table in answers(period).items()}
    before = _before(period)
    standing = said(before) if before else {}
    return {
        number: _said(each, written[each.lead].get(number, {}), period, standing.get(number))
        for number, each in plan_on(day).items()
        if not each.cancelled
    }


def contributed(period: str) -> dict[str, list[str]]:
    """Number → the comments of those who contribute, as "Staben: words"."""
    plan = plan_on(CLOSES[period])
    comments: dict[str, list[str]] = {}
    for key, table in answers(period).items():
        for number, written in table.get("followup", {}).items():
            if plan[number].lead != key:
                comments.setdefault(number, []).append(f"{NAMES[key]}: {written['comment']}")
    return comments


def state(each: Said, day: date) -> str:
    """What the dates say on the day a period closes."""
    if each.activity.start > day:
        return "Ska inte ha startat"
    return "Ska vara klar" if each.activity.end <= day else "Ska pågå"


def reason(each: Said, day: date) -> str:
    """Why a reader must know of an activity; "" where everything is as planned."""
    if each.status == DONE:
        return ""
    if each.status in {DELAYED, CANCELLED}:
        return each.status
    if each.activity.end <= day:
        return OVERDUE
    return MOVED if each.new_end and each.new_end > each.activity.end else ""


def under(goal: str, period: str) -> list[Said]:
    """What was said under a goal; under a council goal, of all goals beneath it."""
    everything = said(period).values()
    return [each for each in everything if goal in goals_over(each.activity.goal)]


def counted(those: list[Said]) -> dict[str, int]:
    """Status → how many, and how many in all."""
    counts = Counter(each.status for each in those)
    return {status: counts[status] for status in STATUSES} | {"Totalt": len(those)}


def proposed(goal: str, period: str) -> str:
    """The verdict that the timetable of a goal's activities calls for."""
    those, day = under(goal, period), CLOSES[period]
    if not those:
        return "Kan inte bedömas"
    if all(each.status == DONE for each in those):
        return "Uppfyllt"
    if period == TERTIALS[-1] and any(_is_left(each, day) for each in those):
        return "Ej uppfyllt"
    return "Avviker" if any(reason(each, day) for each in those) else "Enligt plan"


def levels() -> dict[str, str]:
    """Goal → whose it is."""
    return {number: "KF" if number in COUNCIL else "KS" for number in GOALS}


def _before(period: str) -> str | None:
    place = TERTIALS.index(period)
    return TERTIALS[place - 1] if place else None


def _is_left(each: Said, day: date) -> bool:
    return each.status != DONE and each.activity.end <= day


def _said(activity: Planned, written: Table, period: str, before: Said | None) -> Said:
    told = {key: value for key, value in written.items() if value != ""}
    if before and before.status == DONE and activity.decided <= CLOSES[_before(period) or ""]:
        if not told.keys() - {"comment"}:
            carried = (before.period, DONE, before.completed)
            return Said(activity, *carried, comment=told.get("comment"))
        return Said(activity, period, **{"status": DONE, **told})
    return Said(activity, period, **{**_by_timetable(activity, period, written), **told})


def _by_timetable(activity: Planned, period: str, written: Table) -> Table:
    """What a department writes where nothing else is told: what the dates say."""
    day = CLOSES[period]
    if activity.end <= day:
        completed = {} if "completed" in written else {"completed": activity.end}
        return {"status": DONE, **completed}
    return {"status": ONGOING if activity.start <= day else NOT_STARTED}
