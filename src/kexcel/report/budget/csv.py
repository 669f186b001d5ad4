"""budget.csv: the departments' figures for the accounting system."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from kexcel.locale import translator
from kexcel.model.consolidation import BudgetResult, Consolidation
from kexcel.model.plan import Perspective
from kexcel.settings import Settings

_BYTE_ORDER_MARK = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_budget_csv(consolidation: Consolidation, settings: Settings, *, language: str) -> bytes:
    """One line per department: UTF-8 with byte order mark, semicolons, decimal commas, CRLF.

    Amounts are net cost, cost positive, in the unit of the column ``Enhet``; one that is
    missing or could not be read is left empty. A text that a spreadsheet program would take
    for a formula (it begins with = + - @ or a tab) has an apostrophe put before it, which an
    accounting system may strip; amounts never have one. Line breaks become spaces.
    """
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(_labels(language))
    for result in consolidation.budget:
        writer.writerow(_line(result, consolidation, settings))
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


def _labels(language: str) -> list[str]:
    _ = translator(language)
    return [
        _("Year"),
        _("Period"),
        _("Key"),
        _("Department"),
        _("Frame"),
        _("Actual to date"),
        _("Full-year forecast"),
        _("Deviation"),
        _("Unit"),
        _("Version"),
        _("Comment"),
        _("Cause and action"),
        _("Source"),
    ]


def _line(result: BudgetResult, consolidation: Consolidation, settings: Settings) -> list[str]:
    decimals = settings.money.decimals
    amounts = (result.frame, result.actual, result.forecast, result.deviation)
    return [
        str(consolidation.plan.year),
        consolidation.period.key,
        safe_text(result.department),
        safe_text(result.name),
        *(plain_amount(amount, decimals) for amount in amounts),
        safe_text(settings.money.unit),
        safe_text(_version(result, consolidation)),
        safe_text(_written(result, "comment")),
        safe_text(_written(result, "action")),
        safe_text(_source(result)),
    ]


def _version(result: BudgetResult, consolidation: Consolidation) -> str:
    for line in consolidation.plan.frames:
        if line.perspective is Perspective.DEPARTMENT and line.department == result.department:
            return line.version
    return ""


def _written(result: BudgetResult, column: str) -> str:
    answer = result.answers.get(column)
    return answer.written if answer else ""


def _source(result: BudgetResult) -> str:
    answer = result.answers.get("forecast") or next(iter(result.answers.values()), None)
    if answer is None:
        return ""
    return f"{answer.source.file}, {answer.source.sheet}!{answer.source.cell}"
