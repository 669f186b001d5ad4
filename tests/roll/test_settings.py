from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.plan import Department, Plan, Reorganisation, UnitFrame
from kexcel.roll.periods import moved_dues, rolled_settings, rolled_words
from kexcel.roll.profiles import with_profiles
from kexcel.roll.settings_file import rolled_file, written
from kexcel.settings import Settings, parse_settings
from tests.builders import SETTINGS, plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "ange-2024" / "kexcel.toml"

ODD = """
organisation = 'Ange "norra" (exempel)'
body = "Kommunstyrelsen"
year = 2024

[money]
frame = "Ram"

[money.profile]
"1100" = [100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]

[accounting]
account = "5010"

[[periods]]
key = "V1"
name = "Vinter"
opens = 2024-01-01
closes = 2024-02-29
due = 2024-03-15
sheets = ["cover", "followup"]
"""


def rolled(text: str, year: int = 2025) -> tuple[str, bool, Settings]:
    before = parse_settings(text.encode())
    after = rolled_settings(before, year)
    data, is_kept = rolled_file(text.encode(), after)
    return data.decode(), is_kept, after


def test_periods_keep_their_shape_and_tell_the_new_year() -> None:
    _, _, after = rolled(EXAMPLE.read_text(encoding="utf-8"))
    assert (after.year, after.money.frame) == (2025, "Budget 2025")
    assert [(p.key, p.name, p.opens.isoformat(), p.closes.isoformat()) for p in after.periods] == [
        ("internbudget", "Internbudget 2025", "2024-11-01", "2024-12-31"),
        ("T1", "Tertial 1 2025", "2025-01-01", "2025-04-30"),
        ("T2", "Tertial 2 2025", "2025-05-01", "2025-08-31"),
        ("T3", "Tertial 3 2025", "2025-09-01", "2025-12-31"),
    ]


def test_a_due_day_on_a_day_off_is_moved_and_told() -> None:
    before = parse_settings(EXAMPLE.read_bytes())
    dues = [each.due.isoformat() for each in rolled_settings(before, 2025).periods]
    assert dues == ["2024-12-16", "2025-05-15", "2025-09-15", "2026-01-20"]
    assert [(each.period, each.day, each.to) for each in moved_dues(before, 2025)] == [
        ("Internbudget 2025", "2024-12-15", "2024-12-16"),
        ("Tertial 2 2025", "2025-09-13", "2025-09-15"),
    ]


def test_comments_and_order_stay() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    new, is_kept, after = rolled(text)
    changed = [
        (one, two)
        for one, two in zip(text.splitlines(), new.splitlines(), strict=True)
        if one != two
    ]
    assert is_kept
    assert parse_settings(new.encode()) == after
    assert ("year = 2024", "year = 2025") in changed
    assert len(changed) == 2 + 4 * 4
    assert new.startswith("# Arbetsytans inställningar.")


def test_a_comment_behind_a_value_and_a_hash_in_a_text_stay() -> None:
    text = ODD.replace("year = 2024\n", "year = 2024   # budgetåret 2024\n").replace(
        'name = "Vinter"', 'name = "Vinter #1 2024" # första'
    )
    new, is_kept, _ = rolled(text)
    assert is_kept
    assert "year = 2025   # budgetåret 2024\n" in new
    assert 'name = "Vinter #1 2025" # första\n' in new


def test_29_february_becomes_the_28th_and_back_again() -> None:
    _, is_kept, after = rolled(ODD)
    assert (is_kept, after.periods[0].closes) == (True, date(2025, 2, 28))
    assert rolled_settings(after, 2028).periods[0].closes == date(2028, 2, 29)


def test_a_frame_that_tells_no_year_gets_one() -> None:
    _, _, after = rolled(ODD)
    assert after.money.frame == "Ram 2025"
    assert rolled_settings(after, 2026).money.frame == "Ram 2026"


