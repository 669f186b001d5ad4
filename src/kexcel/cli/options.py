"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kexcel.cli.session import Session
from kexcel.locale import LANGUAGES, mark

Command = TypeVar("Command", bound=Callable[..., Any])

WORKSPACE_HELP = mark("The folder of the workspace.")
LANGUAGE_HELP = mark("Language on the screen and in workbooks; otherwise as kexcel.toml says.")

MOST_JOBS = 64

json_option = click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON object."))


def _set_workspace(context: click.Context, _: click.Parameter, value: str | None) -> None:
    session = context.find_object(Session)
    if session and value is not None:
        session.folder = value


def _set_language(context: click.Context, _: click.Parameter, value: str | None) -> None:
    session = context.find_object(Session)
    if session and value is not None:
        session.chosen_language = value


def _set_jobs(context: click.Context, _: click.Parameter, value: int | None) -> None:
    session = context.find_object(Session)
    if session and value is not None:
        session.jobs = value


def _set_scheduler(context: click.Context, _: click.Parameter, value: str | None) -> None:
    session = context.find_object(Session)
    if session and value is not None:
        session.scheduler = value


workspace_option = click.option(
    "-w",
    "--workspace",
    metavar=mark("DIR"),
    type=click.Path(),
    expose_value=False,
    callback=_set_workspace,
    help=WORKSPACE_HELP,
)
language_option = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    callback=_set_language,
    help=LANGUAGE_HELP,
)


jobs_option = click.option(
    "--jobs",
    metavar=mark("N"),
    type=click.IntRange(1, MOST_JOBS),
    expose_value=False,
    callback=_set_jobs,
    help=mark("How many processes read returns; otherwise as many as suits their number."),
)
scheduler_option = click.option(
    "--scheduler",
    metavar=mark("ADDRESS"),
    expose_value=False,
    callback=_set_scheduler,
    help=mark(
        "Have returns read by the Dask cluster whose scheduler is there, such as "
        'tcp://10.0.0.5:8786; needs pip install "kexcel[dask]".'
    ),
)


def reading_options(command: Command) -> Command:
    """The options of a command that may read many returns."""
    return jobs_option(scheduler_option(command))


def outside_options(command: Command) -> Command:
    """The options of a command that needs no workspace: its answer's form and language."""
    return json_option(language_option(command))


def shared_options(command: Command) -> Command:
    """The options of every command in a workspace; those before the command give way to them."""
    return json_option(workspace_option(language_option(command)))
