"""What is printed: one JSON object, words for a state, and a bar for what takes time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click

from kexcel.cli.screen import can_show

Item = TypeVar("Item")


def print_json(content: dict[str, Any], *, indent: int | None = 2) -> None:
    """Print one JSON object, the only thing on stdout; escaped where the encoding lacks a sign."""
    import json  # noqa: PLC0415 - start-up time

    text = json.dumps(content, ensure_ascii=False, indent=indent)
    click.echo(text if can_show(text) else json.dumps(content, indent=indent))


def state_words(translate: Callable[[str], str]) -> dict[str, str]:
    """The words for what became of a received file."""
    return {
        "accepted": translate("accepted"),
        "needs-correction": translate("needs correction"),
        "duplicate": translate("duplicate"),
        "superseded": translate("superseded"),
        "rejected": translate("not a form"),
        "withdrawn": translate("withdrawn"),
    }


def progress_bar(items: Iterable[Item], label: str, length: int) -> Iterator[Item]:
    """Pass items through with a bar on stderr, where that is a terminal."""
    stream = sys.stderr
    if not stream.isatty() or length < 2:  # noqa: PLR2004 - a bar for one thing tells nothing
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=stream) as bar:
        yield from bar
