"""The command ``kexcel`` and what all its subcommands share."""

from __future__ import annotations

import click

from kexcel.cli.commands import LISTED, Commands
from kexcel.cli.failure import FriendlyGroup
from kexcel.cli.options import LANGUAGE_HELP, WORKSPACE_HELP
from kexcel.cli.session import Session
from kexcel.cli.speech import HELP_OPTIONS, language_of
from kexcel.locale import LANGUAGES, mark, translator


class KexcelGroup(FriendlyGroup):
    """The commands of kexcel, of which only the one that is asked for is loaded."""

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands."""
        translate = translator(language_of(self))
        with formatter.section(translate("Commands")):
            formatter.write_dl([(name, translate(said)) for name, said in LISTED.items()])


@click.group(
    cls=KexcelGroup,
    commands=Commands(),
    context_settings={"help_option_names": HELP_OPTIONS},
    options_metavar=mark("[OPTIONS]"),
    subcommand_metavar=mark("COMMAND [ARGS]..."),
    help=mark(
        "Follow up an operational plan with Excel workbooks: send out, collect, check, merge.\n\n"
        "Exit codes: 0 done and nothing to mend, 1 done but errors stand or returns are missing, "
        "2 wrong usage or configuration, 3 the input could not be read at all."
    ),
)
@click.option(
    "-w",
    "--workspace",
    metavar=mark("DIR"),
    type=click.Path(),
    default=".",
    show_default=True,
    help=WORKSPACE_HELP,
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=LANGUAGE_HELP,
)
@click.version_option(
    package_name="kexcel",
    prog_name="kexcel",
    message="%(prog)s %(version)s",
    help=mark("Show the version and exit."),
)
@click.pass_context
def main(context: click.Context, workspace: str, language: str | None) -> None:
    """Keep what the shared options say for the subcommand."""
    context.obj = Session(workspace, language)
