"""Budget tables: figures as they are printed, with the sign that each column has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.documents.prose.coverage import Use, Uses
from kexcel.documents.prose.figures import FigureRow, figure_of, figure_row
from kexcel.documents.prose.heads import OTHER, Form
from kexcel.documents.prose.placing import placed_texts
from kexcel.documents.prose.profile import BudgetProfile
from kexcel.documents.prose.sections import Table
from kexcel.documents.prose.stream import Gap, Line, Row, join_pair
from kexcel.model.plan import Perspective
from kexcel.model.spot import Spot


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a budget table; a figure that is missing is None."""

    name: str
    figures: tuple[Decimal | None, ...]
    is_total: bool
    spot: Spot
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class PrintedBudget:
    """A budget table as printed. ``perspective`` is None where nothing tells which it is.

    ``unit`` is what the document says of the amounts, "" where it says nothing.
    """

    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    perspective: Perspective | None
    unit: str
    is_proposed: bool
    spot: Spot

    def signs(self, place: int) -> set[str]:
        """The signs that the figures of a column have; zero has none."""
        figures = (row.figures[place] for row in self.rows)
        return {"-" if figure < 0 else "+" for figure in figures if figure}


def budget_of(table: Table, rules: BudgetProfile, uses: Uses) -> PrintedBudget | None:
    """The table, or None if it has no rows. What is no row of it is said in ``uses``."""
    rows = tuple(_rows(table, rules, uses))
    if not rows:
        return None
    labels = tuple(column.label for column in table.head.columns if column.key == "figure")
    said = f"{table.caption} {' '.join(column.label for column in table.head.columns)}"
    return PrintedBudget(
        columns=labels,
        rows=rows,
        perspective=_perspective(table.caption, rules),
        unit=_unit(said, rules),
        is_proposed=_says(said, rules.proposed),
        spot=rows[0].spot,
    )


def _rows(table: Table, rules: BudgetProfile, uses: Uses) -> Iterator[PrintedRow]:
    if table.head.form is Form.CELLS:
        yield from _cell_rows(table, rules, uses)
    elif table.head.form is Form.PLACES:
        yield from _placed_rows(table, rules, uses)
    else:
        yield from _line_rows(table, rules, uses)


def _cell_rows(table: Table, rules: BudgetProfile, uses: Uses) -> Iterator[PrintedRow]:
    for piece in table.pieces:
        row = piece.block
        if not isinstance(row, Row):
            continue
        texts = [
            " ".join(c.text for c in row.cells if column.start <= c.start < column.end)
            for column in table.head.columns
        ]
        printed = _printed_texts(texts, table, rules, row.spot)
        uses.say(Use.BUDGET if printed else Use.UNKNOWN, piece.index)
        if printed:
            yield printed


def _placed_rows(table: Table, rules: BudgetProfile, uses: Uses) -> Iterator[PrintedRow]:
    """Figures stand beneath their headings; a name may go on in the line above them."""
    columns = table.head.columns
    place = [column.key for column in columns].index("name")
    opening: list[int] = []
    name = ""
    for piece in table.pieces:
        if not isinstance(piece.block, Line):
            continue
        texts = placed_texts(columns, piece.block)
        texts[place] = join_pair(name, texts[place])
        printed = _printed_texts(texts, table, rules, piece.block.spot)
        opening.append(piece.index)
        name = "" if printed else texts[place]
        if printed:
            uses.say(Use.BUDGET, *opening)
            opening = []
            yield printed
    uses.say(Use.UNKNOWN, *opening)


def _printed_texts(
    texts: Sequence[str], table: Table, rules: BudgetProfile, spot: Spot
) -> PrintedRow | None:
    """The row that texts in columns make; None where they hold no figure."""
    pairs = list(zip(table.head.columns, texts, strict=True))
    name = next((text for column, text in pairs if column.key == "name"), "").strip()
    figures = tuple(figure_of(text) for column, text in pairs if column.key == "figure")
    if not name or all(figure is None for figure in figures):
        return None
    return PrintedRow(name, figures, _is_total(name, rules), spot)


def _line_rows(table: Table, rules: BudgetProfile, uses: Uses) -> Iterator[PrintedRow]:
    count = sum(column.key in {"figure", OTHER} for column in table.head.columns)
    text, spot = "", Spot()
    indices: list[int] = []
    for piece in table.pieces:
        if not isinstance(piece.block, Line):
            continue
        if not indices or piece.gap is Gap.BLANK:
            uses.say(Use.UNKNOWN, *indices)
            text, indices, spot = "", [], piece.block.spot
        text = join_pair(text, piece.block.text)
        indices.append(piece.index)
        if found := figure_row(text, count):
            uses.say(Use.BUDGET, *indices)
            yield _printed(found, rules, spot)
            text, indices = "", []
    uses.say(Use.UNKNOWN, *indices)


def _printed(row: FigureRow, rules: BudgetProfile, spot: Spot) -> PrintedRow:
    return PrintedRow(row.name, row.figures, _is_total(row.name, rules), spot, row.is_ambiguous)


def _is_total(name: str, rules: BudgetProfile) -> bool:
    return name.strip(" :").casefold() in {total.casefold() for total in rules.totals}


def _perspective(caption: str, rules: BudgetProfile) -> Perspective | None:
    """What the text above the table says, where the word that stands nearest to it counts."""
    words = {Perspective.CITIZEN: rules.citizen, Perspective.DEPARTMENT: rules.department}
    places = {
        perspective: max((caption.casefold().rfind(each.casefold()) for each in said), default=-1)
        for perspective, said in words.items()
    }
    nearest = max(places, key=lambda each: places[each])
    return nearest if places[nearest] >= 0 else None


def _unit(said: str, rules: BudgetProfile) -> str:
    if not rules.unit:
        return ""
    found = re.search(rf"(?:\(|\bi |belopp |, |: )(?:{rules.unit})(?!\w)", said, re.IGNORECASE)
    return found.groupdict().get("unit", "") if found else ""


def _says(text: str, phrases: Sequence[str]) -> bool:
    return any(phrase.casefold() in text.casefold() for phrase in phrases)
