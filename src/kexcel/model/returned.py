"""A workbook that came back, read and attached to the form it was issued as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kexcel.model.answer import Answer
from kexcel.model.finding import Finding, Severity, count
from kexcel.model.row_answers import RowAnswers


__all__ = ["Answer", "Envelope", "Return", "ReturnState", "ReturnedRow", "RowAnswers"]


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
class ReturnedRow:
    """A row of a return, attached by identity. ``sheet`` is the name it had in the file.

    ``line`` is where the row stands, counted from 0.
    """

    identity: str
    sheet: str
    line: int
    answers: Mapping[str, Answer]

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
