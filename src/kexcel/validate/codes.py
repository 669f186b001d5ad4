"""Read a code of money however the cell holds it. A code is a text: its zeros count."""

from __future__ import annotations

from kexcel.model.cell import CellValue, Percentage, TimeOfDay
from kexcel.rules.codes import is_code
from kexcel.settings import CodeSettings
from kexcel.validate.reading import Reading, unread
from kexcel.validate.written import as_written, tidy


def read_code(value: CellValue, codes: CodeSettings) -> Reading:
    """The code that a cell means, spelt as in the list where there is one.

    A number may have lost its zeros to a program: where only one code can have been meant, it is
    read as that. A text is what someone wrote, and is never filled out.
    """
    text = tidy(as_written(value))
    if is_code(text, codes):
        return Reading(_as_listed(text, codes))
    meant = _with_zeros(text, codes) if _is_whole_number(value) else ""
    return Reading(meant, meaning=f'"{meant}"') if meant else unread("unknown-code")


def _as_listed(text: str, codes: CodeSettings) -> str:
    return next((each for each in codes.values if each.lower() == text.lower()), text)


def _is_whole_number(value: CellValue) -> bool:
    if isinstance(value, bool | Percentage | TimeOfDay) or not isinstance(value, int | float):
        return False
    return float(value).is_integer()


def _with_zeros(text: str, codes: CodeSettings) -> str:
    """The only code that is the text with zeros before it; "" where there is none, or several."""
    if codes.values:
        found = [each for each in codes.values if each.lstrip("0") == text and is_code(each, codes)]
        return found[0] if len(found) == 1 else ""
    padded = text.zfill(codes.length or 0)
    return padded if padded != text and is_code(padded, codes) else ""
