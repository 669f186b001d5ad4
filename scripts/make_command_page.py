"""Writes docs/commands.md from what every command says with --help.

python scripts/make_command_page.py            write the page
python scripts/make_command_page.py --check    exit 1 if the page says something else
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kexcel.cli import main as kexcel
from kexcel.cli.speech import speak

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
WIDTH = 90
OPENING = """\
# Kommandon

Vad varje kommando säger med `--help` (engelska: `kexcel --language en … --help`). Sidan skrivs av
`scripts/make_command_page.py`.
"""


def main() -> int:
    """Write the page, or tell whether it is up to date."""
    parser = argparse.ArgumentParser(description="Write docs/commands.md.")
    parser.add_argument("--check", action="store_true", help="only tell whether it is up to date")
    speak(kexcel, "sv")
    page = "\n".join([OPENING, *sections(kexcel, "kexcel")])
    if not parser.parse_args().check:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page, encoding="utf-8", newline="\n")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/commands.md is not what --help says; run make docs", file=sys.stderr)
    return 1


def sections(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[str]:
    """A section for a command and for each command within it, in the order that help lists."""
    context = click.Context(command, info_name=name.rsplit(" ", 1)[-1], parent=parent)
    context.terminal_width = context.max_content_width = WIDTH
    yield f"## {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for key in command.list_commands(context):
            inner = command.get_command(context, key)
            if inner is not None and not inner.hidden:
                yield from sections(inner, f"{name} {key}", context)


if __name__ == "__main__":
    sys.exit(main())
