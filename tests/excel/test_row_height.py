"""How many lines a text is reckoned to take."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.utility import xl_pixel_width

from kexcel.excel.row_height import (
    height_of_lines,
    line_count,
    row_height,
)

SPACE = xl_pixel_width(" ")


def counted(text: str, width: float, size: float) -> int:
    """The same, word by word without any short cut."""
    room = (7 * width + 5 - 8) * 11 / size
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            letters = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
            needed = xl_pixel_width(letters) if letters else 7 * len(word)
            if used and used + SPACE + needed > room:
                lines, used = lines + 1, 0.0
            used += needed + (SPACE if used else 0)
            if used > room:
                lines, used = lines + int(used // room), used % room
    return lines


@given(
    text=st.text(st.sampled_from(" \niWm@.a§½…å"), max_size=60),
    width=st.sampled_from([4.0, 7.0, 14.0, 44.0]),
    size=st.sampled_from([9, 11, 14]),
)
def test_the_short_cuts_change_nothing(text: str, width: float, size: float) -> None:
    assert line_count(text, width, size) == counted(text, width, size)


def test_a_letter_with_a_diacritic_is_as_wide_as_without() -> None:
    assert line_count("åäö" * 5, 12, 11) == line_count("aao" * 5, 12, 11)


def test_a_row_is_as_high_as_its_highest_text() -> None:
    texts = [("ett", 20.0), ("a\nb\nc", 20.0)]
    assert row_height(texts, 11) == height_of_lines(3, 11)
    assert row_height([], 11, lowest=18) == 18
    assert row_height([("\n" * 99, 20.0)], 11) == 409
