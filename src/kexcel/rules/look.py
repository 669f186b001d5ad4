"""Looks over the rows of a table, in Python's own grammar of comprehensions.

``any(not blank(other.name) and same(other.name, name) for other in attest)`` holds when it holds
for one of the rows, and ``sum(other.amount for other in distribution if …)`` adds up a column.
``other.name`` is a cell of the row that is looked at, a bare name is this row's cell or a constant,
and ``other is not this`` says that it is another row than this one.

The workbook's table has blank rows that nobody has answered, so a condition of ``any`` must ask for
something that a blank row lacks; in a sum a blank row is 0 anyhow.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.locale import mark
from kexcel.rules.fault import ExpressionError

Columns = Mapping[str, frozenset[str]]
"""The keys of the columns of each sheet that may be looked at."""

LOOKS = ("any", "sum")
_THIS = "this"
_TESTS = {"blank": 1, "number": 1, "text": 1, "date": 1, "same": 2}
"""The functions that may be asked of another row's cell, and how many arguments they take."""

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True)
class Look:
    """One look over a table. ``condition`` picks the rows, all where it is None; ``column`` is
    the one that is added up, "" for ``any``. ``variable`` is what a row of the table is called.
    """

    sheet: str
    variable: str
    condition: ast.expr | None
    column: str = ""

    def mentions_other(self, node: ast.expr) -> bool:
        """Whether a part of the condition is about the row that is looked at."""
        return any(
            isinstance(each, ast.Name) and each.id == self.variable for each in ast.walk(node)
        )

    @property
    def texts(self) -> frozenset[Asked]:
        """The columns whose texts are compared, or asked whether they are blank."""
        nodes = ast.walk(self.condition) if self.condition is not None else ()
        return frozenset(
            Asked(self.sheet, argument.attr, is_compared=call.func.id == "same")  # type: ignore[attr-defined]
            for call in nodes
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"blank", "same"}
            for argument in call.args
            if isinstance(argument, ast.Attribute)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A column of a sheet whose text is compared, or only asked whether it is blank."""

    sheet: str
    column: str
    is_compared: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """A part of a look that is about this row alone, and whether it must be a condition."""

    node: ast.expr
    is_condition: bool


def is_look(node: ast.AST) -> bool:
    """Whether a node is a call of ``any`` or ``sum``."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOOKS


def look_of(node: ast.Call) -> Look:
    """A look that ``check_look`` has found sound."""
    comprehension: ast.GeneratorExp = node.args[0]  # type: ignore[assignment]
    generator = comprehension.generators[0]
    conditions = list(generator.ifs)
    element, column = comprehension.elt, ""
    if isinstance(element, ast.Attribute) and node.func.id == "sum":  # type: ignore[attr-defined]
        column = element.attr
    else:
        conditions.insert(0, element)
    joined = ast.BoolOp(ast.And(), conditions) if len(conditions) > 1 else None
    condition = joined or (conditions[0] if conditions else None)
    return Look(generator.iter.id, generator.target.id, condition, column)  # type: ignore[attr-defined]


def check_look(node: ast.Call, source: str, columns: Columns, own: str) -> list[Plain]:
    """The parts of a look that are about this row alone, which are checked as any expression.

    ``own`` is the sheet that the expression belongs to.

    Raises:
        ExpressionError: the look is not of the language, or names something unknown.
    """
    _check_shape(node, source, columns)
    return list(_Checker(look_of(node), source, columns, own).check(node))


def _check_shape(node: ast.Call, source: str, columns: Columns) -> None:
    name = node.func.id  # type: ignore[attr-defined]
    only = node.args[0] if len(node.args) == 1 and not node.keywords else None
    generators = only.generators if isinstance(only, ast.GeneratorExp) else []
    if len(generators) != 1 or not _is_simple(generators[0]):
        phrase = mark("write {name}(… for other in SHEET) in {source}")
        raise ExpressionError(phrase, name=name, source=repr(source))
    sheet = generators[0].iter.id  # type: ignore[attr-defined]
    if sheet not in columns:
        phrase = mark("unknown sheet {name} in {source}; expected one of {known}")
        known = ", ".join(sorted(columns))
        raise ExpressionError(phrase, name=sheet, source=repr(source), known=known)


