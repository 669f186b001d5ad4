"""The language of rules: what it takes, and what it says of what it does not take."""

from __future__ import annotations

import pytest

from kexcel.rules.expression import FUNCTIONS, ExpressionError, parse

KNOWN = frozenset({"status", "comment", "start", "end", "frame", "forecast"})


@pytest.mark.parametrize(
    "source, names",
    [
        ("blank(comment)", {"comment"}),
        ("role(status) == 'done' and not blank(comment)", {"status", "comment"}),
        ("role(status) in ['done', 'delayed'] or end < start", {"status", "end", "start"}),
        ("round(100 * abs(frame - forecast), 2) > 1", {"frame", "forecast"}),
        ("frame if number(frame) else ''", {"frame"}),
        ("  same(comment, 'x')  ", {"comment"}),
        ("-frame / 2 >= 0.5", {"frame"}),
    ],
)
def test_an_expression_knows_the_names_it_uses(source: str, names: set[str]) -> None:
    assert parse(source, KNOWN).names == names


@pytest.mark.parametrize(
    "source, is_condition",
    [
        ("blank(comment)", True),
        ("not blank(comment)", True),
        ("frame < 1", True),
        ("blank(comment) or blank(status)", True),
        ("frame - 1", False),
        ("comment", False),
        ("1 if blank(comment) else 2", False),
        ("abs(frame)", False),
    ],
)
def test_conditions_and_values_are_told_apart(source: str, *, is_condition: bool) -> None:
    assert parse(source, KNOWN).is_condition is is_condition


