from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.report import budget_rich as rich
from tests.report.budget_samples import consolidation
from tests.report.budget_tables import Table, formulas, row_of, table_at, values, written


def distribution(book: Any) -> Table:
    return table_at(book["Distribution"], "Department")


def approvers(book: Any) -> Table:
    return table_at(book["Approvers"], "Department")


def of_rich(*, read: Any = values) -> Any:
    return read(written(rich.rich(), distribution=rich.handed_in()))


def test_rows_stand_beneath_their_department_against_its_frame() -> None:
    table = distribution(of_rich())
    assert table.line("Samhällsbyggnadsavdelningen", "Level", "Judgement") == [
        "Sum", None, None, None, 63.4, 63.4, 0, "agrees",
    ]  # fmt: skip
    first = table.row("Samhällsbyggnadsavdelningen") + 1
    assert [table.line(row, "Unit", "Approver") for row in range(first, first + 4)] == [
        ["Gata och park", "3100", None, 45.4, 45.4, 0, "agrees", "in place"],
        ["Bygglov", "3200", None, 11.2, 20, 0, "agrees", "in place"],
        ["Miljö", "3200", None, 8.8, None, None, "counted above", "in place"],
        ["Skogsförvaltning", "3900", None, -2, -2, 0, "agrees", "in place"],
    ]


def test_rows_that_are_counted_together_say_so() -> None:
    table = distribution(of_rich(read=formulas))
    noted = [
        (table.value(row, "Unit"), table.cell(row, "Difference").comment.text)
        for row in table.rows
        if table.cell(row, "Difference").comment
    ]
    assert noted == [("Bygglov", "All rows with the same code are counted here.")]


def test_a_row_that_no_unit_of_the_compilation_is_for_is_told() -> None:
    table = distribution(of_rich())
    row = next(row for row in table.rows if table.value(row, "Unit") == "Näringsliv")
    assert table.line(row, "Amount", "Approver") == [10, None, None, "missing", "missing"]


def test_who_has_not_handed_in_is_told_and_in_no_comparison() -> None:
    table = distribution(of_rich())
    assert table.line("Ekonomiavdelningen", "Amount", "Judgement") == [
        None, 14.2, None, "not handed in",
    ]  # fmt: skip
    assert table.line("Total", "Amount", "Judgement") == [403.5, 707.7, 304.2, None]
    part = "Of which departments that have handed in"
    assert table.line(part, "Amount", "Judgement") == [403.5, 403.5, 0, "agrees"]


@pytest.mark.parametrize("department", ["Staben", "Samhällsbyggnadsavdelningen"])
def test_a_departments_sum_is_that_of_its_rows_by_decimal(department: str) -> None:
    table, whole = distribution(of_rich()), rich.handed_in()
    key = next(each.key for each in whole.departments if each.name == department)
    amounts = [Decimal(row[3]) for row in rich.DISTRIBUTED if row[0] == key]
    assert table.value(department, "Amount") == float(sum(amounts))


def test_amounts_are_shown_to_their_last_decimal() -> None:
    whole = rich.handed_in()
    tables = tuple(
        replace(row, answers={**row.answers, "amount": replace(row.answers["amount"], value=new)})
        if row.sheet == "distribution" and row.answers["unit"].value == "Förskola"
        else row
        for row in whole.tables
        for new in [Decimal("96.400001")]
    )
    book = formulas(written(rich.rich(), distribution=replace(whole, tables=tables)))
    table = distribution(book)
    cells = [table.cell(row, "Amount") for row in table.rows]
    shown = {cell.number_format.partition("_")[0] for cell in cells if cell.value is not None}
    assert shown == {"#,##0.000000"}


def test_frames_are_those_of_the_compilation_by_reference() -> None:
    table = distribution(of_rich(read=formulas))
    compiled = table_at(of_rich(read=formulas)["Compilation"], "Department and unit")
    far = f"'Compilation'!D{compiled.row('Staben')}"
    assert table.value("Staben", "Frame") == f'=IF(ISNUMBER({far}),{far},"")'


def test_findings_stand_in_words_beside_their_rows() -> None:
    book = of_rich()
    table = distribution(book)
    row = next(row for row in table.rows if table.value(row, "Responsibility code") == "1300")
    said = 'Error: The responsibility code "1300" has no approver.'
    assert table.value(row, "Findings") == said
    listed = approvers(book)
    assert [listed.value(row, "Findings") for row in listed.rows[:3]] == [
        None,
        "Warning: The approver has no substitute.",
        "Error: The approver is also given as their own substitute.",
    ]


def test_the_sheets_say_from_which_round_their_rows_are() -> None:
    book = of_rich()
    said = "The rows were handed in in the round Internbudget 2024 (2023-11-01–2023-12-31)."
    assert [row_of(book[name], said) for name in ("Distribution", "Approvers")] == [5, 5]


