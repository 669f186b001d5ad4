"""``kexcel demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kexcel.cli.collect import collect_as_json
from kexcel.cli.merge import merge_as_json
from kexcel.cli.options import outside_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.demo import DemoResult


@click.command(
    help=mark(
        "Run the whole loop on the example Ånge 2024, with returns that have faults, in "
        "DIR (kexcel-demo)."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("folder", metavar=mark("[DIR]"), default="kexcel-demo", type=click.Path())
@outside_options
@click.pass_obj
def demo(session: Session, folder: str, *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.demo import run_demo  # noqa: PLC0415 - start-up time

    language = session.chosen_language
    result = run_demo(Path(folder), language=language, progress=progress_bar)
    if as_json:
        print_json(
            {
                "workspace": folder,
                "collect": collect_as_json(result.collected, language or "sv"),
                "merge": merge_as_json(result.merged, language or "sv"),
            }
        )
        return
    _print(result, folder, language or "sv")


def _print(result: DemoResult, folder: str, language: str) -> None:
    from kexcel.locale import translator  # noqa: PLC0415 - start-up time

    _, merged = translator(language), result.merged.outcome
    click.echo(_("The whole loop has been run in {folder}:").format(folder=folder))
    rows = [
        (f"utskick/{result.generated.period}/", _("{count} forms, one per department")),
        (f"inkommet/{result.generated.period}/", _("{count} returns, some with faults")),
        (f"retur/{result.generated.period}/", _("{count} corrections and receipts")),
        (result.merged.files["followup"], _("{count} of 79 activities answered")),
        (result.merged.files["budget"], _("frames, forecasts and deviations")),
        ("Beslut.xlsx", _("{count} goals wait for your verdict")),
    ]
    counts = [
        len(result.generated.forms),
        len(result.collected.received),
        sum(bool(each.correction or each.receipt) for each in result.collected.received),
        merged.answered,
        0,
        sum(not goal.decided for goal in merged.goals),
    ]
    for (place, words), number in zip(rows, counts, strict=True):
        click.echo(f"  {place:<42} {words.format(count=number)}")
    click.echo()
    click.echo(_("Try: kexcel -w {folder} status T1").format(folder=folder))
