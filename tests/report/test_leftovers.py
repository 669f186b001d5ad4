"""What a returned workbook holds that a clean form has no place for."""

from __future__ import annotations

from kexcel.report.answers.leftovers import leftovers
from tests.builders import edit, examined, issued, sound


def left_in(data: bytes) -> list[tuple[str, str, str]]:
    found = leftovers(data, examined(data), issued().form)
    return [(each.sheet, each.cell, each.text) for each in found]


def test_titles_are_not_left_over_even_where_a_sheet_has_no_answers() -> None:
    assert left_in(issued().workbook()) == []
    assert left_in(sound()) == []


def test_what_someone_wrote_beside_an_empty_table_is_left_over() -> None:
    data = edit(sound(), {("Egna aktiviteter", "P9"): "Ring oss (exempel)"})
    assert left_in(data) == [("Egna aktiviteter", "P9", "Ring oss (exempel)")]
