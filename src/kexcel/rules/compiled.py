"""A rule of the template with its condition parsed."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.model.finding import Severity
from kexcel.rules.expression import Expression


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be checked. ``severity`` is None where the catalogue's own holds.

    ``looks_at`` are the sheets whose tables it depends on, and ``is_of_sheet`` says that it is
    about its sheet as a whole; ``reason`` is what is wrong, where the finding has room for it.
    """

    code: str
    at: str
    condition: Expression
    severity: Severity | None
    allowed: str
    sentence: str
    reason: str = ""
    looks_at: frozenset[str] = frozenset()
    is_of_sheet: bool = False
    across: bool = False

    @property
    def is_about_table(self) -> bool:
        """Whether it says something of more than its own row."""
        return self.is_of_sheet or bool(self.looks_at)
