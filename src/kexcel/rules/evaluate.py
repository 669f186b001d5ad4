"""Evaluate an expression on a row's values, as a spreadsheet program would."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kexcel.model.cell import CellValue, ErrorValue, FormulaText
from kexcel.rules.around import ALONE, BLANK_ROW, Around, Row
from kexcel.rules.expression import Expression, roles_of
from kexcel.rules.hollow import is_hollow
from kexcel.rules.look import Look, is_look, look_of
from kexcel.rules.serial import LAST_SERIAL, serial
from kexcel.template.plain_words import plain

Result = str | float | bool
RoleOf = Callable[[str, str], str]
"""A column key and a written word to the word's role."""


_NEARLY_EQUAL = 2**-48
"""Relative difference below which spreadsheet programs hold two numbers equal."""

_WHOLE_FROM = 2.0**53
"""From here on a number has no decimals to round."""


class _ErrorCellError(Exception):
    """The expression met an error cell, or made one; in a spreadsheet the error would spread."""


def holds(expression: Expression, row: Row, role_of: RoleOf, around: Around = ALONE) -> bool:
    """Whether a condition holds; never where it looks at an error cell."""
    try:
        return bool(_evaluator(expression, row, role_of, around).visit(expression.tree))
    except _ErrorCellError:
        return False


def result(expression: Expression, row: Row, role_of: RoleOf, around: Around = ALONE) -> Result:
    """What a formula shows; "" where it looks at an error cell."""
    try:
        return _evaluator(expression, row, role_of, around).visit(expression.tree)
    except _ErrorCellError:
        return ""


def witnesses(
    expression: Expression, row: Row, role_of: RoleOf, around: Around = ALONE
) -> tuple[Row, ...]:
    """The rows of tables for which a condition that holds finds what it looks for with ``any``."""
    evaluator = _evaluator(expression, row, role_of, around)
    looks = [n for n in ast.walk(expression.tree) if isinstance(n, ast.Call) and is_look(n)]
    try:
        return tuple(row for look in looks for row in evaluator.picked(look_of(look)))
    except _ErrorCellError:
        return ()


def _evaluator(expression: Expression, row: Row, role_of: RoleOf, around: Around) -> _Evaluator:
    return _Evaluator(row, role_of, around, expression.phrases)


