"""Whatever people do to the order of things, each answer is read right or said to be missing."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kexcel.model.identity import split_row_mark
from kexcel.model.returned import Return
from tests.builders import SOUND, examined, values
from tests.collect.grids import Grid, saved, sound_grids

FORMULAR = ("Läs mig", "Uppföljning", "Mått", "Budget", "Egna aktiviteter")
FIXED = ("Uppföljning", "Mått", "Budget")
"""The sheets whose rows the plan decides."""

JUNK = st.sampled_from(["Summa", "Se ovan!", "Kolla med ekonomi", "Status", 12.5, 2024, "x", None])
NAMES = st.sampled_from(["Blad1", "Blad2", "T1", "Ny", "Uppfölj", "Kopia", "Data", "Åtgärder"])
HEADINGS = st.sampled_from(["Notes", "Läge", "Owner", "Hur går det?", "Comment", "Kolumn1"])

fast = hypothesis_settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def key_row(grid: Grid) -> int:
    return next(
        row
        for row, line in enumerate(grid.rows)
        if sum(isinstance(v, str) and "." in v and v.endswith((".id", ".comment")) for v in line)
    )


def data_rows(grid: Grid) -> list[int]:
    return [
        row
        for row, line in enumerate(grid.rows)
        if any(isinstance(value, str) and split_row_mark(value) for value in line)
    ]


def mark_column(grid: Grid) -> int:
    row = grid.rows[data_rows(grid)[0]]
    return next(i for i, v in enumerate(row) if isinstance(v, str) and split_row_mark(v))


@st.composite
def sorted_rows(draw: st.DrawFn, grid: Grid) -> Grid:
    """The rows in another order, with or without the hidden column."""
    places, marks = data_rows(grid), mark_column(grid)
    keep_marks = grid.name in FIXED and draw(st.booleans())
    rows = list(grid.rows)
    for place, other in zip(places, draw(st.permutations(places)), strict=True):
        line = list(grid.rows[other])
        if keep_marks:
            line[marks] = grid.rows[place][marks]
        rows[place] = tuple(line)
    return grid.with_rows(rows)


@st.composite
def with_junk_rows(draw: st.DrawFn, grid: Grid) -> Grid:
    """Rows of junk anywhere; blank ones where the department's own rows are taken as they are."""
    rows = list(grid.rows)
    for _ in range(draw(st.integers(0, 4))):
        junk = draw(st.lists(JUNK, min_size=grid.width, max_size=grid.width))
        once = [value if junk.index(value) == place else None for place, value in enumerate(junk)]
        line = once if grid.name in FIXED else [None] * grid.width
        rows.insert(draw(st.integers(0, len(rows))), tuple(line))
    return grid.with_rows(rows)


@st.composite
def with_junk_columns(draw: st.DrawFn, grid: Grid) -> Grid:
    columns = grid.columns
    for _ in range(draw(st.integers(0, 3))):
        junk = draw(st.sampled_from([None, "Egen anteckning", 7.5]))
        column = [junk if row not in data_rows(grid) or grid.name in FIXED else None
                  for row in range(len(grid.rows))]  # fmt: skip
        columns.insert(draw(st.integers(0, len(columns))), tuple(column))
    return grid.with_columns(columns)


@st.composite
def with_other_columns(draw: st.DrawFn, grid: Grid) -> Grid:
    return grid.with_columns(draw(st.permutations(grid.columns)))


@st.composite
def with_other_headings(draw: st.DrawFn, grid: Grid) -> Grid:
    row = key_row(grid) + 1
    if grid.name == "Läs mig":
        return grid
    for column in draw(st.sets(st.integers(0, grid.width - 1))):
        grid = grid.put(row, column, draw(HEADINGS))
    return grid


def without_key_row(grid: Grid) -> Grid:
    row = key_row(grid)
    return grid.with_rows([*grid.rows[:row], *grid.rows[row + 1 :]])


def without_marks(grid: Grid) -> Grid:
    """Without the hidden column; the department's own rows have nothing else to tell them by."""
    if grid.name == "Egna aktiviteter":
        return grid
    column = mark_column(grid)
    return grid.with_columns([*grid.columns[:column], *grid.columns[column + 1 :]])


@st.composite
def mixed(draw: st.DrawFn, grid: Grid) -> Grid:
    """A sheet of the form in any mixture that leaves an anchor for each thing."""
    key_row_goes = draw(st.booleans())
    grid = draw(sorted_rows(grid)) if grid.name != "Läs mig" else grid
    if not key_row_goes:
        grid = draw(with_other_headings(grid))
    elif grid.name == "Läs mig":
        return without_key_row(grid)
    grid = without_key_row(grid) if key_row_goes else grid
    grid = draw(with_other_columns(grid))
    grid = draw(with_junk_columns(draw(with_junk_rows(grid))))
    return without_marks(grid) if draw(st.booleans()) else grid


@st.composite
def mixtures(draw: st.DrawFn) -> list[Grid]:
    grids = [
        draw(mixed(grid)) if grid.name in FORMULAR else grid
        for grid in sound_grids()
        if grid.name in FORMULAR or draw(st.booleans())
    ]
    names = draw(st.lists(NAMES, min_size=len(grids), max_size=len(grids), unique=True))
    renamed = [g.named(n) if draw(st.booleans()) else g for g, n in zip(grids, names, strict=True)]
    return draw(st.permutations(renamed))


