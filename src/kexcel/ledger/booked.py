"""What a ledger export is read by, and what is read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kexcel.errors import UsageError
from kexcel.findings import finding
from kexcel.locale import mark, translator
from kexcel.model.finding import Finding, Place
from kexcel.settings import CodeSettings, LedgerSettings
from kexcel.validate.plain_form import plain_form
from kexcel.validate.units import converted

KRONOR = "kr"
COST_NEGATIVE = "cost-negative"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be read.

    ``file`` is its name; ``closes`` the last day that counts; ``own_unit`` the workspace's unit.
    ``unit`` and ``sign`` are those of a printed column, "" where nobody has said; SIE has its own.
    ``headings`` are the columns' headings, ``codes`` what a responsibility code may look like and
    ``dimension`` the one whose objects they are in SIE. Numbers are read as they are written in
    ``language``; places and expected codes are told in ``words``, a language too.
    """

    file: str
    closes: date
    own_unit: str
    unit: str = ""
    sign: str = ""
    headings: LedgerSettings = field(default_factory=LedgerSettings)
    codes: CodeSettings = field(default_factory=CodeSettings)
    dimension: int = 1
    language: str = "sv"
    words: str = "sv"

    def line(self, number: int) -> str:
        """A line of a text file, as a place is told."""
        return translator(self.words)("line {number}").format(number=number)

    def place(self, cell: str, sheet: str = "") -> Place:
        """Where something stands in the file."""
        return Place(file=self.file, sheet=sheet or None, cell=cell)

    def own(self, amount: Decimal, unit: str) -> Decimal:
        """The amount in the workspace's unit, exactly.

        Raises:
            UsageError: the units are not both of money.
        """
        found = converted(amount, plain_form(unit).casefold(), self.own_unit)
        if found is None:
            phrase = mark("{unit} cannot be converted to {own}, the unit in kexcel.toml.")
            raise UsageError(phrase, unit=unit, own=self.own_unit)
        return found


@dataclass(frozen=True, slots=True)
class Booked:
    """What is booked on a code, "" being none: net cost, cost positive, in the workspace's unit.

    ``cell`` is the first cell or line that it was read from, and ``parts`` how many there were;
    ``code_cell`` is the cell of the code where that is another.
    """

    code: str
    amount: Decimal
    cell: str
    sheet: str = ""
    name: str = ""
    parts: int = 1
    code_cell: str = ""


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """Everything read from one file. ``posts`` is the label of the posts that it was read by."""

    booked: tuple[Booked, ...]
    findings: tuple[Finding, ...] = ()
    posts: str = ""


def incomplete(place: Place, reason: str, value: str | None = None) -> Finding:
    """Something may be lacking in the file; ``reason`` is a phrase."""
    return finding("ledger-incomplete", place, value=value, reason=reason)
