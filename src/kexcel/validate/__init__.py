"""What was written to what it means, judged by the rule book."""

from kexcel.validate.interpret import interpret
from kexcel.validate.judge import check_row, judge_sheet
from kexcel.validate.raw import RawCell, RawRow, RawSheet
from kexcel.validate.reading import Reading, Reckoning
from kexcel.validate.written import as_written

__all__ = [
    "RawCell",
    "RawRow",
    "RawSheet",
    "Reading",
    "Reckoning",
    "as_written",
    "check_row",
    "interpret",
    "judge_sheet",
]
