"""``kexcel collect``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.collected import print_collected
from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import reading_options, shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.session import Session
from kexcel.cli.watch import watch_folders
from kexcel.errors import UsageError
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import CollectResult, Received


@click.command(
    help=mark(
        "Take in returns: archive, check, and write corrections and receipts in "
        "retur/PERIOD. Without PATH, the files in inkommet/PERIOD are taken. Workbooks are also "
        "taken out of zip archives and of mails saved as .eml or .msg. PATH may also be an "
        'address such as s3://bucket/folder; that needs pip install "kexcel[cloud]".'
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@click.argument("paths", metavar=mark("[PATH]..."), nargs=-1, type=click.Path())
@click.option(
    "--watch",
    is_flag=True,
    help=mark("Keep an eye on the folder and take files as they come, until Ctrl-C."),
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1, max=3600),
    metavar=mark("SECONDS"),
    help=mark("With --watch: how long a file must have stood still before it is taken (10)."),
)
@reading_options
@shared_options
@click.pass_obj
def collect(
    session: Session,
    period: str,
    paths: tuple[str, ...],
    *,
    watch: bool,
    settle: float | None,
    as_json: bool,
) -> None:
    """Run the command."""
    if watch:
        if as_json:
            raise UsageError(mark("--watch tells as it goes and has no JSON. Leave out --json."))
        folders = [Path(path) for path in paths]
        raise SystemExit(watch_folders(session, period, folders, settle))
    if settle is not None:
        raise UsageError(mark("--settle goes with --watch."))
    result = session.workspace.collect(period, paths, progress=progress_bar)
    if as_json:
        print_json(collect_as_json(result, session.language))
    else:
        print_collected(session, result)
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
        **({"reason": returned.reason} if returned.state.value == "withdrawn" else {}),
    }
