"""The distribution against frames that a decision has changed since it was made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kexcel.model.consolidation import Consolidation, TableRow
from tests.report import budget_rich as rich
from tests.report.budget_samples import settings
from tests.report.budget_tables import Table, controls, row_of, table_at, values, written

BY = ("by department", "by unit")


def book_of(of: tuple[Consolidation, Consolidation], *, language: str = "en") -> Any:
    return values(written(of[0], language=language, distribution=of[1]))


def distribution(book: Any) -> Table:
    return table_at(book["Distribution"], "Department")


def words(book: Any) -> list[str]:
    return [line[3] for line in controls(book) if str(line[0]).endswith(BY)]


def more(row: TableRow, by: str) -> TableRow:
    amount = row.answers.get("amount")
    if amount is None or row.answers["responsibility"].value != "1200":
        return row
    assert isinstance(amount.value, Decimal)
    changed = replace(amount, value=amount.value + Decimal(by))
    return replace(row, answers={**row.answers, "amount": changed})


def test_amounts_with_what_was_decided_since_agree_with_the_frames() -> None:
    book = book_of(rich.transferred())
    table = distribution(book)
    assert table.line("Staben", "Amount", "Judgement") == [81.7, -0.5, 81.2, 0, "agrees"]
    row = next(row for row in table.rows if table.value(row, "Responsibility code") == "1200")
    assert table.line(row, "Amount", "Judgement") == [30.45, -0.5, 29.95, 0, "agrees"]
    assert words(book) == ["agrees", "agrees"]
    assert "Distributed and decided since, by unit" in [line[0] for line in controls(book)]


def test_a_code_that_nobody_distributed_to_has_a_row_of_its_own() -> None:
    table = distribution(book_of(rich.transferred()))
    row = next(row for row in table.rows if table.value(row, "Unit") == "Naturvård")
    assert table.line(row, "Level", "Approver") == [
        "Unit", "Naturvård", "3950", None, None, 0.3, 0.3, 0, "agrees", "missing",
    ]  # fmt: skip
    said = "Nobody handed this row in: the frame was decided since."
    assert table.value(row, "Findings") == said
    assert table.line("Samhällsbyggnadsavdelningen", "Amount", "Judgement") == [
        63.4, 0.3, 63.7, 0, "agrees",
    ]  # fmt: skip


def test_what_was_decided_on_no_code_stands_in_the_departments_row() -> None:
    book = book_of(rich.transferred("0.4"))
    table = distribution(book)
    assert table.line("Staben", "Amount", "Judgement") == [81.7, -0.1, 81.6, 0, "agrees"]
    assert words(book) == ["agrees", "agrees"]


def test_the_totals_count_what_was_decided_since() -> None:
    table = distribution(book_of(rich.transferred("0.4")))
    assert table.line("Total", "Decided since", "Frame") == [0.4, 708.1]
    part = "Of which departments that have handed in"
    assert table.line(part, "Amount", "Judgement") == [403.5, 0.4, 403.9, 0, "agrees"]


@pytest.mark.parametrize(
    "language, sheet, said",
    [
        ("en", "Distribution", "Decided since: Överföring juni (2024-06-11)."),
        ("sv", "Fördelning", "Beslutat därefter: Överföring juni (2024-06-11)."),
    ],
)
def test_the_sheet_names_the_decisions(language: str, sheet: str, said: str) -> None:
    book = book_of(rich.transferred(), language=language)
    assert row_of(book[sheet], said) == 6


def test_nothing_decided_since_leaves_the_column_out() -> None:
    book = book_of(rich.in_order())
    assert "Decided since" not in distribution(book).labels
    assert words(book) == ["agrees", "agrees"]


def test_a_decision_after_the_periods_close_is_not_counted() -> None:
    whole, round_ = rich.transferred()
    plan = replace(whole.plan, frame_column="Budget 2024")
    in_april = replace(rich.in_order()[0], plan=plan, period=settings().period("T1"))
    book = book_of((in_april, round_))
    assert "Decided since" not in distribution(book).labels
    assert words(book) == ["agrees", "agrees"]


@pytest.mark.parametrize("by", ["0.000001", "-0.5"])
def test_a_unit_that_misses_its_frame_is_still_found(by: str) -> None:
    whole, round_ = rich.transferred()
    tables = tuple(more(row, by) for row in round_.tables)
    book = book_of((whole, replace(round_, tables=tables)))
    assert words(book) == ["does not agree", "does not agree"]
    assert distribution(book).value("Staben", "Judgement") == "does not agree"
    assert distribution(book).value("Utbildningsavdelningen", "Judgement") == "agrees"
