"""How high a row must be for its wrapped texts, as nearly as can be told without the program.

Programs that open a workbook without recorded heights may show one line of each cell, so the
heights are estimated from the character widths that XlsxWriter has measured in Excel.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from xlsxwriter.utility import xl_pixel_width

_MEASURED_SIZE = 11
_LINE_SPACING = 1.28
_PADDING_PIXELS = 8
_HIGHEST = 409.0
_WIDEST_PIXELS = 13
"""No sign of ASCII takes more than this."""


def row_height(texts: Iterable[tuple[str, float]], size: float, *, lowest: float = 0) -> float:
    """Points needed by texts, each given with the width of its column in characters.

    Excel's own limit of 409 points is never passed; ``size`` is the typeface's, in points.
    """
    lines = max((line_count(text, width, size) for text, width in texts), default=1)
    return height_of_lines(lines, size, lowest=lowest)


def height_of_lines(lines: int, size: float, *, lowest: float = 0) -> float:
    """Points needed by so many lines, within Excel's limit."""
    return min(_HIGHEST, max(lowest, lines * size * _LINE_SPACING + 3))


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column so many characters wide."""
    room = (7 * width + 5 - _PADDING_PIXELS) * _MEASURED_SIZE / size
    if len(text) * _WIDEST_PIXELS <= room and text.isascii() and "\n" not in text:
        return 1
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> int:
    words = paragraph.split(" ")
    widths = list(map(_pixels, words))
    if sum(widths) + _SPACE_PIXELS * (len(words) - 1) <= room:
        return 1
    lines, used = 1, 0.0
    for needed in widths:
        if used and used + _SPACE_PIXELS + needed > room:
            lines, used = lines + 1, 0.0
        used += needed + (_SPACE_PIXELS if used else 0)
        if used > room:
            lines, used = lines + int(used // room), used % room
    return lines


@lru_cache(maxsize=8192)
def _pixels(word: str) -> int:
    """XlsxWriter measures ASCII only; a letter with a diacritic is as wide as without."""
    letters = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return int(xl_pixel_width(letters)) if letters else 7 * len(word)


_SPACE_PIXELS = _pixels(" ")
