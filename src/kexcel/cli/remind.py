"""``kexcel remind``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.screen import plain, print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.status import department_as_json
from kexcel.cli.table import Column
from kexcel.locale import counted, mark

if TYPE_CHECKING:
    from kexcel.workspace import Reminder, RemindResult


@click.command(
    help=mark(
        "Write a draft of a mail to each department that must act, with what it needs attached, "
        "and a list of them, in utskick/PERIOD/påminnelser. Nothing is sent."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@shared_options
@click.pass_obj
def remind(session: Session, period: str, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.remind(period, progress=progress_bar)
    if as_json:
        print_json(remind_as_json(result))
    else:
        _print(session, result)
    to_mend = result.reminders or result.status.needs_mending
    raise SystemExit(EXIT_TO_MEND if to_mend else EXIT_DONE)


def remind_as_json(result: RemindResult) -> dict[str, Any]:
    """The result as one JSON object."""
    drafts = {each.department: each for each in result.reminders}
    return {
        "period": result.status.period,
        "due": result.status.due.isoformat(),
        "departments": [
            department_as_json(each) | _draft_as_json(drafts.get(each.department))
            for each in result.status.departments
        ],
        "missing": list(result.status.missing),
        "list": result.list_file,
        "sender": result.sender or None,
        "uncollected": list(result.uncollected),
    }


def _draft_as_json(reminder: Reminder | None) -> dict[str, Any]:
    if reminder is None:
        return {"draft": None, "to": [], "attached": []}
    return {
        "draft": reminder.draft,
        "to": list(reminder.to),
        "attached": list(reminder.attached),
    }


def _print(session: Session, result: RemindResult) -> None:
    _, status = session.translate, result.status
    due = _("{period}, due {due}").format(period=status.name, due=status.due.isoformat())
    click.echo(f"{due}\n")
    if result.reminders:
        folder = str(PurePosixPath(result.list_file).parent)
        click.echo(_("The drafts are in {folder}/:").format(folder=plain(folder)))
        click.echo()
        _print_drafts(session, result)
        click.echo()
    for line in _remarks(session, result):
        print_wrapped(line)
    click.echo(_("List: {path}").format(path=plain(result.list_file)))
    print_wrapped(_how_many(session, result))


def _print_drafts(session: Session, result: RemindResult) -> None:
    from kexcel.report.reminders.left_words import standing_words  # noqa: PLC0415 - start-up time

    _, words = session.translate, standing_words(session.language)
    late = {each.department: each.days_late for each in result.status.departments}
    columns = [
        Column(_("Department"), wraps=True),
        Column(_("State")),
        Column(_("Days late"), spare=2),
        Column(_("To"), spare=1),
        Column(_("Attached"), wraps=True, spare=3),
    ]
    rows = [
        [
            each.name,
            words[each.standing],
            str(late[each.department] or "–"),
            ", ".join(each.to) or "–",
            ", ".join(each.attached) or "–",
        ]
        for each in result.reminders
    ]
    print_table(columns, rows, session.language)


def _remarks(session: Session, result: RemindResult) -> Iterator[str]:
    """What the coordinator must know before anything is sent."""
    _ = session.translate
    if result.uncollected:
        words = _("Not collected yet, so someone may have answered already: {files}")
        yield words.format(files=", ".join(result.uncollected))
    for each in result.reminders:
        if not each.to:
            words = _("{department} has no usable mail address in plan.xlsx: write it yourself.")
            yield words.format(department=each.name)
        if not each.attached:
            words = _("{department}: nothing could be attached; it goes on in its own workbook.")
            yield words.format(department=each.name)
    if result.reminders and not result.sender:
        yield _("The drafts have no sender: contact in kexcel.toml has no mail address.")
    for department in result.status.departments:
        if department.standing == "unsent":
            words = _("{department} has no form: kexcel generate {period}.")
            yield words.format(department=department.name, period=result.status.period)


def _how_many(session: Session, result: RemindResult) -> str:
    _ = session.translate
    if not result.reminders:
        return _("No department needs a reminder.")
    return counted(
        len(result.reminders),
        _("{count} draft is written. Nothing has been sent."),
        _("{count} drafts are written. Nothing has been sent."),
    )
