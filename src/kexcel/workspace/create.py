"""Make a new workspace: an empty one to fill in, or a copy of a bundled example."""

from __future__ import annotations

from pathlib import Path

from kexcel.errors import UsageError
from kexcel.files import write_whole
from kexcel.resources import resource
from kexcel.workspace.layout import INBOX, ISSUED, Layout

EXAMPLES = ("ange-2024",)
EMPTY = "ny"


def create_workspace(folder: Path, *, example: str | None = None) -> Layout:
    """Make a workspace in a folder that is new or empty.

    ``example`` names a bundled example; without it the workspace has a plan to fill in.

    Raises:
        UsageError: the folder holds something already, or there is no such example.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"Mappen {folder} är inte tom. Välj en ny mapp."
        raise UsageError(message)
    name = example or EMPTY
    source = resource("examples", name) if example else resource("templates", "workspace")
    if example and example not in EXAMPLES:
        message = f"Exemplet {example} finns inte. Välj ett av: {', '.join(EXAMPLES)}."
        raise UsageError(message)
    for file in sorted(source.rglob("*")):
        if file.is_file():
            write_whole(folder / file.relative_to(source), file.read_bytes())
    layout = Layout(folder)
    for place in (ISSUED, INBOX):
        (folder / place).mkdir(parents=True, exist_ok=True)
    return layout
