"""How high a row must be for its wrapped texts, as nearly as can be told without the program.

Programs that open a workbook without recorded heights may show one line of each cell, so the
heights are estimated from the character widths that XlsxWriter has measured in Excel.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from xlsxwriter.utility import xl_pixel_width

_MEASURED_SIZE = 11
_LINE_SPACING = 1.28
_PADDING_PIXELS = 8
_HIGHEST = 409.0
_SHORT = 64

_SPACE_PIXELS = int(xl_pixel_width(" "))


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
    return lines_in(text, room_in(width, size))


def room_in(width: float, size: float) -> float:
    """The pixels that a column so many characters wide has for texts, as in 11 points."""
    return (7 * width + 5 - _PADDING_PIXELS) * _MEASURED_SIZE / size


def lines_in(text: str, room: float) -> int:
    """How many lines a text takes in so much room."""
    # Names come again in row after row, and long texts do not.
    return _short_lines_in(text, room) if len(text) < _SHORT else _lines_in(text, room)


def _lines_in(text: str, room: float) -> int:
    if "\n" not in text:
        return _wrapped(text, room)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


_short_lines_in = lru_cache(maxsize=8192)(_lines_in)


def _wrapped(paragraph: str, room: float) -> int:
    words = paragraph.split(" ")
    ends = list(accumulate(map(_spaced_pixels, words), initial=0))
    if ends[-1] - _SPACE_PIXELS <= room:
        return 1
    if "" in words:
        return _wrapped_word_by_word(words, room)
    lines, first = 1, 0
    while True:
        last = bisect_right(ends, ends[first] + room + _SPACE_PIXELS, first) - 1
        if last == first:
            return _wrapped_word_by_word(words, room)
        if last == len(words):
            return lines
        lines, first = lines + 1, last


def _wrapped_word_by_word(words: list[str], room: float) -> int:
    """The same where a word is broken between lines, or there is none between two spaces."""
    lines, used = 1, 0.0
    for word in words:
        needed = _spaced_pixels(word) - _SPACE_PIXELS
        if used and used + _SPACE_PIXELS + needed > room:
            lines, used = lines + 1, 0.0
        used += needed + (_SPACE_PIXELS if used else 0)
        if used > room:
            lines, used = lines + int(used // room), used % room
    return lines


@lru_cache(maxsize=8192)
def _spaced_pixels(word: str) -> int:
    """A word with a space after it.

    XlsxWriter measures ASCII only; a letter with a diacritic is as wide as without.
    """
    letters = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return _SPACE_PIXELS + (int(xl_pixel_width(letters)) if letters else 7 * len(word))
