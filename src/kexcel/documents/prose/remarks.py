"""What there is to say about a document while it is read."""

from __future__ import annotations

from kexcel.findings import finding
from kexcel.model.finding import Finding, Place
from kexcel.model.spot import Spot


class Remarks:
    """The findings so far, each with where it stands in the document.

    One with ``sheet``, ``row`` and ``column`` is about a cell of plan.xlsx too, and marked there.
    """

    def __init__(self, file: str) -> None:
        """``file`` is the document's name."""
        self._file = file
        self._findings: list[Finding] = []

    def add(
        self,
        code: str,
        spot: Spot | None,
        value: str = "",
        *,
        sheet: str | None = None,
        row: str | None = None,
        column: str | None = None,
        **details: str,
    ) -> None:
        """Say something of a place in the document."""
        place = Place(file=self._file, sheet=sheet, row=row, column=column, spot=spot)
        said = finding(code, place, value=value or None, severity=None, **details)
        if said not in self._findings:
            self._findings.append(said)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything said, in the order it was said."""
        return tuple(self._findings)
