"""Last year's budget and its forecast, as the plan prints them, with the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.model.plan import Plan
from kexcel.report.budget.figures import (
    EXACT,
    PERCENT,
    Figure,
    Money,
    difference,
    share,
    share_formula,
)
from kexcel.report.budget.lines import Group, sum_of_known
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_NAME, _BASE, _LATER, _DIFFERENCE, _SHARE = "name", "base", "later", "difference", "share"
_FEWEST_EARLIER = 2
"""A budget and a forecast of an earlier year."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """The two printed columns, and what they say of each department."""

    base: str
    later: str
    names: tuple[str, ...]
    amounts: tuple[tuple[Decimal | None, Decimal | None], ...]

    @property
    def differences(self) -> list[Decimal | None]:
        return [difference(*pair) for pair in self.amounts]


def write_last_year(
    context: ReportContext, cells: Cells, money: Money, groups: Sequence[Group], row: int
) -> None:
    """Write the table from ``row`` on, or a line that says that the plan prints nothing of it."""
    _, printed = context.translate, _printed(context, groups)
    if printed is None:
        words = _("The plan prints no budget and forecast of an earlier year to compare with.")
        cells.worksheet.write_string(row, 0, words, cells.styles.remark())
        return
    title = _("The year before, as the plan prints it")
    cells.worksheet.write_string(row, 0, title, cells.styles.heading())
    table = place_table(
        cells,
        "LastYear",
        _headings(context, printed),
        len(printed.names),
        row=row + 1,
        filtered=False,
    )
    for place, name, pair in zip(table.rows, printed.names, printed.amounts, strict=True):
        cells.write(place, 0, name)
        for key, amount in zip((_BASE, _LATER), pair, strict=True):
            money.amount(place, table.columns[key], amount)
        _write_difference(money, table, place, pair)
    _write_totals(context, money, table, printed)


def last_year_labels(context: ReportContext) -> list[str]:
    """The labels of the table's figures; none where the plan prints nothing of the year before."""
    printed = _printed(context, ())
    return [each.label for each in _headings(context, printed)[1:]] if printed else []


def _printed(context: ReportContext, groups: Sequence[Group]) -> _Printed | None:
    """The printed columns before the year's own: the first is the budget, the last its forecast."""
    plan, frame = context.consolidation.plan, context.settings.money.frame
    columns = plan.frame_columns
    before = columns[: columns.index(frame)] if frame in columns else ()
    if len(before) < _FEWEST_EARLIER:
        return None
    base, later = before[0], before[-1]
    names = dict(_printed_departments(plan, groups))
    amounts = [(plan.frame_of(key, base), plan.frame_of(key, later)) for key in names]
    return _Printed(base, later, tuple(names.values()), tuple(amounts))


def _printed_departments(plan: Plan, groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """The departments of the table with their names.

    Those that have ended since are among them, and those that have begun are not: the plan prints
    the year before for the former alone.
    """
    begun = {x.target for x in plan.reorganisations} - set(_with_print(plan))
    yield from ((x.department, x.name) for x in groups if x.department not in begun)
    ended = {x.source for x in plan.reorganisations}
    for each in plan.other_departments:
        if each.key in ended:
            yield each.key, each.name


def _with_print(plan: Plan) -> Iterator[str]:
    for line in plan.frames:
        if any(column in line.amounts for column in plan.frame_columns):
            yield line.department or ""


def _headings(context: ReportContext, printed: _Printed) -> list[Heading]:
    _ = context.translate
    return [
        Heading(_NAME, _("Department")),
        Heading(_BASE, printed.base, align="right"),
        Heading(_LATER, printed.later, align="right"),
        Heading(_DIFFERENCE, _("Difference"), align="right"),
        Heading(_SHARE, _("Difference, %"), align="right"),
    ]


def _write_difference(
    money: Money, table: PlacedTable, row: int, pair: tuple[Decimal | None, Decimal | None]
) -> None:
    base, later = (
        Figure(table.cell(key, row), amount)
        for key, amount in zip((_BASE, _LATER), pair, strict=True)
    )
    amount = money.difference(row, table.columns[_DIFFERENCE], base, later)
    _write_share(money, table, row, amount, base.amount)


def _write_share(
    money: Money,
    table: PlacedTable,
    row: int,
    part: Decimal | None,
    whole: Decimal | None,
) -> None:
    formula = share_formula(table.cell(_DIFFERENCE, row), table.cell(_BASE, row))
    column, stored = table.columns[_SHARE], share(part, whole)
    money.formula(row, column, formula, stored, number_format=PERCENT)


def _write_totals(
    context: ReportContext, money: Money, table: PlacedTable, printed: _Printed
) -> None:
    row = table.last_row + 1
    money.cells.write(row, 0, context.translate("Total"), bold=True, top=2)
    bases, laters = zip(*printed.amounts, strict=True)
    sums = {_BASE: bases, _LATER: laters, _DIFFERENCE: printed.differences}
    for key, amounts in sums.items():
        cells = table.local_range(key)
        formula = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),{EXACT}))'
        looks = {"bold": True, "top": 2}
        money.formula(row, table.columns[key], formula, sum_of_known(amounts), **looks)
    money.cells.write(row, table.columns[_SHARE], None, top=2)
