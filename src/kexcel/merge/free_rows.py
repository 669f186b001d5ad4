"""Rows that departments write freely are merged whole: equal ones once, all others kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.merge.combine import PathOf, merged_answer, source_of
from kexcel.merge.files import Files, is_known_later
from kexcel.merge.table_rows import Content, content_of, contents, issued_contents
from kexcel.model.consolidation import SetAside, SetAsideBy, TableRow
from kexcel.model.returned import Return, ReturnedRow, ReturnState


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a free table as it stands in one file."""

    returned: Return
    row: ReturnedRow
    content: Content

    @property
    def place(self) -> LinePlace:
        """Which row of which file it is."""
        return self.returned.sha256, self.row.identity


LinePlace = tuple[str, str]
"""A file's sha256 and a row's identity in it."""


@dataclass(frozen=True, slots=True)
class FreeRows:
    """A department's rows in one free table, and those that gave way to another file's table.

    ``lines`` are where the rows stand, and ``gone`` the places of those that gave way.
    """

    rows: tuple[TableRow, ...]
    set_aside: tuple[SetAside, ...]
    lines: tuple[Line, ...] = ()
    gone: frozenset[LinePlace] = frozenset()


def free_rows(files: Files, department: str, sheet: str, paths: PathOf) -> FreeRows:
    """The rows of one free table over all usable returns, in the order the files came.

    Rows have no identity of their own, so nothing is merged within a row: a row that says the same
    as one of another file is taken once. The table of a mended correction replaces its original's,
    and that of a final file a draft's. A row that a newer form was issued with is replaced by what
    the newer form's table says, and one that was left as issued is gone where another removed it.
    """
    kept: list[Line] = []
    gone: list[tuple[SetAside, Content]] = []
    places = set()
    for line in _lines(files, sheet):
        way = _gives_way(line, files, sheet)
        if way is None:
            kept.append(line)
        else:
            gone.append(_set_aside(line, sheet, way, paths))
            places.add(line.place)
    once = _once(kept)
    standing = {line.content for line in once}
    rows = tuple(_table_row(line, department, sheet, paths) for line in once)
    told = tuple(aside for aside, content in gone if content not in standing)
    return FreeRows(rows, told, tuple(once), frozenset(places))


def _lines(files: Files, sheet: str) -> Iterator[Line]:
    for returned in files.usable:
        for row in sorted(returned.rows.get(sheet, {}).values(), key=lambda row: row.line):
            if content := content_of(row):
                yield Line(returned, row, content)


def _once(lines: list[Line]) -> list[Line]:
    """Each content as many times as the file that says it most often, whichever came first."""
    taken: Counter[Content] = Counter()
    own: Counter[tuple[str, Content]] = Counter()
    once = []
    for line in lines:
        key = (line.returned.sha256, line.content)
        own[key] += 1
        if own[key] > taken[line.content]:
            taken[line.content] += 1
            once.append(line)
    return once


def _gives_way(line: Line, files: Files, sheet: str) -> tuple[SetAsideBy, Return] | None:
    returned = line.returned
    for other in files.heard:
        if other is returned or sheet not in other.rows or not files.may_replace(other, returned):
            continue
        if files.descends(other, returned):
            return SetAsideBy.CORRECTION, other
        if _is_final_after(returned, other, files, sheet):
            return SetAsideBy.FINAL, other
        if _is_carried(line, other, files, sheet):
            return SetAsideBy.NEWER_FORM, other
        if _is_dropped(line, other, files, sheet):
            return SetAsideBy.CHANGED, other
    return None


def _is_final_after(returned: Return, other: Return, files: Files, sheet: str) -> bool:
    return (
        files.is_draft(returned)
        and files.is_final(other)
        and not is_known_later(returned, other)
        and any(map(content_of, other.rows[sheet].values()))
    )


def _is_carried(line: Line, other: Return, files: Files, sheet: str) -> bool:
    if other.form == line.returned.form or is_known_later(line.returned, other):
        return False
    return line.content in issued_contents(files, other, sheet)


def _is_dropped(line: Line, other: Return, files: Files, sheet: str) -> bool:
    """Whether a row was left as it was issued, and another file no longer has it.

    That file had it: on the same form, or as the mended correction of the file the row is from.
    """
    returned = line.returned
    if other.state is ReturnState.DUPLICATE or files.descends(returned, other):
        return False
    is_kept = line.content in issued_contents(files, returned, sheet)
    if not is_kept or line.content in contents(other, sheet):
        return False
    form, parent = files.form(returned), files.parent(other)
    if other.form == returned.form:
        return True
    carried = {each.sha256 for each in form.carried} if form else set()
    is_from = parent is not None and parent.sha256 in carried
    return is_from and parent is not None and line.content in contents(parent, sheet)


def _set_aside(
    line: Line, sheet: str, way: tuple[SetAsideBy, Return], paths: PathOf
) -> tuple[SetAside, Content]:
    rule, to = way
    answers = [each for each in line.row.answers.values() if each.written]
    source = source_of(line.returned, line.row.sheet, answers[0].cell, paths)
    written = " | ".join(each.written for each in answers)
    department = line.returned.department or ""
    aside = SetAside(department, sheet, "", "", written, source, rule, to.file)
    return aside, line.content


def _table_row(line: Line, department: str, sheet: str, paths: PathOf) -> TableRow:
    answers = {
        key: merged_answer(line.returned, line.row.sheet, answer, paths)
        for key, answer in line.row.answers.items()
        if answer.written
    }
    return TableRow(sheet, department, answers)