def test_the_rounds_own_workbook_needs_not_say_so() -> None:
    book = values(written(rich.handed_in()))
    cells = [cell.value for row in book["Distribution"].iter_rows() for cell in row]
    assert [text for text in cells if "handed in in the round" in str(text)] == []
    assert distribution(book).value("Staben", "Amount") == 81.7


def test_its_own_rows_go_before_those_of_an_earlier_round() -> None:
    whole = rich.handed_in()
    own = replace(rich.rich(), period=whole.period, tables=whole.tables[:2])
    book = values(written(own, distribution=whole))
    assert distribution(book).value("Utbildningsavdelningen", "Judgement") == "not handed in"


def test_without_rows_the_sheets_say_when_they_are_asked_for() -> None:
    book = values(written(consolidation()))
    asked = "It is asked for in the round Internbudget 2024, not in Tertial 1 2024."
    for name, none in (
        ("Distribution", "No department has handed in a distribution of its frame."),
        ("Approvers", "No department has handed in a list of approvers."),
    ):
        sheet = book[name]
        assert sheet.cell(row_of(sheet, none), 1).value == f"{none} {asked}"


def test_what_could_not_be_read_is_shown_as_written_and_in_no_sum() -> None:
    whole = rich.handed_in()
    tables = tuple(
        replace(
            row,
            answers={
                **row.answers,
                "amount": replace(
                    row.answers["amount"], value="ca 96", written="ca 96", sound=False
                ),
            },
        )
        if row.sheet == "distribution" and row.answers["unit"].value == "Förskola"
        else row
        for row in whole.tables
    )
    table = distribution(values(written(rich.rich(), distribution=replace(whole, tables=tables))))
    assert table.line("Utbildningsavdelningen", "Amount", "Judgement") == [
        162, 258.4, 96.4, "does not agree",
    ]  # fmt: skip
    row = next(row for row in table.rows if table.value(row, "Unit") == "Förskola")
    assert table.line(row, "Amount", "Judgement") == ["ca 96", 96.4, 96.4, "does not agree"]


def test_approvers_are_listed_as_they_were_handed_in() -> None:
    table = approvers(of_rich())
    assert [table.value(row, "Responsibility code") for row in table.rows[:6]] == [
        code for _department, code, *_rest in rich.APPROVERS
    ]
    assert table.line(table.rows[0], "Position", "Substitute") == [
        "Kanslichef (exempel)", "Anna Ek (exempel)", 0.5, "Bo Al (exempel)",
    ]  # fmt: skip
    assert table.value(table.rows[0], "Valid to").date().isoformat() == "2024-12-31"


def test_limits_are_shown_to_their_last_decimal() -> None:
    table = approvers(of_rich(read=formulas))
    shown = {
        table.cell(row, "Amount limit").number_format.partition("_")[0] for row in table.rows[:6]
    }
    assert shown == {"#,##0.00"}


def test_codes_without_an_approver_are_listed_beneath() -> None:
    sheet = of_rich()["Approvers"]
    words = "Rows in Distribution whose responsibility code has no approver here: 2"
    row = row_of(sheet, words)
    listed = [[sheet.cell(row + n, column).value for column in range(1, 5)] for n in (2, 3)]
    assert listed == [
        ["Staben", "1300", "Näringsliv", "missing"],
        ["Utbildningsavdelningen", "4100", "Förskola", "missing"],
    ]


def test_with_an_approver_for_every_code_the_count_alone_stands() -> None:
    whole = rich.handed_in()
    rows = tuple(
        row for row in whole.tables
        if row.sheet == "attest" or row.answers["responsibility"].value not in {"1300", "4100"}
    )  # fmt: skip
    sheet = values(written(rich.rich(), distribution=replace(whole, tables=rows)))["Approvers"]
    row = row_of(sheet, "Rows in Distribution whose responsibility code has no approver here: 0")
    assert sheet.max_row == row


def test_a_department_without_a_frame_that_handed_in_is_shown() -> None:
    whole = rich.handed_in()
    budget = tuple(each for each in rich.rich().budget if each.department != "stab")
    table = distribution(values(written(replace(rich.rich(), budget=budget), distribution=whole)))
    assert table.line("Staben", "Amount", "Judgement") == [81.7, None, None, None]


def test_the_rounds_files_are_among_the_sources() -> None:
    received = rich.received("internbudget stab.xlsx")
    whole = replace(rich.handed_in(), returns=(received,))
    table = table_at(values(written(rich.rich(), distribution=whole))["Sources"], "Department")
    row = table.rows[0]
    assert (table.value(row, "File"), table.value(row, "Period")) == (
        "internbudget stab.xlsx",
        "Internbudget 2024",
    )
