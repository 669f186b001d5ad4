"""``kexcel validate``."""

from __future__ import annotations

from pathlib import Path

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.findings_list import print_findings
from kexcel.cli.options import reading_options, shared_options
from kexcel.cli.output import print_json
from kexcel.cli.session import Session
from kexcel.locale import mark


@click.command(
    help=mark("Show the findings of returned workbooks, and change nothing."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("files", metavar=mark("FILE..."), nargs=-1, required=True, type=click.Path())
@reading_options
@shared_options
@click.pass_obj
def validate(session: Session, files: tuple[str, ...], *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time
    from kexcel.model.finding import Severity, count  # noqa: PLC0415 - start-up time

    findings = session.workspace.validate([Path(file) for file in files])
    errors = count(findings, Severity.ERROR)
    if as_json:
        print_json({"findings": [finding_as_json(each, session.language) for each in findings]})
    elif findings:
        print_findings(findings, session.language)
    else:
        click.echo(session.translate("Nothing to remark on."))
    raise SystemExit(EXIT_TO_MEND if errors else EXIT_DONE)
