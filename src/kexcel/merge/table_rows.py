"""What stands in the rows of a free table: in a file, in the form it was issued as, and gone."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from kexcel.collect.changes import Meaning, meaning_of
from kexcel.merge.files import Files
from kexcel.model.returned import Return, ReturnedRow

Content = tuple[tuple[str, Meaning], ...]
"""What a row says, column by column."""


def content_of(row: ReturnedRow) -> Content:
    """What a row says; nothing where it is blank."""
    written = [(key, meaning_of(answer)) for key, answer in row.answers.items() if answer.written]
    return tuple(sorted(written))


def contents(returned: Return, sheet: str) -> AbstractSet[Content]:
    """What the rows say that a file has in a free table."""
    return {content_of(row) for row in returned.rows.get(sheet, {}).values()} - {()}


def issued_contents(files: Files, returned: Return, sheet: str) -> AbstractSet[Content]:
    """What the rows said that stood in a free table when the file's form was issued."""
    issued: dict[str, dict[str, Meaning]] = {}
    for key, meaning in files.issued(returned).items():
        if key.sheet == sheet:
            issued.setdefault(key.row, {})[key.column] = meaning
    return {tuple(sorted(row.items())) for row in issued.values()}


def dropped(files: Files, returned: Return) -> AbstractSet[tuple[str, Content]]:
    """The rows of free tables that a file's form was issued with and the file has no more."""
    return {
        (sheet, content)
        for sheet in files.free & returned.rows.keys()
        for content in issued_contents(files, returned, sheet) - contents(returned, sheet)
    }
