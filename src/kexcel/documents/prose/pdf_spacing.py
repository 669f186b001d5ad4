"""Lines and tables of PDF as a stream: where there is space between them, and what is margin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kexcel.documents.prose.margins import IsHead, PageLine, repeated_lines
from kexcel.documents.prose.pdf_lines import PrintedLine
from kexcel.documents.prose.pdf_tables import PrintedTable
from kexcel.documents.prose.stream import Block, Gap, Line, Row
from kexcel.model.spot import Spot

Printed = PrintedLine | PrintedTable

_LARGER = 0.3
"""How much more space than between lines of a paragraph is a gap, in heights of a letter."""

_USUAL = 0.3
"""The space between two lines where a document shows none, in heights of a letter."""

_CLOSEST = 0.1
"""Which part of the spaces between lines, the smallest ones, are those within a paragraph."""


@dataclass(frozen=True, slots=True)
class _Spacing:
    """The space between lines of a paragraph by their size, and where pages begin."""

    usual: dict[float, float]
    top: float

    def within(self, size: float) -> float:
        """The space between two lines of a paragraph."""
        return self.usual.get(size, _USUAL * size)

    def is_wide(self, space: float, size: float) -> bool:
        """Whether a space is more than that between two lines of a paragraph."""
        return space > self.within(size) + _LARGER * size


def spaced_blocks(pages: Sequence[Sequence[Printed]], is_head: IsHead) -> tuple[Block, ...]:
    """The pages' lines and rows in order, each line with whether there is a gap above it."""
    spacing = _measured(pages)
    margins = repeated_lines([_page_lines(page, spacing) for page in pages], is_head)
    inner = [
        [each for place, each in enumerate(page) if (number, place) not in margins]
        for number, page in enumerate(pages)
    ]
    spacing = replace(spacing, top=_highest(inner))
    blocks: list[Block] = []
    before: Printed | None = None
    for number, page in enumerate(pages):
        for place, each in enumerate(page):
            if (number, place) in margins and isinstance(each, PrintedLine):
                blocks.append(_line(each, Gap.UNKNOWN, is_margin=True))
                continue
            blocks += _blocks(each, before, spacing)
            before = each
    return tuple(blocks)


def _page_lines(page: Sequence[Printed], spacing: _Spacing) -> list[PageLine]:
    lines: list[PageLine] = []
    above: Printed | None = None
    for each in page:
        # A table has no line to repeat: its number keeps it from being taken for one.
        text = each.text if isinstance(each, PrintedLine) else f"\0{each.number}"
        is_apart = True
        if isinstance(above, PrintedLine) and isinstance(each, PrintedLine):
            is_apart = spacing.is_wide(each.top - above.bottom, each.size)
        lines.append(PageLine(text, is_apart))
        above = each
    return lines


def _blocks(each: Printed, before: Printed | None, spacing: _Spacing) -> Iterator[Block]:
    starts_page = before is None or before.page != each.page
    if isinstance(each, PrintedLine):
        yield _line(each, _gap(each, before, spacing), starts_page=starts_page)
        return
    for number, cells in enumerate(each.rows, start=1):
        spot = Spot(page=each.page, table=each.number, row=number)
        yield Row(cells, spot, each.columns, starts_page=starts_page and number == 1)


def _line(
    each: PrintedLine, gap: Gap, *, starts_page: bool = False, is_margin: bool = False
) -> Line:
    return Line(
        text=each.text,
        spot=Spot(page=each.page, line=each.number),
        gap=gap,
        segments=each.segments,
        size=each.size,
        is_bold=each.is_bold,
        starts_page=starts_page,
        is_margin=is_margin,
    )


def _gap(each: PrintedLine, before: Printed | None, spacing: _Spacing) -> Gap:
    if before is None or isinstance(before, PrintedTable):
        return Gap.BLANK
    if before.page == each.page:
        size = min(before.size, each.size)
        is_wide = spacing.is_wide(each.top - before.bottom, size)
        return Gap.BLANK if is_wide else Gap.NONE
    is_lower = each.top > spacing.top + _LARGER * each.size + spacing.within(each.size)
    return Gap.BLANK if is_lower else Gap.UNKNOWN


def _measured(pages: Sequence[Sequence[Printed]]) -> _Spacing:
    spaces: defaultdict[float, list[float]] = defaultdict(list)
    for page in pages:
        for above, below in pairwise(page):
            if isinstance(above, PrintedLine) and isinstance(below, PrintedLine):
                space = below.top - above.bottom
                if above.size == below.size and 0 <= space < above.size:
                    spaces[above.size].append(space)
    usual = {size: sorted(found)[int(_CLOSEST * len(found))] for size, found in spaces.items()}
    return _Spacing(usual, 0.0)


def _highest(pages: Sequence[Sequence[Printed]]) -> float:
    """Where the text of a page begins at the highest."""
    return min((page[0].top for page in pages if page), default=0.0)
