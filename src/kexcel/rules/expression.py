"""The little language that rules and formulas are written in, and its syntax tree.

An expression is a piece of Python's own grammar, parsed by Python and never run as it stands:
``role(status) == 'delayed' and blank(comment)``. The same tree is evaluated on a row's values
(``kexcel.rules.evaluate``) and written out as an Excel formula (``kexcel.rules.formula``).

Both follow these meanings, chosen so that a spreadsheet program and Python agree on any cell:

* ``a < b`` (also ``<=``, ``>``, ``>=``) holds only when both sides are numbers or dates;
* in arithmetic, a cell that holds no number counts as 0;
* texts are compared without regard to case and surplus spaces;
* ``and``, ``or`` and ``not`` look at every operand, so an error cell anywhere in a condition
  makes the condition not hold; so does a division by zero or a number too large to hold.

An expression is either a condition or a value, and each has its places: ``and`` joins conditions,
``<`` compares values. ``any`` and ``sum`` look over the rows of a table: see ``kexcel.rules.look``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from kexcel.locale import mark
from kexcel.rules.fault import ExpressionError
from kexcel.rules.hollow import bare_phrases
from kexcel.rules.look import Asked, Columns, Plain, check_look, is_look, look_of

__all__ = ["FUNCTIONS", "Expression", "ExpressionError", "is_role", "parse", "roles_of"]

FUNCTIONS = {
    "role": 1,
    "blank": 1,
    "number": 1,
    "text": 1,
    "date": 1,
    "same": 2,
    "hollow": 1,
    "listed": 1,
    "error": 1,
    "coded": 1,
    "abs": 1,
    "round": 2,
}
"""Each function's name and how many arguments it takes."""


CONDITIONS = frozenset(
    {"blank", "number", "text", "date", "same", "hollow", "listed", "error", "coded"}
)
"""The functions that say whether something holds; ``abs`` and ``round`` give numbers."""

_HOLDING = CONDITIONS | {"any"}

_MOST_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression, the names it refers to, and the tables that it looks over.

    ``texts`` are the columns of those tables whose texts it asks for, ``phrases`` those that say
    nothing (``kexcel.rules.hollow``), as they are compared.
    """

    source: str
    tree: ast.expr
    names: frozenset[str]
    looks_at: frozenset[str] = frozenset()
    texts: frozenset[Asked] = frozenset()
    phrases: tuple[str, ...] = ()

    @property
    def is_condition(self) -> bool:
        """Whether it says that something holds, rather than giving a value."""
        return _is_condition(self.tree)


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


NO_TABLES: Columns = {}


def parse(
    source: str,
    known: frozenset[str],
    columns: Columns = NO_TABLES,
    own: str = "",
    *,
    phrases: tuple[str, ...] = (),
) -> Expression:
    """Parse an expression that may refer to the ``known`` names.

    It may look over the sheets of ``columns``; ``own`` is the one that it belongs to. ``phrases``
    are what ``hollow`` takes for nothing, as a template lists them.

    Raises:
        ExpressionError: it is not of the language, or names something unknown.
    """
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as fault:
        phrase = mark("the expression cannot be understood at character {place}: {source}")
        raise ExpressionError(phrase, place=fault.offset, source=source) from fault
    looks = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_look(node)]
    plain = [part for look in looks for part in check_look(look, source, columns, own)]
    names = set(_check_parts([Plain(tree, is_condition=False), *plain], source))
    _check_names(names, known, source)
    _check_variables(looks, known, source)
    _check_kinds(tree, source)
    for part in plain:
        _check_kind(part.node, source, is_condition=part.is_condition)
    found = [look_of(look) for look in looks]
    texts = frozenset(asked for look in found for asked in look.texts)
    looks_at = frozenset(look.sheet for look in found)
    return Expression(source, tree, frozenset(names), looks_at, texts, bare_phrases(phrases))


def _check_parts(parts: list[Plain], source: str) -> Iterator[str]:
    """Every node outside the looks; gives the names that are used."""
    for part in parts:
        for node in _outside_looks(part.node):
            _check(node, source)
            if isinstance(node, ast.Name):
                yield node.id


def _outside_looks(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is within it, but for names of functions and what a look is made of."""
    yield node
    if is_look(node):
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Call) and child is node.func):
            yield from _outside_looks(child)


def _check_names(names: set[str], known: frozenset[str], source: str) -> None:
    unknown = sorted(names - known)
    if unknown:
        raise ExpressionError(
            mark("unknown name {name} in {source}; expected one of {known}"),
            name=unknown[0],
            source=repr(source),
            known=", ".join(sorted(known)),
        )


