"""``kexcel init``."""

from __future__ import annotations

from pathlib import Path

import click

from kexcel.cli.options import outside_options
from kexcel.cli.output import print_json
from kexcel.cli.session import Session
from kexcel.locale import mark


@click.command(help=mark("Make a new workspace in DIR."), options_metavar=mark("[OPTIONS]"))
@click.argument("folder", metavar=mark("DIR"), type=click.Path())
@click.option(
    "--example", metavar=mark("NAME"), help=mark("Begin with a bundled example: ange-2024.")
)
@click.option(
    "--template",
    "with_template",
    is_flag=True,
    help=mark("Also copy the standard template into templates/, to be changed."),
)
@outside_options
@click.pass_obj
def init(
    session: Session, folder: str, example: str | None, *, with_template: bool, as_json: bool
) -> None:
    """Run the command."""
    from kexcel.locale import translator  # noqa: PLC0415 - start-up time
    from kexcel.workspace import create_workspace  # noqa: PLC0415 - start-up time

    create_workspace(Path(folder), example=example, with_template=with_template)
    if as_json:
        print_json({"workspace": folder, "example": example})
        return
    _ = translator(session.chosen_language or "sv")
    click.echo(_("The workspace is ready in {folder}.").format(folder=folder))
    click.echo(
        _(
            "Next: edit kexcel.toml there, read the plan in with kexcel import "
            "or fill in plan.xlsx, then run kexcel check."
        )
    )
