"""A year to the next: what goes on, what it brings with it, and what someone must decide."""

from kexcel.roll.history import PastYear
from kexcel.roll.history_json import decode_history, encode_history
from kexcel.roll.marks import marks
from kexcel.roll.periods import moved_dues, rolled_settings
from kexcel.roll.plan import RolledPlan, YearEnd, roll_plan
from kexcel.roll.previous import previous_year_answers
from kexcel.roll.settings_file import rolled_file
from kexcel.roll.to_decide import Question, ToDecide

__all__ = [
    "PastYear",
    "Question",
    "RolledPlan",
    "ToDecide",
    "YearEnd",
    "decode_history",
    "encode_history",
    "marks",
    "moved_dues",
    "previous_year_answers",
    "roll_plan",
    "rolled_file",
    "rolled_settings",
]
