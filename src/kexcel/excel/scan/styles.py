"""Which cell styles of a workbook show days, spans of time and shares, by their numbers.

Source: ECMA-376-1:2016, 18.8.10 (cellXfs) and 18.8.30 (numFmt), which lists the formats that
have a number and no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kexcel.excel.plain import is_share
from kexcel.excel.scan.plain import NotPlainError, tree

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIRST_OWN = 164
_DAYS = frozenset({*range(14, 23), 45, 46, 47})
_SPANS = frozenset({46})
_SHARES = frozenset({9, 10})

_TEXTS = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    48: "##0.0E+0",
    49: "@",
}
"""The formats of numbers that have a number and no text."""

_ASIDE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_A_DAY = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_A_SPAN = re.compile(r"\[hh?\]|\[mm?\]|\[ss?\]", re.IGNORECASE)
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers, as a sheet writes them, of the styles of each kind; and each one's format."""

    days: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)


@lru_cache(_KEPT)
def read_styles(part: bytes) -> Styles:
    """The styles of the part; workbooks made from one form have it in common.

    Raises:
        NotPlainError: it has no cell styles, or one with a format that it does not tell.
    """
    root = tree(part)
    own = {
        int(each.attributes["numFmtId"]): each.attributes.get("formatCode", "")
        for group in root.named(f"{_NS}numFmts")
        for each in group.named(f"{_NS}numFmt")
    }
    styles = [xf for group in root.named(f"{_NS}cellXfs") for xf in group.named(f"{_NS}xf")]
    if root.tag != f"{_NS}styleSheet" or not styles:
        raise NotPlainError
    numbers = [int(each.attributes.get("numFmtId", "0")) for each in styles]
    if any(number >= _FIRST_OWN and number not in own for number in numbers):
        raise NotPlainError
    formats = [own.get(number, number) for number in numbers]
    return Styles(
        frozenset(_those(formats, _DAYS, is_day)),
        frozenset(_those(formats, _SPANS, is_span)),
        frozenset(_those(formats, _SHARES, is_share)),
        {str(place): _text(each) for place, each in enumerate(formats)},
    )


def _text(number_format: str | int) -> str:
    if isinstance(number_format, str):
        return number_format
    return _TEXTS.get(number_format, "General")


def _those(formats: list[str | int], known: frozenset[int], test: object) -> Iterator[str]:
    for place, each in enumerate(formats):
        is_one = each in known if isinstance(each, int) else test(each)  # type: ignore[operator]
        if is_one:
            yield str(place)


def is_day(number_format: str) -> bool:
    """Whether a number format shows a number as a day or a time of day."""
    return bool(_A_DAY.search(_ASIDE.sub("", number_format.split(";", maxsplit=1)[0])))


def is_span(number_format: str) -> bool:
    """Whether a number format shows a number as a span of time: more hours than a day has."""
    return bool(_A_SPAN.search(number_format.split(";", maxsplit=1)[0]))
