"""Where the readers of one plan put what there is to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.findings import finding

if TYPE_CHECKING:
    from kexcel.documents.plan.table import PlanCell
    from kexcel.model.finding import Finding, Place


class Notes:
    """The findings so far. It lives only while one plan is read.

    ``year`` is the plan's, as soon as it has been read; 0 where it cannot be.
    """

    def __init__(self) -> None:
        """Start with nothing to say."""
        self.year = 0
        self._findings: list[Finding] = []

    def add(self, code: str, cell: PlanCell, **details: str) -> None:
        """Say something of a cell, in the words that stand in it."""
        self.add_at(code, cell.place, cell.written, **details)

    def add_at(self, code: str, place: Place, value: str = "", **details: str) -> None:
        """Say something of a place that is not one cell of a table."""
        self._findings.append(finding(code, place, value=value or None, severity=None, **details))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything said, in the order it was said."""
        return tuple(self._findings)
