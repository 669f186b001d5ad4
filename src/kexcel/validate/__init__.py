"""What was written to what it means, judged by the rule book."""

from kexcel.validate.interpret import interpret
from kexcel.validate.judge import check_row
from kexcel.validate.raw import RawCell, RawRow, RawSheet
from kexcel.validate.reading import Reading, Reckoning
from kexcel.validate.workbook import Judged, judge_workbook
from kexcel.validate.written import as_written

__all__ = [
    "Judged",
    "RawCell",
    "RawRow",
    "RawSheet",
    "Reading",
    "Reckoning",
    "as_written",
    "check_row",
    "interpret",
    "judge_workbook",
]
