"""Rows that departments write freely are merged whole: equal ones once, all others kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kexcel.merge.changes import Meaning, meaning_of
from kexcel.merge.combine import PathOf, merged_answer
from kexcel.model.consolidation import TableRow
from kexcel.model.returned import Return, ReturnedRow


def free_rows(
    returns: Iterable[Return], department: str, sheet: str, paths: PathOf
) -> Iterator[TableRow]:
    """A department's rows in one free table, over all its usable returns, in the order they came.

    Rows have no identity of their own, so nothing is merged within a row: a row that says the same
    as one of another file is taken once. A mended correction's table replaces its original's.
    """
    usable = [each for each in returns if each.is_usable and sheet in each.rows]
    replaced = {each.corrects for each in usable}
    seen: set[_Content] = set()
    for returned in usable:
        if returned.sha256 in replaced:
            continue
        content = [(_content(row), row) for row in _in_order(returned.rows[sheet])]
        for said, row in content:
            if said and said not in seen:
                answers = {
                    key: merged_answer(returned, row.sheet, answer, paths)
                    for key, answer in row.answers.items()
                    if answer.written
                }
                yield TableRow(sheet, department, answers)
        seen |= {said for said, _ in content}


def _in_order(rows: Mapping[str, ReturnedRow]) -> list[ReturnedRow]:
    return sorted(rows.values(), key=lambda row: row.line)


_Content = tuple[tuple[str, Meaning], ...]


def _content(row: ReturnedRow) -> _Content:
    written = [(key, meaning_of(answer)) for key, answer in row.answers.items() if answer.written]
    return tuple(sorted(written))