@pytest.mark.parametrize(
    "source, fault",
    [
        ("blank(comment", "the expression cannot be understood at character 6: blank(comment"),
        ("", "the expression cannot be understood"),
        ("blank(komment)", "unknown name komment in 'blank(komment)'; expected one of comment,"),
        ("empty(comment)", "unknown function empty in 'empty(comment)'; expected one of role,"),
        ("blank(comment, status)", "blank takes 1 arguments"),
        ("same(comment)", "same takes 2 arguments"),
        ("blank(x=comment)", "blank takes 1 arguments"),
        ("status.lower()", "unknown function"),
        ("__import__('os')", "unknown function __import__"),
        ("comment.upper", "Attribute must not be used in 'comment.upper'"),
        ("[x for x in comment]", "ListComp must not be used"),
        ("lambda: 1", "Lambda must not be used"),
        ("frame ** 2 > 1", "Pow must not be used"),
        ("frame is 1", "Is must not be used"),
        ("True and blank(comment)", "True must not be used"),
        ("None", "None must not be used"),
        ("0 < frame < 1", "write one comparison at a time"),
        ("comment == 'x'", "texts are compared with same(a, b)"),
        ("role(status) < 'done'", "==, != and in compare role(…) with a role"),
        ("role('done') == 'done'", "role takes the key of a column"),
        ("listed('done')", "listed takes the key of a column"),
        ("error(1)", "error takes the key of a column"),
        ("role(status) == done", "a role is written in apostrophes"),
        ("role(status) == 3", "a role is written in apostrophes"),
        ("role(status) in [comment]", "a role is written in apostrophes"),
        ("blank(role(status))", "role(…) and lists belong with ==, != and in"),
        ("role(status)", "role(…) and lists belong with ==, != and in"),
        ("['done']", "role(…) and lists belong with ==, != and in"),
        ("status and blank(comment)", "expected a condition where it says status"),
        ("not frame", "expected a condition where it says frame"),
        ("1 if frame else 2", "expected a condition where it says frame"),
        ("blank(comment) + 1 > 0", "expected a value where it says blank(comment)"),
        ("abs(frame < 1) > 0", "expected a value where it says frame < 1"),
        ("round(frame, forecast) > 1", "round takes a number of decimals, 0 to 15"),
        ("round(frame, -1) > 1", "round takes a number of decimals, 0 to 15"),
    ],
)
def test_a_fault_is_named(source: str, fault: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(source, KNOWN)
    assert fault in str(raised.value)


def test_the_functions_are_few_and_known() -> None:
    assert list(FUNCTIONS) == [
        "role", "blank", "number", "text", "date", "same", "hollow", "listed",
        "error", "coded", "abs", "round",
    ]  # fmt: skip


TABLES = {"own": frozenset({"code", "name"}), "other_sheet": frozenset({"code", "amount"})}


@pytest.mark.parametrize(
    "source, names, looks_at",
    [
        ("any(not blank(other.code) and same(other.code, status) for other in own)",
         {"status"}, {"own"}),
        ("not any(number(x.amount) for x in other_sheet)", set(), {"other_sheet"}),
        ("any(not blank(row.code) and row is not this for row in own)", set(), {"own"}),
        ("any(row.amount > frame - 1 for row in other_sheet if not blank(row.code))",
         {"frame"}, {"other_sheet"}),
        ("round(frame - sum(row.amount for row in other_sheet), 6) > 0", {"frame"},
         {"other_sheet"}),
        ("sum(row.amount for row in other_sheet if same(row.code, 'x'))", set(),
         {"other_sheet"}),
        ("any(date(row.code) and any(x.code < end for x in own) for row in own)",
         {"end"}, {"own"}),
    ],
)  # fmt: skip
def test_a_look_knows_its_tables_and_the_names_of_this_row(
    source: str, names: set[str], looks_at: set[str]
) -> None:
    parsed = parse(source, KNOWN, TABLES, "own")
    assert (set(parsed.names), set(parsed.looks_at)) == (names, looks_at)


@pytest.mark.parametrize(
    "source, fault",
    [
        ("any(status)", "write any(… for other in SHEET)"),
        ("any([blank(x.code) for x in own])", "write any(… for other in SHEET)"),
        ("any(blank(x.code) for x in own for y in own)", "write any(… for other in SHEET)"),
        ("any(blank(x.code) for x in status.code)", "write any(… for other in SHEET)"),
        ("any(number(x.code) for x in theirs)", "unknown sheet theirs"),
        ("any(number(x.amount) for x in own)", "the sheet own has no column amount"),
        ("any(number(x.code) and same(x.name, who) for x in own)", "unknown name who"),
        ("any(number(status.code) for status in own)", "status is the name of something else"),
        ("any(blank(x.code) for x in own)", "a blank row must not count"),
        ("any(number(x.code) or blank(status) for x in own)", "a blank row must not count"),
        ("any(same(x.code, status) for x in own)", "a blank row must not count"),
        ("any(x.code + 1 > frame for x in own)", "x.code + 1 cannot be asked of another row"),
        ("any(role(x.code) == 'done' for x in own)", "cannot be asked of another row"),
        ("any(abs(x.code) > 1 for x in own)", "abs(x.code) cannot be asked of another row"),
        ("any(number(x.code) and x is not frame for x in own)", "x is not this belongs"),
        ("any(number(x.code) and x is not this for x in other_sheet)", "x is not this belongs"),
        ("any(number(x.code) and frame for x in own)", "expected a condition where it says frame"),
        ("any(x.code < blank(frame) for x in own)", "expected a value where it says blank"),
        ("any(number(x.code) and x for x in own)", "x cannot be asked of another row"),
        ("sum(1 for x in own)", "sum adds up a column, such as x.amount"),
        ("sum(x.code + 1 for x in own)", "sum adds up a column, such as x.amount"),
        ("sum(x.code for x in own) and blank(frame)", "expected a condition"),
        ("abs(any(number(x.code) for x in own)) > 1", "expected a value"),
        ("blank(x.code)", "Attribute must not be used"),
        ("frame is not status", "IsNot must not be used"),
    ],
)  # fmt: skip
def test_a_look_that_cannot_be_written_in_a_workbook_is_refused(source: str, fault: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(source, KNOWN, TABLES, "own")
    assert fault in str(raised.value)
