"""A responsibility code as a ledger prints it, and whether the chart of accounts can have it."""

from __future__ import annotations

import re

from kexcel.locale import translator
from kexcel.model.cell import CellValue
from kexcel.settings import CodeSettings
from kexcel.validate.plain_form import plain_form
from kexcel.validate.written import as_written

_SHOWN = 12
_WITH_NAME = re.compile(r"(?P<code>\S*\d\S*)\s+[-:]?\s*(?P<name>\D.*)")


def read_code(value: CellValue, codes: CodeSettings) -> tuple[str, str]:
    """The code in a cell and the name that stands beside it there; both "" in a blank cell.

    A number is a code that a spreadsheet program took for a number: where the length is known, it
    gets back the zeros that it began with.
    """
    text = plain_form(as_written(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (text.zfill(codes.length) if codes.length and text.isdigit() else text), ""
    found = _WITH_NAME.fullmatch(text)
    is_whole = _restricts(codes) and fits(text, codes)
    return (found["code"], found["name"]) if found and not is_whole else (text, "")


def fits(code: str, codes: CodeSettings) -> bool:
    """Whether the chart of accounts can have the code."""
    return (
        (codes.length is None or len(code) == codes.length)
        and (not codes.pattern or re.fullmatch(codes.pattern, code) is not None)
        and (not codes.values or code in codes.values)
    )


def expected(codes: CodeSettings, language: str) -> str:
    """What a code may be, in words."""
    _ = translator(language)
    if codes.values:
        more = ", …" if len(codes.values) > _SHOWN else ""
        return ", ".join(codes.values[:_SHOWN]) + more
    parts = []
    if codes.length:
        parts.append(_("{count} signs").format(count=codes.length))
    if codes.pattern:
        parts.append(_("the pattern {pattern}").format(pattern=codes.pattern))
    return ", ".join(parts)


def _restricts(codes: CodeSettings) -> bool:
    return bool(codes.length or codes.pattern or codes.values)