@fast
@given(grids=mixtures())
def test_any_mixture_that_leaves_an_anchor_gives_the_same_answers(grids: list[Grid]) -> None:
    result = examined(saved(grids))
    note(str([(f.code, f.place.sheet, f.place.cell, f.value) for f in result.findings]))
    assert values(result) == dict(SOUND)


Harm = Callable[[Grid], st.SearchStrategy[Grid]]


@st.composite
def without_some_rows(draw: st.DrawFn, grid: Grid) -> Grid:
    gone = draw(st.sets(st.integers(0, len(grid.rows) - 1), max_size=6))
    return grid.with_rows([row for place, row in enumerate(grid.rows) if place not in gone])


@st.composite
def without_some_columns(draw: st.DrawFn, grid: Grid) -> Grid:
    gone = draw(st.sets(st.integers(0, grid.width - 1), max_size=max(0, min(5, grid.width - 1))))
    return grid.with_columns([c for place, c in enumerate(grid.columns) if place not in gone])


@st.composite
def with_rows_twice(draw: st.DrawFn, grid: Grid) -> Grid:
    rows = list(grid.rows)
    for _ in range(draw(st.integers(1, 3))):
        copied = rows[draw(st.integers(0, len(rows) - 1))]
        rows.insert(draw(st.integers(0, len(rows))), copied)
    return grid.with_rows(rows)


@st.composite
def with_columns_twice(draw: st.DrawFn, grid: Grid) -> Grid:
    columns = grid.columns
    for _ in range(draw(st.integers(1, 3))):
        copied = columns[draw(st.integers(0, len(columns) - 1))]
        columns.insert(draw(st.integers(0, len(columns))), copied)
    return grid.with_columns(columns)


@st.composite
def with_blanked_cells(draw: st.DrawFn, grid: Grid) -> Grid:
    for _ in range(draw(st.integers(1, 12))):
        row, column = draw(st.integers(0, len(grid.rows) - 1)), draw(st.integers(0, grid.width - 1))
        grid = grid.put(row, column, None)
    return grid


@st.composite
def with_key_row_astray(draw: st.DrawFn, grid: Grid) -> Grid:
    """The hidden marks over other columns than their own, as when cells are moved."""
    row = key_row(grid)
    return grid.with_rows(
        [*grid.rows[:row], tuple(draw(st.permutations(grid.rows[row]))), *grid.rows[row + 1 :]]
    )


@st.composite
def with_numbers_astray(draw: st.DrawFn, grid: Grid) -> Grid:
    """One of the things that tell rows, in another order than the rest."""
    column = draw(st.sampled_from([0, mark_column(grid)]))
    places = data_rows(grid)
    moved = draw(st.permutations([grid.rows[place][column] for place in places]))
    for place, value in zip(places, moved, strict=True):
        grid = grid.put(place, column, value)
    return grid


def transposed(grid: Grid) -> st.SearchStrategy[Grid]:
    return st.just(grid.with_rows(list(grid.columns)))


@st.composite
def harmed(draw: st.DrawFn, grid: Grid) -> Grid:
    """First what sets two anchors against each other, then what takes anything away."""
    first: list[Harm] = [st.just]
    if grid.name == "Uppföljning":
        first += [with_key_row_astray, with_numbers_astray]
    grid = draw(draw(st.sampled_from(first))(grid))
    harms: list[Harm] = [
        st.just, without_some_rows, without_some_columns, with_rows_twice, with_columns_twice,
        with_blanked_cells, with_junk_rows, transposed,
    ]  # fmt: skip
    for harm in draw(st.lists(st.sampled_from(harms), max_size=3)):
        if len(grid.rows) > 1 and grid.width > 1:
            grid = draw(harm(grid))
    return grid


@st.composite
def ruins(draw: st.DrawFn) -> list[Grid]:
    grids = [
        draw(harmed(grid)) if grid.name in FORMULAR else grid
        for grid in sound_grids()
        if draw(st.integers(0, 9))
    ]
    copied = [
        draw(harmed(grid)).named(f"{grid.name} (2)")
        for grid in sound_grids()
        if grid.name in FORMULAR and not draw(st.integers(0, 4))
    ]
    return draw(st.permutations([*grids, *copied]))


@fast
@given(grids=ruins())
def test_no_mixture_brings_an_answer_to_another_row_or_column(grids: list[Grid]) -> None:
    result = examined(saved(grids or [Grid("Tom", visible=True, rows=())]))
    note("\n".join(str(grid.rows) for grid in grids))
    assert wrong(result) == {}


def test_marks_of_a_cover_are_no_answers_where_the_column_of_answers_was_deleted() -> None:
    cover = next(grid for grid in sound_grids() if grid.name == "Läs mig")
    keys, answers = cover.find("cover.value")
    cover = cover.put(keys, cover.find("cover.label")[1], None)
    left = [column for place, column in enumerate(cover.columns) if place != answers]
    result = examined(saved([cover.with_columns(left)]))
    assert {key[0] for key in values(result)} == set()
    assert wrong(result) == {}


def wrong(result: Return) -> dict[tuple[str, str, str], object]:
    """The answers that the department never gave.

    Its own rows are what it put there: a line of its sheet that was copied among them is one.
    """
    printed = next(grid for grid in sound_grids() if grid.name == "Egna aktiviteter")
    own = {value for line in printed.rows for value in line} - set(printed.rows[3])
    return {
        key: value
        for key, value in values(result).items()
        if value is not None and (value not in own if key[0] == "own" else SOUND.get(key) != value)
    }
