"""What a returned workbook holds that a clean form has no place for."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from kexcel.report.answers.leftovers import leftovers
from tests.builders import edit, examined, issue, issued, sound


def left_in(data: bytes) -> list[tuple[str, str, str]]:
    found = leftovers(data, examined(data), issued().form)
    return [(each.sheet, each.cell, each.text) for each in found]


def test_titles_are_not_left_over_even_where_a_sheet_has_no_answers() -> None:
    assert left_in(issued().workbook()) == []
    assert left_in(sound()) == []


def test_what_someone_wrote_beside_an_empty_table_is_left_over() -> None:
    data = edit(sound(), {("Egna aktiviteter", "P9"): "Ring oss (exempel)"})
    assert left_in(data) == [("Egna aktiviteter", "P9", "Ring oss (exempel)")]


def test_the_hidden_texts_beside_a_table_are_no_words_of_the_department() -> None:
    form = issue("stab", "internbudget")
    filled = form.workbook(
        {
            ("distribution", "distribution-001", "unit"): "Kansli",
            ("distribution", "distribution-001", "responsibility"): "0110",
            ("distribution", "distribution-001", "amount"): Decimal("50.4"),
        }
    )
    values_only = BytesIO()
    load_workbook(BytesIO(filled), data_only=True).save(values_only)
    returned = examined(values_only.getvalue(), form, expected="internbudget")
    assert returned.rows["distribution"]["distribution-001"].answers["unit"].value == "Kansli"
    left = leftovers(values_only.getvalue(), returned, form.form)
    beside = {f"{letter}{line}" for letter in "HIJKLM" for line in range(5, 50)}
    assert [each for each in left if each.sheet != "Läs mig" and each.cell in beside] == []
