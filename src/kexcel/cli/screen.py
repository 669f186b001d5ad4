"""The screen: how wide it is, which signs it can show, and lines that fit it."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Sequence

import click

from kexcel.cli.table import Column, table_lines, unbroken
from kexcel.locale import translator

PIPED_WIDTH = 100
"""How wide lines are where the output is no terminal and COLUMNS doesn't say."""

_LIKE_IT = "kexcel-like-it"
_SIGNS_LIKE = {"–": "-", "—": "-", "…": ".", "”": '"', "“": '"', "’": "'", "\xa0": " "}

_CONTROL_CHARACTERS = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


def never_fail_on_a_sign() -> None:
    """Let a sign that the screen's encoding lacks become one like it, never a traceback."""
    codecs.register_error(_LIKE_IT, _like_it)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_LIKE_IT)


def _like_it(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    missing = fault.object[fault.start : fault.end]
    return "".join(_SIGNS_LIKE.get(sign, "?") for sign in missing), fault.end


def screen_width() -> int:
    """How many characters a line has room for."""
    if sys.stdout.isatty():
        import shutil  # noqa: PLC0415 - start-up time

        return shutil.get_terminal_size().columns
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isdecimal() and int(said) else PIPED_WIDTH


def can_show(text: str) -> bool:
    """Whether stdout has every sign of the text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str) -> str:
    """The text without control characters, since others wrote it and a terminal obeys them."""
    return text.translate(_CONTROL_CHARACTERS)


def print_wrapped(text: str, indent: str = "", *, first: str | None = None) -> None:
    """Print a text on lines that fit, each indented; the first may begin with something else."""
    opening, *rest = unbroken(plain(text), screen_width() - len(indent))
    click.echo((indent if first is None else first) + opening)
    for line in rest:
        click.echo(indent + line)


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], language: str) -> None:
    """Print a table, and say which columns there was no room for."""
    _ = translator(language)
    cells = [[plain(cell) for cell in row] for row in rows]
    rule = "─" if can_show("─") else "-"
    lines, left_out = table_lines(columns, cells, screen_width(), rule=rule)
    for line in lines:
        click.echo(line)
    if left_out:
        said = _("A wider window also shows: {columns}.").format(columns=", ".join(left_out))
        click.echo()
        print_wrapped(said)
