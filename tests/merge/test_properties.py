"""Merging, whatever the files say and in whichever order they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.collect.changes import Change, changes, meaning_in, meaning_of
from kexcel.merge import answered_by
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import Consolidation, MergedAnswer
from kexcel.model.decision import Decisions
from kexcel.model.returned import Answer, Return
from tests.builders import issued
from tests.merge.files import SIGNING, Cell, decide, merged, newer, returned, together

CELLS: Mapping[Cell, tuple[CellValue, ...]] = {
    ("followup", "3.1-1", "status"): ("Pågående", "pågår", "Genomförd", "Försenad", "Klart typ"),
    ("followup", "3.1-1", "comment"): ("Ett", "Två", "Ett ", "2024"),
    ("followup", "3.1-1", "completed"): (date(2024, 3, 1), "2024-03-01", "i våras"),
    ("followup", "3.1-2", "status"): ("Genomförd", "Avbruten"),
    ("budget", "stab", "actual"): (Decimal("12.5"), "12,50", "ca 12"),
    ("budget", "stab", "forecast"): (Decimal("50.4"), Decimal(50400)),
    ("measures", "sjukfranvaro-stab", "outcome"): (Decimal(5), "5,0 %"),
    ("own", "own-001", "title"): ("Flytta arkivet", "Gallra"),
    ("own", "own-002", "title"): ("Flytta arkivet", "Städa"),
}
BEFORE = newer(
    (
        (("followup", "3.1-1", "status"), "Pågående"),
        (("followup", "3.1-1", "comment"), "Ett"),
        (("budget", "stab", "actual"), Decimal("12.5")),
    )
)


@st.composite
def typed(
    draw: st.DrawFn, signing: tuple[str | None, ...] = (None, "Slutlig")
) -> dict[Cell, CellValue]:
    """What someone types: some of the cells, each one of a few ways; now and then cleared."""
    cells = draw(st.lists(st.sampled_from(sorted(CELLS)), unique=True, min_size=1))
    said = {cell: draw(st.sampled_from((None, *CELLS[cell]))) for cell in cells}
    return {**said, SIGNING: draw(st.sampled_from(signing))}


@st.composite
def files(draw: st.DrawFn, signing: tuple[str | None, ...] = (None, "Slutlig")) -> list[Return]:
    """Two to four files of one department, of a plain form or of one with answers in it."""
    answers = draw(st.lists(typed(signing), min_size=2, max_size=4))
    forms = [draw(st.sampled_from((issued(), BEFORE))) for _ in answers]
    return [
        returned(each, f"fil {place}", at=10, form=form)
        for place, (each, form) in enumerate(zip(answers, forms, strict=True))
    ]


Means = tuple[bool, str]


def means(answer: MergedAnswer) -> Means:
    return meaning_of(Answer("", answer.value, answer.written, "", answer.sound))


def counted(whole: Consolidation) -> dict[Cell, Means]:
    """Every answer that counts and what it means, by its cell."""
    rows = {("followup", each.activity.number): each.answers for each in whole.activities}
    rows |= {("measures", each.measure.identity): each.answers for each in whole.measures}
    rows |= {("budget", each.identity): each.answers for each in whole.budget}
    return {
        (*place, column): means(answer)
        for place, answers in rows.items()
        for column, answer in answers.items()
    }


def tables(whole: Consolidation) -> list[list[tuple[str, Means]]]:
    return sorted(
        sorted((key, means(each)) for key, each in row.answers.items()) for row in whole.tables
    )


def conflicts(whole: Consolidation) -> dict[Cell, list[str]]:
    """Each conflict's answers as they read; the files that they are shown with may differ."""
    return {
        (each.sheet, each.row, each.column): sorted(
            " ".join(text.rsplit(" (", 1)[0].split()).casefold() for text in each.candidates
        )
        for each in whole.conflicts
    }


def consolidated(some: list[Return], decisions: Decisions | None = None) -> Consolidation:
    return merged(*some, forms=(BEFORE,), decisions=decisions)


