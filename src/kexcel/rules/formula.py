"""Write an expression out as an Excel formula with the same meaning as ``evaluate`` gives it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kexcel.rules.expression import Expression, roles_of
from kexcel.rules.hollow import IGNORED
from kexcel.rules.look import is_look
from kexcel.rules.look_formula import NOWHERE, Beside, write_look
from kexcel.rules.pieces import is_number as _is_number
from kexcel.rules.pieces import number_tests as _number_tests
from kexcel.rules.pieces import plain_text as _plain
from kexcel.rules.serial import LAST_SERIAL

Reference = str | date | float | Decimal | None

WordsOf = Callable[[str, str], tuple[str, ...]]
"""A column key and a role to the words that have the role."""

_LONGEST_LITERAL = 200
"""Excel takes 255 signs, and some letters count as two."""

_NOTHING = '""'

_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def formula_of(
    expression: Expression,
    references: Mapping[str, Reference],
    words: WordsOf,
    beside: Beside = NOWHERE,
) -> str:
    """The expression as a formula without its leading "=".

    ``references`` gives each name a cell reference (text), a date, a number or nothing;
    ``beside`` where the tables are that it looks over.
    """
    return _Writer(references, words, beside, expression.phrases).write(expression.tree)


def quoted(text: str) -> str:
    """A text in a formula: a string literal, or several where it is longer than Excel takes."""
    parts = [
        text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)
    ]
    doubled = [part.replace('"', '""') for part in parts] or [""]
    joined = "&".join(f'"{part}"' for part in doubled)
    return f"({joined})" if len(doubled) > 1 else joined


class _Writer:
    def __init__(
        self,
        references: Mapping[str, Reference],
        words: WordsOf,
        beside: Beside,
        phrases: tuple[str, ...],
    ) -> None:
        # What is nothing is to a formula what a blank cell is: an empty text.
        self._references = {key: _NOTHING if r is None else r for key, r in references.items()}
        self._words = words
        self._beside = beside
        self._phrases = phrases

    def write(self, node: ast.expr) -> str:
        if isinstance(node, ast.Call) and is_look(node):
            return write_look(node, self._beside, self.write, self._may_be_text)
        method: Callable[[ast.expr], str] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node)

    def _constant(self, node: ast.Constant) -> str:
        value = node.value
        return quoted(value) if isinstance(value, str) else f"{float(value):.15g}"  # type: ignore[arg-type]

    def _name(self, node: ast.Name) -> str:
        reference = self._references[node.id]
        if isinstance(reference, date):
            return f"DATE({reference.year},{reference.month},{reference.day})"
        return reference if isinstance(reference, str) else f"{reference:.15g}"

    def _boolop(self, node: ast.BoolOp) -> str:
        if isinstance(node.op, ast.And):
            return f"AND({','.join(dict.fromkeys(self._tests(node)))})"
        return f"OR({','.join(self.write(value) for value in node.values)})"

    def _tests(self, node: ast.expr) -> list[str]:
        """What must hold for a condition, one by one, so that nothing has to stand twice."""
        match node:
            case ast.BoolOp(op=ast.And()):
                return [test for value in node.values for test in self._tests(value)]
            case ast.Compare(ops=[sign]) if type(sign) in _COMPARISONS:
                sides = [node.left, node.comparators[0]]
                unsure = [self.write(side) for side in sides if self._may_be_text(side)]
                left, right = (self.write(side) for side in sides)
                plain = f"({left}{_COMPARISONS[type(sign)]}{right})"
                return [*(test for cell in unsure for test in _number_tests(cell)), plain]
            case ast.Call(func=ast.Name(id="number")):
                return _number_tests(self.write(node.args[0]))
        return [self.write(node)]

    def _unaryop(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.Not):
            match node.operand:
                case ast.Call(func=ast.Name(id="blank"), args=[cell]):
                    return f"(LEN({_plain(self.write(cell))})>0)"
            return f"NOT({self.write(node.operand)})"
        return f"(-{self._as_number(node.operand)})"

    def _binop(self, node: ast.BinOp) -> str:
        left, right = self._as_number(node.left), self._as_number(node.right)
        return f"({left}{_SIGNS[type(node.op)]}{right})"

    def _compare(self, node: ast.Compare) -> str:
        if isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In):
            found = self._has_role(node)
            return f"NOT({found})" if isinstance(node.ops[0], ast.NotEq) else found
        tests = self._tests(node)
        return f"AND({','.join(tests)})" if len(tests) > 1 else tests[0]

    def _has_role(self, node: ast.Compare) -> str:
        column = node.left.args[0].id  # type: ignore[attr-defined]
        cell = _plain(self.write(node.left.args[0]))  # type: ignore[attr-defined]
        words = [word for role in roles_of(node) for word in self._words(column, role)]
        return _is_one_of(cell, words)

    def _ifexp(self, node: ast.IfExp) -> str:
        parts = (node.test, node.body, node.orelse)
        return f"IF({','.join(self.write(part) for part in parts)})"

    def _call(self, node: ast.Call) -> str:  # noqa: PLR0911 - one for each function
        name = node.func.id  # type: ignore[attr-defined]
        first = self.write(node.args[0])
        match name:
            case "blank":
                return f"(LEN({_plain(first)})=0)"
            case "number":
                return _is_number(first)
            case "date":
                return f"AND({_is_number(first)},{first}>=1,{first}<{LAST_SERIAL + 1})"
            case "text":
                return f"AND(ISTEXT({first}),LEN({first})>0)"
            case "error":
                return f"ISERROR({first})"
            case "same":
                return f"({_plain(first)}={_plain(self.write(node.args[1]))})"
            case "hollow":
                return _is_one_of(_bare(first), ("", *self._phrases))
            case "listed" | "coded":
                return self._listed(node)
            case "abs":
                return f"ABS({self._as_number(node.args[0])})"
        return f"ROUND({self._as_number(node.args[0])},{self.write(node.args[1])})"

    def _listed(self, node: ast.Call) -> str:
        cell, column = _plain(self.write(node.args[0])), node.args[0].id  # type: ignore[attr-defined]
        if node.func.id == "coded":  # type: ignore[attr-defined]
            return self._beside.coded(column, cell)
        words = self._words(column, "")
        return _is_one_of(cell, words)

    def _may_be_text(self, node: ast.expr) -> bool:
        if isinstance(node, ast.IfExp):
            return self._may_be_text(node.body) or self._may_be_text(node.orelse)
        if isinstance(node, ast.Constant):
            return isinstance(node.value, str)
        return isinstance(node, ast.Name) and isinstance(self._references[node.id], str)

    def _as_number(self, node: ast.expr) -> str:
        """A cell that may hold text counts as 0 in arithmetic; N alone would count TRUE as 1.

        An error in it spreads.
        """
        written = self.write(node)
        if not self._may_be_text(node):
            return written
        return f"(N({written})*NOT(ISLOGICAL({written})))"


def _is_one_of(text: str, words: Sequence[str]) -> str:
    """Whether a text equals one of the words.

    MATCH and COUNTIF would take signs in the text for wildcards; OR over one comparison a word
    would repeat the text for each, and the formula has to stay short.
    """
    if len(words) < 2:  # noqa: PLR2004 - an array of one is no shorter
        return f"({text}={quoted(words[0])})" if words else "FALSE"
    return f"(SUMPRODUCT(--({text}={{{','.join(quoted(word) for word in words)}}}))>0)"


def _bare(cell: str) -> str:
    """A text without the signs and spaces that do not make it say anything."""
    for sign in IGNORED:
        written = "CHAR(10)" if sign == "\n" else quoted(sign)
        cell = f'SUBSTITUTE({cell},{written},"")'
    return cell
