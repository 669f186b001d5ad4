"""A responsibility code as a ledger prints it, with or without its name beside it."""

from __future__ import annotations

import re

from kexcel.model.cell import CellValue
from kexcel.rules.codes import is_code, is_restricted
from kexcel.settings import CodeSettings
from kexcel.validate.plain_form import plain_form
from kexcel.validate.written import as_written

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
    is_whole = is_restricted(codes) and is_code(text, codes)
    return (found["code"], found["name"]) if found and not is_whole else (text, "")
