"""Validate returned files without keeping them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex, examine
from kexcel.model.finding import Finding
from kexcel.workspace.archive import digest
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.intake import Books, issued_forms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def validate(workspace: Workspace, files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Every finding of the files, in their order.

    Raises:
        UnreadableInputError: a file does not exist or cannot be opened.
    """
    forms, books = FormIndex(issued_forms(workspace).values()), Books(workspace)
    findings: list[Finding] = []
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise cannot_open(path, fault) from fault
        returned = examine(
            data,
            file=path.name,
            sha256=digest(data),
            forms=forms,
            books=books,
            expected_period=None,
            unit=workspace.settings.money.unit,
        )
        findings += returned.findings
    return tuple(findings)
