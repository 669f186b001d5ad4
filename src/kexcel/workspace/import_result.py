"""What reading a plan document into a workspace gave."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.documents.amending.changes import Change
from kexcel.documents.prose.imported import Imported
from kexcel.model.finding import Finding, Severity, count


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a plan document gave, and where it was written.

    ``written`` is the file, from the workspace, or None where nothing was: it says that already.
    ``is_proposal`` tells that plan.xlsx was left as it is, and that ``written`` stands beside it.
    ``replaced`` is where the plan.xlsx that was written over is kept. ``changes`` are against the
    plan that stood; none where ``is_new``. ``findings`` are those of the document, of the
    changes, and of the plan that came of it.
    """

    document: str
    imported: Imported
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    written: str | None = None
    is_new: bool = False
    is_proposal: bool = False
    replaced: str | None = None

    @property
    def errors(self) -> int:
        """How many findings must be mended before forms can go out."""
        return count(self.findings, Severity.ERROR)

    @property
    def without_lead(self) -> int:
        """How many activities of the plan have no lead department yet."""
        return sum(f.code == "missing-value" and f.place.column == "lead" for f in self.findings)
