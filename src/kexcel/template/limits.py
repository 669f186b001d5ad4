"""Excel's limits, checked where data enters.

Source: Microsoft, "Excel specifications and limits", and the data validation dialog's own limits.
"""

from __future__ import annotations

import re

SHEET_NAME_LENGTH = 31
CELL_TEXT_LENGTH = 32_767
CHOICES_LENGTH = 255
HELP_TITLE_LENGTH = 32
HELP_TEXT_LENGTH = 255
FORMULA_LENGTH = 8_192
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def check_sheet_name(name: str) -> None:
    """Raise ValueError unless Excel accepts the name of a sheet."""
    if not name or len(name) > SHEET_NAME_LENGTH:
        message = f"bladnamnet {name!r} ska ha 1 till {SHEET_NAME_LENGTH} tecken"
        raise ValueError(message)
    if _FORBIDDEN_IN_SHEET_NAME.search(name):
        message = f"bladnamnet {name!r} får inte innehålla något av [ ] : * ? / \\"
        raise ValueError(message)
    if name.startswith("'") or name.endswith("'"):
        message = f"bladnamnet {name!r} får inte börja eller sluta med apostrof"
        raise ValueError(message)


def check_choices(words: list[str]) -> None:
    """Raise ValueError unless the words fit in a dropdown's own list."""
    if any("," in word for word in words):
        message = f"ett ord i listan får inte innehålla komma: {'; '.join(words)}"
        raise ValueError(message)
    if len(",".join(words)) > CHOICES_LENGTH:
        message = f"listan {words[0]}… är längre än {CHOICES_LENGTH} tecken"
        raise ValueError(message)


def check_help(title: str, text: str) -> None:
    """Raise ValueError unless a label and its help fit in an input message."""
    if len(text) > HELP_TEXT_LENGTH:
        message = f"hjälptexten till {title!r} är längre än {HELP_TEXT_LENGTH} tecken"
        raise ValueError(message)


def check_text(text: str) -> None:
    """Raise ValueError unless the text fits in a cell."""
    if len(text) > CELL_TEXT_LENGTH:
        message = f"texten {text[:40]!r}… är längre än {CELL_TEXT_LENGTH} tecken"
        raise ValueError(message)
