"""budget.parquet: the budget's rows for analysts, exactly, in columns that know their types."""

from __future__ import annotations

from dataclasses import asdict, fields
from decimal import Decimal
from io import BytesIO
from typing import Any

from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.model.consolidation import Consolidation
from kexcel.report.accounting.rows import AMOUNTS, BudgetRow, budget_rows
from kexcel.settings import Settings

_DIGITS, _MOST_DIGITS = 38, 76
"""Of a decimal128, and of a decimal256, which few programs read and no sound budget needs."""


def write_budget_parquet(consolidation: Consolidation, settings: Settings) -> bytes:
    """One row for each of the budget's, amounts as decimals with the digits that they have.

    Missing amounts are null. The schema's metadata say organisation, unit, sign and period. Equal
    input gives equal bytes, with the same pyarrow.

    Raises:
        UsageError: pyarrow is not installed.
    """
    arrow, parquet = _pyarrow()
    rows = budget_rows(consolidation, settings)
    columns = {each.name: [getattr(row, each.name) for row in rows] for each in fields(BudgetRow)}
    schema = arrow.schema(
        [(name, _type(arrow, name, rows, settings)) for name in columns],
        metadata=_metadata(consolidation, settings),
    )
    table = arrow.table(columns, schema=schema)
    stream = BytesIO()
    parquet.write_table(table, stream, compression="snappy", version="2.6")
    return stream.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    """The library, which is not among those that are always installed."""
    try:
        import pyarrow  # noqa: ICN001, PLC0415 - an extra, asked for by --parquet alone
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as fault:
        phrase = mark('Parquet needs pyarrow, which is not installed: pip install "{package}"')
        raise UsageError(phrase, package="kexcel[parquet]") from fault
    return pyarrow, parquet


def _type(arrow: Any, name: str, rows: tuple[BudgetRow, ...], settings: Settings) -> Any:  # noqa: ANN401
    if name == "year":
        return arrow.int32()
    return _decimal(arrow, rows, settings) if name in AMOUNTS else arrow.string()


def _decimal(arrow: Any, rows: tuple[BudgetRow, ...], settings: Settings) -> Any:  # noqa: ANN401
    """One type for every amount: with the most decimals that any has, none is rounded."""
    amounts = [row[name] for row in map(asdict, rows) for name in AMOUNTS if row[name] is not None]
    scale = max([settings.money.decimals, *map(_decimals, amounts)])
    whole = max([1, *(each.adjusted() + 1 for each in amounts)])
    if whole + scale <= _DIGITS:
        return arrow.decimal128(_DIGITS, scale)
    return arrow.decimal256(_MOST_DIGITS, scale)


def _decimals(amount: Decimal) -> int:
    return max(0, -int(amount.as_tuple().exponent))


def _metadata(consolidation: Consolidation, settings: Settings) -> dict[str, str]:
    period = consolidation.period
    return {
        "organisation": settings.organisation,
        "body": settings.body,
        "year": str(consolidation.plan.year),
        "period": period.key,
        "closes": period.closes.isoformat(),
        "unit": settings.money.unit,
        "sign": settings.money.sign,
    }
