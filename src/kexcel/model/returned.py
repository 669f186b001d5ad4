"""A workbook that came back, read and attached to the form it was issued as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.finding import Finding, Severity, count


class ReturnState(StrEnum):
    """What became of a received file; the words are those of the JSON output."""

    ACCEPTED = "accepted"
    NEEDS_CORRECTION = "needs-correction"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a file came, when it did not come as a file of its own.

    ``sender`` is the mail's own word for who sent it, ``sent`` when (ISO 8601), and ``inside`` the
    mail or archive it lay in, the outermost first: "svar.zip › post.eml". Each may be "".
    """

    sender: str = ""
    sent: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one input cell said.

    ``written`` is the department's own words; ``value`` what they mean, None when blank. Where
    they cannot be read with certainty, or an error stands at the cell, ``sound`` is False and
    ``value`` None: the words are shown, and never counted. ``read`` is then what they mean all the
    same, where the error is about what they say and not about how it is written. ``held`` is what
    an unsound cell is to the rules, as it is to the workbook: a text, a number or an error.
    """

    column: str
    value: CellValue
    written: str
    cell: str
    sound: bool = True
    read: CellValue = None
    held: CellValue = None

    @property
    def for_rules(self) -> CellValue:
        """What the rules see in the cell."""
        return self.value if self.sound else self.held

    @property
    def as_meant(self) -> Answer:
        """The answer as it is put into another workbook: what it was read as, if it was."""
        return self if self.read is None else replace(self, value=self.read, sound=True)


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

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        told = [_parts_of(each) for each in self.written.values()]
        return restored_answers, (self.line, self.places, told)


_parts_of = attrgetter(*(each.name for each in fields(Answer)))


def restored_answers(
    line: int, places: tuple[tuple[str, int], ...], told: list[tuple[Any, ...]]
) -> RowAnswers:
    """Answers as they were before they were sent from one process to another."""
    answers = (Answer(*each) for each in told)
    return RowAnswers(line, places, {each.column: each for each in answers})


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a return, attached by identity. ``sheet`` is the name it had in the file.

    ``line`` is where the row stands, counted from 0.
    """

    identity: str
    sheet: str
    line: int
    answers: Mapping[str, Answer]

    def __reduce__(self) -> tuple[type[ReturnedRow], tuple[object, ...]]:
        return ReturnedRow, (self.identity, self.sheet, self.line, self.answers)

    @property
    def is_blank(self) -> bool:
        """Whether the department has written nothing in the row."""
        answers = self.answers.written if isinstance(self.answers, RowAnswers) else self.answers
        return not any(answer.written for answer in answers.values())


@dataclass(frozen=True, slots=True)
class Return:
    """What one received file says, with everything there is to say about it.

    ``file`` is the name it came under, ``sha256`` the name the archive keeps it by,
    ``received`` when it came (ISO 8601), ``rows`` sheet key → identity → row. ``corrects`` is the
    sha256 of the return that this one was made from, when the department mended a correction.
    ``envelope`` says which mail or archive it came in, ``replaced_by`` which file a superseded one
    gave way to, or which one a duplicate repeats, ``reason`` why a withdrawn one was withdrawn.
    ``judged_by_tables`` says that its form has rules about whole tables: what they say of it may
    be another thing beside what other files have. ``is_answered`` says whether anything in it
    differs from the form as it was issued; None where nobody has compared them.
    """

    file: str
    sha256: str
    state: ReturnState
    department: str | None = None
    period: str | None = None
    form: str | None = None
    received: str = ""
    corrects: str = ""
    envelope: Envelope = Envelope()
    replaced_by: str = ""
    reason: str = ""
    rows: Mapping[str, Mapping[str, ReturnedRow]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    judged_by_tables: bool = False
    is_answered: bool | None = None

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return count(self.findings, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many findings should be looked at."""
        return count(self.findings, Severity.WARNING)

    @property
    def notes(self) -> int:
        """How many findings are for information."""
        return count(self.findings, Severity.NOTE)

    @property
    def is_usable(self) -> bool:
        """Whether its sound answers take part in the merge."""
        return self.state in {ReturnState.ACCEPTED, ReturnState.NEEDS_CORRECTION}

    def field(self, key: str) -> Answer | None:
        """The answer in a field of the cover sheet, such as ``signed_by``."""
        row = self.rows.get("cover", {}).get(key)
        return row.answers.get("value") if row else None