class _Evaluator:
    """Evaluates on one row; ``other`` is the row that a look is at, under its name in the look."""

    def __init__(
        self,
        row: Row,
        role_of: RoleOf,
        around: Around,
        phrases: tuple[str, ...],
        other: tuple[str, Row] | None = None,
    ) -> None:
        self._row = row
        self._role_of = role_of
        self._around = around
        self._phrases = phrases
        self._other = other

    def visit(self, node: ast.expr) -> Result:
        method: Callable[[ast.expr], Result] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node)

    def _constant(self, node: ast.Constant) -> Result:
        return node.value if isinstance(node.value, str) else float(node.value)  # type: ignore[arg-type]

    def _name(self, node: ast.Name) -> Result:
        return self.held(self._row.get(node.id))

    def _attribute(self, node: ast.Attribute) -> Result:
        _, row = self._other or ("", BLANK_ROW)
        return self.held(row.get(node.attr))

    def held(self, value: CellValue) -> Result:
        """What a cell's value is in an expression."""
        if isinstance(value, ErrorValue):
            raise _ErrorCellError
        if value is None:
            return ""
        if isinstance(value, date):
            return float(serial(value))
        if isinstance(value, FormulaText):
            return value.text
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return float(value)
        return value

    def _boolop(self, node: ast.BoolOp) -> bool:
        operands = [bool(self.visit(value)) for value in node.values]
        return all(operands) if isinstance(node.op, ast.And) else any(operands)

    def _unaryop(self, node: ast.UnaryOp) -> Result:
        operand = self.visit(node.operand)
        return not operand if isinstance(node.op, ast.Not) else -_number(operand)

    def _binop(self, node: ast.BinOp) -> float:
        left, right = _number(self.visit(node.left)), _number(self.visit(node.right))
        try:
            answer = _ARITHMETIC[type(node.op)](left, right)
        except ZeroDivisionError as fault:
            raise _ErrorCellError from fault
        if not math.isfinite(answer):
            raise _ErrorCellError
        return answer

    def _compare(self, node: ast.Compare) -> bool:
        if isinstance(node.ops[0], ast.IsNot):
            return self._other is None or self._other[1] is not self._around.this
        if isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In):
            found = self.visit(node.left) in roles_of(node)
            return not found if isinstance(node.ops[0], ast.NotEq) else found
        left, right = self.visit(node.left), self.visit(node.comparators[0])
        if not (_is_number(left) and _is_number(right)):
            return False
        low, high = _number(left), _number(right)
        if math.isclose(low, high, rel_tol=_NEARLY_EQUAL):
            return isinstance(node.ops[0], ast.LtE | ast.GtE)
        return low < high if isinstance(node.ops[0], ast.Lt | ast.LtE) else low > high

    def _ifexp(self, node: ast.IfExp) -> Result:
        return self.visit(node.body if self.visit(node.test) else node.orelse)

    def _call(self, node: ast.Call) -> Result:
        name = node.func.id  # type: ignore[attr-defined]
        if is_look(node):
            return self._look(look_of(node))
        if name == "error":
            return isinstance(self._row.get(node.args[0].id), ErrorValue)  # type: ignore[attr-defined]
        values = [self.visit(argument) for argument in node.args]
        if name in {"role", "listed"}:
            role = self._role_of(node.args[0].id, _text(values[0]))  # type: ignore[attr-defined]
            return role if name == "role" else bool(role)
        if name == "hollow":
            return is_hollow(_text(values[0]), self._phrases)
        if name == "coded":
            return self._around.is_coded(node.args[0].id, plain(_text(values[0])))  # type: ignore[attr-defined]
        return _FUNCTIONS[name](*values)

    def _look(self, look: Look) -> Result:
        rows = self.picked(look)
        return self._total(look, rows) if look.column else bool(rows)

    def picked(self, look: Look) -> list[Row]:
        """The rows that a look is after. A blank one is tried as well, as in a workbook: an error
        in this row's cells spreads also where the table has no rows.
        """
        tried = [(row, self._is_picked(look, row)) for row in self._around.rows(look.sheet)]
        self._is_picked(look, BLANK_ROW)
        return [row for row, is_picked in tried if is_picked]

    def _is_picked(self, look: Look, row: Row) -> bool:
        other = (look.variable, row)
        beside = _Evaluator(self._row, self._role_of, self._around, self._phrases, other)
        return look.condition is None or bool(beside.visit(look.condition))

    def _total(self, look: Look, rows: list[Row]) -> float:
        """The sum of the numbers; an error anywhere in the column spreads, picked or not."""
        for row in self._around.rows(look.sheet):
            self.held(row.get(look.column))
        try:
            total = math.fsum(_number(self.held(row.get(look.column))) for row in rows)
        except (OverflowError, ValueError) as fault:
            raise _ErrorCellError from fault
        if not math.isfinite(total):
            raise _ErrorCellError
        return total


def _is_number(value: Result) -> bool:
    return isinstance(value, float)


def _number(value: Result) -> float:
    return value if isinstance(value, float) else 0.0


def _text(value: Result) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value + 0.0:.15g}"  # which makes 0 of minus 0
    return value


def spaced_text(value: CellValue) -> str:
    """A cell as text without surplus spaces, as a formula makes it; "" for an error."""
    try:
        text = _text(_Evaluator({}, _no_role, ALONE, ()).held(value))
    except _ErrorCellError:
        return ""
    spaced = text.replace("\u00a0", " ").replace("\n", " ")
    return " ".join(word for word in spaced.split(" ") if word)


def _no_role(_column: str, _word: str) -> str:
    return ""


def _round(value: Result, digits: Result) -> float:
    """Round half away from zero, as Excel does, on the shortest decimal of the number."""
    number = _number(value)
    if abs(number) >= _WHOLE_FROM:
        return number
    places = Decimal(1).scaleb(-int(_number(digits)))
    return float(Decimal(repr(number)).quantize(places, rounding="ROUND_HALF_UP"))


_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_FUNCTIONS: dict[str, Callable[..., Result]] = {
    "blank": lambda value: not plain(_text(value)),
    "number": _is_number,
    "text": lambda value: isinstance(value, str) and value != "",
    "date": lambda value: _is_number(value) and 1 <= value < LAST_SERIAL + 1,
    "same": lambda first, second: plain(_text(first)) == plain(_text(second)),
    "abs": lambda value: abs(_number(value)),
    "round": _round,
}
