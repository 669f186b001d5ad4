"""What one input cell said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kexcel.model.cell import CellValue


@dataclass(frozen=True, slots=True)
class Answer:
    """What one input cell said.

    ``written`` is the department's own words; ``value`` what they mean, None when blank. Where
    they cannot be read with certainty, or an error stands at the cell, ``sound`` is False and
    ``value`` None: the words are shown, and never counted. ``read`` is then what they mean all the
    same, where the error is about what they say and not about how it is written.
    """

    column: str
    value: CellValue
    written: str
    cell: str
    sound: bool = True
    read: CellValue = None

    @property
    def as_meant(self) -> Answer:
        """The answer as it is put into another workbook: what it was read as, if it was."""
        return self if self.read is None else replace(self, value=self.read, sound=True)
