"""What the ledger says of a period, as it was read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.model.consolidation import LedgerAmount
from kexcel.model.period import Period

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def ledger_of(_workspace: Workspace, _period: Period) -> tuple[LedgerAmount, ...]:
    """Each responsibility code's actual at the period's close, by the newest ledger read in."""
    return ()
