"""Validate returned files without keeping them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import examine
from kexcel.errors import UnreadableInputError
from kexcel.model.finding import Finding
from kexcel.workspace.archive import digest
from kexcel.workspace.intake import Books, known_forms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def validate(workspace: Workspace, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Every finding of the files, in their order.

    Raises:
        UnreadableInputError: a file does not exist or cannot be opened.
    """
    forms, books = known_forms(workspace), Books(workspace)
    findings: list[Finding] = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise UnreadableInputError(f"{path} går inte att öppna: {fault.strerror}.") from fault
        returned = examine(
            data,
            file=path.name,
            sha256=digest(data),
            forms=forms,
            books=books,
            expected_period=None,
        )
        findings += returned.findings
    return tuple(findings)
