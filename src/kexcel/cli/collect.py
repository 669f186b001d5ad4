"""``kexcel collect``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.output import (
    json_option,
    print_findings,
    print_json,
    print_table,
    progress_bar,
    state_words,
)
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import CollectResult, Received


@click.command(
    help=mark(
        "Take in returns: archive, check, and write corrections and receipts in "
        "retur/PERIOD. Without PATH, the files in inkommet/PERIOD are taken."
    )
)
@click.argument("period", metavar="PERIOD")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@json_option
@click.pass_obj
def collect(session: Session, period: str, paths: tuple[str, ...], *, as_json: bool) -> None:
    """Run the command."""
    places = [Path(path) for path in paths]
    result = session.workspace.collect(period, places, progress=progress_bar)
    if as_json:
        print_json(collect_as_json(result, session.language))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.needs_mending else EXIT_DONE)


def collect_as_json(result: CollectResult, language: str) -> dict[str, Any]:
    """The result as the contract's JSON object."""
    from kexcel.findings import as_json  # noqa: PLC0415 - start-up time

    return {
        "period": result.period,
        "received": [_received_as_json(each) for each in result.received],
        "missing": list(result.missing),
        "findings": [as_json(each, language) for each in result.findings],
    }


def _received_as_json(received: Received) -> dict[str, Any]:
    returned = received.returned
    return {
        "file": returned.file,
        "sha256": returned.sha256,
        "department": returned.department,
        "state": returned.state.value,
        "errors": returned.errors,
        "warnings": returned.warnings,
        "notes": returned.notes,
        "correction": received.correction,
    }


def _print(session: Session, result: CollectResult) -> None:
    _, plan = session.translate, session.workspace.plan
    names = {department.key: department.name for department in plan.departments}
    words = state_words(_)
    rows = [
        [
            each.returned.file,
            names.get(each.returned.department or "", "–"),
            words[each.returned.state.value],
            str(each.returned.errors),
            str(each.returned.warnings),
            each.correction or each.receipt or "",
        ]
        for each in result.received
    ]
    headings = [_("File"), _("Department"), _("State"), _("Errors"), _("Warnings"), _("Answer")]
    print_table(headings, rows)
    print_findings(result.findings, session.language, hints=False, notes=False)
    click.echo()
    if result.passed_over:
        click.echo(_("Passed over: {files}").format(files=", ".join(result.passed_over)))
    if result.missing:
        waiting = ", ".join(names.get(key, key) for key in result.missing)
        click.echo(_("Not answered yet: {departments}").format(departments=waiting))
    else:
        click.echo(_("Every department has answered."))
