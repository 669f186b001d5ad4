"""Frames as net cost with cost positive, made from the printed figures and their signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kexcel.documents.plan.cell_words import plain
from kexcel.documents.plan.notes import Notes
from kexcel.documents.plan.printed_frames import FrameColumn, PrintedFrames, PrintedLine
from kexcel.documents.plan.table import PlanCell
from kexcel.locale import mark
from kexcel.model.plan import FrameLine, Perspective, PrintedSigns

MINUS_IN_COLUMN = mark("net cost is written with a minus in this column")


def column_signs(printed: PrintedFrames, default: int, notes: Notes) -> Mapping[FrameColumn, int]:
    """Printed column → what its figures are multiplied by to be net costs, 1 or -1.

    A column's own row ``Tecken`` counts before the plan's ``default``. A column with minus
    is said once. One whose figures all contradict its sign is an error, said at its largest
    figure, and is kept as stated: a wrong sign is never guessed right.
    """
    signs: dict[FrameColumn, int] = {}
    for perspective in Perspective:
        for column in printed.columns:
            figures = _figures(printed, perspective, column)
            if figures:
                factor = _factor(printed, (perspective, column), default, notes)
                signs[perspective, column] = factor
                _say_contradiction(figures, factor, notes)
    return signs


def printed_signs(printed: PrintedFrames, signs: Mapping[FrameColumn, int]) -> PrintedSigns:
    """The columns' signs as they are written in the sheet, of columns without figures too."""
    stated = {where: factor for where, (factor, _) in printed.signs.items()}
    return {where: "-" if factor < 0 else "+" for where, factor in {**stated, **signs}.items()}


def frame_lines(printed: PrintedFrames, signs: Mapping[FrameColumn, int]) -> tuple[FrameLine, ...]:
    """The printed lines with every amount as net cost, cost positive."""
    return tuple(_frame_line(line, signs) for line in printed.lines)


def turned(figure: Decimal, factor: int) -> Decimal:
    """A figure times 1 or -1; nothing is nothing whichever sign it has."""
    return figure * factor if figure else abs(figure)


def _frame_line(line: PrintedLine, signs: Mapping[FrameColumn, int]) -> FrameLine:
    amounts = {
        column: turned(figure, signs[line.perspective, column])
        for column, figure in line.figures.items()
    }
    return FrameLine(
        perspective=line.perspective,
        name=line.name,
        department=line.department,
        amounts=amounts,
        version=line.version,
        is_total=line.is_total,
        cells={column: line.cells[column].place.cell or "" for column in line.figures},
        version_cell=line.row.cell("version").place.cell or "" if line.version else "",
    )


def _factor(printed: PrintedFrames, where: FrameColumn, default: int, notes: Notes) -> int:
    perspective, column = where
    header = printed.headers[column]
    in_plan = replace(header, place=replace(header.place, row=str(perspective)))
    factor, cell = printed.signs.get(where, (default, in_plan))
    if factor < 0:
        notes.add("interpreted", cell, meaning=MINUS_IN_COLUMN)
    return factor


def _figures(
    printed: PrintedFrames, perspective: Perspective, column: str
) -> list[tuple[Decimal, PlanCell]]:
    return [
        (line.figures[column], line.cells[column])
        for line in printed.lines
        if line.perspective is perspective and column in line.figures
    ]


def _say_contradiction(figures: list[tuple[Decimal, PlanCell]], factor: int, notes: Notes) -> None:
    costs = [figure * factor for figure, _ in figures if figure]
    if costs and max(costs) < 0:
        largest, cell = max(figures, key=lambda each: abs(each[0]))
        notes.add("suspected-sign-error", cell, frame=plain(-largest))
