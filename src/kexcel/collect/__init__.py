"""Received files to identified returns with their answers and findings."""

from kexcel.collect.examine import Books, examine
from kexcel.collect.identify import FormIndex
from kexcel.collect.litter import is_litter

__all__ = ["Books", "FormIndex", "examine", "is_litter"]
