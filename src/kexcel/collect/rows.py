"""Attach the rows of the file to the rows of the form, and say what is missing, doubled or new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kexcel.collect.anchors import FoundBy, Match, RowFinder
from kexcel.collect.copies import is_copied, merge_copies, row_of, same_answers
from kexcel.collect.layout import Layout
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place
from kexcel.model.form import FormRow, FormSheet
from kexcel.model.identity import find_form_code
from kexcel.template.schema import Sheet
from kexcel.validate import RawRow

_TWICE = mark("rows stood several times; each answer was taken from where it was written")

_BENEATH = mark("cells were merged; the answers that lay hidden beneath were read too")


@dataclass(frozen=True, slots=True)
class Attached:
    """The rows of one of the form's sheets, with what there is to say of their structure."""

    rows: tuple[RawRow, ...] = ()
    findings: tuple[Finding, ...] = ()


def attach_rows(form: FormSheet, layouts: list[Layout], template: Sheet) -> Attached:
    """Find every row of a form's sheet in the layouts that belong to it."""
    matches: dict[str, list[Match]] = {}
    strangers: list[tuple[Layout, int]] = []
    finder = RowFinder(form)
    for layout in layouts:
        for line in layout.lines:
            match = finder.find(layout, line)
            if match:
                matches.setdefault(match.identity, []).append(match)
            else:
                strangers.append((layout, line))
    attach = _attach_extendable if form.extendable else _attach_fixed
    attached = attach(form, matches, strangers, template)
    found_how = tuple(_say_how_found(matches.values()))
    beneath = tuple(_say_covered(form, matches.values()))
    return Attached(attached.rows, attached.findings + found_how + beneath)


def _attach_fixed(
    form: FormSheet,
    matches: dict[str, list[Match]],
    strangers: list[tuple[Layout, int]],
    template: Sheet,
) -> Attached:
    """A table whose rows the plan decides: others are said, and missing ones are errors."""
    rows, findings, twice = [], [], []
    for issued in form.rows:
        found = matches.get(issued.identity, [])
        if found and is_copied(found):
            row, disputes = merge_copies(found, issued)
            rows.append(row)
            findings += disputes
            twice += found[1:] if not disputes else []
        elif found:
            rows.append(row_of(found[0]))
    told = frozenset(c.key for c in template.columns if c.type != "check" and not c.formula)
    if template.source != "fields":
        findings += [
            _unknown(layout, line, text)
            for layout, line in strangers
            if (text := _text_of(layout, line, told))
        ]
    return Attached(tuple(rows), (*findings, *_repaired(twice, _TWICE)))


def _attach_extendable(
    form: FormSheet,
    matches: dict[str, list[Match]],
    strangers: list[tuple[Layout, int]],
    template: Sheet,
) -> Attached:
    """A table that the department may extend: a copied row that says something else is new."""
    rows, twice, findings = [], [], []
    identities = {row.identity: row for row in form.rows}
    added = list(strangers)
    inputs = frozenset(column.key for column in template.inputs)
    for found in (matches[row.identity] for row in form.rows if row.identity in matches):
        issued = identities[found[0].identity]
        first, disputes = (
            merge_copies(found[:1], issued) if is_copied(found[:1]) else (row_of(found[0]), [])
        )
        rows.append(first)
        findings += disputes
        for copy in found[1:]:
            if same_answers(row_of(copy), rows[-1], inputs):
                twice += [copy] if _text_of(copy.layout, copy.line, inputs) else []
            else:
                added.append((copy.layout, copy.line))
    filled = [each for each in sorted(added, key=lambda e: e[1]) if _text_of(*each, inputs)]
    for number, (layout, line) in enumerate(filled, start=1):
        rows.append(row_of(Match(f"{form.key}-x{number:03}", layout, line, FoundBy.MARK)))
    return Attached(tuple(rows), (*findings, *_repaired(twice, _TWICE)))


def missing_rows(form: FormSheet, attached: Attached, sheet: str) -> list[Finding]:
    """The rows that the department was asked to fill in and that are not in the file."""
    there = {row.identity for row in attached.rows}
    gone = [r for r in form.rows if r.inputs and r.identity not in there and not form.extendable]
    return [_missing(row, sheet) for row in gone]


def _text_of(layout: Layout, line: int, keys: frozenset[str]) -> str:
    """The words of a line of the table; "" for one that is not of it."""
    if line < layout.header_row:
        return ""
    shown = sorted((layout.columns[key], key) for key in keys if key in layout.columns)
    texts = [text for _, key in shown if (text := layout.text(line, key))]
    is_code = len(texts) == 1 and find_form_code(texts[0])
    return "" if is_code else " | ".join(texts)


def _missing(row: FormRow, sheet: str) -> Finding:
    place = Place(sheet=sheet, row=row.identity)
    return finding("row-missing", place, title=row.anchor or row.number)


def _unknown(layout: Layout, line: int, text: str) -> Finding:
    filled = [key for key in layout.columns if layout.text(line, key)]
    first = min(filled, key=lambda key: layout.columns[key])
    place = Place(sheet=layout.sheet.name, cell=layout.reference(line, first))
    return finding("row-unknown", place, value=text)


def _say_how_found(matches: Iterable[list[Match]]) -> list[Finding]:
    first = [found[0] for found in matches]
    return [
        note
        for by in (FoundBy.NUMBER, FoundBy.TEXT)
        for note in _repaired([match for match in first if match.by is by], by.value)
    ]


def _say_covered(form: FormSheet, matches: Iterable[list[Match]]) -> list[Finding]:
    """Some programs keep what lies beneath a merged cell. It stands on its row, so it counts."""
    found_rows = [match for found in matches for match in found]
    if not any(match.layout.sheet.covered for match in found_rows):
        return []
    inputs = {row.identity: row.inputs for row in form.rows}
    covered = [
        Place(
            sheet=match.layout.sheet.name, cell=match.layout.reference(match.line, key), column=key
        )
        for match in found_rows
        for key, place in match.layout.columns.items()
        if key in inputs[match.identity] and (match.line, place) in match.layout.sheet.covered
    ]
    return (
        [finding("repaired", covered[0], value=str(len(covered)), what=_BENEATH)] if covered else []
    )


def _repaired(found: list[Match], what: str) -> list[Finding]:
    """Said once, with the number of rows as what was found."""
    if not found:
        return []
    first = min(found, key=lambda match: match.line)
    column = min(first.layout.columns, key=lambda key: first.layout.columns[key])
    place = Place(
        sheet=first.layout.sheet.name,
        cell=first.layout.reference(first.line, column),
        row=first.identity if len(found) == 1 else None,
    )
    return [finding("repaired", place, value=str(len(found)), what=what)]