def _is_simple(generator: ast.comprehension) -> bool:
    names = isinstance(generator.target, ast.Name) and isinstance(generator.iter, ast.Name)
    return names and not generator.is_async


class _Checker:
    def __init__(self, look: Look, source: str, columns: Columns, own: str) -> None:
        self._look = look
        self._source = source
        self._columns = columns[look.sheet]
        self._is_own = look.sheet == own

    def check(self, node: ast.Call) -> Iterator[Plain]:
        name = node.func.id  # type: ignore[attr-defined]
        condition, column = self._look.condition, self._look.column
        if name == "sum" and not column:
            self._fail(mark("sum adds up a column, such as {variable}.amount, in {source}"))
        if column:
            self._check_column(column)
        if condition is not None:
            yield from self._condition(condition)
        if name == "any" and not (condition is not None and self._asks(condition)):
            self._fail(
                mark(
                    "a blank row must not count: say what {variable} must hold, such as "
                    "not blank({variable}.name), in {source}"
                )
            )

    def _condition(self, node: ast.expr) -> Iterator[Plain]:
        if not self._look.mentions_other(node):
            yield Plain(node, is_condition=True)
            return
        match node:
            case ast.BoolOp():
                for value in node.values:
                    yield from self._condition(value)
            case ast.UnaryOp(op=ast.Not()):
                yield from self._condition(node.operand)
            case ast.Compare(ops=[ast.IsNot()]):
                self._check_other_row(node)
            case ast.Compare(ops=[order]) if isinstance(order, _ORDERS):
                yield from self._value(node.left)
                yield from self._value(node.comparators[0])
            case ast.Call(func=ast.Name(id=name)) if _TESTS.get(name) == len(node.args):
                for argument in node.args:
                    yield from self._value(argument)
            case _:
                self._refuse(node)

    def _value(self, node: ast.expr) -> Iterator[Plain]:
        if isinstance(node, ast.Attribute) and self._is_other(node.value):
            self._check_column(node.attr)
        elif self._look.mentions_other(node):
            self._refuse(node)
        else:
            yield Plain(node, is_condition=False)

    def _asks(self, node: ast.expr) -> bool:
        """Whether a condition demands something of the row that a blank one lacks."""
        match node:
            case ast.BoolOp(op=ast.And()):
                return any(self._asks(value) for value in node.values)
            case ast.UnaryOp(op=ast.Not(), operand=ast.Call(func=ast.Name(id="blank")) as call):
                return self._look.mentions_other(call)
            case ast.Call(func=ast.Name(id="number" | "date")):
                return self._look.mentions_other(node)
            case ast.Compare(ops=[order]) if isinstance(order, _ORDERS):
                return self._look.mentions_other(node)
        return False

    def _check_column(self, column: str) -> None:
        if column not in self._columns:
            known = ", ".join(sorted(self._columns))
            phrase = mark("the sheet {sheet} has no column {name} in {source}; expected {known}")
            raise ExpressionError(
                phrase, sheet=self._look.sheet, name=column, source=repr(self._source), known=known
            )

    def _is_other(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id == self._look.variable

    def _check_other_row(self, node: ast.Compare) -> None:
        right = node.comparators[0]
        is_this = isinstance(right, ast.Name) and right.id == _THIS
        if not (self._is_other(node.left) and is_this and self._is_own):
            self._fail(mark("{variable} is not this belongs with the rows of the own sheet"))

    def _refuse(self, node: ast.expr) -> None:
        phrase = mark("{part} cannot be asked of another row in {source}")
        raise ExpressionError(phrase, part=ast.unparse(node), source=repr(self._source))

    def _fail(self, phrase: str) -> None:
        raise ExpressionError(phrase, variable=self._look.variable, source=repr(self._source))
