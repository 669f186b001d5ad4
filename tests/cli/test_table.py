"""Tables fit the width they are given, and no word in them is ever broken."""

from __future__ import annotations

from kexcel.cli.table import Column, table_lines

COLUMNS = (
    Column("Avdelning", wraps=True),
    Column("Skickad", spare=2),
    Column("Mottagen", spare=1),
    Column("Dagar sen"),
)
ROWS = (
    ("Samhällsbyggnadsavdelningen", "2024-05-02", "2024-05-14", "–"),
    ("Gemensamma resurser", "2024-05-02", "–", "12"),
)


def test_with_room_enough_nothing_is_wrapped_or_left_out() -> None:
    lines, left_out = table_lines(COLUMNS, ROWS, 100)
    assert lines == [
        "Avdelning                    Skickad     Mottagen    Dagar sen",
        "──────────────────────────────────────────────────────────────",
        "Samhällsbyggnadsavdelningen  2024-05-02  2024-05-14  –",
        "Gemensamma resurser          2024-05-02  –           12",
    ]
    assert left_out == ()


def test_a_heading_is_wrapped_before_a_column_is_left_out() -> None:
    lines, left_out = table_lines(COLUMNS, ROWS, 58)
    assert lines[:2] == [
        "Avdelning                    Skickad     Mottagen    Dagar",
        "                                                     sen",
    ]
    assert left_out == ()


def test_the_most_spare_column_is_left_out_first() -> None:
    lines, left_out = table_lines(COLUMNS, ROWS, 46)
    assert left_out == ("Skickad",)
    assert lines[-1] == "Gemensamma resurser          –           12"


def test_a_long_text_goes_on_below_between_words() -> None:
    columns = (Column("Nr"), Column("Mål", wraps=True))
    lines, _ = table_lines(columns, [("3.1.1-4", "Öka antalet hälsofrämjande arbetsplatser")], 32)
    assert lines[2:] == [
        "3.1.1-4  Öka antalet",
        "         hälsofrämjande",
        "         arbetsplatser",
    ]


def test_a_word_longer_than_the_width_is_whole_all_the_same() -> None:
    lines, left_out = table_lines(COLUMNS, ROWS, 10)
    assert left_out == ("Skickad", "Mottagen")
    assert lines[3].startswith("Samhällsbyggnadsavdelningen")


def test_a_table_without_rows_has_its_headings() -> None:
    assert table_lines((Column("Nr"), Column("Mål")), (), 80, rule="-") == (
        ["Nr  Mål", "-------"],
        (),
    )
