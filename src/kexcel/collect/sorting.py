"""Findings in the order in which a reader meets them."""

from __future__ import annotations

import re

from kexcel.model.finding import Finding

_CELL = re.compile(r"([A-Z]+)(\d+)")
_LAST = 10**9


def in_reading_order(findings: tuple[Finding, ...], sheets: list[str]) -> tuple[Finding, ...]:
    """The file's own findings first, then sheet by sheet, row by row, column by column.

    Those of a whole sheet come before those of its cells, sheets that are gone come last.
    """
    order = {name: place for place, name in enumerate(sheets)}
    return tuple(sorted(findings, key=lambda each: _key(each, order)))


def _key(finding: Finding, order: dict[str, int]) -> tuple[int, int, int]:
    place = finding.place
    if place.sheet is None:
        return -1, 0, 0
    found = _CELL.fullmatch(place.cell or "")
    row = int(found[2]) if found else -1
    letters = found[1] if found else ""
    return order.get(place.sheet, _LAST), row, _number(letters)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("@")
    return number
