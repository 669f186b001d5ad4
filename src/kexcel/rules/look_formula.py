"""Looks over tables as formulas: SUM and SUMPRODUCT over plain ranges, never entered as arrays.

Within SUMPRODUCT every version of Excel works functions of text and comparisons out row by row,
but not IF, N, AND and OR; so conditions are multiplied, and what may hold text is never added to.
Gnumeric works no function at all out row by row, only comparisons: so the texts that are asked for
stand in hidden columns beside the table, where they can be compared as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kexcel.rules.look import Look, look_of
from kexcel.rules.pieces import is_number, plain_text
from kexcel.rules.serial import LAST_SERIAL

_LARGEST = "9E+307"
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def _no_code(_column: str, _text: str) -> str:
    return "TRUE"


@dataclass(frozen=True, slots=True)
class Beside:
    """``ranges`` has the columns of the tables as a formula refers to them, by sheet and column:
    "'Attest'!$A$7:$A$36". ``texts`` has those whose texts stand beside the table without surplus
    spaces, and ``filled`` those where a 1 tells that there is any text. ``coded`` writes the
    test of a text that may be a code in a column.
    """

    ranges: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    coded: Callable[[str, str], str] = _no_code


NOWHERE = Beside()

Write = Callable[[ast.expr], str]
MayBeText = Callable[[ast.expr], bool]


def write_look(node: ast.Call, beside: Beside, write: Write, may_be_text: MayBeText) -> str:
    """A look as a formula. ``write`` writes what is about this row alone."""
    look = look_of(node)
    writer = _Factors(look, beside, write, may_be_text)
    rows = "" if look.condition is None else f"1*{writer.product(look.condition)}"
    if not look.column:
        return f"(SUMPRODUCT({rows})>0)"
    added = beside.ranges[look.sheet][look.column]
    if not rows:
        return f"SUM({added})"
    # LibreOffice passes over an error beside a text to add, which the second sum does not.
    return f"(SUMPRODUCT({rows},{added})+0*SUMPRODUCT({rows}))"


class _Factors:
    """Conditions as factors that are 1 or TRUE in the rows where they hold, else 0 or FALSE."""

    def __init__(self, look: Look, beside: Beside, write: Write, may_be_text: MayBeText) -> None:
        self._look = look
        self._ranges = beside.ranges[look.sheet]
        self._texts = beside.texts.get(look.sheet, {})
        self._filled = beside.filled.get(look.sheet, {})
        self._write = write
        self._may_be_text = may_be_text

    def product(self, node: ast.expr) -> str:
        """The condition as one product, in which no factor stands twice."""
        return "*".join(dict.fromkeys(self._factors(node)))

    def _factors(self, node: ast.expr) -> list[str]:
        if not self._look.mentions_other(node):
            return [f"({self._write(node)})"]
        match node:
            case ast.BoolOp(op=ast.And()):
                return [factor for value in node.values for factor in self._factors(value)]
            case ast.Compare(ops=[ast.IsNot()]):
                return [f"(ROW({next(iter(self._ranges.values()))})<>ROW())"]
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._test(node)
        return [self._joined(node)]

    def _joined(self, node: ast.expr) -> str:
        """What is no product: one of several conditions, or a condition that does not hold."""
        if isinstance(node, ast.BoolOp):
            return f"(({'+'.join(f'({self.product(value)})' for value in node.values)})>0)"
        operand: ast.expr = node.operand  # type: ignore[attr-defined]
        if isinstance(operand, ast.Call) and operand.func.id == "blank":  # type: ignore[attr-defined]
            return self._blank(operand.args[0], "<>", ">")
        return f"(1-({self.product(operand)}))"

    def _comparison(self, node: ast.Compare) -> list[str]:
        sides = (node.left, node.comparators[0])
        left, right = (self._value(side) for side in sides)
        numbers = [self._is_number(side) for side in sides if self._may_hold_text(side)]
        sign = _COMPARISONS[type(node.ops[0])]
        return [*(factor for each in numbers for factor in each), f"({left}{sign}{right})"]

    def _test(self, node: ast.Call) -> list[str]:
        first = self._value(node.args[0])
        match node.func.id:  # type: ignore[attr-defined]
            case "blank":
                return [self._blank(node.args[0], "=", "=")]
            case "same":
                return [f"({self._text(node.args[0])}={self._text(node.args[1])})"]
            case "text":
                return [f"ISTEXT({first})", f"(LEN({first})>0)"]
            case "date":
                is_day = [f"({first}>=1)", f"({first}<{LAST_SERIAL + 1})"]
                return [*self._is_number(node.args[0]), *is_day]
        return self._is_number(node.args[0])

    def _blank(self, node: ast.expr, text_sign: str, filled_sign: str) -> str:
        column = node.attr if isinstance(node, ast.Attribute) else ""
        if column in self._texts:
            return f'({self._texts[column]}{text_sign}"")'
        filled = self._filled.get(column, f"LEN({plain_text(self._value(node))})")
        return f"({filled}{filled_sign}0)"

    def _text(self, node: ast.expr) -> str:
        column = node.attr if isinstance(node, ast.Attribute) else ""
        return self._texts.get(column) or plain_text(self._value(node))

    def _value(self, node: ast.expr) -> str:
        return self._ranges[node.attr] if isinstance(node, ast.Attribute) else self._write(node)

    def _may_hold_text(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Attribute) or self._may_be_text(node)

    def _is_number(self, node: ast.expr) -> list[str]:
        """Numbers come before texts and truth values in comparisons, and a blank cell is "" too."""
        value = self._value(node)
        if not isinstance(node, ast.Attribute):
            return [is_number(value)]
        return [f"({value}<{_LARGEST})", f'({value}<>"")']
