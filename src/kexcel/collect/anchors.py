"""Tell which of the form's rows a row of the file is, by what it carries and never by its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from kexcel.collect.layout import Layout
from kexcel.collect.texts import plain
from kexcel.locale import mark
from kexcel.model.form import FormRow, FormSheet
from kexcel.model.identity import ID_COLUMN, row_checksum, split_row_mark
from kexcel.validate.written import as_written


class FoundBy(StrEnum):
    """What a row was known by; the words are said when it was not its own mark."""

    MARK = "its hidden mark"
    NUMBER = mark("rows were found by their number")
    TEXT = mark("rows were found by their text")


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the file that is a row of the form."""

    identity: str
    layout: Layout
    line: int
    by: FoundBy


class RowFinder:
    """Knows the rows of one of the form's sheets by mark, number and text."""

    def __init__(self, form: FormSheet) -> None:
        self._form = form
        self._rows = {row.identity: row for row in form.rows}
        self._number_column = _column_with(form, lambda row: row.number)
        self._anchor_column = _column_with(form, lambda row: row.anchor)

    @cached_property
    def _by_number(self) -> Mapping[str, str]:
        return _unique(self._form, lambda row: row.number)

    @cached_property
    def _by_anchor(self) -> Mapping[str, str]:
        return _unique(self._form, lambda row: row.anchor)

    def find(self, layout: Layout, line: int) -> Match | None:
        """The form's row that a line is, or None where nothing tells it for certain.

        A mark counts when its checksum agrees with the text beside it. Where it does not, the
        row was sorted without its marks or its text was changed, and the number decides if
        the text is not against it. Where each names a row of its own, nothing is certain.
        """
        at_once = self._at_once(layout, line)
        if at_once:
            return Match(at_once, layout, line, FoundBy.MARK)
        number = plain(layout.text(line, self._number_column))
        anchor = plain(layout.text(line, self._anchor_column))
        marked = self._marked(layout, line)
        if marked and self._agrees(layout, line) and (number or anchor):
            return Match(marked, layout, line, FoundBy.MARK)
        numbered = self._by_number.get(number) if number else None
        texted = self._by_anchor.get(anchor) if anchor else None
        if not _is_certain(marked, numbered, texted):
            return None
        alone = [bool(marked), bool(number), bool(anchor)].count(True) == 1
        found = numbered or texted or (marked if alone else None)
        if found and alone and not self._fits(layout, line, self._rows[found]):
            return None
        if found:
            how = FoundBy.NUMBER if numbered else FoundBy.TEXT
            return Match(found, layout, line, FoundBy.MARK if found == marked else how)
        kept = marked and self._is_only_renamed(layout, line, self._rows[marked])
        return Match(marked, layout, line, FoundBy.MARK) if marked and kept else None

    def _at_once(self, layout: Layout, line: int) -> str | None:
        """The row whose mark stands on a line beside its own text, as it does on nearly all."""
        values, columns = layout.sheet.cells, layout.columns
        mark = values.get((line, columns.get(ID_COLUMN, -1)))
        anchor = values.get((line, columns.get(self._anchor_column, -1)))
        if not (isinstance(mark, str) and isinstance(anchor, str)):
            return None
        identity, _, checksum = mark.rpartition("#")
        is_text = anchor.isprintable() and not anchor.isspace()
        if identity in self._rows and is_text and checksum == row_checksum(identity, anchor):
            return identity
        return None

    def _fits(self, layout: Layout, line: int, row: FormRow) -> bool:
        """Whether everything else that is printed on a line is of the row.

        Asked where a single thing tells it, with nothing to bear that out.
        """
        own = {self._number_column, self._anchor_column} | row.inputs
        return all(
            isinstance(printed, Decimal | None) or text in {"", plain(as_written(printed))}
            for key, printed in row.values.items()
            if key not in own and not _is_number(text := plain(layout.text(line, key)))
        )

    def _marked(self, layout: Layout, line: int) -> str | None:
        found = split_row_mark(layout.text(line, ID_COLUMN))
        return found[0] if found and found[0] in self._rows else None

    def _is_only_renamed(self, layout: Layout, line: int, row: FormRow) -> bool:
        """Whether a row told by one text alone had it changed, and nothing else of it."""
        others = [k for k in row.values if k != self._anchor_column and k not in row.inputs]
        return self._number_column == self._anchor_column and all(
            plain(layout.text(line, key)) == plain(as_written(row.values[key])) for key in others
        )

    def _agrees(self, layout: Layout, line: int) -> bool:
        identity, checksum = split_row_mark(layout.text(line, ID_COLUMN)) or ("", "")
        anchor = layout.text(line, self._anchor_column)
        return checksum == row_checksum(identity, anchor)


def _is_certain(marked: str | None, numbered: str | None, texted: str | None) -> bool:
    """Whether what names a row is of one mind, or two are against one.

    A text without a number stands against the mark beside it: that is a table sorted without
    its hidden column.
    """
    if numbered is None:
        return True
    if texted is None:
        return marked in {None, numbered}
    return texted == numbered or marked in {numbered, texted}


def _column_with(form: FormSheet, text_of: Callable[[FormRow], str]) -> str:
    """The column where a text of the rows was printed; "" where the rows have none."""
    told = [(row.values, text) for row in form.rows if (text := text_of(row))]
    if not told:
        return ""
    values, text = told[0]
    first = [key for key, value in values.items() if value == text]
    if len(first) == 1 and all(values.get(first[0]) == text for values, text in told):
        return first[0]
    columns = Counter(
        key for values, text in told for key, value in values.items() if value == text
    )
    return columns.most_common(1)[0][0] if columns else ""


def _unique(form: FormSheet, text_of: Callable[[FormRow], str]) -> Mapping[str, str]:
    """A text to the only row that has it."""
    texts = Counter(plain(text_of(row)) for row in form.rows)
    return {
        text: row.identity for row in form.rows if texts[text := plain(text_of(row))] == 1 and text
    }


def _is_number(text: str) -> bool:
    """Whether a text is a number only: a date may have become one."""
    return text.replace(".", "", 1).isdecimal()
