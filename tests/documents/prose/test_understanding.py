"""What is read of small plans in text, and what is said of what is odd in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kexcel.documents.prose.coverage import Use
from kexcel.model.plan import Perspective
from tests.documents.prose.reading import activities, codes, goals, read, said

SMALL = """\
1 Mål
Text om målen.

1.1 Kommunen ska växa.
1.1.1 Fler ska flytta hit.
Verksamhetens aktiviteter Startdatum Slutdatum

Bygga 2024-01-01 2024-06-30

Hus behövs.
"""
HEAD = "Verksamhetens aktiviteter Startdatum Slutdatum\n"
BUDGET = """
2 Budget
Fördelning till avdelningar, belopp i tkr:

Ramfördelning Budget 2023 Budget 2024

Skola 10 12

Vård 20 22

Summa 30 34
"""


def test_a_small_plan_is_read_whole() -> None:
    imported = read(SMALL)
    assert goals(imported) == [("1.1", "Kommunen ska växa."), ("1.1.1", "Fler ska flytta hit.")]
    assert activities(imported) == [
        ("1.1.1", "Bygga", "Hus behövs.", "2024-01-01", "2024-06-30"),
    ]
    assert codes(imported) == []


def test_a_wrapped_line_that_begins_with_a_number_is_no_heading() -> None:
    text = SMALL.replace("Fler ska flytta hit.", "Antalet hus ska öka med minst\n2 Nya st.")
    assert goals(read(text))[1] == ("1.1.1", "Antalet hus ska öka med minst 2 Nya st.")


def test_a_title_that_begins_with_the_next_number_of_a_goal_is_no_heading() -> None:
    text = f"{SMALL}\n1.1.2 Nya hus i Alby 2024-02-01 2024-03-31\n\n1.1.2 Fler jobb.\n{HEAD}\n"
    imported = read(text + "Annonsera 2024-01-01 2024-12-31\n")
    assert [a[:2] for a in activities(imported)] == [
        ("1.1.1", "Bygga"),
        ("1.1.1", "1.1.2 Nya hus i Alby"),
        ("1.1.2", "Annonsera"),
    ]


def test_a_number_passed_over_among_the_headings_is_told() -> None:
    imported = read(f"{SMALL}\n1.1.3 Fler jobb.\n{HEAD}\nAnnonsera 2024-01-01 2024-12-31\n")
    assert said(imported, "number-passed-over") == [(12, None, "1.1.2")]
    assert len(imported.plan.activities) == 2


def test_a_table_whose_head_nobody_knows_is_not_dropped_unsaid() -> None:
    table = "Göra vad    Från när     Hur länge\nMåla        i maj        en vecka\n"
    imported = read(f"{SMALL}\n2 Övrigt\n{table}")
    assert said(imported, "text-not-understood") == [
        (13, None, "Göra vad Från när Hur länge Måla i maj en vecka"),
    ]
    assert imported.coverage.unknown == 2
    assert imported.coverage.percent < 100


def test_a_row_of_dates_outside_of_any_table_is_not_taken_for_running_text() -> None:
    imported = read(f"{SMALL}\n2 Övrigt\n\nMåla om 2024-01-01 2024-02-28\n")
    assert said(imported, "text-not-understood") == [(14, None, "Måla om 2024-01-01 2024-02-28")]


def test_running_text_is_told_by_its_lines() -> None:
    imported = read(SMALL)
    [passage] = imported.coverage.of(Use.PROSE)
    assert (passage.first.line, passage.last.line) == (2, 2)


def test_dates_between_the_parts_of_a_title_are_told() -> None:
    text = SMALL.replace("Bygga 2024-01-01 2024-06-30", "Bygga nya 2024-01-01 2024-06-30\nhus")
    imported = read(text)
    assert imported.plan.activities[0].title == "Bygga nya hus"
    [told] = [each for each in imported.findings if each.code == "joined-text"]
    assert (told.place.row, told.place.column) == ("1.1.1-1", "title")


def test_lines_without_space_between_them_are_parted_by_capital_letters_and_told() -> None:
    rows = (
        "Bygga hus 2024-01-01 2024-06-30\nHus behövs\ni hela kommunen.\n"
        "Annonsera efter folk som\nvill bo här 2024-02-01 2024-03-31\nDet gör vi.\n"
    )
    imported = read(SMALL.replace("Bygga 2024-01-01 2024-06-30\n\nHus behövs.\n", rows))
    assert activities(imported) == [
        ("1.1.1", "Bygga hus", "Hus behövs i hela kommunen.", "2024-01-01", "2024-06-30"),
        (
            "1.1.1",
            "Annonsera efter folk som vill bo här",
            "Det gör vi.",
            "2024-02-01",
            "2024-03-31",
        ),
    ]
    assert codes(imported) == ["joined-text"] * 4


def test_a_word_broken_at_its_hyphen_is_whole_again_but_a_hyphen_for_a_word_stays() -> None:
    text = SMALL.replace("Hus behövs.", "En NPF-\nutbildning i språk-\noch läsning.")
    description = read(text).plan.activities[0].description
    assert description == "En NPF-utbildning i språk- och läsning."


def test_page_numbers_and_contents_are_neither_text_nor_headings() -> None:
    contents = "Innehåll\n1 Mål ........ 2\n1.1 Kommunen ska växa. ... 2\n\n"
    imported = read(f"{contents}{SMALL}\n2\n\nSida 2 (4)\n")
    assert goals(imported) == goals(read(SMALL))
    uses = {passage.use for passage in imported.coverage.passages}
    assert {Use.CONTENTS, Use.MARGIN} <= uses
    assert imported.plan.activities[0].description == "Hus behövs."


def test_what_every_page_repeats_is_a_margin_and_what_a_title_goes_on_in_is_not() -> None:
    pages = [
        f"Verksamhetsplan 2024\n\n{SMALL.rstrip()}",
        f"Verksamhetsplan 2024\n\n{HEAD}\nRiva 2024-02-01 2024-03-31\n\nDet som är",
        f"Verksamhetsplan 2024\n\n{HEAD}gammalt ska bort.",
    ]
    imported = read("\f".join(f"{page}\n\nSida {n}" for n, page in enumerate(pages, start=1)))
    assert activities(imported)[1][1:3] == ("Riva", "Det som är gammalt ska bort.")
    assert imported.coverage.margins == ("Verksamhetsplan …", "Sida …")


TWO_GOALS = (
    "har brutits ner i två mål för nämnden; Fler ska flytta hit. "
    "Dessa mål är antagna och gäller för 2024."
)
OTHER_NAME = (
    "har brutits ner i ett mål för nämnden; Färre ska flytta härifrån. "
    "Dessa mål är antagna och gäller för 2024."
)


@pytest.mark.parametrize(
    "sentence, code, value",
    [
        (TWO_GOALS, "count-stated-differs", f"{TWO_GOALS}"),
        (OTHER_NAME, "name-stated-differs", "Fler ska flytta hit."),
    ],
)
def test_what_the_text_says_of_itself_is_held_against_the_headings(
    sentence: str, code: str, value: str
) -> None:
    text = SMALL.replace("1.1.1 Fler", f"Målet {sentence}\n\n1.1.1 Fler")
    imported = read(text)
    [told] = [each for each in imported.findings if each.code == code]
    assert told.value == value
    assert imported.statements == 1


def test_names_that_hold_commas_agree_with_their_headings() -> None:
    text = SMALL.replace("Fler ska flytta hit.", "Fler, räknat som heltid, ska flytta hit. Alla.")
    statement = (
        "Målet har brutits ner i ett mål för nämnden; Fler, räknat som heltid, ska flytta hit. "
        "Alla. Dessa mål är antagna och gäller för 2024."
    )
    imported = read(text.replace("1.1.1 Fler", f"{statement}\n\n1.1.1 Fler"))
    assert codes(imported) == []
    assert str(imported.plan.goal("1.1.1").valid_until) == "2024-12-31"


def test_a_plan_of_another_year_is_told() -> None:
    imported = read(SMALL, year=2026)
    assert said(imported, "year-differs") == [(None, None, "2024")]


def test_a_budget_is_read_with_its_unit_and_by_whom_it_is_divided() -> None:
    imported = read(SMALL + BUDGET)
    assert imported.plan.unit == "tkr"
    assert [(line.name, line.department) for line in imported.plan.frames] == [
        ("Skola", "skola"),
        ("Vård", "vard"),
        ("Summa", None),
    ]
    assert imported.plan.frame_of("vard", "Budget 2024") == Decimal(22)
    assert codes(imported) == []


def test_a_budget_that_nothing_tells_the_division_of_is_doubted() -> None:
    text = BUDGET.replace("Fördelning till avdelningar, belopp i tkr:", "Pengar.")
    imported = read(SMALL + text)
    assert codes(imported) == ["perspective-unclear", "unit-not-printed"]
    assert {line.perspective for line in imported.plan.frames} == {Perspective.CITIZEN}


def test_a_column_with_both_signs_is_doubted_and_told_which_was_taken() -> None:
    imported = read(SMALL + BUDGET.replace("Vård 20 22", "Vård -20 22"))
    [told] = [each for each in imported.findings if each.code == "sign-unconfirmed"]
    assert (told.value, dict(told.details)) == (
        "Budget 2023",
        {"sign": "+", "others": "Budget 2024"},
    )


def test_text_after_the_total_of_a_budget_is_running_text_again() -> None:
    imported = read(f"{SMALL}{BUDGET}\nBudgeten följs upp varje månad.\n")
    assert imported.coverage.unknown == 0
    assert len(imported.plan.frames) == 3


def test_columns_told_by_wide_space_take_a_date_that_stands_too_near_the_title() -> None:
    table = (
        "Aktivitet                     Startdatum      Slutdatum\n\n"
        "Bygga väldigt många nya hus 2024-01-01        2024-06-30\n"
        "i hela kommunen\n"
    )
    before, _head, _rows = SMALL.partition(HEAD)
    imported = read(before + table)
    title = "Bygga väldigt många nya hus i hela kommunen"
    assert activities(imported) == [("1.1.1", title, "", "2024-01-01", "2024-06-30")]


def test_a_document_without_activities_is_an_error_and_lone_dates_are_not_running_text() -> None:
    imported = read("1 Mål\n\nVad\n\nNär\n\nBygga\n\n2024-01-01\n")
    assert codes(imported) == ["no-activities-found", "text-not-understood"]
