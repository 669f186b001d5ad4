"""Which figures of the workbook must be the same, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kexcel.report.budget.accuracy_table import PlacedAccuracy
from kexcel.report.budget.controls import Control, Side, far_side, near_side
from kexcel.report.budget.deviations import PlacedDeviations
from kexcel.report.budget.distribution_table import APPROVER, RAM, SINCE, WORD, PlacedDistribution
from kexcel.report.budget.distribution_totals import (
    distributed,
    distributed_with_since,
    frames_formula,
    frames_of_handed_in,
)
from kexcel.report.budget.figures import EXACT, total
from kexcel.report.budget.frames import FramesPlaced
from kexcel.report.budget.lines import ACTUAL, FORECAST, FRAME, LEDGER, frame_column
from kexcel.report.budget.rounds import AMOUNT, CODE
from kexcel.report.budget.summary_totals import (
    count_of,
    count_of_rows,
    departments_formula,
    rows_part,
)
from kexcel.report.budget.unplaced import PlacedLedger
from kexcel.report.budget.writing import Writing


@dataclass(frozen=True, slots=True)
class Ends:
    """What the compilation is tied to; None where the workbook has nothing of the kind."""

    frames: FramesPlaced
    accuracy: PlacedAccuracy
    distribution: PlacedDistribution | None = None
    ledger: PlacedLedger | None = None
    deviations: PlacedDeviations | None = None


def controls_of(writing: Writing, ends: Ends) -> list[Control]:
    """The controls that there is something to hold against, in the order they are read."""
    return [
        *_of_frames(writing, ends),
        *_of_rows(writing),
        *_of_accuracy(writing, ends),
        *_of_distribution(writing, ends.distribution),
        *_of_ledger(writing, ends.ledger),
        *_of_answers(writing, ends.deviations),
    ]


def _here(writing: Writing) -> str:
    return writing.table.sheet


def _of_frames(writing: Writing, ends: Ends) -> Iterator[Control]:
    """The frames in force, the total that the plan prints, and that both perspectives agree."""
    _, frames = writing.context.translate, ends.frames
    column = frame_column(writing.context.consolidation, writing.context.settings)
    label = f"{writing.context.column_label('budget', FRAME)}, {column}"
    here, count = near_side(_here(writing), writing.placed.total(FRAME)), len(writing.placed.groups)
    if frames.in_force:
        yield Control(label, here, far_side(_("Frames"), frames.in_force))
    printed = frames.totals.get(column)
    if printed:
        yield Control(label, here, far_side(_("Printed total"), printed), terms=count)
    if frames.in_force and frames.citizens_in_force:
        # The two are rounded apart, so each line of either may be off.
        lines = [line for line in writing.context.consolidation.plan.frames if not line.is_total]
        departments = far_side(_("By department"), frames.in_force)
        citizens = far_side(_("By citizen group"), frames.citizens_in_force)
        yield Control(label, departments, citizens, terms=len(lines))


def _of_rows(writing: Writing) -> Iterator[Control]:
    """The total, which adds up the rows that are reported, against the departments' figures."""
    if not writing.placed.is_split:
        return
    _, label = writing.context.translate, writing.context.column_label
    for key in (FRAME, FORECAST):
        placed = writing.placed
        if placed.sum_of(key) is not None:
            rows = near_side(_("Units and undivided departments"), placed.total(key))
            formula, amount = departments_formula(writing, key), placed.sum_of_departments(key)
            whole = Side(_("Departments"), formula, amount)
            yield Control(label("budget", key), rows, whole, roundings=placed.roundings(key))


def _of_accuracy(writing: Writing, ends: Ends) -> Iterator[Control]:
    for key in (FRAME, ACTUAL, FORECAST):
        here, there = writing.placed.total(key), ends.accuracy.total(key)
        if here.amount is not None:
            yield Control(
                writing.context.column_label("budget", key),
                near_side(_here(writing), here),
                far_side(ends.accuracy.table.sheet, there),
                roundings=writing.placed.roundings(key),
            )


def _of_distribution(writing: Writing, placed: PlacedDistribution | None) -> Iterator[Control]:
    if placed is None:
        return
    if placed.has_amounts and distributed(placed) is not None:
        yield _of_departments(writing, placed)
        if writing.placed.is_split:
            yield _of_units(writing, placed)
    if placed.has_codes and placed.codes:
        yield _of_codes(writing, placed)


def _first_cell(placed: PlacedDistribution, key: str) -> str:
    return placed.table.far_cell(key, placed.table.first_row)


