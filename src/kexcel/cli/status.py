"""``kexcel status``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, state_words
from kexcel.cli.screen import print_table
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import DepartmentStatus, StatusResult


@click.command(
    help=mark("Show who has answered, what is left and when it is due."),
    short_help=mark("Show who has answered and what is left."),
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
                "departments": [asdict(each) for each in result.departments],
                "missing": list(result.missing),
            }
        )
    else:
        _print(session, result)
    unfinished = result.missing or any(each.errors for each in result.departments)
    raise SystemExit(EXIT_TO_MEND if unfinished else EXIT_DONE)


def _print(session: Session, result: StatusResult) -> None:
    _ = session.translate
    due = _("{period}, due {due}").format(period=result.name, due=result.due.isoformat())
    click.echo(f"{due}\n")
    columns = [
        Column(_("Department"), wraps=True),
        Column(_("Sent"), spare=4),
        Column(_("Received"), spare=2),
        Column(_("State")),
        Column(_("Answered")),
        Column(_("Errors")),
        Column(_("Warnings"), spare=3),
        Column(_("Days late"), spare=1),
    ]
    rows = [_row(session, each) for each in result.departments]
    print_table(columns, rows, session.language)
    asked, left = len(result.departments), len(result.missing)
    one, several = (
        _("{answered} of {asked} department has answered."),
        _("{answered} of {asked} departments have answered."),
    )
    click.echo()
    click.echo((one if asked == 1 else several).format(answered=asked - left, asked=asked))


def _row(session: Session, each: DepartmentStatus) -> list[str]:
    words = state_words(session.translate)
    return [
        each.name,
        (each.sent or "–")[:10],
        (each.received or "–")[:10],
        words[each.state] if each.state else "–",
        f"{each.answered}/{each.activities}",
        str(each.errors),
        str(each.warnings),
        str(each.days_late or "–"),
    ]
