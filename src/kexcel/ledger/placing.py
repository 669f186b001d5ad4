"""What is booked on codes that belong to nobody."""

from __future__ import annotations

from collections.abc import Iterable

from kexcel.findings import finding
from kexcel.model.consolidation import LedgerAmount
from kexcel.model.finding import Finding, Place
from kexcel.rules.codes import is_code
from kexcel.settings import CodeSettings
from kexcel.validate.written import plain_number


def unplaced(
    amounts: Iterable[LedgerAmount], unit: str, codes: CodeSettings
) -> tuple[Finding, ...]:
    """What is booked on codes that nobody has, save those that can be no codes and are told so."""
    return tuple(
        finding(
            "ledger-unplaced",
            Place(each.source.file, sheet=each.source.sheet or None, cell=each.source.cell),
            value=each.responsibility or None,
            amount=plain_number(each.amount),
            unit=unit,
        )
        for each in amounts
        if each.department is None and each.amount and _can_be(each.responsibility, codes)
    )


def _can_be(code: str, codes: CodeSettings) -> bool:
    return not code or is_code(code, codes)
