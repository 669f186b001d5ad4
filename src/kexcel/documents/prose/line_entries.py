"""Entries of a table that came as lines of text: its blocks, and the dates that anchor them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kexcel.documents.prose.days import ISO_DAY, days_in
from kexcel.documents.prose.entry import AROUND_DATES, BROKEN, CROWDED, GUESSED, Entry
from kexcel.documents.prose.heads import OTHER, Form, Head
from kexcel.documents.prose.placing import columns_at
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.sections import Piece
from kexcel.documents.prose.stream import Gap, Line, Segment, join_lines, join_pair

_DATES = ("start", "end", "period")
_MOST_WORDS = 8
"""How many words the dates at the end of a line may have, written out."""

Cells = dict[str, str]


class LineReader:
    """Reads the lines beneath one head."""

    def __init__(self, head: Head, profile: Profile, year: int) -> None:
        """Take the head's columns, and what the profile says of dates and lists."""
        self._head = head
        self._profile = profile
        self._year = year
        self._keys = [column.key for column in head.columns if column.key in _DATES]
        self._dates = _pattern(self._keys)

    def entries(self, pieces: Sequence[Piece]) -> list[Entry]:
        """The entries in order: points of a list, or blocks with space between them."""
        if self._head.form is Form.BULLETS:
            return [self._point(block) for block in self._points(pieces)]
        return [entry for block in _blocks(pieces) for entry in self._block(block)]

    def _points(self, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
        block: list[Piece] = []
        for piece in pieces:
            if piece.block.text.startswith(self._profile.document.bullets) and block:
                yield block
                block = []
            block.append(piece)
        if block:
            yield block

    def _point(self, block: list[Piece]) -> Entry:
        text = join_lines([piece.block.text for piece in block])
        cells = {"title": unbulleted(text, self._profile.document.bullets)}
        tail = self._profile.activities.tail
        if tail and (found := re.search(rf"\s*(?:{tail})\s*$", cells["title"], re.IGNORECASE)):
            cells["title"] = cells["title"][: found.start()]
            cells |= {key: words.strip() for key, words in found.groupdict().items() if words}
        # Where a point begins is certain, whatever a break of pages hides.
        return _entry(block, cells, tuple(each for each in _doubts(block) if each != GUESSED))

    def _block(self, block: list[Piece]) -> Iterator[Entry]:
        rows = [self._cells(piece.block) for piece in block]
        anchors = self._anchored_lines(block, rows)
        if len(anchors) > 1:
            yield from self._crowded(block, rows, anchors)
            return
        doubts = list(_doubts(block))
        cells, around = self._joined(block, rows)
        if around.get("before") and around.get("after") and BROKEN not in doubts:
            doubts.append(AROUND_DATES)
        follows = bool(around.get("after")) and not around.get("before") and self._dates_come_last
        is_placed = self._head.form is Form.PLACES
        titles = tuple(row["title"] for row in rows if row.get("title"))
        yield replace(
            _entry(block, cells, tuple(doubts)),
            lines={"title": titles} if is_placed else {},
            follows_title=follows,
            continues=is_placed and block[0].is_guessed,
        )

    def _cells(self, block: object) -> Cells:
        """What stands in each column of one line, where places across the page tell."""
        if not isinstance(block, Line) or self._head.form is not Form.PLACES:
            return {"title": block.text if isinstance(block, Line) else ""}
        cells: Cells = {}
        for segment in block.segments:
            for key, text in self._placed(segment).items():
                cells[key] = join_pair(cells.get(key, ""), text)
        return self._with_near_dates(cells)

    def _with_near_dates(self, cells: Cells) -> Cells:
        """Dates that stand too near the title to be a column of their own, beside one that is."""
        missing = [key for key in self._keys if not cells.get(key)]
        dates = _pattern(missing)
        if not dates or len(missing) == len(self._keys):
            return cells
        found = re.fullmatch(rf"(.*\S)\s+{dates.pattern}", cells.get("title", ""))
        if found is None:
            return cells
        title, *days = found.groups()
        return {**cells, "title": title, **dict(zip(missing, days, strict=True))}

    def _placed(self, segment: Segment) -> Cells:
        columns = columns_at(self._head.columns, segment)
        if len(columns) > 1:
            keys = [column.key for column in columns if column.key in _DATES]
            dates = _pattern(keys)
            found = re.fullmatch(rf"(.*?)\s*{dates.pattern}", segment.text) if dates else None
            if found:
                before, *days = found.groups()
                return {columns[0].key: before, **dict(zip(keys, days, strict=True))}
        column = columns[0]
        return {column.key if column.key != OTHER else f"{OTHER}:{column.label}": segment.text}

    def _anchored_lines(self, block: list[Piece], rows: list[Cells]) -> list[int]:
        """The lines on which an activity's dates end."""
        if self._head.form is Form.PLACES:
            return [i for i, cells in enumerate(rows) if any(cells.get(k) for k in self._keys)]
        ends, text = [], ""
        for piece in block:
            text = join_pair(text, piece.block.text)
            ends.append(len(text))
        found = list(self._dates.finditer(text)) if self._dates else []
        return [next(i for i, end in enumerate(ends) if end >= each.end()) for each in found]

    @property
    def _dates_come_last(self) -> bool:
        """Whether the dates' columns come after that of the title."""
        keys = [column.key for column in self._head.columns]
        return all(keys.index(key) > keys.index("title") for key in self._keys)

    def _joined(self, block: list[Piece], rows: list[Cells]) -> tuple[Cells, Cells]:
        """The cells of a whole block, and what its title has before and after its dates."""
        if self._head.form is Form.PLACES:
            cells: Cells = {}
            for row in rows:
                for key, text in row.items():
                    cells[key] = join_pair(cells.get(key, ""), text)
            return cells, {}
        text = join_lines([piece.block.text for piece in block])
        found = self._dated(text)
        if not found:
            return {"title": text}, {}
        dates, around = found
        return {"title": join_pair(around["before"], around["after"]), **dates}, around

    def _dated(self, text: str) -> tuple[Cells, Cells] | None:
        """The dates in a text by column, and what stands before and after them."""
        if self._dates and (found := self._dates.search(text)):
            dates = dict(zip(self._keys, found.groups(), strict=True))
            around = {"before": text[: found.start()].strip(), "after": text[found.end() :].strip()}
            return dates, around
        if not self._profile.dates.words_in_lines or not self._keys:
            return None
        return self._dated_in_words(text)

    def _dated_in_words(self, text: str) -> tuple[Cells, Cells] | None:
        words = text.split()
        for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
            before, tail = words[:-size], words[-size:]
            for dates in _shared(tail, len(self._keys)):
                if all(days_in(each, self._year, self._profile.dates.words) for each in dates):
                    around = {"before": " ".join(before), "after": ""}
                    return dict(zip(self._keys, dates, strict=True)), around
        return None

    def _crowded(
        self, block: list[Piece], rows: list[Cells], anchors: list[int]
    ) -> Iterator[Entry]:
        """Several activities without space between them: capital letters tell where each begins."""
        starts = [self._start(rows, anchor, after) for after, anchor in pairwise([-1, *anchors])]
        cuts: list[tuple[int, int]] = []
        for place, (start, anchor) in enumerate(zip(starts, anchors, strict=True)):
            following = starts[place + 1] if place + 1 < len(starts) else len(block)
            end = anchor + 1
            while end < following and rows[end].get("title", "")[:1].islower():
                end += 1
            cuts += [(start, end), (end, following)]
        for start, end in [(0, starts[0]), *cuts]:
            if start < end:
                cells, _around = self._joined(block[start:end], rows[start:end])
                yield _entry(block[start:end], cells, (*_doubts(block[start:end]), CROWDED))

    def _start(self, rows: list[Cells], anchor: int, after: int) -> int:
        start = anchor
        while start > after + 1 and not self._opens(rows[start]):
            start -= 1
        return start

    def _opens(self, cells: Cells) -> bool:
        """Whether a line may be the first of a title."""
        title = cells.get("title", "")
        if self._head.form is Form.WORDS and (found := self._dated(title)):
            title = found[1]["before"]
        return bool(title) and not title[0].islower()


def unbulleted(text: str, bullets: Sequence[str]) -> str:
    """A text without the sign of a list before it."""
    for bullet in bullets:
        rest = text.removeprefix(bullet)
        if rest != text and rest[:1].isspace():
            return rest.strip()
    return text


def _pattern(keys: list[str]) -> re.Pattern[str] | None:
    """What finds the dates of these columns, as figures, in running text."""
    if not keys:
        return None
    shapes = {"period": rf"({ISO_DAY}\s*[–-]\s*{ISO_DAY}|{ISO_DAY})"}
    return re.compile(r"\s+".join(shapes.get(key, f"({ISO_DAY})") for key in keys))


def _shared(words: list[str], parts: int) -> Iterator[list[str]]:
    """The words shared between one or two columns, every way there is."""
    if parts == 1:
        yield [" ".join(words)]
    elif parts == 2:  # noqa: PLR2004 - start and end
        for cut in range(1, len(words)):
            yield [" ".join(words[:cut]), " ".join(words[cut:])]


def _blocks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    block: list[Piece] = []
    for piece in pieces:
        if piece.gap is Gap.BLANK and block:
            yield block
            block = []
        block.append(piece)
    if block:
        yield block


def _doubts(block: Sequence[Piece]) -> tuple[str, ...]:
    broken = any(piece.after_head for piece in block[1:])
    guessed = any(piece.is_guessed for piece in block[1:])
    apart = block[0].is_guessed
    told = {BROKEN: broken or guessed, GUESSED: apart}
    return tuple(reason for reason, holds in told.items() if holds)


def _entry(block: Sequence[Piece], cells: Cells, doubts: tuple[str, ...]) -> Entry:
    return Entry(
        cells={key: text for key, text in cells.items() if not key.startswith(f"{OTHER}:")},
        indices=tuple(piece.index for piece in block),
        spot=block[0].block.spot,
        doubts=doubts,
        others={
            key.partition(":")[2]: text
            for key, text in cells.items()
            if key.startswith(f"{OTHER}:")
        },
    )
