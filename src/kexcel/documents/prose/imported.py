"""What a plan document gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kexcel.documents.prose.coverage import Coverage
from kexcel.documents.prose.stream import SourceKind
from kexcel.model.finding import Finding
from kexcel.model.plan import Department, Plan, PrintedSigns


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan read from a document, with all that is uncertain in it.

    An activity whose lead nothing tells has "" as lead. ``proposals`` say, by an activity's number,
    what of it is proposed and why. ``findings`` have their places in the document; those that
    name a sheet, a row and a column are about a cell of plan.xlsx too. ``new_departments`` are
    those that only the document speaks of. ``statements`` is how many sentences of the document
    about itself were held against what was read.
    """

    plan: Plan
    kind: SourceKind
    signs: PrintedSigns
    proposals: Mapping[str, str]
    findings: tuple[Finding, ...]
    coverage: Coverage
    new_departments: tuple[Department, ...]
    statements: int
