"""What is printed: one JSON object, or words and tables for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kexcel.locale import mark

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

    from kexcel.model.finding import Finding

Item = TypeVar("Item")

json_option = click.option("--json", "as_json", is_flag=True, help=mark("Print one JSON object."))

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "dim"}


def print_json(content: dict[str, Any]) -> None:
    """Print one JSON object, the only thing on stdout."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def console() -> RichConsole:
    """Where words for a person go; plain text when it is not a terminal."""
    from rich.console import Console  # noqa: PLC0415 - start-up time

    stream = sys.stdout
    width = None if stream.isatty() else 200
    return Console(file=stream, highlight=False, soft_wrap=True, width=width)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; the columns are as wide as their words."""
    from rich import box  # noqa: PLC0415 - start-up time
    from rich.table import Table  # noqa: PLC0415 - start-up time
    from rich.text import Text  # noqa: PLC0415 - start-up time

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])
    console().print(table)


def print_findings(
    findings: Iterable[Finding], language: str, *, hints: bool = True, notes: bool = True
) -> None:
    """Print findings by file: severity, where, what, and how to mend it."""
    from rich.text import Text  # noqa: PLC0415 - start-up time

    from kexcel.findings import render  # noqa: PLC0415 - start-up time
    from kexcel.locale import translator  # noqa: PLC0415 - start-up time

    words, out, current = severity_words(translator(language)), console(), None
    for finding in findings:
        if not notes and finding.severity.value == "note":
            continue
        if finding.place.file != current:
            current = finding.place.file
            out.print(Text(f"\n{current}", style="bold"))
        shown = render(finding, language)
        label = Text(f"  {words[finding.severity.value]:<8}", _COLOURS[finding.severity.value])
        out.print(label + Text(f"{shown.message}  [{finding.code}]", style=""))
        if hints and shown.hint:
            out.print(Text(f"          {shown.hint}", style="dim"))


def severity_words(translate: Callable[[str], str]) -> dict[str, str]:
    """The words for the severities."""
    return {
        "error": translate("error"),
        "warning": translate("warning"),
        "note": translate("note"),
    }


def state_words(translate: Callable[[str], str]) -> dict[str, str]:
    """The words for what became of a received file."""
    return {
        "accepted": translate("accepted"),
        "needs-correction": translate("needs correction"),
        "duplicate": translate("duplicate"),
        "superseded": translate("superseded"),
        "rejected": translate("not a form"),
    }


def progress_bar(items: Iterable[Item], label: str, length: int) -> Iterator[Item]:
    """Pass items through with a bar on stderr, where that is a terminal."""
    stream = sys.stderr
    if not stream.isatty() or length < 2:  # noqa: PLR2004 - a bar for one thing tells nothing
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=stream) as bar:
        yield from bar
