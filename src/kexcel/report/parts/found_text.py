"""What was found in a cell, as its reader writes numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from kexcel.locale import format_number
from kexcel.model.finding import Finding

_DECIMAL_NUMBER = re.compile(r"-?\d+\.\d+", re.ASCII)
_ABOUT_THE_WORDS = {"interpreted", "not-a-number", "not-a-date"}
"""Codes whose point is how something was written."""


def found_text(finding: Finding, language: str) -> str:
    """The finding's value with the language's decimal sign, if it is a number and no more.

    Nothing else is changed: no digit is grouped, rounded or added.
    """
    value = finding.value or ""
    if finding.code in _ABOUT_THE_WORDS or not _DECIMAL_NUMBER.fullmatch(value):
        return value
    return value.replace(".", _decimal_sign(language))


def _decimal_sign(language: str) -> str:
    return format_number(Decimal("0.1"), language)[1]
