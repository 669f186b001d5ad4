"""What is different between two plans, two returns or two consolidated results."""

from kexcel.compare.compared import compare
from kexcel.compare.comparison import (
    Change,
    ChangeKind,
    ComparedKind,
    Comparison,
    GroupChanges,
    Part,
    Side,
)
from kexcel.compare.opening import Opened, Reading, UnknownFormError, open_file

__all__ = [
    "Change",
    "ChangeKind",
    "ComparedKind",
    "Comparison",
    "GroupChanges",
    "Opened",
    "Part",
    "Reading",
    "Side",
    "UnknownFormError",
    "compare",
    "open_file",
]
