"""Where things lie in a workspace, and what its files are called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PLAN_FILE = "plan.xlsx"
PROPOSED_PLAN_FILE = "plan-import.xlsx"
"""The plan as it would be with a changed document, until it is asked for with --update."""

DECISIONS_FILE = "Beslut.xlsx"
KEPT = ".kexcel-cache"
OTHER_DECISIONS_FILE = "Beslut.ods"
"""The decisions saved as a kind of file that is not read."""

ISSUED, INBOX, OUTBOX, RESULTS, ARCHIVE = "utskick", "inkommet", "retur", "resultat", "arkiv"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one workspace."""

    root: Path

    def issued(self, period: str) -> Path:
        """Where a period's forms lie."""
        return self.root / ISSUED / period

    def inbox(self, period: str) -> Path:
        """Where a period's returns are put."""
        return self.root / INBOX / period

    def outbox(self, period: str) -> Path:
        """Where a period's corrections and receipts lie."""
        return self.root / OUTBOX / period

    def results(self, period: str) -> Path:
        """Where a period's consolidated workbooks lie."""
        return self.root / RESULTS / period

    def shown(self, path: Path) -> str:
        """A path as it is told: from the workspace with forward slashes, else its name."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.name
