"""Say what became of the columns of a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from kexcel.collect.layout import Layout
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.cell import cell_reference
from kexcel.model.finding import Finding, Place
from kexcel.model.identity import ID_COLUMN
from kexcel.template.schema import Sheet


def say_columns(layout: Layout, template: Sheet) -> Iterator[Finding]:
    """Missing input columns are errors; new headings and moved columns are noted."""
    asked = {key for row in layout.form.rows for key in row.inputs}
    checks = {column.key for column in template.columns if column.type == "check"}
    labels = {column.key: column.label for column in layout.form.columns}
    for key in layout.missing:
        if key in asked:
            place = Place(sheet=layout.sheet.name, column=key)
            yield finding("column-missing", place, label=labels[key])
    for key, text in layout.renamed.items():
        if key not in {ID_COLUMN, *checks}:
            yield finding("column-renamed", _head(layout, key), value=text, label=labels[key])
    yield from _repaired(layout, asked)


def _repaired(layout: Layout, asked: set[str]) -> Iterator[Finding]:
    """Once a sheet: columns found by heading alone, else columns found away from their place."""
    issued = {column.key: column.index for column in layout.form.columns}
    by_label = [key for key in layout.columns if key in layout.by_label and key in asked]
    moved = [key for key, place in layout.columns.items() if place != issued[key]]
    for found, what in (
        (by_label, mark("columns were found by their headings")),
        (moved, mark("columns were found although they had been moved")),
    ):
        if found:
            first = min(found, key=lambda key: layout.columns[key])
            place = _head(layout, first)
            yield finding("repaired", place, value=str(len(found)), what=what)
            return


def _head(layout: Layout, key: str) -> Place:
    cell = cell_reference(layout.header_row, layout.columns[key])
    return Place(sheet=layout.sheet.name, cell=cell, column=key)
