"""What an export says is booked on each responsibility code. Bytes in, records out."""

from kexcel.ledger.booked import Booked, LedgerReading, Terms
from kexcel.ledger.read import LEDGER_BYTES, cannot_read, is_sie, read_ledger

__all__ = [
    "LEDGER_BYTES",
    "Booked",
    "LedgerReading",
    "Terms",
    "cannot_read",
    "is_sie",
    "read_ledger",
]
