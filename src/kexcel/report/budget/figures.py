"""Sums, differences and what they mean, as live formulas with the results they give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from kexcel.excel.styles import money_format
from kexcel.money.rounding import Judgement, half_unit_of, judge
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext

EXACT = 6
"""Decimals that sums and differences are rounded to, far beyond any amount's own."""

PERCENT = "0.0%"

IS_NUMBER = '">-1E+300"'
"""A criterion of SUMIFS and COUNTIFS that every number meets and no text.

Gnumeric does not take ISNUMBER over a range as one answer for each cell.
"""

_DIGITS = 100
"""Digits enough for any amount that a cell can hold with its decimals."""

_NARROWEST, _MARGIN, _BOLD = 10.0, 2.0, 1.1
"""The least width of a column, what is free in a cell, and how much wider a bold letter is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's reference with the amount it shows; None where it shows none."""

    cell: str
    amount: Decimal | None


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of those that are known."""
    return rounded(sum((each for each in amounts if each is not None), Decimal(0)))


def finest(amounts: Iterable[Decimal], least: int) -> int:
    """How many decimals it takes to show every amount as it is, and no fewer than the least."""
    return max([least, *(-int(rounded(x).normalize().as_tuple().exponent) for x in amounts)])


def rounded(amount: Decimal) -> Decimal:
    """The amount without digits that no one wrote; a half away from zero, as ROUND does.

    Nothing is zero without a sign.
    """
    if is_finer(amount):
        with localcontext(prec=_DIGITS):
            amount = amount.quantize(Decimal(1).scaleb(-EXACT), rounding=ROUND_HALF_UP)
    return amount or abs(amount)


def is_finer(amount: Decimal) -> bool:
    """Whether the amount has more decimals than sums are rounded to."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -EXACT


def decimals_of(amounts: Iterable[Decimal | None], least: int) -> int:
    """How many decimals show every amount to its last one, at least ``least``."""
    exponents = (each.normalize().as_tuple().exponent for each in amounts if each is not None)
    return min(EXACT, max([least, *(-each for each in exponents if isinstance(each, int))]))


def figure_width(label: str, amounts: Iterable[Decimal | None], decimals: int) -> float:
    """The width in characters that shows the label's words and every amount whole."""
    words = [len(word) * _BOLD + _MARGIN for word in label.split()]
    figures = [len(f"{each:,.{decimals}f}") + _MARGIN for each in amounts if each is not None]
    return max(_NARROWEST, *words, *figures)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Part of whole, None where it cannot be said."""
    return None if part is None or not whole else part / abs(whole)


def share_formula(part: str, whole: str) -> str:
    """The formula that gives ``share``, empty where it cannot be said."""
    return f'=IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}=0,"",{part}/ABS({whole})),"")'


def used(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """How much of the whole has been used, or earned where both are incomes."""
    return None if part is None or not whole else part / whole


def used_formula(part: str, whole: str) -> str:
    """The formula that gives ``used``, empty where it cannot be said."""
    return f'=IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}=0,"",{part}/{whole}),"")'


def part_formula(condition: str, amounts: str, *, counted: str = "") -> str:
    """The sum of those amounts that stand beside a number in the range ``condition``.

    Where lines add up others, ``counted`` is a range with 1 beside those that count.
    """
    also = f",{counted},1" if counted else ""
    return f"=ROUND(SUMIFS({amounts},{condition},{IS_NUMBER}{also}),{EXACT})"


def difference_formula(first: str, second: str) -> str:
    """First less second, empty unless both are numbers."""
    both = f"AND(ISNUMBER({first}),ISNUMBER({second}))"
    return f'=IF({both},ROUND({first}-{second},{EXACT}),"")'


def difference(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """What ``difference_formula`` gives; None where it is empty."""
    return None if first is None or second is None else rounded(first - second)


class Money:
    """Writes the amounts of one sheet, with the workspace's decimals unless others are given."""

    def __init__(
        self, context: ReportContext, cells: Cells, *, decimals: int | None = None
    ) -> None:
        self.cells = cells
        self.decimals = context.settings.money.decimals if decimals is None else decimals
        self.format = money_format(self.decimals)
        _ = context.translate
        self.words = {
            Judgement.AGREES: _("agrees"),
            Judgement.ROUNDING: _("rounding"),
            Judgement.DIFFERS: _("does not agree"),
        }

    def amount(self, row: int, column: int, amount: Decimal | None, **looks: Any) -> None:
        """Write an amount that was read; blank where there is none."""
        self.cells.write(row, column, amount, number_format=self.format, **looks)

    def formula(
        self, row: int, column: int, formula: str, amount: Decimal | None, **looks: Any
    ) -> None:
        """Write an amount that is computed; its formula gives an empty text for None."""
        stored = "" if amount is None else amount
        looks = {"number_format": self.format, **FIGURE, **looks}
        self.cells.write_formula(row, column, formula, stored, **looks)

    def difference(
        self, row: int, column: int, first: Figure, second: Figure, **looks: Any
    ) -> Decimal | None:
        """Write first less second, and give it."""
        amount = difference(first.amount, second.amount)
        self.formula(row, column, difference_formula(first.cell, second.cell), amount, **looks)
        return amount

    def judgement(
        self,
        row: int,
        column: int,
        of: Figure,
        *,
        terms: int = 0,
        allowed: Figure | None = None,
        **looks: Any,
    ) -> None:
        """Say in words whether a difference is none, rounding, or too great to be that.

        ``allowed`` is a cell with what rounding can give; else each of ``terms`` amounts may be off
        by half a unit in its last decimal.
        """
        most = terms * half_unit_of(self.decimals)
        limit = str(most)
        if allowed is not None:
            most, limit = allowed.amount or Decimal(0), allowed.cell
        agrees, rounding, differs = (self.words[each] for each in Judgement)
        other = f'IF(ABS({of.cell})<={limit},"{rounding}","{differs}")'
        words = f'IF({of.cell}=0,"{agrees}",{other})'
        formula = f'=IF(ISNUMBER({of.cell}),{words},"")'
        stored = "" if of.amount is None else self.words[judge(of.amount, most)]
        self.cells.write_formula(row, column, formula, stored, **(FIGURE | looks))
