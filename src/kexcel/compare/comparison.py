"""What a comparison gives: two files, and every change between them by what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kexcel.model.finding import Finding

Value = str | Decimal | date | None
"""What is shown of a field: words, an exact number, a day, or nothing."""


class ComparedKind(StrEnum):
    """What a file is; the words are those of the JSON output."""

    PLAN = "plan"
    RETURN = "return"
    FOLLOWUP = "followup"
    BUDGET = "budget"


class ChangeKind(StrEnum):
    """How something differs; the words are those of the JSON output.

    ``REWRITTEN`` is no difference: the same is meant and it is written in another way.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Part:
    """A field of something that was added or removed: its key, its label and what it says."""

    key: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    ``number`` and ``title`` tell what it is about. A changed field has its key in ``column``, and
    ``before`` and ``after`` what it said; what was added or removed has ``parts``, every field
    that says something, and no column. The cells are "Aktiviteter!F14", or "" where none is known.
    """

    kind: ChangeKind
    number: str
    title: str
    column: str = ""
    label: str = ""
    before: Value = None
    after: Value = None
    before_cell: str = ""
    after_cell: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupChanges:
    """The changes of one kind of things, such as activities; ``compared`` is how many there are."""

    key: str
    label: str
    compared: int
    changes: tuple[Change, ...]

    @property
    def differences(self) -> tuple[Change, ...]:
        """The changes that are differences."""
        return tuple(each for each in self.changes if each.kind is not ChangeKind.REWRITTEN)

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes there are of each kind."""
        return Counter(each.kind for each in self.changes)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files. ``facts`` say what it is, in the file's own words.

    ``unread`` are the findings of what could not be read, and so is not compared.
    """

    file: str
    sha256: str
    facts: tuple[str, ...] = ()
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two files. Groups without changes are among them."""

    kind: ComparedKind
    before: Side
    after: Side
    groups: tuple[GroupChanges, ...]

    @property
    def differences(self) -> int:
        """How many differences there are."""
        return sum(len(group.differences) for group in self.groups)

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes there are of each kind, over all groups."""
        return sum((Counter(group.counts) for group in self.groups), Counter[ChangeKind]())

    @property
    def unread(self) -> tuple[Finding, ...]:
        """What could not be read in either file."""
        return (*self.before.unread, *self.after.unread)
