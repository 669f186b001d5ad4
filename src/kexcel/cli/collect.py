"""``kexcel collect``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.findings_list import counted_severities, print_findings
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, progress_bar, state_words
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import CollectResult, Received


@click.command(
    help=mark(
        "Take in returns: archive, check, and write corrections and receipts in "
        "retur/PERIOD. Without PATH, the files in inkommet/PERIOD are taken."
    ),
    short_help=mark("Take in returns and answer each with a correction or a receipt."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@click.argument("paths", metavar=mark("[PATH]..."), nargs=-1, type=click.Path())
@shared_options
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
    for each in result.received:
        _print_received(each, names, _)
    print_findings(result.findings, session.language, hints=False, notes=False)
    click.echo()
    if result.passed_over:
        print_wrapped(_("Passed over: {files}").format(files=", ".join(result.passed_over)))
    if result.missing:
        waiting = ", ".join(names.get(key, key) for key in result.missing)
        print_wrapped(_("Not answered yet: {departments}").format(departments=waiting))
    else:
        click.echo(_("Every department has answered."))


def _print_received(
    received: Received, names: Mapping[str, str], translate: Callable[[str], str]
) -> None:
    """A file and what became of it. Paths stand on lines of their own and are never broken."""
    _, returned = translate, received.returned
    department = names.get(returned.department or "", "–")
    state = state_words(_)[returned.state.value]
    said = counted_severities(returned.errors, returned.warnings, _)
    click.echo(click.style(plain(returned.file), bold=True))
    print_wrapped(f"{department}: {state}; {said}", "  ")
    answer = received.correction or received.receipt
    if answer:
        click.echo("  " + _("Answer: {path}").format(path=plain(answer)))
