"""budget.csv: the budget's figures for the accounting system."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from kexcel.locale import translator
from kexcel.model.consolidation import Consolidation
from kexcel.report.accounting.rows import AMOUNTS, BudgetRow, budget_rows
from kexcel.settings import Settings

_BYTE_ORDER_MARK = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_budget_csv(consolidation: Consolidation, settings: Settings, *, language: str) -> bytes:
    """One line for each row of the budget: UTF-8 with byte order mark, semicolons, decimal commas,
    CRLF.

    Amounts are net cost, cost positive, in the unit of the column ``Enhet för belopp``; one that is
    missing or could not be read is left empty. A text that a spreadsheet program would take
    for a formula (it begins with = + - @ or a tab) has an apostrophe put before it, which an
    accounting system may strip; amounts never have one. Line breaks become spaces.
    """
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    labels = _labels(language)
    writer.writerow(labels.values())
    for row in budget_rows(consolidation, settings):
        writer.writerow(_cell(row, column, settings.money.decimals) for column in labels)
    return (_BYTE_ORDER_MARK + stream.getvalue()).encode()


def safe_text(text: str) -> str:
    """The text on one line, as no spreadsheet program takes for a formula."""
    one_line = " ".join(text.splitlines())
    return f"'{one_line}" if text.startswith(_DANGEROUS) else one_line


def plain_amount(amount: Decimal | None, decimals: int) -> str:
    """The amount with a decimal comma and no spaces, with at least so many decimals."""
    if amount is None:
        return ""
    least = Decimal(1).scaleb(-decimals)
    exponent = amount.as_tuple().exponent
    few = isinstance(exponent, int) and exponent > -decimals
    return f"{amount.quantize(least) if few else amount:f}".replace(".", ",")


def _cell(row: BudgetRow, column: str, decimals: int) -> str:
    value = getattr(row, column)
    return plain_amount(value, decimals) if column in AMOUNTS else safe_text(str(value))


def _labels(language: str) -> dict[str, str]:
    """Each column's heading, in the order that they stand."""
    _ = translator(language)
    return {
        "year": _("Year"),
        "period": _("Period"),
        "department": _("Key"),
        "department_name": _("Department"),
        "unit": _("Unit name"),
        "responsibility": _("Responsibility code"),
        "frame": _("Frame"),
        "period_budget": _("Period budget"),
        "actual": _("Actual to date"),
        "booked": _("Booked"),
        "forecast": _("Full-year forecast"),
        "deviation": _("Deviation"),
        "last_forecast": _("Last forecast"),
        "money_unit": _("Unit of amounts"),
        "version": _("Version"),
        "comment": _("Comment"),
        "action": _("Cause and action"),
        "source": _("Source"),
    }
