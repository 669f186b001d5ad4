"""What a merge answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kexcel.model.finding import Finding
from kexcel.model.outcome import Outcome

if TYPE_CHECKING:
    from kexcel.model.consolidation import Consolidation


@dataclass(frozen=True)
class MergeResult:
    """What a merge came to, and the files that were made of it, from the workspace.

    ``findings`` are about those files, and are not among the consolidation's own. ``is_new`` is
    False where all stood already as it would be written, so that nothing was put together.
    """

    outcome: Outcome
    files: Mapping[str, str]
    findings: tuple[Finding, ...]
    is_new: bool
    consolidated: Callable[[], Consolidation] = field(repr=False, compare=False)

    @cached_property
    def consolidation(self) -> Consolidation:
        """Every answer; where nothing was new, put together when it is first asked for."""
        return self.consolidated()
