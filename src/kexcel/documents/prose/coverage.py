"""What became of every line of a document: nothing is dropped unsaid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kexcel.documents.prose.stream import Block
from kexcel.model.spot import Spot


class Use(StrEnum):
    """What a line or row was used for."""

    HEADING = "heading"
    HEAD = "head"
    ACTIVITY = "activity"
    MEASURE = "measure"
    BUDGET = "budget"
    STATEMENT = "statement"
    PROSE = "prose"
    MARGIN = "margin"
    CONTENTS = "contents"
    UNKNOWN = "unknown"


_FIGURES = re.compile(r"\d+")
_TAKEN = {Use.HEADING, Use.ACTIVITY, Use.MEASURE, Use.BUDGET, Use.STATEMENT}
_AROUND = {Use.HEAD, Use.MARGIN, Use.CONTENTS}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines in a row that were used alike, from the first spot to the last."""

    use: Use
    first: Spot
    last: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was understood, counted in lines and rows that are not blank.

    ``taken`` is in the plan, or was held against it; ``around`` are margins, tables of contents
    and heads of tables; ``prose`` is running text that holds nothing of the plan; ``unknown``
    was not understood. Together they are all. ``margins`` are the words of the margins, each
    once, with an ellipsis for figures.
    """

    taken: int
    around: int
    prose: int
    unknown: int
    passages: tuple[Passage, ...]
    margins: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many lines and rows there are."""
        return self.taken + self.around + self.prose + self.unknown

    @property
    def percent(self) -> float:
        """How many per cent were understood, rounded down to a tenth so that 100 means all."""
        if not self.total:
            return 0.0
        return (self.total - self.unknown) * 1000 // self.total / 10

    def of(self, use: Use) -> tuple[Passage, ...]:
        """The passages that were used so."""
        return tuple(passage for passage in self.passages if passage.use is use)


class Uses:
    """What has become of each block so far. What nothing has been said of is running text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Start with nothing used."""
        self._blocks = blocks
        self._uses: dict[int, Use] = {}

    def say(self, use: Use, *indices: int) -> None:
        """Say what blocks were used for; what was said before gives way."""
        self._uses.update(dict.fromkeys(indices, use))

    def of(self, index: int) -> Use:
        """What a block was used for."""
        return self._uses.get(index, Use.PROSE)

    def coverage(self) -> Coverage:
        """What became of all the blocks."""
        counts = Counter(self.of(index) for index in range(len(self._blocks)))
        return Coverage(
            taken=sum(counts[use] for use in _TAKEN),
            around=sum(counts[use] for use in _AROUND),
            prose=counts[Use.PROSE],
            unknown=counts[Use.UNKNOWN],
            passages=tuple(self._passages()),
            margins=tuple(dict.fromkeys(self._margins())),
        )

    def _margins(self) -> Iterator[str]:
        for index, block in enumerate(self._blocks):
            if self.of(index) is Use.MARGIN:
                yield _FIGURES.sub("…", block.text)

    def _passages(self) -> Iterator[Passage]:
        start = 0
        for index in range(1, len(self._blocks) + 1):
            if index == len(self._blocks) or self.of(index) is not self.of(start):
                blocks = self._blocks[start:index]
                text = " ".join(block.text for block in blocks)
                yield Passage(self.of(start), blocks[0].spot, blocks[-1].spot, text)
                start = index
