"""``kexcel status``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import DepartmentStatus, StatusResult


@click.command(
    help=mark("Show who has answered, what is left and when it is due."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="[PERIOD]", required=False)
@shared_options
@click.pass_obj
def status(session: Session, period: str | None, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.status(period)
    if as_json:
        print_json(
            {
                "period": result.period,
                "due": result.due.isoformat(),
                "departments": [department_as_json(each) for each in result.departments],
                "missing": list(result.missing),
            }
        )
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.needs_mending else EXIT_DONE)


def department_as_json(each: DepartmentStatus) -> dict[str, Any]:
    """A department's object, in ``status`` and ``remind`` alike."""
    rest = each.remaining
    return {
        "department": each.department,
        "name": each.name,
        "sent": each.sent,
        "received": each.received,
        "state": each.state,
        "errors": each.errors,
        "warnings": each.warnings,
        "answered": each.answered,
        "activities": each.activities,
        "days_late": each.days_late,
        "standing": each.standing.value,
        "rows_asked": rest.asked,
        "rows_answered": rest.answered,
        "left": [
            {"sheet": r.name, "row": r.number or None, "title": r.title, "blank": r.is_blank}
            for r in rest.left
        ],
        "conflicts": rest.conflicts,
        "signed_off": rest.is_signed_off,
        "files": list(each.files),
    }


def _print(session: Session, result: StatusResult) -> None:
    _ = session.translate
    due = _("{period}, due {due}").format(period=result.name, due=result.due.isoformat())
    click.echo(f"{due}\n")
    if not result.is_issued:
        _print_nothing_issued(session, result)
        return
    columns = [
        Column(_("Department"), wraps=True),
        Column(_("Sent"), spare=4),
        Column(_("Received"), spare=2),
        Column(_("State")),
        Column(_("Answered")),
        Column(_("Errors")),
        Column(_("Warnings"), spare=5),
        Column(_("Days late"), spare=1),
    ]
    from kexcel.report.reminders.left_words import standing_words  # noqa: PLC0415 - start-up time

    words = standing_words(session.language)
    rows = [_row(each, words[each.standing]) for each in result.departments]
    print_table(columns, rows, session.language)
    click.echo()
    _print_what_is_left(result, _)
    asked, left = len(result.departments), len(result.missing)
    one, several = (
        _("{answered} of {asked} department has answered."),
        _("{answered} of {asked} departments have answered."),
    )
    click.echo((one if asked == 1 else several).format(answered=asked - left, asked=asked))


def _print_nothing_issued(session: Session, result: StatusResult) -> None:
    _ = session.translate
    words = _("No forms have been issued for {period} yet: kexcel generate {period}.")
    print_wrapped(words.format(period=result.period))
    if result.opens > session.workspace.clock().date():
        print_wrapped(_("The period begins {opens}.").format(opens=result.opens.isoformat()))


def _row(each: DepartmentStatus, standing: str) -> list[str]:
    return [
        each.name,
        (each.sent or "–")[:10],
        (each.received or "–")[:10],
        standing,
        f"{each.remaining.answered}/{each.remaining.asked}",
        str(each.errors),
        str(each.warnings),
        str(each.days_late or "–"),
    ]


def _print_what_is_left(result: StatusResult, translate: Callable[[str], str]) -> None:
    """For each department that has answered but is not done: which rows, and what else."""
    from kexcel.report.reminders.left_words import left_lines, waiting_lines  # noqa: PLC0415 - start-up time

    _ = translate
    begun = [each for each in result.departments if each.received]
    told = [
        (each, said)
        for each in begun
        if (said := [*left_lines(each.remaining.left, _), *waiting_lines(each.remaining, _)])
    ]
    for each, said in told:
        print_wrapped(f"{each.name}: {'; '.join(said)}.", "  ", first="")
    if told:
        click.echo()
