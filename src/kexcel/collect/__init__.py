"""Received files to identified returns with their answers and findings."""

from kexcel.collect.examine import Books, Known, examine, given_up, read_return
from kexcel.collect.identify import FormIndex
from kexcel.collect.litter import is_litter

__all__ = [
    "Books",
    "FormIndex",
    "Known",
    "examine",
    "given_up",
    "is_litter",
    "read_return",
]
