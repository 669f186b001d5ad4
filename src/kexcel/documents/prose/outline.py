"""A document laid out: its sections, their goals, and the drafts of activities in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kexcel.documents.prose.activities import PlacedDraft
from kexcel.documents.prose.coverage import Use, Uses
from kexcel.documents.prose.entries import entries_of
from kexcel.documents.prose.folding import Draft, fold, habits_of
from kexcel.documents.prose.furniture import find_furniture
from kexcel.documents.prose.goals import GoalList, goals_in
from kexcel.documents.prose.headings import find_headings
from kexcel.documents.prose.heads import Form, HeadFinder, TableKind
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.remarks import Remarks
from kexcel.documents.prose.sections import Section, Table, divide
from kexcel.documents.prose.stream import Document, Line

_LIKE_A_ROW = re.compile(r"\d{4}-\d{2}-\d{2}\s+(?:[–-]\s*)?\d{4}-\d{2}-\d{2}")
_DATE_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MANY_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document, its goals, and its drafts with the goals they stand under."""

    sections: Sequence[Section]
    uses: Uses
    goals: GoalList
    drafts: Sequence[PlacedDraft]

    def tables(self, kind: TableKind) -> Iterator[tuple[Section, Table]]:
        """The tables of a kind with their sections, in order."""
        for section in self.sections:
            for table in section.tables:
                if table.head.kind is kind:
                    yield section, table

    def goal_before(self, section: Section) -> str:
        """The goal that a section is of, or the last one before it; "" where there is none."""
        last = ""
        for each in self.sections:
            last = self.goals.goal_of(each) or last
            if each is section:
                break
        return last


def outline_of(
    document: Document, profile: Profile, heads: HeadFinder, year: int, remarks: Remarks
) -> Outline:
    """Lay a document out. Headings that were passed over and columns not read are said."""
    blocks = document.blocks
    uses = Uses(blocks)
    furniture = find_furniture(blocks, profile, heads)
    for index, use in furniture.items():
        uses.say(use, index)
    headings = find_headings(blocks, frozenset(furniture), profile, heads)
    for heading in headings:
        if heading.passed_over:
            remarks.add("number-passed-over", blocks[heading.first].spot, heading.passed_over)
    sections = divide(blocks, headings, uses, profile, heads)
    _say_rows_in_text(sections, document, uses)
    drafts = _drafts(sections, profile, uses, year, remarks)
    filled = frozenset(key for key, found in drafts.items() if found)
    goals = goals_in(sections, filled, [block.spot for block in blocks])
    placed = tuple(_placed(sections, drafts, goals, uses))
    return Outline(sections, uses, goals, placed)


def _say_rows_in_text(sections: Sequence[Section], document: Document, uses: Uses) -> None:
    """Running text that looks like rows of a table is not understood."""
    for section in sections:
        for index in section.prose:
            line = document.blocks[index]
            is_wide = isinstance(line, Line) and len(line.segments) >= _MANY_COLUMNS
            is_date = _DATE_ALONE.fullmatch(line.text)
            if is_wide or is_date or _LIKE_A_ROW.search(line.text):
                uses.say(Use.UNKNOWN, index)


def _drafts(
    sections: Sequence[Section], profile: Profile, uses: Uses, year: int, remarks: Remarks
) -> dict[int, list[Draft]]:
    """The drafts of each section, by its id."""
    read = [
        (section, table.head, entries_of(table, profile, year))
        for section in sections
        for table in section.tables
        if table.head.kind is TableKind.ACTIVITIES
    ]
    habits = {
        form: habits_of([entries for _section, head, entries in read if head.form is form], form)
        for form in Form
    }
    said: set[str] = set()
    drafts: dict[int, list[Draft]] = {id(section): [] for section in sections}
    for section, head, entries in read:
        for entry in entries:
            uses.say(Use.ACTIVITY, *entry.indices)
            for label in entry.others:
                if label not in said:
                    said.add(label)
                    remarks.add("column-not-read", entry.spot, label)
        folded = fold(entries, head, profile, habits[head.form])
        for entry in folded.left_over:
            uses.say(Use.UNKNOWN, *entry.indices)
        drafts[id(section)] += folded.drafts
    return drafts


def _placed(
    sections: Sequence[Section],
    drafts: Mapping[int, Sequence[Draft]],
    goals: GoalList,
    uses: Uses,
) -> Iterator[PlacedDraft]:
    """Each draft with its goal: the section's, or the one that its own columns name."""
    for section in sections:
        council, goal = "", ""
        for draft in drafts[id(section)]:
            council = draft.text("council_goal") or council
            goal = draft.text("goal") or goal
            number = goals.goal_of(section)
            if council:
                number = goals.add_from_cell(council, None, draft.spot)
            if goal:
                number = goals.add_from_cell(goal, number or None, draft.spot)
            if number:
                yield PlacedDraft(draft, number)
            else:
                uses.say(Use.UNKNOWN, *draft.indices)
