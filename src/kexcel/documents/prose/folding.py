"""Entries folded into activities: which text is a title, and which describes the one above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kexcel.documents.prose.cutting import TitleColumn, title_column
from kexcel.documents.prose.entry import BROKEN, BY_PLACE, Entry
from kexcel.documents.prose.heads import Form, Head
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.sentences import is_broken_off
from kexcel.documents.prose.stream import join_lines, join_pair
from kexcel.model.spot import Spot

_DESCRIBING = 0.4
"""From how large a part of the activities that have a row of text right beneath, such rows
describe them."""


@dataclass
class Draft:
    """An activity as it was found: its texts, and what stands in its other columns."""

    spot: Spot
    title: str
    description: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    indices: list[int] = field(default_factory=list)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    form: Form = Form.CELLS
    has_owner_column: bool = False

    def text(self, key: str) -> str:
        """What stands in a column."""
        return self.cells.get(key, "")

    def doubt(self, column: str, reasons: Sequence[str]) -> None:
        """Say why a person should look at the title or the description."""
        known = self.doubts.setdefault(column, [])
        known += [reason for reason in reasons if reason not in known]

    def describe(self, entry: Entry) -> None:
        """Add a text to the description."""
        if not self.description:
            self.spots["description"] = entry.spot
        self.description = join_pair(self.description, entry.text("title"))
        self.doubt("description", entry.doubts)
        self.indices += entry.indices

    def go_on(self, entry: Entry) -> None:
        """Add a row that a break of pages cut off."""
        self.title = join_pair(self.title, entry.text("title"))
        self.description = join_pair(self.description, entry.text("description"))
        others = {key: join_pair(self.text(key), text) for key, text in entry.cells.items()}
        self.cells = {**self.cells, **others}
        self.doubt("title" if entry.text("title") else "description", [BROKEN])
        self.indices += entry.indices


@dataclass(frozen=True, slots=True)
class Folded:
    """The activities of a table, and the entries that belong to none."""

    drafts: list[Draft]
    left_over: list[Entry]


class Describing(StrEnum):
    """Whether rows with nothing but a text describe the row above, though they span no columns."""

    CERTAIN = "certain"
    LIKELY = "likely"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Habits:
    """How the tables of one form are written in a document."""

    describes: Describing
    titles: TitleColumn


def habits_of(tables: Sequence[Sequence[Entry]], form: Form) -> Habits:
    """What all the tables of a form together tell of each."""
    describes = describing(tables) if form is Form.CELLS else Describing.CERTAIN
    every = [entry for entries in tables for entry in entries]
    is_described = describes is Describing.CERTAIN
    return Habits(describes, title_column(every, is_described=is_described))


def fold(entries: Sequence[Entry], head: Head, profile: Profile, habits: Habits) -> Folded:
    """The activities that the entries of a table make."""
    is_below = profile.activities.description == "below" and not head.has("description")
    if head.form is Form.BULLETS or not is_below:
        return _each_a_row(entries, head, profile)
    if head.form is Form.CELLS:
        return _rows_described_below(entries, head, habits)
    return _blocks_described_below(entries, head, habits)


def _draft(entry: Entry, head: Head, title: str = "") -> Draft:
    draft = Draft(
        entry.spot,
        title or entry.text("title"),
        entry.text("description"),
        dict(entry.cells),
        list(entry.indices),
        form=head.form,
        has_owner_column=head.has("owner"),
    )
    draft.doubt("title", entry.doubts)
    return draft


def _each_a_row(entries: Sequence[Entry], head: Head, profile: Profile) -> Folded:
    """Each row is an activity, with its description in a column, or after its title."""
    drafts: list[Draft] = []
    left: list[Entry] = []
    for entry in entries:
        if drafts and _is_cut_off(entry, drafts[-1]):
            drafts[-1].go_on(entry)
        elif not entry.text("title"):
            left.append(entry)
        else:
            draft = _draft(entry, head)
            if profile.activities.description == "cell":
                _divide(draft, entry.lines.get("title") or (draft.title,))
            drafts.append(draft)
    return Folded(drafts, left)


def _divide(draft: Draft, lines: Sequence[str]) -> None:
    """The first paragraph of a cell is the title; a line that is broken off belongs to it too."""
    last = 1
    while last < len(lines) and is_broken_off(lines[last - 1], lines[last]):
        last += 1
    draft.title, draft.description = join_lines(lines[:last]), join_lines(lines[last:])


def _is_cut_off(entry: Entry, before: Draft) -> bool:
    """Whether a row at the top of a page is the rest of the one at the foot of the page before."""
    if not entry.continues or entry.is_anchored:
        return False
    title = entry.text("title")
    return not title or title[0].islower() or before.title.endswith(("-", ","))


def _rows_described_below(entries: Sequence[Entry], head: Head, habits: Habits) -> Folded:
    describes, titles = habits.describes, habits.titles
    drafts: list[Draft] = []
    left: list[Entry] = []
    above: Entry | None = None
    for place, entry in enumerate(entries):
        title = entry.text("title")
        opens = entry.is_anchored or (not drafts and describes is Describing.NO)
        if title and opens:
            drafts.append(_draft(entry, head))
        elif not drafts or not (title or entry.continues):
            left.append(entry)
        elif entry.is_anchored or (above and _goes_on(titles, entry, above, entries[place + 1 :])):
            drafts[-1].go_on(entry)
        elif entry.spans or describes is not Describing.NO:
            is_likely = describes is Describing.LIKELY and not entry.spans
            drafts[-1].describe(replace(entry, doubts=(BY_PLACE,)) if is_likely else entry)
        else:
            drafts.append(_draft(entry, head))
        above = entry if entry.is_anchored else None
    return Folded(drafts, left)


def _goes_on(titles: TitleColumn, entry: Entry, above: Entry, rest: Sequence[Entry]) -> bool:
    """Whether a text is the rest of the title above, which a break of pages has cut off."""
    following = next((e for e in rest[:1] if not e.is_anchored), None)
    return entry.continues and titles.goes_on(entry, above, following)


def describing(tables: Iterable[Sequence[Entry]]) -> Describing:
    """What rows with nothing but a text are, judged by all the tables of a document."""
    anchored = beneath = elsewhere = 0
    for entries in tables:
        was_anchored = False
        for entry in entries:
            is_text = not entry.is_anchored and not entry.spans and bool(entry.text("title"))
            beneath += is_text and was_anchored
            elsewhere += is_text and not was_anchored and not entry.continues
            anchored += entry.is_anchored
            was_anchored = entry.is_anchored
    if beneath > _DESCRIBING * anchored:
        return Describing.CERTAIN
    return Describing.LIKELY if beneath and not elsewhere else Describing.NO


def _blocks_described_below(entries: Sequence[Entry], head: Head, habits: Habits) -> Folded:
    """Blocks of text: the last one before dates that stand alone is their title."""
    if not any(entry.is_anchored for entry in entries) and not head.has("start", "end", "period"):
        return Folded([_draft(entry, head) for entry in entries], [])
    blocks = _Blocks(head, habits.titles)
    for entry in entries:
        blocks.take(entry)
    blocks.describe()
    return Folded(blocks.drafts, blocks.left)


@dataclass
class _Blocks:
    """Blocks taken in order. Those that wait describe the last activity, or open the next."""

    head: Head
    titles: TitleColumn
    drafts: list[Draft] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    above: Entry | None = None

    def take(self, entry: Entry) -> None:
        """Take the next block."""
        if not entry.is_anchored:
            self.waiting.append(entry)
            return
        is_open = not entry.text("title") or entry.follows_title
        title = self.waiting.pop() if self.waiting and is_open else None
        self.describe()
        if title is None and not entry.text("title"):
            self.left.append(entry)
            return
        draft = _draft(title or entry, self.head)
        if title is not None and entry.follows_title:
            draft.title = join_pair(draft.title, entry.text("title"))
            draft.doubt("title", entry.doubts)
        draft.cells = {**draft.cells, **{k: v for k, v in entry.cells.items() if k != "title"}}
        draft.indices = sorted({*draft.indices, *entry.indices})
        self.drafts.append(draft)
        self.above = entry

    def describe(self) -> None:
        """Let what waits describe the last activity, but for the rest of its title."""
        for place, text in enumerate(self.waiting):
            if not self.drafts:
                self.left.append(text)
            elif not place and self._is_rest_of_title(text):
                self.drafts[-1].go_on(text)
            else:
                self.drafts[-1].describe(text)
        self.waiting = []

    def _is_rest_of_title(self, text: Entry) -> bool:
        following = self.waiting[1] if len(self.waiting) > 1 else None
        above = self.above
        return above is not None and text.continues and self.titles.goes_on(text, above, following)
