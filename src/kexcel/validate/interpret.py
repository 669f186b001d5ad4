"""What a cell of a certain type means, when that is certain."""

from __future__ import annotations

from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.settings import CodeSettings
from kexcel.template.schema import Choice, Column
from kexcel.validate.arithmetic import shows_error
from kexcel.validate.codes import read_code
from kexcel.validate.dates import read_date
from kexcel.validate.numbers import read_number
from kexcel.validate.reading import BLANK, Reading, Reckoning, unread
from kexcel.validate.words import read_word
from kexcel.validate.written import as_written


def interpret(  # noqa: PLR0911 - one for each type of column
    value: CellValue,
    column: Column,
    reckoning: Reckoning,
    choice: Choice | None = None,
    codes: CodeSettings | None = None,
) -> Reading:
    """Read a cell by its column's type; ``choice`` is the list of a column of words, and ``codes``
    what a code may be in a column of codes.

    What cannot be read with certainty keeps no value: its words are the answer's ``written``.
    """
    if isinstance(value, ErrorValue) or (isinstance(value, FormulaText) and shows_error(value)):
        return unread("error-value")
    words = as_written(value)
    if not words:
        return BLANK
    match column.type:
        case "date":
            return read_date(value, reckoning, column.without_year)
        case "number" | "money":
            return read_number(value, reckoning)
        case "choice" if choice is not None:
            return read_word(value, choice, reckoning.language)
        case "text" if codes is not None:
            return read_code(value, codes)
    return Reading(words)
