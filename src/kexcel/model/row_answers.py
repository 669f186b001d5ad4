"""A row's answers, of which most are blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kexcel.model.answer import Answer
from kexcel.model.cell import cell_reference


class RowAnswers(Mapping[str, Answer]):
    """The answers of a row by column; a blank one is made when it is asked for.

    ``places`` are the columns of the row's input cells, in their order, with where each stands,
    counted from 0; ``line`` is the row's own. ``written`` are the answers that say something.
    """

    __slots__ = ("line", "places", "written")

    def __init__(
        self, line: int, places: tuple[tuple[str, int], ...], written: Mapping[str, Answer]
    ) -> None:
        self.line = line
        self.places = places
        self.written = written

    def __getitem__(self, column: str) -> Answer:
        found = self.written.get(column)
        return self._blank(column) if found is None else found

    def get(self, column: str, default: Answer | None = None) -> Answer | None:  # type: ignore[override] # narrower
        """The answer, or the default where the row has no such column."""
        found = self.written.get(column)
        if found is not None:
            return found
        return self._blank(column) if column in self else default

    def _blank(self, column: str) -> Answer:
        for key, place in self.places:
            if key == column:
                return Answer(column, None, "", cell_reference(self.line, place))
        raise KeyError(column)

    def __contains__(self, column: object) -> bool:
        return any(key == column for key, _ in self.places)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # compared by what it holds

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[RowAnswers], tuple[object, ...]]:
        return RowAnswers, (self.line, self.places, self.written)