def _of_departments(writing: Writing, placed: PlacedDistribution) -> Control:
    """What is distributed against the frames of those that handed in, all and each."""
    _ = writing.context.translate
    differs = placed.words.differs
    formula, amount = distributed_with_since(placed)
    first = Side(placed.table.sheet, f"={formula}", amount, _first_cell(placed, AMOUNT))
    frames = Side(
        _("Frames of those who handed in"),
        f"={frames_formula(placed, far=True)}",
        frames_of_handed_in(placed),
    )
    wrong = sum(bool(each.difference) for each in placed.handed)
    words = f'{placed.is_head(far=True)}*({placed.cells_of(WORD, far=True)}="{differs}")'
    faults = (f"SUMPRODUCT({words})", wrong)
    since = _("Distributed and decided since, by department")
    return Control(
        since if placed.has_since else _("Distributed, by department"),
        first,
        frames,
        roundings=writing.placed.roundings(FRAME),
        faults=faults,
    )


def _of_units(writing: Writing, placed: PlacedDistribution) -> Control:
    """What is distributed to units against their frames in the compilation, all and each."""
    _ = writing.context.translate
    differs, missing = placed.words.differs, _("missing")
    rows = [row for each in placed.handed if each.has_units for row in each.rows]
    word = placed.cells_of(WORD, far=True)
    counted = f'{placed.is_row(far=True)}*({word}<>"")'
    keys = (AMOUNT, SINCE) if placed.has_since else (AMOUNT,)
    sums = (f"SUMPRODUCT({counted},{placed.cells_of(key, far=True)})" for key in keys)
    amount = total(each for row in rows for each in (row.amount, row.since))
    formula = f"=ROUND({'+'.join(sums)},{EXACT})"
    first = Side(placed.table.sheet, formula, amount, _first_cell(placed, RAM))
    frames = (
        f"=ROUND(SUMPRODUCT({placed.is_row(far=True)}*1,{placed.cells_of(RAM, far=True)}),{EXACT})"
    )
    units = total(row.unit.line.amounts[FRAME] for row in rows if row.unit)
    second = Side(_here(writing), frames, units)
    wrong = [row for row in rows if row.difference or (row.unit is None and not row.is_repeated)]
    words = f'(({word}="{differs}")+({word}="{missing}"))'
    faults = (f"SUMPRODUCT({placed.is_row(far=True)}*{words})", len(wrong))
    since = _("Distributed and decided since, by unit")
    what = since if placed.has_since else _("Distributed, by unit")
    return Control(what, first, second, faults=faults)


def _of_codes(writing: Writing, placed: PlacedDistribution) -> Control:
    """The rows with a code against those whose code has an approver."""
    _ = writing.context.translate
    every = len(placed.codes)
    codes, found = placed.cells_of(CODE, far=True), placed.cells_of(APPROVER, far=True)
    counted = f'=SUMPRODUCT({placed.is_row(far=True)}*({codes}<>""))'
    first = Side(placed.table.sheet, counted, Decimal(every), _first_cell(placed, CODE))
    covered = f'=SUMPRODUCT({placed.is_row(far=True)}*({found}="{_("in place")}"))'
    second = Side(
        placed.approvers.table.sheet,
        covered,
        Decimal(every - placed.codes_without_approver),
        _first_cell(placed, APPROVER),
    )
    return Control(_("Responsibility codes with an approver"), first, second, is_count=True)


def _of_ledger(writing: Writing, ledger: PlacedLedger | None) -> Iterator[Control]:
    """What is booked on departments and on no one against the ledger as it was read.

    Both are the same sum rounded once: what is booked is in öre, so rounded sums would not do.
    """
    if ledger is None:
        return
    _ = writing.context.translate
    booked = [each.line.amounts[LEDGER] for each in writing.placed.lines]
    amount = total([*booked, *(each.amount for each in ledger.amounts)])
    formula = f"=ROUND({rows_part(writing, LEDGER)}+{ledger.unplaced_part},{EXACT})"
    first = Side(_("Departments, and codes that no department has"), formula, amount)
    yield Control(_("Booked"), first, near_side(_("The ledger"), ledger.whole))


def _of_answers(writing: Writing, placed: PlacedDeviations | None) -> Iterator[Control]:
    """Who has answered, and which rows have a forecast."""
    if placed is None:
        return
    _, context = writing.context.translate, writing.context
    every = len(placed.table.rows)
    yield Control(
        _("Departments that have answered"),
        Side(_("Departments with a frame"), f"={placed.all_formula}", Decimal(every)),
        Side(_("Have answered"), f"={placed.answered_formula(context)}", Decimal(placed.answered)),
        is_count=True,
    )
    if "budget" in context.consolidation.period.sheets:
        yield _of_forecasts(writing)


def _of_forecasts(writing: Writing) -> Control:
    _ = writing.context.translate
    lines = writing.placed.lines
    known = sum(each.line.amounts[FORECAST] is not None for each in lines)
    return Control(
        _("Rows with a forecast"),
        Side(_("Rows"), f"={count_of_rows(writing)}", Decimal(len(lines))),
        Side(_("With a forecast"), f"={count_of(writing, FORECAST)}", Decimal(known)),
        is_count=True,
    )
