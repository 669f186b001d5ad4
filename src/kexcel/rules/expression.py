"""The little language that rules and formulas are written in, and its syntax tree.

An expression is a piece of Python's own grammar, parsed by Python and never run by it:
``role(status) == 'delayed' and blank(comment)``. The same tree is evaluated on a row's values
(``kexcel.rules.evaluate``) and written out as an Excel formula (``kexcel.rules.formula``).

Both follow these meanings, chosen so that a spreadsheet program and Python agree on any cell:

* ``a < b`` (also ``<=``, ``>``, ``>=``) holds only when both sides are numbers or dates;
* in arithmetic, a cell that holds no number counts as 0;
* texts are compared without regard to case and surplus spaces;
* ``and``, ``or`` and ``not`` look at every operand, so an error cell anywhere in a condition
  makes the condition not hold.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

FUNCTIONS = {
    "role": 1,
    "blank": 1,
    "number": 1,
    "text": 1,
    "date": 1,
    "same": 2,
    "listed": 1,
    "error": 1,
    "abs": 1,
    "round": 2,
}
"""Each function's name and how many arguments it takes."""


class ExpressionError(ValueError):
    """The expression is not of the language; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression and the names it refers to."""

    source: str
    tree: ast.expr
    names: frozenset[str]


_NODES = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.IfExp,
    ast.Call,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
)


def parse(source: str, known: frozenset[str]) -> Expression:
    """Parse an expression that may refer to the ``known`` names.

    Raises:
        ExpressionError: it is not of the language, or names something unknown.
    """
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as fault:
        message = f"uttrycket går inte att tolka vid tecken {fault.offset}: {source}"
        raise ExpressionError(message) from fault
    names = set()
    functions = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    for node in ast.walk(tree):
        _check(node, source)
        if isinstance(node, ast.Name) and id(node) not in functions:
            names.add(node.id)
    unknown = sorted(names - known)
    if unknown:
        message = f"okänt namn {unknown[0]} i {source!r}; väntade något av {', '.join(sorted(known))}"
        raise ExpressionError(message)
    return Expression(source, tree, frozenset(names))


def _check(node: ast.AST, source: str) -> None:
    if not isinstance(node, _NODES):
        message = f"{type(node).__name__} får inte användas i {source!r}"
        raise ExpressionError(message)
    if isinstance(node, ast.Call):
        _check_call(node, source)
    if isinstance(node, ast.Compare):
        _check_comparison(node, source)
    if isinstance(node, ast.Constant) and (
        isinstance(node.value, bool) or not isinstance(node.value, str | int | float)
    ):
        message = f"värdet {node.value!r} får inte användas i {source!r}"
        raise ExpressionError(message)


def _check_call(node: ast.Call, source: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        message = f"okänd funktion {name} i {source!r}; väntade någon av {', '.join(FUNCTIONS)}"
        raise ExpressionError(message)
    if len(node.args) != FUNCTIONS[name] or node.keywords:
        message = f"{name} tar {FUNCTIONS[name]} argument i {source!r}"
        raise ExpressionError(message)
    if name in {"role", "listed"} and not isinstance(node.args[0], ast.Name):
        message = f"{name} tar en kolumnnyckel i {source!r}"
        raise ExpressionError(message)


def is_role(node: ast.expr) -> bool:
    """Whether the node is a call of ``role``."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "role"


def _check_comparison(node: ast.Compare, source: str) -> None:
    if len(node.ops) != 1:
        message = f"skriv en jämförelse i taget, med and emellan, i {source!r}"
        raise ExpressionError(message)
    equality = isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In)
    if equality != is_role(node.left):
        message = (
            f"==, != och in jämför role(…) med en roll; text jämförs med same(a, b), tal och datum "
            f"med < <= > >=, i {source!r}"
        )
        raise ExpressionError(message)
    if equality:
        roles_of(node)


def roles_of(node: ast.Compare) -> tuple[str, ...]:
    """The roles that a comparison of ``role(…)`` is made with.

    Raises:
        ExpressionError: the right side is neither a role nor a list of roles.
    """
    right = node.comparators[0]
    items = right.elts if isinstance(right, ast.List) else [right]
    roles = [each.value for each in items if isinstance(each, ast.Constant)]
    if len(roles) != len(items) or not all(isinstance(role, str) for role in roles):
        message = "en roll skrivs inom apostrofer, till exempel 'done' eller ['done', 'delayed']"
        raise ExpressionError(message)
    return tuple(str(role) for role in roles)
