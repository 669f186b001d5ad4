"""A workbook is judged with all its sheets at hand, and codes are read as texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kexcel.model.cell import CellValue, ErrorValue
from kexcel.validate import Judged, RawCell, RawRow, RawSheet, Reckoning, judge_workbook
from tests.builders import Issued, issue

CODES = """
[codes.responsibility]
length = 4

[codes.activity]
values = ["010", "Adm"]
"""
Typed = dict[tuple[str, int, str], CellValue]
"""Sheet, row counted from 1, and column."""

SOUND: Typed = {
    ("distribution", 1, "unit"): "Kansli",
    ("distribution", 1, "responsibility"): "0110",
    ("distribution", 1, "amount"): 50.4,
    ("attest", 1, "responsibility"): "0110",
    ("attest", 1, "position"): "Enhetschef",
    ("attest", 1, "name"): "Anna (exempel)",
    ("attest", 1, "substitute"): "Bo (exempel)",
    ("attest", 1, "valid_from"): date(2024, 1, 1),
    ("attest", 1, "valid_to"): date(2024, 12, 31),
}


def round_form(more: str = CODES) -> Issued:
    return issue("stab", "internbudget", more=more)


def judged(
    changes: Typed, *, more: str = CODES, sheets: tuple[str, ...] = ("distribution", "attest")
) -> Judged:
    form = round_form(more)
    typed = {**SOUND, **changes}
    raws = []
    for key in sheets:
        issued = form.form.sheet(key)
        assert issued is not None
        rows = tuple(
            RawRow(
                row.identity,
                issued.name,
                row.index,
                {
                    column: RawCell(
                        typed.get((key, place, column)), form.cell(key, row.identity, column)
                    )
                    for column in sorted(row.inputs)
                },
            )
            for place, row in enumerate(issued.rows, start=1)
        )
        raws.append(RawSheet(key, rows))
    return judge_workbook(form.form, raws, form.book, Reckoning(2024, "mnkr", "sv"))


def said(result: Judged) -> list[tuple[str, str | None, str | None]]:
    return [(each.code, each.place.sheet, each.place.cell) for each in result.findings]


def details(result: Judged, code: str) -> dict[str, str]:
    (found,) = [each for each in result.findings if each.code == code]
    return dict(found.details)


def answer(result: Judged, sheet: str, column: str) -> tuple[CellValue, str, bool]:
    found = result.rows[sheet][f"{sheet}-001"].answers[column]
    return found.value, found.written, found.sound


def test_a_sound_workbook_says_nothing() -> None:
    assert said(judged({})) == []


def test_the_frame_is_the_forms_own_and_the_difference_is_exact() -> None:
    found = judged(
        {
            ("distribution", 1, "amount"): 0.1,
            ("distribution", 3, "unit"): "HR",
            ("distribution", 3, "responsibility"): "0110",
            ("distribution", 3, "amount"): 0.2,
        }
    )
    assert said(found) == [("frame-not-distributed", "Fördelning", "D9")]
    assert details(found, "frame-not-distributed") == {
        "frame": "50.4", "distributed": "0.3", "difference": "50.1",
    }  # fmt: skip


def test_what_is_said_of_the_table_casts_no_doubt_on_the_cell() -> None:
    found = judged({("distribution", 1, "amount"): 50.3, ("attest", 1, "responsibility"): "9999"})
    codes = {each.code for each in found.findings}
    assert codes == {"frame-not-distributed", "responsibility-uncovered"}
    assert all(each.about_table for each in found.findings)
    assert answer(found, "distribution", "amount") == (Decimal("50.3"), "50.3", True)
    assert answer(found, "distribution", "responsibility") == ("0110", "0110", True)


def test_nothing_distributed_is_told_at_the_first_row() -> None:
    blank: Typed = dict.fromkeys(SOUND)
    assert said(judged(blank)) == [("frame-not-distributed", "Fördelning", "D7")]


def test_an_error_among_the_amounts_is_told_and_the_sum_is_not() -> None:
    found = judged({("distribution", 2, "amount"): ErrorValue("#N/A")})
    assert said(found) == [("error-value", "Fördelning", "D8")]


def test_what_depends_on_a_sheet_that_is_gone_is_not_judged() -> None:
    assert said(judged({}, sheets=("distribution",))) == []
    assert said(judged({("attest", 1, "valid_to"): date(2024, 5, 31)}, sheets=("attest",))) == []


def test_the_cells_of_the_other_rows_are_told() -> None:
    again: Typed = {
        ("attest", 4, column): value
        for (sheet, _, column), value in SOUND.items()
        if sheet == "attest"
    }
    found = judged(again)
    assert said(found) == [("validity", "Attest", "F5"), ("validity", "Attest", "F8")]
    reasons = [dict(each.details)["reason"] for each in found.findings]
    assert reasons == [
        "samma kod och gräns gäller samtidigt i F8", "samma kod och gräns gäller samtidigt i F5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "held, means, codes",
    [
        ("0110", "0110", []),
        (" 0110\u00a0", "0110", []),
        (110, "0110", ["interpreted"]),
        (110.0, "0110", ["interpreted"]),
        (1100, "1100", []),
        ("110", None, ["unknown-code"]),
        (11000, None, ["unknown-code"]),
        (110.5, "110.5", ["unknown-code"]),
        (date(2024, 1, 1), None, ["unknown-code"]),
    ],
)
def test_a_code_keeps_its_zeros_and_gets_back_those_that_a_program_took(
    held: CellValue, means: str | None, codes: list[str]
) -> None:
    found = judged({("attest", 1, "responsibility"): held})
    own = [e.code for e in found.findings if (e.place.sheet, e.place.cell) == ("Attest", "A5")]
    assert [code for code in own if code != "responsibility-uncovered"] == codes
    value, _, sound = answer(found, "attest", "responsibility")
    assert (value, sound) == ((means, True) if "unknown-code" not in codes else (None, False))


@pytest.mark.parametrize(
    "held, means, code",
    [
        ("010", "010", ""),
        ("ADM", "Adm", ""),
        (10, "010", "interpreted"),
        ("10", None, "unknown-code"),
        (11, None, "unknown-code"),
    ],
)
def test_a_code_of_a_list_is_spelt_as_the_list_has_it(
    held: CellValue, means: str | None, code: str
) -> None:
    found = judged({("distribution", 1, "activity"): held})
    assert [each.code for each in found.findings] == ([code] if code else [])
    assert answer(found, "distribution", "activity")[0] == means


def test_the_zeros_that_came_back_are_told_as_a_text() -> None:
    found = judged({("attest", 1, "responsibility"): 110})
    assert details(found, "interpreted") == {"meaning": '"0110"'}


def test_without_code_settings_a_number_is_its_digits() -> None:
    found = judged({("attest", 1, "responsibility"): 110}, more="")
    assert answer(found, "attest", "responsibility") == ("110", "110", True)
