"""Which cells of an .xls sheet hold formulas, and which: xlrd itself tells their results only.

Source: Microsoft [MS-XLS], 2.4.127 (Formula).
"""

from __future__ import annotations

import struct
from contextlib import suppress

from xlrd.biffh import XL_BOF, XL_EOF, XL_FORMULA_OPCODES  # type: ignore[import-untyped]
from xlrd.book import Book  # type: ignore[import-untyped]
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula  # type: ignore[import-untyped]

_HEAD = struct.Struct("<HH")
_LENGTH_AT, _TOKENS_AT = 20, 22
_FIRST_WITH_LENGTH_OF_TWO_BYTES = 50
_UNTOLD = "="
_BOF_KINDS = {XL_BOF, 0x0009, 0x0209, 0x0409}


def read_formulas(book: Book, sheet: int) -> dict[tuple[int, int], str]:
    """Row and column, counted from 0, to the formula there; "=" where its text cannot be told."""
    formulas: dict[tuple[int, int], str] = {}
    depth, place = 0, book._sh_abs_posn[sheet]  # noqa: SLF001 - told nowhere else
    while place + _HEAD.size <= len(book.mem):
        kind, size = _HEAD.unpack_from(book.mem, place)
        start = place + _HEAD.size
        place = start + size
        if kind in _BOF_KINDS:
            depth += 1
        elif kind == XL_EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind in XL_FORMULA_OPCODES and depth == 1 and size > _HEAD.size:
            where = _HEAD.unpack_from(book.mem, start)
            formulas[where] = _text(book, book.mem[start : start + size], *where)
    return formulas


def _text(book: Book, record: bytes, row: int, column: int) -> str:
    if book.biff_version < _FIRST_WITH_LENGTH_OF_TWO_BYTES:
        return _UNTOLD
    with suppress(Exception):  # a formula that xlrd does not understand is a formula all the same
        (length,) = struct.unpack_from("<H", record, _LENGTH_AT)
        tokens = record[_TOKENS_AT : _TOKENS_AT + length]
        text = decompile_formula(
            book, tokens, length, FMLA_TYPE_CELL, browx=row, bcolx=column, r1c1=0
        )
        return f"={text}" if text and "?" not in text else _UNTOLD
    return _UNTOLD