@pytest.mark.parametrize(
    "old, new",
    [
        ('[money]\nframe = "Ram"\n\n[money.profile]\n', 'money.frame = "Ram"\n[money.profile]\n'),
        ("opens = 2024-01-01\n", "opens =\t2024-01-01\n"),
        ("year = 2024\n", '"year" = 2024\n'),
        ("\n", "\r\n"),
    ],
)
def test_settings_written_in_another_way_say_the_same(old: str, new: str) -> None:
    text = ODD.replace(old, new)
    told, _, after = rolled(text)
    assert parse_settings(told.encode()) == after


def test_what_cannot_be_changed_line_by_line_is_written_anew() -> None:
    _, is_kept, _ = rolled(ODD.replace("year = 2024\n", '"year" = 2024\n'))
    assert not is_kept


@given(
    st.builds(
        lambda name, year, closes: (
            ODD.replace("Vinter", name)
            .replace("2024", str(year))
            .replace(f"closes = {year}-02-29", f"closes = {closes.replace(year=year).isoformat()}")
        ),
        st.text("Åäö 2024-'#[]=", max_size=20).map(lambda text: text.replace("'", "")),
        st.integers(1990, 2100),
        st.dates(date(2023, 2, 1), date(2023, 12, 31)),
    ),
    st.integers(1, 30),
)
def test_whatever_the_settings_they_say_the_next_year(text: str, years: int) -> None:
    before = parse_settings(text.encode())
    told, _, after = rolled(text, before.year + years)
    assert parse_settings(told.encode()) == after
    assert parse_settings(written(after)) == after


def test_only_years_are_moved_in_words() -> None:
    assert rolled_words("Budget 2024, prognos 23-08-31, konto 12024", 1) == (
        "Budget 2025, prognos 23-08-31, konto 12024"
    )


PROFILES = """
[money.profile]
# Staben köper tidigt (exempel).
stab = [100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] # KS § 1
ekonomi = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100]
"""
EARLY, LATE = (Decimal(100), *[Decimal(0)] * 11), (*[Decimal(0)] * 11, Decimal(100))


def profiled(the_plan: Plan) -> tuple[str, bool, Settings]:
    before = parse_settings((SETTINGS + PROFILES).encode())
    after = with_profiles(rolled_settings(before, 2025), the_plan)
    data, is_kept = rolled_file((SETTINGS + PROFILES).encode(), after)
    return data.decode(), is_kept, after


def test_a_profile_of_a_department_that_has_ended_stands_under_the_one_that_took_over() -> None:
    move = Reorganisation("stab", "stod", date(2024, 7, 1))
    gone = (Department("stab", "Staben"),)
    text, is_kept, after = profiled(
        replace(plan(), reorganisations=(move,), other_departments=gone)
    )
    assert is_kept
    assert parse_settings(text.encode()) == after
    assert after.money.profile == {"stod": EARLY, "ekonomi": LATE}
    assert "# stab = [100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] # KS § 1\n" in text
    assert "# Staben köper tidigt (exempel).\n" in text


def test_a_unit_that_was_moved_has_its_profile_by_its_code() -> None:
    move = Reorganisation("stab", "ekonomi", date(2024, 7, 1), codes=("1100",))
    units = (
        UnitFrame("ekonomi", "Kansli", "1100", Decimal(1), origin="stab"),
        UnitFrame("ekonomi", "Ekonomi", "1200", Decimal(1)),
    )
    text, is_kept, after = profiled(replace(plan(), reorganisations=(move,), units=units))
    assert is_kept
    assert parse_settings(text.encode()) == after
    assert after.money.profile == {"stab": EARLY, "ekonomi": LATE, "1100": EARLY}


def test_profiles_stay_as_they_are_where_nothing_was_reorganised() -> None:
    text, _, after = profiled(plan())
    assert after.money.profile == {"stab": EARLY, "ekonomi": LATE}
    assert PROFILES in text
