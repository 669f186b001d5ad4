"""``kexcel status``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.output import json_option, print_json, print_table, state_words
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import DepartmentStatus, StatusResult


@click.command(help=mark("Show who has answered, what is left and when it is due."))
@click.argument("period", metavar="[PERIOD]", required=False)
@json_option
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
    click.echo(due)
    headings = [
        _("Department"),
        _("Sent"),
        _("Received"),
        _("State"),
        _("Answered"),
        _("Errors"),
        _("Warnings"),
        _("Days late"),
    ]
    print_table(headings, [_row(session, each) for each in result.departments])
    answered = len(result.departments) - len(result.missing)
    summary = _("{answered} of {asked} departments have answered.")
    click.echo(summary.format(answered=answered, asked=len(result.departments)))


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