@settings(max_examples=40, deadline=None)
@given(files(("Utkast", "Slutlig", None)))
def test_files_taken_at_the_same_moment_give_the_same_in_any_order(some: list[Return]) -> None:
    first = consolidated(some)
    for order in permutations(some):
        again = consolidated(list(order))
        assert counted(again) == counted(first)
        assert conflicts(again).keys() == conflicts(first).keys()
        assert tables(again) == tables(first)


@settings(max_examples=80, deadline=None)
@given(files(("Utkast", "Slutlig", None)))
def test_nothing_that_was_changed_goes_untold(some: list[Return]) -> None:
    whole = consolidated(some)
    answers, open_cells = counted(whole), conflicts(whole)
    aside = {(each.source.sha256, each.source.sheet, each.source.cell) for each in whole.set_aside}
    rows = {means(answer) for row in whole.tables for answer in row.answers.values()}
    known = {each.form.code: each.form for each in (issued(), BEFORE)}
    for returned_ in filter(lambda each: each.is_usable, whole.returns):
        for key, changed in changes(returned_, known[returned_.form or ""]):
            place = (returned_.sha256, changed.sheet, changed.answer.cell)
            if key.sheet == "cover" or place in aside or tuple(key) in open_cells:
                continue
            cell = (key.sheet, key.row, key.column)
            if key.sheet == "own":
                told = changed.meaning in rows or any(place[:2] == each[:2] for each in aside)
                assert told or not changed.answer.written
            else:
                assert answers.get(cell, (True, "")) == changed.meaning


@settings(max_examples=60, deadline=None)
@given(files(("Utkast", "Slutlig", None)))
def test_no_answer_is_invented(some: list[Return]) -> None:
    whole = consolidated(some)
    by_sha256 = {each.sha256: each for each in some}
    for cell, answer in _answers(whole).items():
        source = by_sha256[answer.source.sha256]
        assert meaning_in(source, Change(*cell)) == means(answer)
        assert source.rows[cell[0]][cell[1]].answers[cell[2]].cell == answer.source.cell


def _answers(whole: Consolidation) -> dict[Cell, MergedAnswer]:
    rows = {("followup", each.activity.number): each.answers for each in whole.activities}
    rows |= {("measures", each.measure.identity): each.answers for each in whole.measures}
    rows |= {("budget", each.identity): each.answers for each in whole.budget}
    return {(*p, column): answer for p, row in rows.items() for column, answer in row.items()}


@settings(max_examples=40, deadline=None)
@given(files(("Utkast", "Slutlig", None)))
def test_put_together_once_more_nothing_changes(some: list[Return]) -> None:
    settled = together(*some, forms=(BEFORE,))
    assert together(*settled, forms=(BEFORE,)) == settled
    assert consolidated(list(settled)) == consolidated(some)


@settings(max_examples=40, deadline=None)
@given(files(), st.data())
def test_a_copy_of_a_file_changes_nothing(some: list[Return], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(some) - 1))
    copy = replace(some[place], sha256="0" * 64, file="kopia.xlsx", received="2024-05-11T10:00:00")
    first, again = consolidated(some), consolidated([*some, copy])
    assert counted(again) == counted(first)
    assert conflicts(again) == conflicts(first)
    assert tables(again) == tables(first)


@settings(max_examples=40, deadline=None)
@given(files(), st.data())
def test_deciding_a_conflict_settles_that_one_alone(
    some: list[Return], data: st.DataObject
) -> None:
    before = consolidated(some)
    if not before.conflicts:
        return
    conflict = data.draw(st.sampled_from(before.conflicts))
    cell = (conflict.sheet, conflict.row, conflict.column)
    chosen = data.draw(st.sampled_from(conflict.candidates))
    after = consolidated(some, decide(cell, chosen))
    assert after.open_conflicts == before.open_conflicts - 1
    assert {c: m for c, m in counted(after).items() if c != cell} == counted(before)
    assert conflicts(after) == conflicts(before)


@settings(max_examples=20, deadline=None)
@given(files())
def test_who_has_answered_does_not_depend_on_what_others_sent(some: list[Return]) -> None:
    forms = {each.form.code: each.form for each in (issued(), BEFORE)}
    says = [each for each in some if any(True for _ in changes(each, forms[each.form or ""]))]
    assert answered_by(some, forms) == ({"stab"} if says else set())
