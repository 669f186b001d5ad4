"""Which of a department's files count: duplicates and files that a later one replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kexcel.findings import finding
from kexcel.merge.changes import Change, changes
from kexcel.model.finding import Place
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnState


def settle(returns: Iterable[Return], forms: Mapping[str, Form]) -> tuple[Return, ...]:
    """Mark duplicates and superseded files, in the order the files were received.

    A file is superseded by a later one of the same department and period that was made from its
    correction, or that says all that it says and more. A file that says nothing new is a duplicate.
    """
    settled: list[Return] = []
    for each in returns:
        current = each
        for place, earlier in enumerate(settled):
            if not _compete(earlier, current):
                continue
            if _replaces(current, earlier, forms):
                settled[place] = replace(earlier, state=ReturnState.SUPERSEDED)
            elif _says_nothing_new(current, earlier, forms):
                current = _as_duplicate(current, earlier)
        settled.append(current)
    return tuple(settled)


def _compete(earlier: Return, current: Return) -> bool:
    same = (earlier.department, earlier.period) == (current.department, current.period)
    return same and earlier.is_usable and current.is_usable


def _replaces(current: Return, earlier: Return, forms: Mapping[str, Form]) -> bool:
    now, before = _changes(current, forms), _changes(earlier, forms)
    if current.corrects == earlier.sha256:
        return all(_has_cell(current, key) for key in before)
    return now != before and _includes(now, before)


def _has_cell(returned: Return, change: Change) -> bool:
    """Whether the file has the cell at all, be it blank: a correction may clear an answer."""
    row = returned.rows.get(change.sheet, {}).get(change.row)
    return row is not None and change.column in row.answers


def _says_nothing_new(current: Return, earlier: Return, forms: Mapping[str, Form]) -> bool:
    return _includes(_changes(earlier, forms), _changes(current, forms))


def _changes(returned: Return, forms: Mapping[str, Form]) -> dict[Change, str]:
    form = forms.get(returned.form or "")
    return {key: answer.meaning for key, answer in changes(returned, form)}


def _includes(whole: Mapping[Change, str], part: Mapping[Change, str]) -> bool:
    """Whether everything in a part is said by the whole. What could not be read in the part is
    included in whatever the whole says there that can be read.
    """
    return all(
        key in whole and (whole[key] == meaning or (meaning[:1] == "?" != whole[key][:1]))
        for key, meaning in part.items()
    )


def _as_duplicate(current: Return, earlier: Return) -> Return:
    place = Place(file=current.file, department=current.department)
    note = finding("duplicate-file", place, first=earlier.file)
    state = ReturnState.DUPLICATE
    return replace(current, state=state, findings=(note,))
