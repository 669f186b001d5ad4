"""``kexcel export``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.standing import standing_lines
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import ExportResult


@click.command(
    help=mark(
        "Write the files for the accounting system into resultat/PERIOD, without making the "
        "workbooks again: budget.csv, and budget.se (SIE 4E) where kexcel.toml has [accounting]. "
        "kexcel merge writes them too."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@click.option(
    "--parquet",
    is_flag=True,
    help=mark('Also budget.parquet, for analysts; needs pip install "kexcel[parquet]".'),
)
@click.option(
    "--codes",
    is_flag=True,
    help=mark(
        "Also koder.si (SIE 4I): the codes without amounts, for a system that wants them first."
    ),
)
@shared_options
@click.pass_obj
def export(session: Session, period: str, *, parquet: bool, codes: bool, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.export(period, parquet=parquet, codes=codes, progress=progress_bar)
    if as_json:
        print_json(_as_json(session, result))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.consolidation.is_preliminary else EXIT_DONE)


def _as_json(session: Session, result: ExportResult) -> dict[str, Any]:
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    return {
        "period": result.consolidation.period.key,
        "preliminary": result.consolidation.is_preliminary,
        "files": dict(result.files),
        "findings": [finding_as_json(each, session.language) for each in result.findings],
    }


def _print(session: Session, result: ExportResult) -> None:
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time
    from kexcel.merge import outcome_of  # noqa: PLC0415 - start-up time

    for file in result.files.values():
        click.echo(plain(file))
    print_findings(result.findings, session.language)
    click.echo()
    heading, *reasons = standing_lines(outcome_of(result.consolidation), session.translate)
    print_wrapped(heading)
    for reason in reasons:
        print_wrapped(reason, "  ")
