"""A stretch of the year that departments report on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FOLLOWUP = "followup"
"""The key of the sheet that follows up activities; a round without it asks for none."""


@dataclass(frozen=True, slots=True)
class Period:
    """A round of forms. ``opens`` and ``closes`` are both part of the period.

    ``due`` is the day the returns are to be in; ``sheets`` the template's sheets it asks for.
    """

    key: str
    name: str
    opens: date
    closes: date
    due: date
    sheets: tuple[str, ...]
    is_last: bool = False
