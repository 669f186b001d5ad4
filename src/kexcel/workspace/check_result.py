"""What ``kexcel check`` gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kexcel.documents.plan.layout import ACTIVITIES_SHEET
from kexcel.model.finding import Finding, Severity, count
from kexcel.model.plan import Plan

_LETTERS = re.compile(r"[A-Z]+")
_REQUIRED = {"number", "goal", "title", "start", "end", "lead"}
"""The columns of an activity whose errors leave out the whole of it."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The plan, and what there is to say about it and the template."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings must be mended before forms can go out."""
        return count(self.findings, Severity.ERROR)

    @property
    def activities(self) -> int:
        """How many activities are in plan.xlsx, also those that are left out of the plan."""
        return len(self.plan.activities) + self.left_out

    @property
    def left_out(self) -> int:
        """How many activities are left out of the plan until their errors are mended."""
        return self._rows(lambda each: each.place.column in _REQUIRED)

    @property
    def without_lead(self) -> int:
        """How many of those have no lead department yet."""
        return self._rows(lambda x: x.code == "missing-value" and x.place.column == "lead")

    def _rows(self, wanted: Callable[[Finding], bool]) -> int:
        """How many rows of the sheet Aktiviteter have such an error."""
        errors = (
            each
            for each in self.findings
            if each.severity is Severity.ERROR and each.place.sheet == ACTIVITIES_SHEET.name
        )
        return len({_LETTERS.sub("", x.place.cell) for x in errors if x.place.cell and wanted(x)})
