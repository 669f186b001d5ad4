"""The list of commands is that of the commands there are."""

from __future__ import annotations

import click
import pytest

from kexcel.cli import main
from kexcel.cli.commands import LISTED


@pytest.mark.parametrize("name", LISTED)
def test_each_command_that_is_listed_can_be_had_by_its_name(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name in {name, name.replace("import", "import-document")}


def test_no_other_can() -> None:
    assert main.get_command(click.Context(main), "steps") is None
    assert list(main.list_commands(click.Context(main))) == sorted(LISTED)
