"""Excel's limits, checked where data enters.

Source: Microsoft, "Excel specifications and limits", and the data validation dialog's own limits.
"""

from __future__ import annotations

import re
from string import Formatter

from kexcel.errors import Fault
from kexcel.locale import mark

SHEET_NAME_LENGTH = 31
CELL_TEXT_LENGTH = 32_767
CHOICES_LENGTH = 255
HELP_TITLE_LENGTH = 32
HELP_TEXT_LENGTH = 255
FORMULA_LENGTH = 8_192
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def check_sheet_name(name: str) -> None:
    """Raise Fault unless Excel accepts the name of a sheet."""
    if not name or len(name) > SHEET_NAME_LENGTH:
        phrase = mark("the sheet's name {name} must have 1 to {most} characters.")
        raise Fault(phrase, name=repr(name), most=SHEET_NAME_LENGTH)
    if _FORBIDDEN_IN_SHEET_NAME.search(name):
        phrase = mark("the sheet's name {name} must not hold any of [ ] : * ? / \\")
        raise Fault(phrase, name=repr(name))
    if name.startswith("'") or name.endswith("'"):
        phrase = mark("the sheet's name {name} must not begin or end with an apostrophe.")
        raise Fault(phrase, name=repr(name))


def check_choices(words: list[str]) -> None:
    """Raise Fault unless the words fit in a dropdown's own list."""
    listed = ",".join(words)
    if any("," in word for word in words):
        raise Fault(
            mark("a word of a list must not hold a comma: {words}."), words="; ".join(words)
        )
    if len(listed) > CHOICES_LENGTH:
        phrase = mark("the list {words} is longer than {most} characters.")
        raise Fault(phrase, words=listed, most=CHOICES_LENGTH)


def check_help(title: str, text: str) -> None:
    """Raise Fault unless a column's help fits in an input message."""
    if len(text) > HELP_TEXT_LENGTH:
        phrase = mark("the help of {title} is longer than {most} characters.")
        raise Fault(phrase, title=repr(title), most=HELP_TEXT_LENGTH)


def check_gaps(text: str, known: tuple[str, ...]) -> None:
    """Raise Fault unless every {gap} in the text is one that can be filled."""
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as fault:
        raise Fault(mark("the braces in {text} do not match."), text=repr(text)) from fault
    unknown = sorted(gaps - set(known))
    if unknown:
        phrase = mark("{text} mentions {gap}; expected one of {known}.")
        raise Fault(phrase, text=repr(text), gap=unknown[0], known=", ".join(known))


def check_text(text: str) -> None:
    """Raise Fault unless the text fits in a cell."""
    if len(text) > CELL_TEXT_LENGTH:
        phrase = mark("the text {text} is longer than {most} characters.")
        raise Fault(phrase, text=repr(text[:40]), most=CELL_TEXT_LENGTH)
