"""docs/year.md tells the year that the example goes through."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kexcel.cli import main
from tests.year import expected
from tests.year.published import results, workbook
from tests.year.written import ROOT, TERTIALS, read

PAGE = (ROOT / "docs" / "year.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCK.findall(PAGE) for line in block.splitlines()]


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_is_one_that_there_is(line: str) -> None:
    words = shlex.split(line)
    assert words.pop(0) == "kexcel"
    context = click.Context(main)
    _, rest, _ = main.make_parser(context).parse_args(words)
    command = main.commands[rest[0]]
    _, left_over, _ = command.make_parser(click.Context(command)).parse_args(rest[1:])
    assert left_over == []


def test_the_decisions_it_tells_of_are_the_examples() -> None:
    told = re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\w+) \| ([\d.-]+) \|", PAGE, re.MULTILINE)
    typed = [row for month in ("maj", "juni") for row in read("plan")[month]["Ändringsbeslut"]]
    assert told == [(row["Datum"].isoformat(), row["Slag"], row["Nr"]) for row in typed]
    moves = read("plan")["juli"]["Omorganisation"]
    for row in moves:
        assert f"| {row['Från']} | {row['Till']} |" in PAGE
    assert f"går {len(expected.going_on())} aktiviteter vidare" in PAGE


def test_the_sheets_it_calls_new_are_new_in_the_second_tertial(year: Path) -> None:
    first, second = (
        set(workbook(results(year, period, "Uppföljning")).sheetnames) for period in TERTIALS[:2]
    )
    listed = re.search(r"fyra nya blad: (.*?)\.\n", PAGE, re.DOTALL)
    assert listed is not None
    assert second - first == set(re.findall(r"\*\*(.*?)\*\*", listed[1]))
