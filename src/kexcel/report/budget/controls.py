"""The block of controls: a line for each tie between sheets, with a word for whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.excel.styles import WHOLE, money_format
from kexcel.money.rounding import half_unit_of
from kexcel.report.budget.figures import EXACT, Figure, Money, difference
from kexcel.report.budget.judgement import JudgementWords, judgement_words
from kexcel.report.budget.live_text import live_text
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

if TYPE_CHECKING:
    from kexcel.report.parts.context import ReportContext

_WHAT, _ONE, _OTHER = "what", "one", "other"
_FIRST, _SECOND, _DIFFERENCE, _WORD = "first", "second", "difference", "word"
_LINE_COLUMNS = 2
"""The last column that the line at the head reaches over."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a control: its name, the formula of its figure, and what that gives.

    ``link`` is the cell it refers to on another sheet, as a link takes it, or "".
    """

    name: str
    formula: str
    amount: Decimal | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Two figures that must be the same.

    Each of ``terms`` amounts may be off by half a unit in its last decimal, and each of
    ``roundings`` in the last that sums are rounded to. ``faults`` is a
    formula's part that counts what does not agree although the sums may, and what it gives.
    ``is_count`` says that the figures are numbers of something, and what differs is missing.
    """

    what: str
    first: Side
    second: Side
    terms: int = 0
    roundings: int = 0
    faults: tuple[str, int] | None = None
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class PlacedControls:
    """The block, and how many of its lines do not hold."""

    table: PlacedTable
    failing: int


def far_side(name: str, far: Figure) -> Side:
    """The side that is one cell of another sheet."""
    return Side(name, f"={far.cell}", far.amount, link=far.cell)


def near_side(name: str, near: Figure) -> Side:
    """The side that is one cell of the sheet itself."""
    return Side(name, f"={near.cell}", near.amount)


def write_controls(
    context: ReportContext, cells: Cells, controls: Sequence[Control], row: int
) -> PlacedControls:
    """Write the block from ``row`` on, in the sheet's first seven columns."""
    cells.worksheet.write_string(row, 0, context.translate("Controls"), cells.styles.heading())
    table = place_table(
        cells, "Controls", _headings(context), len(controls), row=row + 1, filtered=False
    )
    words = [
        _write(context, cells, table, place, control)
        for place, control in zip(table.rows, controls, strict=True)
    ]
    tones = _words(context).tones | {context.translate("missing"): "error"}
    colour_words(cells.styles, cells.worksheet, table, _WORD, tones)
    return PlacedControls(table, sum(word in _failing_words(context) for word in words))


def write_controls_line(
    context: ReportContext, cells: Cells, placed: PlacedControls, row: int
) -> None:
    """Say at the head of the sheet how many of the controls hold, live and coloured."""
    _ = context.translate
    words, every = placed.table.local_range(_WORD), len(placed.table.rows)
    counts = [f'COUNTIF({words},"{word}")' for word in _failing_words(context)]
    failing = "+".join(counts)
    phrase = _("Controls: {count} of {all} hold. They stand from row {row}.")
    phrase = phrase.replace("{all}", str(every)).replace("{row}", str(placed.table.first_row + 1))
    formula, stored = live_text(phrase, count=(f"({every}-({failing}))", every - placed.failing))
    worksheet, styles = cells.worksheet, cells.styles
    worksheet.write_formula(row, 0, formula, styles.get(bold=True), stored)
    for criteria, role in ((f"={failing}>0", "error"), (f"={failing}=0", "done")):
        rule = {"type": "formula", "criteria": criteria, "format": styles.role(role)}
        worksheet.conditional_format(row, 0, row, _LINE_COLUMNS, rule)


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    return [
        Heading(_WHAT, _("What is compared")),
        Heading(_ONE, _("One side")),
        Heading(_OTHER, _("Other side")),
        Heading(_FIRST, _("One figure"), align="right"),
        Heading(_SECOND, _("Other figure"), align="right"),
        Heading(_DIFFERENCE, _("Difference"), align="right"),
        Heading(_WORD, _("Judgement")),
    ]


def _words(context: ReportContext) -> JudgementWords:
    return judgement_words(context, context.settings.money.decimals)


def _failing_words(context: ReportContext) -> tuple[str, str]:
    return _words(context).differs, context.translate("missing")


def _write(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, control: Control
) -> str:
    """Write a line and give its word."""
    money, columns = Money(context, cells), table.columns
    cells.write(row, columns[_WHAT], control.what)
    looks = {"number_format": WHOLE} if control.is_count else {}
    for name, figure, side in (
        (_ONE, _FIRST, control.first),
        (_OTHER, _SECOND, control.second),
    ):
        if side.link:
            cells.write_inner_link(row, columns[name], side.name, side.link)
        else:
            cells.write(row, columns[name], side.name)
        money.formula(row, columns[figure], side.formula, side.amount, **looks)
    first, second = (
        Figure(table.cell(key, row), side.amount)
        for key, side in ((_FIRST, control.first), (_SECOND, control.second))
    )
    money.difference(row, columns[_DIFFERENCE], first, second, **_shown(money, control), **looks)
    formula, word = _judged(context, control, table.cell(_DIFFERENCE, row))
    cells.write_formula(row, columns[_WORD], f"={formula}", word)
    return word


def _shown(money: Money, control: Control) -> dict[str, str]:
    """How a difference is shown that would look like none with the other amounts' decimals."""
    amount = difference(control.first.amount, control.second.amount)
    if not amount or control.is_count or abs(amount) >= half_unit_of(money.decimals):
        return {}
    return {"number_format": money_format(EXACT)}


def _judged(context: ReportContext, control: Control, cell: str) -> tuple[str, str]:
    """The formula of the word, and the word. What is no number agrees with nothing."""
    words, terms = _words(context), control.terms
    if control.roundings and not terms:
        words, terms = judgement_words(context, EXACT), control.roundings
    differs = words.differs
    amount = difference(control.first.amount, control.second.amount)
    if control.is_count:
        lacking = context.translate("missing")
        formula = f'IF(ISNUMBER({cell}),IF({cell}=0,"{words.agrees}","{lacking}"),"{lacking}")'
        return formula, lacking if amount else words.agrees
    formula = f'IF(ISNUMBER({cell}),{words.formula(cell, terms)},"{differs}")'
    word = differs if amount is None else words.of(amount, terms)
    if control.faults is None:
        return formula, word
    counted, faults = control.faults
    return f'IF({counted}>0,"{differs}",{formula})', differs if faults else word
