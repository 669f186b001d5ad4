"""Word documents as municipalities write them: numbers, tracked changes, content controls."""

from __future__ import annotations

from docx import Document

from kexcel.documents.prose.coverage import Use
from tests.documents.prose.reading import activities, codes, goals, read
from tests.documents.prose.words import (
    add,
    add_table,
    bytes_of,
    in_content_control,
    with_numbered_headings,
)

ROW = ("Bygga hus", "2024-01-01", "2024-06-30")


def test_numbers_that_word_prints_by_itself_are_the_headings_own() -> None:
    word = with_numbered_headings()
    word.add_heading("Inledning", 1)
    word.add_heading("Mål", 1)
    word.add_heading("Kommunen ska växa", 2)
    for name in ("Fler ska flytta hit", "Fler ska stanna"):
        word.add_heading(name, 3)
        add_table(word, ROW)
    word.add_heading("Alla ska må bra", 2)
    word.add_heading("Färre ska vara sjuka", 3)
    add_table(word, ROW)
    imported = read(bytes_of(word))
    assert goals(imported) == [
        ("2.1", "Kommunen ska växa"),
        ("2.1.1", "Fler ska flytta hit"),
        ("2.1.2", "Fler ska stanna"),
        ("2.2", "Alla ska må bra"),
        ("2.2.1", "Färre ska vara sjuka"),
    ]
    assert [each.number for each in imported.plan.activities] == ["2.1.1-1", "2.1.2-1", "2.2.1-1"]


def test_what_is_struck_out_is_gone_and_what_is_inserted_is_there() -> None:
    word = Document()
    word.add_heading("1 Mål", 1)
    heading = word.add_heading("1.1 Kommunen ska ", 2)
    add(heading, "<w:del><w:r><w:delText>krympa</w:delText></w:r></w:del>")
    add(heading, "<w:ins><w:r><w:t>växa</w:t></w:r></w:ins>")
    add_table(word, ROW)
    assert goals(read(bytes_of(word))) == [("1.1", "Kommunen ska växa")]


def test_text_in_content_controls_is_read_and_the_table_of_contents_is_set_aside() -> None:
    word = Document()
    in_content_control(word.add_paragraph("1.1 Kommunen ska växa 3"), "Table of Contents")
    word.add_heading("1 Mål", 1)
    in_content_control(word.add_heading("1.1 Kommunen ska växa", 2))
    add_table(word, ROW)
    imported = read(bytes_of(word))
    assert goals(imported) == [("1.1", "Kommunen ska växa")]
    assert [passage.text for passage in imported.coverage.of(Use.CONTENTS)] == [
        "1.1 Kommunen ska växa 3"
    ]


def test_columns_in_another_order_and_with_other_words_are_known_by_their_heads() -> None:
    word = Document()
    word.add_heading("1 Mål", 1)
    word.add_heading("1.1 Kommunen ska växa", 2)
    head = ("Klart", "Åtgärd", "Ansvarig", "Beskrivning", "Påbörjas")
    add_table(word, ("mars 2024", "Bygga", "Staben", "Hus behövs.", "2024-01-15"), head=head)
    imported = read(bytes_of(word))
    assert activities(imported) == [
        ("1.1", "Bygga", "Hus behövs.", "2024-01-15", "2024-03-31"),
    ]
    assert imported.plan.activities[0].lead == "stab"
    assert imported.proposals == {}
    assert codes(imported) == ["interpreted"]


def test_goals_in_columns_that_reach_over_several_rows() -> None:
    word = Document()
    word.add_paragraph("Planen i en tabell.")
    table = word.add_table(4, 5)
    rows = (
        ("KF-mål", "Nämndmål", "Aktivitet", "Start", "Slut"),
        ("1 Kommunen ska växa", "1.1 Fler ska flytta hit", "Bygga", "2024-01-01", "2024-03-31"),
        ("", "", "Annonsera", "2024-02-01", "2024-04-30"),
        ("", "1.2 Fler ska stanna", "Fråga", "2024-03-01", "2024-05-31"),
    )
    for index, row in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    imported = read(bytes_of(word))
    assert [(goal.number, goal.text, goal.parent) for goal in imported.plan.goals] == [
        ("1", "Kommunen ska växa", None),
        ("1.1", "Fler ska flytta hit", "1"),
        ("1.2", "Fler ska stanna", "1"),
    ]
    assert [each.number for each in imported.plan.activities] == ["1.1-1", "1.1-2", "1.2-1"]


def test_a_column_that_the_plan_has_no_place_for_is_told_once() -> None:
    word = Document()
    word.add_heading("1 Mål", 1)
    word.add_heading("1.1 Kommunen ska växa", 2)
    head = ("Aktivitet", "Startdatum", "Slutdatum", "Finansiering")
    add_table(word, (*ROW, "50 tkr"), (*ROW, "70 tkr"), head=head)
    imported = read(bytes_of(word))
    [told] = [each for each in imported.findings if each.code == "column-not-read"]
    assert told.value == "Finansiering"
    assert told.place.spot is not None
    assert (told.place.spot.table, told.place.spot.row) == (1, 2)


def test_a_row_of_text_alone_is_doubted_where_few_rows_describe() -> None:
    word = Document()
    word.add_heading("1 Mål", 1)
    word.add_heading("1.1 Kommunen ska växa", 2)
    rows = [(f"Bygga {number}", "2024-01-01", "2024-06-30") for number in range(5)]
    add_table(word, *rows, ("Hus behövs.", "", ""))
    imported = read(bytes_of(word))
    assert imported.plan.activities[4].description == "Hus behövs."
    assert codes(imported) == ["joined-text"]


def test_an_activity_without_dates_among_others_is_an_activity_with_proposed_days() -> None:
    word = Document()
    word.add_heading("1 Mål", 1)
    word.add_heading("1.1 Kommunen ska växa", 2)
    add_table(word, ("Riva", "", ""), ROW, ("Måla", "", "vid behov"))
    imported = read(bytes_of(word))
    assert [each.title for each in imported.plan.activities] == ["Riva", "Bygga hus", "Måla"]
    assert codes(imported) == ["date-assumed"] * 4
    assert imported.proposals == {
        "1.1-1": (
            "Förslag på startdatum: dokumentet anger inget. "
            "Förslag på slutdatum: dokumentet anger inget."
        ),
        "1.1-3": (
            "Förslag på startdatum: dokumentet anger inget. "
            "Förslag på slutdatum: dokumentet säger ”vid behov”."
        ),
    }
