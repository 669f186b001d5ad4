"""How exactly each figure of the sheet Ramar is printed: its decimals, with zeros at the end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

from kexcel.documents.plan.table import PlanCell


def as_printed(
    figures: Mapping[str, Decimal], cells: Mapping[str, PlanCell], finest: Mapping[str, int]
) -> dict[str, Decimal]:
    """A line's figures with the decimals that they are printed with, by column.

    A cell shows as many as its format says, or as were written in a text. Where the format leaves
    it to the number, a program has dropped the zeros, and the figure gets as many as ``finest``
    says that some figure of the column has. None loses a decimal that it has.
    """
    return {
        column: _with_decimals(figure, _stated(cells[column]), finest[column])
        for column, figure in figures.items()
    }


def finest_decimals(
    lines: list[tuple[Mapping[str, Decimal], Mapping[str, PlanCell]]],
) -> dict[str, int]:
    """The most decimals that any of a table's figures has, by column."""
    finest: dict[str, int] = {}
    for figures, cells in lines:
        for column, figure in figures.items():
            shown = max(_own(figure), _stated(cells[column]) or 0)
            finest[column] = max(finest.get(column, 0), shown)
    return finest


def _stated(cell: PlanCell) -> int | None:
    """How many decimals the cell itself says that it shows; a text shows those written in it."""
    return 0 if isinstance(cell.value, str) else cell.decimals


def _own(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _with_decimals(figure: Decimal, stated: int | None, finest: int) -> Decimal:
    decimals = max(_own(figure), finest if stated is None else stated)
    with localcontext(prec=400):  # a cell may hold 1e300
        return figure.quantize(Decimal(1).scaleb(-decimals))