def _check_variables(looks: list[ast.Call], known: frozenset[str], source: str) -> None:
    taken = [variable for look in looks if (variable := look_of(look).variable) in known]
    if taken:
        phrase = mark("{name} is the name of something else already in {source}")
        raise ExpressionError(phrase, name=taken[0], source=repr(source))


def _check_kinds(node: ast.expr, source: str) -> None:
    """Conditions and values each in their places, all the way down."""
    if is_role(node) or isinstance(node, ast.List):
        phrase = mark("role(…) and lists belong with ==, != and in, in {source}")
        raise ExpressionError(phrase, source=repr(source))
    conditions, values = _parts(node)
    for part in [*conditions, *values]:
        _check_kind(part, source, is_condition=part in conditions)


def _check_kind(part: ast.expr, source: str, *, is_condition: bool) -> None:
    if _is_condition(part) != is_condition:
        condition = mark("expected a condition where it says {part} in {source}")
        value = mark("expected a value where it says {part} in {source}")
        phrase = condition if is_condition else value
        raise ExpressionError(phrase, part=ast.unparse(part), source=repr(source))
    _check_kinds(part, source)


def _parts(  # noqa: PLR0911 - one for each kind of node
    node: ast.expr,
) -> tuple[list[ast.expr], list[ast.expr]]:
    """The conditions and the values that an expression is made of."""
    match node:
        case ast.BoolOp():
            return node.values, []
        case ast.UnaryOp(op=ast.Not()):
            return [node.operand], []
        case ast.UnaryOp():
            return [], [node.operand]
        case ast.BinOp():
            return [], [node.left, node.right]
        case ast.Compare():
            return [], [] if is_role(node.left) else [node.left, *node.comparators]
        case ast.IfExp():
            return [node.test], [node.body, node.orelse]
        case ast.Call() if not is_look(node):
            return [], node.args
    return [], []


def _is_condition(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _HOLDING
    is_not = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return is_not or isinstance(node, ast.BoolOp | ast.Compare)


def _check(node: ast.AST, source: str) -> None:
    if not isinstance(node, _NODES):
        phrase = mark("{part} must not be used in {source}")
        raise ExpressionError(phrase, part=type(node).__name__, source=repr(source))
    if isinstance(node, ast.Call) and not is_look(node):
        _check_call(node, source)
    if isinstance(node, ast.Compare):
        _check_comparison(node, source)
    if isinstance(node, ast.Constant) and (
        isinstance(node.value, bool) or not isinstance(node.value, str | int | float)
    ):
        phrase = mark("{part} must not be used in {source}")
        raise ExpressionError(phrase, part=repr(node.value), source=repr(source))


def _check_call(node: ast.Call, source: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        raise ExpressionError(
            mark("unknown function {name} in {source}; expected one of {known}"),
            name=name,
            source=repr(source),
            known=", ".join(FUNCTIONS),
        )
    if len(node.args) != FUNCTIONS[name] or node.keywords:
        phrase = mark("{name} takes {count} arguments in {source}")
        raise ExpressionError(phrase, name=name, count=FUNCTIONS[name], source=repr(source))
    if name in {"role", "listed", "error", "coded"} and not isinstance(node.args[0], ast.Name):
        phrase = mark("{name} takes the key of a column in {source}")
        raise ExpressionError(phrase, name=name, source=repr(source))
    if name == "round" and not _is_number_of_decimals(node.args[1]):
        phrase = mark("round takes a number of decimals, 0 to {most}, in {source}")
        raise ExpressionError(phrase, most=_MOST_DECIMALS, source=repr(source))


def _is_number_of_decimals(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, int) and 0 <= value <= _MOST_DECIMALS


def is_role(node: ast.expr) -> bool:
    """Whether the node is a call of ``role``."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "role"


def _check_comparison(node: ast.Compare, source: str) -> None:
    if len(node.ops) != 1:
        phrase = mark("write one comparison at a time, with and between, in {source}")
        raise ExpressionError(phrase, source=repr(source))
    equality = isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In)
    if equality != is_role(node.left):
        phrase = mark(
            "==, != and in compare role(…) with a role; texts are compared with same(a, b), "
            "numbers and dates with < <= > >=, in {source}"
        )
        raise ExpressionError(phrase, source=repr(source))
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
        phrase = mark("a role is written in apostrophes, such as 'done' or ['done', 'delayed']")
        raise ExpressionError(phrase)
    return tuple(str(role) for role in roles)
