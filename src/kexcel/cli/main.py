"""The command ``kexcel`` and what all its subcommands share."""

from __future__ import annotations

import click

from kexcel.cli.check import check
from kexcel.cli.collect import collect
from kexcel.cli.demo import demo
from kexcel.cli.explain import explain
from kexcel.cli.failure import FriendlyGroup
from kexcel.cli.generate import generate
from kexcel.cli.init import init
from kexcel.cli.merge import merge
from kexcel.cli.session import Session
from kexcel.cli.status import status
from kexcel.cli.validate import validate
from kexcel.locale import mark


@click.group(
    cls=FriendlyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=mark(
        "Follow up an operational plan with Excel workbooks: send out, collect, check, merge.\n\n"
        "Exit codes: 0 done and nothing to mend, 1 done but errors stand or returns are missing, "
        "2 wrong usage or configuration, 3 the input could not be read at all."
    ),
)
@click.option(
    "-w",
    "--workspace",
    type=click.Path(),
    default=".",
    show_default=True,
    help=mark("The folder of the workspace."),
)
@click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    help=mark("Language on the screen and in workbooks; otherwise as kexcel.toml says."),
)
@click.version_option(package_name="kexcel", prog_name="kexcel")
@click.pass_context
def main(context: click.Context, workspace: str, language: str | None) -> None:
    """Keep what the shared options say for the subcommand."""
    context.obj = Session(workspace, language)


for command in (check, collect, demo, explain, generate, init, merge, status, validate):
    main.add_command(command)
