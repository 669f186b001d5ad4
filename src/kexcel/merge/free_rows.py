"""Rows that departments write freely are merged whole: equal ones once, all others kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.merge.changes import Meaning, meaning_of
from kexcel.merge.combine import PathOf, merged_answer, source_of
from kexcel.merge.files import Files, is_known_later
from kexcel.model.consolidation import SetAside, SetAsideBy, TableRow
from kexcel.model.returned import Return, ReturnedRow

_Content = tuple[tuple[str, Meaning], ...]
"""What a row says, column by column."""


@dataclass(frozen=True, slots=True)
class FreeRows:
    """A department's rows in one free table, and those that gave way to another file's table."""

    rows: tuple[TableRow, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    returned: Return
    row: ReturnedRow
    content: _Content


def free_rows(files: Files, department: str, sheet: str, paths: PathOf) -> FreeRows:
    """The rows of one free table over all usable returns, in the order the files came.

    Rows have no identity of their own, so nothing is merged within a row: a row that says the same
    as one of another file is taken once. The table of a mended correction replaces its original's,
    and that of a final file a draft's. A row that a newer form was issued with is replaced by what
    the newer form's table says.
    """
    kept: list[_Line] = []
    gone: list[tuple[SetAside, _Content]] = []
    for line in _lines(files, sheet):
        way = _gives_way(line, files, sheet)
        if way is None:
            kept.append(line)
        else:
            gone.append(_set_aside(line, sheet, way, paths))
    once = _once(kept)
    standing = {line.content for line in once}
    rows = tuple(_table_row(line, department, sheet, paths) for line in once)
    told = tuple(aside for aside, content in gone if content not in standing)
    return FreeRows(rows, told)


def _lines(files: Files, sheet: str) -> Iterator[_Line]:
    for returned in files.usable:
        for row in sorted(returned.rows.get(sheet, {}).values(), key=lambda row: row.line):
            if content := _content(row):
                yield _Line(returned, row, content)


def _content(row: ReturnedRow) -> _Content:
    written = [(key, meaning_of(answer)) for key, answer in row.answers.items() if answer.written]
    return tuple(sorted(written))


def _once(lines: list[_Line]) -> list[_Line]:
    """Each content as many times as the file that says it most often, whichever came first."""
    taken: Counter[_Content] = Counter()
    own: Counter[tuple[str, _Content]] = Counter()
    once = []
    for line in lines:
        key = (line.returned.sha256, line.content)
        own[key] += 1
        if own[key] > taken[line.content]:
            taken[line.content] += 1
            once.append(line)
    return once


def _gives_way(line: _Line, files: Files, sheet: str) -> tuple[SetAsideBy, Return] | None:
    returned = line.returned
    for other in files.all:
        if other is returned or sheet not in other.rows or not files.may_replace(other, returned):
            continue
        if files.descends(other, returned):
            return SetAsideBy.CORRECTION, other
        if _is_final_after(returned, other, files, sheet):
            return SetAsideBy.FINAL, other
        if _is_carried(line, other, files, sheet):
            return SetAsideBy.NEWER_FORM, other
    return None


def _is_final_after(returned: Return, other: Return, files: Files, sheet: str) -> bool:
    return (
        files.is_draft(returned)
        and files.is_final(other)
        and not is_known_later(returned, other)
        and any(map(_content, other.rows[sheet].values()))
    )


def _is_carried(line: _Line, other: Return, files: Files, sheet: str) -> bool:
    if other.form == line.returned.form or is_known_later(line.returned, other):
        return False
    issued: dict[str, dict[str, Meaning]] = {}
    for key, meaning in files.issued(other).items():
        if key.sheet == sheet:
            issued.setdefault(key.row, {})[key.column] = meaning
    return line.content in {tuple(sorted(row.items())) for row in issued.values()}


def _set_aside(
    line: _Line, sheet: str, way: tuple[SetAsideBy, Return], paths: PathOf
) -> tuple[SetAside, _Content]:
    rule, to = way
    answers = [each for each in line.row.answers.values() if each.written]
    source = source_of(line.returned, line.row.sheet, answers[0].cell, paths)
    written = " | ".join(each.written for each in answers)
    department = line.returned.department or ""
    aside = SetAside(department, sheet, "", "", written, source, rule, to.file)
    return aside, line.content


def _table_row(line: _Line, department: str, sheet: str, paths: PathOf) -> TableRow:
    answers = {
        key: merged_answer(line.returned, line.row.sheet, answer, paths)
        for key, answer in line.row.answers.items()
        if answer.written
    }
    return TableRow(sheet, department, answers)
