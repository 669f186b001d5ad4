"""Figures at the end of a line: "Äldre +65 -215,9 -213,9 211,3" is a name and three of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kexcel.documents.plan.cell_values import parse_number

_FIGURE = re.compile(r"[-+−–]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[-+−–]?[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?")
_MISSING = {"-", "–", "—", "−", "*", "saknas"}
_VALUE = re.compile(
    r"(?P<figure>[-+−–]?\d+(?: \d{3})*(?:[.,]\d+)?)\s*(?P<unit>%|procent|[^\W\d_]{1,6})?"
)
_LAST_FIGURE = re.compile(r"(?:^|\s)[-+−–]?\d+(?:[.,]\d+)?(?:\s*(?:%|procent))?$")
_MOST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A name and its figures; a figure that is missing is None.

    ``is_ambiguous`` says that blanks between thousands and between columns cannot be told apart.
    """

    name: str
    figures: tuple[Decimal | None, ...]
    is_ambiguous: bool = False


def has_figure(text: str) -> bool:
    """Whether a text ends in a figure, perhaps with its unit."""
    return bool(_LAST_FIGURE.search(text))


def figure_row(text: str, count: int) -> FigureRow | None:
    """The name and as many figures as there are columns; None where the line ends otherwise."""
    words = text.split()
    readings = [r for r in _readings(words, count) if r[0] > 0 or count == len(words)]
    if not readings:
        return None
    shortest = min(start for start, _figures in readings)
    likely = [figures for start, figures in readings if start == shortest]
    likely.sort(key=_spread)
    is_ambiguous = len(likely) > 1 and _spread(likely[0]) == _spread(likely[1])
    figures = tuple(figure_of(each) for each in likely[0])
    return FigureRow(" ".join(words[:shortest]), figures, is_ambiguous)


def figure_of(text: str) -> Decimal | None:
    """A printed figure; None where the column has none."""
    return None if text.strip().casefold() in _MISSING else parse_number(text)


def value_of(text: str) -> tuple[Decimal | None, str]:
    """A figure and the unit right after it, as in "9,11 %"; None where there is no figure."""
    found = _VALUE.fullmatch(text.strip())
    if not found:
        return None, ""
    return parse_number(found["figure"]), found["unit"] or ""


def _readings(words: list[str], count: int) -> Iterator[tuple[int, list[str]]]:
    """Where the name ends, and the figures after it, every way that they can be read."""
    if not count:
        yield len(words), []
        return
    for size in range(1, min(_MOST_GROUPS, len(words)) + 1):
        figure = " ".join(words[-size:])
        is_figure = _FIGURE.fullmatch(figure) or _GROUPED.fullmatch(figure)
        if is_figure or (size == 1 and figure in _MISSING):
            for start, figures in _readings(words[:-size], count - 1):
                yield start, [*figures, figure]


def _spread(figures: list[str]) -> int:
    """How differently the figures are grouped; those of one row are mostly alike."""
    groups = [len(figure.split()) for figure in figures]
    return max(groups) - min(groups)
