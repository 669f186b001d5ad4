"""Validate returned files without keeping them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect.packed import FileToRead
from kexcel.model.finding import Finding
from kexcel.workspace.archive import digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.intake import issued_forms
from kexcel.workspace.reading import reader, what_is_known

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def validate(workspace: Workspace, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Every finding of the files, in their order.

    Raises:
        UnreadableInputError: a file does not exist or cannot be opened.
    """
    known = what_is_known(workspace, issued_forms(workspace), None)
    with reader(workspace, known, len(files)) as processes:
        read = processes.read(_opened(path) for path in files)
        return tuple(finding for each in read for finding in each.unpacked().findings)


def _opened(path: Path) -> FileToRead:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise cannot_open(path, fault) from fault
    return FileToRead(data, path.name, digest(data))
