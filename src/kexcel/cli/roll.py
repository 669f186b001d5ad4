"""``kexcel roll``."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import counted, mark

if TYPE_CHECKING:
    from kexcel.roll import ToDecide
    from kexcel.workspace import RollResult

_INDENT = "    "


@click.command(
    help=mark(
        "Make the workspace of NEW_YEAR in DIR, by default beside this one: the activities that "
        "go on with their numbers and history, goals, measures, frames, periods and template. "
        "Nothing is decided by it. What needs a decision is carried as it was decided, marked, "
        "and listed here and in a workbook of its own. This workspace is not changed, and DIR "
        "must be new or empty.\n\n"
        "The exit code is 1 where the year is not complete: answers are missing or errors stand."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("new_year", metavar=mark("NEW_YEAR"), type=int)
@click.argument("folder", metavar=mark("[DIR]"), required=False, type=click.Path())
@click.option(
    "--extend-goals",
    is_flag=True,
    help=mark("Let goals whose last day has passed be valid until the same day of NEW_YEAR."),
)
@shared_options
@click.pass_obj
def roll(
    session: Session, new_year: int, folder: str | None, *, extend_goals: bool, as_json: bool
) -> None:
    """Run the command."""
    target = Path(folder) if folder is not None else None
    result = session.workspace.roll(new_year, target, extend_goals=extend_goals)
    if as_json:
        print_json(_as_json(result, session.language))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.needs_mending else EXIT_DONE)


def _as_json(result: RollResult, language: str) -> dict[str, Any]:
    rolled = result.rolled
    return {
        "workspace": str(result.folder),
        "year": result.year,
        "judged_by": result.judged_by.key,
        "activities": [
            {"row": each.activity.number, "fate": each.fate.value, "carried": each.goes_on}
            for each in rolled.activities
        ],
        "goals": [
            {"id": each.goal.number, "carried": each.goes_on, "expired": each.has_expired}
            for each in rolled.goals
        ],
        "to_decide": [_point_as_json(each, language) for each in rolled.to_decide],
        "list": result.list_file,
    }


def _point_as_json(point: ToDecide, language: str) -> dict[str, Any]:
    from kexcel.report.next_year.words import told  # noqa: PLC0415 - start-up time

    words = told(point, language)
    return {
        "question": point.question.value,
        "decision": point.is_decision,
        "row": point.number or None,
        "title": point.title,
        "message": words.stands,
        "hint": words.action,
        "details": dict(point.details),
    }


def _print(session: Session, result: RollResult) -> None:
    _, rolled = session.translate, result.rolled
    ready = _("The workspace for {year} is ready in {folder}.")
    click.echo(ready.format(year=result.year, folder=plain(str(result.folder))))
    print_wrapped(_counts(result, _), _INDENT)
    for _question, points in groupby(rolled.to_decide, key=lambda each: each.question):
        _print_points([*points], session.language)
    click.echo()
    decisions = sum(each.is_decision for each in rolled.to_decide)
    line = counted(decisions, _("{count} point to decide."), _("{count} points to decide."))
    print_wrapped(f"{line} {_('They are listed in {file}.').format(file=result.list_file)}")
    print_wrapped(_("Next: decide, edit plan.xlsx there, then run kexcel check."))


def _counts(result: RollResult, translate: Callable[[str], str]) -> str:
    """What was carried over and what was closed."""
    _, rolled = translate, result.rolled
    carried = sum(each.goes_on for each in rolled.activities)
    goals = sum(each.goes_on for each in rolled.goals)
    closed = len(rolled.goals) - goals
    words = _(
        "Carried over: {activities} of {all} activities, {goals} goals ({closed} closed), "
        "{measures} measures; frames from {column}. Judged by {period}."
    )
    return words.format(
        activities=carried,
        all=len(rolled.activities),
        goals=goals,
        closed=closed,
        measures=len(rolled.plan.measures),
        column=rolled.plan.frame_columns[0],
        period=result.judged_by.name,
    )


def _print_points(points: list[ToDecide], language: str) -> None:
    """The points of one kind, with what to do once, where it is the same for all."""
    from kexcel.report.next_year.words import heading, told  # noqa: PLC0415 - start-up time

    click.echo()
    colour = "yellow" if points[0].is_decision else "bright_black"
    title = f"{heading(points[0].question, language)} ({len(points)})"
    click.echo(click.style(title, bold=True, fg=colour))
    said = [told(point, language) for point in points]
    is_common = len({each.action for each in said}) == 1
    for point, words in zip(points, said, strict=True):
        name = " ".join(each for each in (point.number, point.title) if each)
        print_wrapped(name, _INDENT, first="  ")
        print_wrapped(words.stands, _INDENT)
        if not is_common:
            print_wrapped(words.action, _INDENT)
    if is_common:
        print_wrapped(said[0].action, "  ")
