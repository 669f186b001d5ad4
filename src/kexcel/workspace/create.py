"""Make a new workspace: one to fill in, or a copy of a bundled example."""

from __future__ import annotations

import re
from pathlib import Path

from kexcel.errors import UsageError
from kexcel.files import write_whole
from kexcel.locale import mark
from kexcel.resources import resource
from kexcel.settings import SETTINGS_FILE, parse_settings
from kexcel.workspace.clock import Clock, now
from kexcel.workspace.layout import INBOX, ISSUED, PLAN_FILE, Layout

EXAMPLES = ("ange-2024",)
STANDARD = "standard"


def create_workspace(
    folder: Path, *, example: str | None = None, with_template: bool = False, clock: Clock = now
) -> Layout:
    """Make a workspace in a folder that is new or empty.

    ``example`` names a bundled example. Without it the workspace gets settings for the year that
    the folder is named after, else the clock's, and a plan to be overwritten.
    ``with_template`` also copies the standard template, for the municipality to change.

    Raises:
        UsageError: the folder holds something already, or there is no such example.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(mark("The folder {folder} is not empty. Choose a new one."), folder=folder)
    if example is not None and example not in EXAMPLES:
        phrase = mark("There is no example {example}. Choose one of: {known}.")
        raise UsageError(phrase, example=example, known=", ".join(EXAMPLES))
    files = _copied(example) if example else _fresh(_year(folder, clock))
    if with_template:
        files |= _template()
    for name, data in files.items():
        write_whole(folder / name, data)
    layout = Layout(folder)
    for place in (ISSUED, INBOX):
        (folder / place).mkdir(parents=True, exist_ok=True)
    return layout


def _year(folder: Path, clock: Clock) -> int:
    """A folder named after a year is for that year; any other is for the clock's."""
    named = folder.name
    return int(named) if re.fullmatch(r"(19|20|21)\d\d", named) else clock().year


def _copied(example: str) -> dict[str, bytes]:
    source = resource("examples", example)
    names = (SETTINGS_FILE, PLAN_FILE, "README.md")
    return {name: (source / name).read_bytes() for name in names}


def _template() -> dict[str, bytes]:
    source = resource("templates", STANDARD)
    return {f"templates/{STANDARD}/{p.name}": p.read_bytes() for p in sorted(source.iterdir())}


def _fresh(year: int) -> dict[str, bytes]:
    from kexcel.documents.plan.writer import write_plan  # noqa: PLC0415 - loads when its step starts
    from kexcel.workspace.blank_plan import blank_plan  # noqa: PLC0415

    text = resource("templates", "workspace", SETTINGS_FILE).read_text(encoding="utf-8")
    filled = text.format(year=year, last_year=year - 1, next_year=year + 1).encode()
    return {SETTINGS_FILE: filled, PLAN_FILE: write_plan(blank_plan(parse_settings(filled)))}
