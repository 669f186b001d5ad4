"""Something to say about a file, a row or a cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kexcel.model.spot import Spot


class Severity(StrEnum):
    """How much a finding matters; the words are those of the JSON output."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: as exact as is known, from file down to cell.

    ``row`` is an activity's printed number with its place ("3.1.1-4") or another row's
    identity; ``column`` is a column key ("status"); ``cell`` is an A1 reference; ``spot`` is where
    it stands in a document that has no cells.
    """

    file: str = ""
    department: str | None = None
    sheet: str | None = None
    cell: str | None = None
    row: str | None = None
    column: str | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say. Its sentence is made from ``code`` and ``details`` when it is shown.

    ``value`` is what was found, in the words of whoever wrote it.
    ``details`` fills the named gaps of the catalogue's recipe for the code. ``about_table`` marks
    what is said of a table as a whole, or of a row beside others: it casts no doubt on the cell,
    and is judged anew when the department's files are put together.
    """

    code: str
    severity: Severity
    place: Place = field(default_factory=Place)
    value: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    about_table: bool = False

    def within(self, *, file: str, department: str | None) -> Finding:
        """The same finding with the file and department it belongs to, where they are not known."""
        known = self.place
        file, department = known.file or file, known.department or department
        return replace(self, place=replace(known, file=file, department=department))


def count(findings: tuple[Finding, ...], severity: Severity) -> int:
    """How many of the findings are of the severity."""
    return sum(finding.severity is severity for finding in findings)
