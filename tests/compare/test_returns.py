"""Two returns compared, cell by cell by identity, with the address of each cell in its file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kexcel.compare import Change, ChangeKind, ComparedKind, Comparison, Side, compare
from kexcel.compare.returns import return_groups
from tests.builders import (
    SOUND,
    Answers,
    Issued,
    answered,
    change,
    edit,
    examined,
    issue,
    issued,
    plan,
    put_lines,
    sound,
    table_lines,
    template,
)
from tests.compare.plans import activity

SIDE = Side("svar.xlsx", "")


def groups(data: bytes, form: Issued) -> tuple[Any, ...]:
    return return_groups(examined(data, form), form.form, template())


def compared(
    before: bytes, after: bytes, *, form: Issued | None = None, newer: Issued | None = None
) -> Comparison:
    first = form or issued()
    second = newer or first
    return compare(
        ComparedKind.RETURN, (SIDE, groups(before, first)), (SIDE, groups(after, second))
    )


def listed(comparison: Comparison) -> list[tuple[str, Change]]:
    return [(group.key, each) for group in comparison.groups for each in group.changes]


def told(comparison: Comparison) -> list[tuple[str, str, str, str, Any, Any]]:
    return [
        (group, c.kind.value, c.number, c.column, c.before, c.after)
        for group, c in listed(comparison)
    ]


def cells(comparison: Comparison) -> list[tuple[str, str]]:
    return [(c.before_cell, c.after_cell) for _, c in listed(comparison)]


def test_a_return_is_no_different_from_itself() -> None:
    assert told(compared(sound(), sound())) == []


_TYPED: dict[tuple[str, str, str], tuple[Any, ...]] = {
    ("followup", "3.1-1", "status"): ("Pågående", "pågår", "Klart typ", None),
    ("followup", "3.1-2", "completed"): (date(2024, 3, 15), "15/3 2024", "i våras"),
    ("budget", "stab", "forecast"): (Decimal("50.4"), "50,4", Decimal(51)),
    ("own", "own-001", "title"): ("Flytta arkivet", "Gallra", None),
    ("own", "own-002", "title"): ("Gallra", None),
    ("cover", "signing", "value"): ("Slutlig", "Utkast"),
}


@st.composite
def typed(draw: st.DrawFn) -> bytes:
    """The sound return, with some answers typed in another way."""
    return answered({place: draw(st.sampled_from(ways)) for place, ways in _TYPED.items()})


@given(typed(), typed())
@settings(max_examples=25, deadline=None)
def test_turned_round_the_same_answers_differ_the_other_way(one: bytes, other: bytes) -> None:
    mirrored = {"added": "removed", "removed": "added", "changed": "changed",
                "rewritten": "rewritten"}  # fmt: skip
    there = {(g, mirrored[k], n, c, a, b) for g, k, n, c, b, a in told(compared(one, other))}
    assert there == set(told(compared(other, one)))
    assert told(compared(one, one)) == []


def test_a_changed_answer_is_told_with_both_cells() -> None:
    after = answered({("followup", "3.1-1", "status"): "Försenad"})
    comparison = compared(sound(), after)
    assert told(comparison) == [("followup", "changed", "3.1-1", "status", "Pågående", "Försenad")]
    cell = f"Uppföljning!{issued().cell('followup', '3.1-1', 'status')}"
    assert cells(comparison) == [(cell, cell)]


def test_rows_in_another_order_are_the_same_rows_with_other_addresses() -> None:
    def turn(workbook: Workbook) -> None:
        sheet = workbook["Uppföljning"]
        lines = table_lines(sheet, 5, 8)
        put_lines(sheet, 5, lines[::-1])

    after = change(answered({("followup", "3.1-2", "comment"): "Klart i mars."}), turn)
    comparison = compared(sound(), after)
    assert told(comparison) == [("followup", "changed", "3.1-2", "comment", None, "Klart i mars.")]
    assert cells(comparison) == [("Uppföljning!M6", "Uppföljning!M7")]


@pytest.mark.parametrize(
    "column, one, other",
    [
        ("completed", date(2024, 3, 15), "15/3 2024"),
        ("status", "Genomförd", "klart"),
        ("status", "Genomförd", "Done"),
        ("comment", "Klart.", "Klart. "),
    ],
)
def test_answers_that_mean_the_same_are_told_apart_as_rewritten(
    column: str, one: Any, other: Any
) -> None:
    place = ("followup", "3.1-2", column)
    comparison = compared(answered({place: one}), answered({place: other}))
    assert [(g, c.kind, c.column) for g, c in listed(comparison)] == [
        ("followup", ChangeKind.REWRITTEN, column)
    ]
    assert comparison.differences == 0


def test_words_that_cannot_be_read_are_compared_as_they_stand() -> None:
    place = ("followup", "3.1-2", "completed")
    comparison = compared(answered({place: "i våras"}), answered({place: "i vintras"}))
    assert told(comparison) == [
        ("followup", "changed", "3.1-2", "completed", "i våras", "i vintras")
    ]


def test_an_amount_is_an_exact_number_whether_it_was_typed_as_text_or_not() -> None:
    place = ("budget", "stab", "forecast")
    comparison = compared(answered({place: Decimal("50.4")}), answered({place: "51,4 mnkr"}))
    assert told(comparison) == [("budget", "changed", "", "forecast", Decimal("50.4"), "51,4 mnkr")]
    same = compared(answered({place: Decimal("50.4")}), answered({place: "50,4"}))
    assert [kind for _, kind, *_ in told(same)] == ["rewritten"]


def test_the_cover_is_compared_field_by_field() -> None:
    comparison = compared(sound(), answered({("cover", "signing", "value"): "Utkast"}))
    assert [(g, c.column, c.label, c.before, c.after) for g, c in listed(comparison)] == [
        ("cover", "signing", "Klarmarkering", "Slutlig", "Utkast")
    ]


def test_free_rows_are_told_by_what_is_written_in_them() -> None:
    one: Answers = {
        ("own", "own-001", "title"): "Flytta arkivet",
        ("own", "own-002", "title"): "Gallra",
        ("own", "own-002", "comment"): "I vår.",
    }
    other: Answers = {
        ("own", "own-001", "goal"): None,
        ("own", "own-001", "title"): "Gallra",
        ("own", "own-001", "comment"): "I höst.",
        ("own", "own-005", "goal"): "3.1",
        ("own", "own-005", "title"): "Flytta arkivet",
        ("own", "own-006", "title"): "Städa",
    }
    found = [c for _, c in listed(compared(answered(one), answered(other)))]
    assert [(c.kind.value, c.title, c.column, c.before, c.after) for c in found] == [
        ("changed", "Gallra", "comment", "I vår.", "I höst."),
        ("added", "Städa", "", None, None),
    ]  # fmt: skip


def test_answers_follow_their_activity_to_a_form_of_a_renumbered_plan() -> None:
    renumbered = issue("stab", "T1", of=activity("3.1-2", number="3.1-7")(plan()))
    moved = {
        (sheet, "3.1-7" if row == "3.1-2" else row, column): value
        for (sheet, row, column), value in SOUND.items()
    }
    comparison = compared(sound(), renumbered.workbook(moved), newer=renumbered)
    assert told(comparison) == []


def test_a_row_that_one_file_lacks_is_told_with_what_stood_in_it() -> None:
    def delete(workbook: Workbook) -> None:
        workbook["Uppföljning"].delete_rows(6)

    comparison = compared(sound(), change(sound(), delete))
    ((group, gone),) = listed(comparison)
    assert (group, gone.kind, gone.number) == ("followup", ChangeKind.REMOVED, "3.1-2")
    assert [(part.key, part.value) for part in gone.parts] == [
        ("status", "Genomförd"),
        ("completed", "2024-03-15"),
    ]
    assert [c.kind for _, c in listed(compared(change(sound(), delete), sound()))] == [
        ChangeKind.ADDED
    ]


def test_a_locked_cell_is_no_answer() -> None:
    cell = issued().cell("followup", "3.1-1", "title")
    assert told(compared(sound(), edit(sound(), {("Uppföljning", cell): "Något annat"}))) == []
