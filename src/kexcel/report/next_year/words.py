"""What there is to decide, in words: a heading, how it stands, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kexcel.locale import counted, format_number, mark, translator
from kexcel.roll import Question, ToDecide

Translate = Callable[[str], str]

_HEADINGS = {
    Question.YEAR_UNFINISHED: mark("The year before is not complete"),
    Question.GOAL_EXPIRED: mark("Goals whose last day has passed"),
    Question.ACTIVITY_UNFINISHED: mark("Activities that were to be done and are not"),
    Question.ACTIVITY_UNANSWERED: mark("Activities without a status"),
    Question.ACTIVITY_CANCELLED: mark("Activities that were cancelled without a decision"),
    Question.ACTIVITY_ANOTHER_END: mark("Activities that are expected to end on another day"),
    Question.ACTIVITY_REVOKED: mark("Activities that a decision has revoked"),
    Question.FRAME_CARRIED: mark("Frames that are only carried over"),
    Question.OWNER_UNKNOWN: mark("Departments without a head or a mail address"),
    Question.OWNER_CHANGED: mark("Departments whose last return someone else signed"),
    Question.MEASURE_WITHOUT_OUTCOME: mark("Measures without an outcome this year"),
    Question.GOAL_CLOSED: mark("Goals that have been closed"),
    Question.GOAL_EXTENDED: mark("Goals that have been extended"),
    Question.DUE_MOVED: mark("Due days that were moved to a working day"),
    Question.SETTINGS_REWRITTEN: mark("kexcel.toml has been written anew"),
}

_STANDS = {
    Question.GOAL_EXPIRED: mark("Valid until {until}. Carried under it: {under}.{verdict}"),
    Question.GOAL_EXTENDED: mark("Was valid until {until}. Carried under it: {under}.{verdict}"),
    Question.GOAL_CLOSED: mark(
        "Was valid until {until}, and nothing is carried under it.{verdict}"
    ),
    Question.ACTIVITY_UNFINISHED: mark("{status}; was to be done {end}.{expected} {lead}."),
    Question.ACTIVITY_UNANSWERED: mark("{status}; decided {start}–{end}. {lead}."),
    Question.ACTIVITY_CANCELLED: mark("{status}; decided {start}–{end}. {lead}."),
    Question.ACTIVITY_ANOTHER_END: mark("{status}; decided until {end}.{expected} {lead}."),
    Question.ACTIVITY_REVOKED: mark("Revoked by {decision}; decided {start}–{end}. {lead}."),
    Question.FRAME_CARRIED: mark("{amount} {unit}, the same as {old}."),
    Question.OWNER_UNKNOWN: mark("Head: {head}"),
    Question.OWNER_CHANGED: mark("The plan says {head}; the last return was signed by {signed}."),
    Question.MEASURE_WITHOUT_OUTCOME: mark("The last known outcome is of {as_of}."),
    Question.DUE_MOVED: mark("{day} is no working day."),
    Question.SETTINGS_REWRITTEN: mark(
        "The values are right; comments and order could not be kept."
    ),
}

_ACTIONS = {
    Question.YEAR_UNFINISHED: mark(
        "Finish the year first, then roll again into a new folder; or go on, and check every "
        "activity."
    ),
    Question.GOAL_EXPIRED: mark(
        "Extend the goal until {on}, or close it and what stands under it: {column}."
    ),
    Question.GOAL_EXTENDED: mark("Now valid until {on}. Have the decision at hand."),
    Question.GOAL_CLOSED: mark("Nothing, or enter the goal again in plan.xlsx."),
    Question.ACTIVITY_UNFINISHED: mark(
        "Decide new dates, or remove the activity from plan.xlsx. The decided dates stand until "
        "then."
    ),
    Question.ACTIVITY_UNANSWERED: mark("Ask how it stands, then let it go on or remove it."),
    Question.ACTIVITY_CANCELLED: mark(
        "Decide to cancel it and remove it from plan.xlsx, or let it go on."
    ),
    Question.ACTIVITY_ANOTHER_END: mark("Decide the new end, or let the decided one stand."),
    Question.ACTIVITY_REVOKED: mark("Nothing: it is not carried over."),
    Question.FRAME_CARRIED: mark("Enter the decided frame in plan.xlsx, the sheet Ramar: {new}."),
    Question.OWNER_UNKNOWN: mark(
        "Enter the head and the address in plan.xlsx, the sheet Avdelningar."
    ),
    Question.OWNER_CHANGED: mark("Is the head still there? Change plan.xlsx if not."),
    Question.MEASURE_WITHOUT_OUTCOME: mark("Enter the outcome in plan.xlsx, the sheet Mått."),
    Question.DUE_MOVED: mark("Now due {to}. Change kexcel.toml if another day is better."),
    Question.SETTINGS_REWRITTEN: mark("Look it through."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A point in words: how it stands, and what to do about it."""

    stands: str
    action: str


def heading(question: Question, language: str) -> str:
    """What points of a kind are about."""
    return translator(language)(_HEADINGS[question])


def told(point: ToDecide, language: str) -> Told:
    """The point in the language."""
    _ = translator(language)
    if point.question is Question.YEAR_UNFINISHED:
        stands = _unfinished(point, _)
    else:
        stands = _(_STANDS[point.question]).format(**_gaps(point, language)).strip()
    return Told(stands, _(_ACTIONS[point.question]).format(**_gaps(point, language)))


def _gaps(point: ToDecide, language: str) -> dict[str, str]:
    _, details = translator(language), dict(point.details)
    gaps = {key: text or "–" for key, text in details.items()}
    gaps["column"] = "Gäller till"
    gaps["under"] = _under(point, _)
    verdict = details.get("verdict", "")
    gaps["verdict"] = _(" Verdict: {verdict}.").format(verdict=verdict) if verdict else ""
    expected = details.get("expected", "")
    gaps["expected"] = _(" Expected {expected}.").format(expected=expected) if expected else ""
    gaps["status"] = details.get("status", "") or _("No status")
    if amount := details.get("amount"):
        gaps["amount"] = format_number(Decimal(amount), language)
    return gaps


def _under(point: ToDecide, translate: Translate) -> str:
    """How many activities and measures are carried under a goal."""
    _ = translate
    activities, measures = (int(point.details.get(key, 0)) for key in ("activities", "measures"))
    parts = (
        counted(activities, _("{count} activity"), _("{count} activities")),
        counted(measures, _("{count} measure"), _("{count} measures")),
    )
    counts = zip((activities, measures), parts, strict=True)
    return ", ".join(part for count, part in counts if count) or _("a goal")


def _unfinished(point: ToDecide, translate: Translate) -> str:
    """What is lacking of the year that was rolled."""
    _, details = translate, point.details
    judged = _("Judged by {period}").format(period=details["period"])
    if not details["final"]:
        judged = _("Judged by {period}, which is not the last of the year").format(
            period=details["period"]
        )
    lacking = [
        phrase.format(count=details[key])
        for key, phrase in (
            ("missing", _("not answered: {count}")),
            ("unanswered", _("activities without a status: {count}")),
            ("errors", _("errors: {count}")),
            ("conflicts", _("conflicts: {count}")),
        )
        if details[key] not in {"", "0"}
    ]
    return f"{'; '.join([judged, *lacking])}."
