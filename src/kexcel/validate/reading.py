"""What came of reading one cell, and what reading it depends on."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.model.cell import CellValue


@dataclass(frozen=True, slots=True)
class Reading:
    """``value`` is what the cell means, when ``sound``. ``fault`` is the code of a finding that
    says why it cannot be read; ``meaning`` how a sound one was taken, when that must be said.
    """

    value: CellValue
    sound: bool = True
    fault: str = ""
    meaning: str = ""


BLANK = Reading(None)


def unread(fault: str) -> Reading:
    """A cell that cannot be read with certainty."""
    return Reading(None, sound=False, fault=fault)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``year`` is the form's, ``unit`` the unit of the cell's number, ``language`` "sv" or "en";
    ``date1904`` says that the file's day numbers count from 1904-01-01.
    """

    year: int
    unit: str = ""
    language: str = "sv"
    date1904: bool = False
