"""Entries folded into activities: which text is a title, and which describes the one above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kexcel.documents.prose.entry import BROKEN, Entry
from kexcel.documents.prose.heads import Form, Head
from kexcel.documents.prose.profile import Profile
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


def fold(entries: Sequence[Entry], head: Head, profile: Profile) -> Folded:
    """The activities that the entries of a table make."""
    is_below = profile.activities.description == "below" and not head.has("description")
    if head.form is Form.BULLETS or not is_below:
        return _each_a_row(entries, head, profile)
    if head.form is Form.CELLS:
        return _rows_described_below(entries, head)
    return _blocks_described_below(entries, head)


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
                first, *rest = entry.lines.get("title") or (draft.title,)
                draft.title, draft.description = first, join_lines(rest)
            drafts.append(draft)
    return Folded(drafts, left)


def _is_cut_off(entry: Entry, before: Draft) -> bool:
    """Whether a row at the top of a page is the rest of the one at the foot of the page before."""
    if not entry.continues or entry.is_anchored:
        return False
    title = entry.text("title")
    return not title or title[0].islower() or before.title.endswith(("-", ","))


def _rows_described_below(entries: Sequence[Entry], head: Head) -> Folded:
    describes = _rows_describe(entries)
    drafts: list[Draft] = []
    left: list[Entry] = []
    may_go_on = False
    for entry in entries:
        title = entry.text("title")
        if entry.is_anchored:
            if title:
                drafts.append(_draft(entry, head))
            elif drafts and entry.continues:
                drafts[-1].go_on(entry)
            else:
                left.append(entry)
        elif not title or not drafts:
            left.append(entry)
        elif may_go_on and entry.continues and not entry.spans:
            drafts[-1].go_on(entry)
        elif entry.spans or describes:
            drafts[-1].describe(entry)
        else:
            drafts.append(_draft(entry, head))
        may_go_on = entry.is_anchored
    return Folded(drafts, left)


def _rows_describe(entries: Sequence[Entry]) -> bool:
    """Whether rows with nothing but a text describe, though none reaches across the columns."""
    anchored = sum(entry.is_anchored for entry in entries)
    beneath = sum(
        above.is_anchored and not below.is_anchored and bool(below.text("title"))
        for above, below in pairwise(entries)
    )
    return beneath > _DESCRIBING * anchored


def _blocks_described_below(entries: Sequence[Entry], head: Head) -> Folded:
    """Blocks of text: the last one before dates that stand alone is their title."""
    if not any(entry.is_anchored for entry in entries) and not head.has("start", "end", "period"):
        return Folded([_draft(entry, head) for entry in entries], [])
    drafts: list[Draft] = []
    left: list[Entry] = []
    waiting: list[Entry] = []

    def describe(texts: list[Entry]) -> None:
        for text in texts:
            if drafts:
                drafts[-1].describe(text)
            else:
                left.append(text)

    for entry in entries:
        if not entry.is_anchored:
            waiting.append(entry)
            continue
        title = waiting.pop() if waiting and not entry.text("title") else None
        describe(waiting)
        waiting = []
        if title is None and not entry.text("title"):
            left.append(entry)
            continue
        draft = _draft(title or entry, head)
        draft.cells = {**draft.cells, **{k: v for k, v in entry.cells.items() if k != "title"}}
        draft.indices = sorted({*draft.indices, *entry.indices})
        drafts.append(draft)
    describe(waiting)
    return Folded(drafts, left)
