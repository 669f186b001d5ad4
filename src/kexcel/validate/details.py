"""Fill in what a finding's sentence needs, from the row, the rule book and the rule."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kexcel.findings import CATALOGUE
from kexcel.model.cell import CellValue
from kexcel.rules import CompiledRule, SheetRules
from kexcel.template.schema import Column
from kexcel.validate.words import allowed_words
from kexcel.validate.written import as_written, exact, plain_number

_LIMITS = {"limit": "deviation_amount", "percent": "deviation_percent"}
"""A deviation is to be explained where it is beyond both."""

_LAST_FIGURES = ("previous_forecast", "previous_actual")


def details_of(
    code: str,
    rule: CompiledRule | None,
    values: Mapping[str, CellValue],
    rules: SheetRules,
    unit: str,
) -> dict[str, str]:
    """Each detail the code's sentence has room for; "" for what is not known.

    A detail is found by its name among the row's values, the book's constants (such as the day
    the period closes) and the computed columns. ``unit`` is that of amounts. Among the ``values``
    may be what stands above the table, and ``cells``, the cells of other rows that it is about.
    """
    entry = CATALOGUE[code]
    details = {name: _detail(name, rule, values, rules, unit) for name in entry.details}
    for name in entry.optional:
        if column := _compared_with(name, rule):
            details[name] = as_written(values.get(column))
        elif name == "reason" and rule and rule.reason:
            details[name] = _detail(name, rule, values, rules, unit)
    if code == "ledger-differs":
        details["difference"] = _difference(values.get("actual"), values.get("ledger"))
    return details


def _compared_with(name: str, rule: CompiledRule | None) -> str:
    """The column with last period's figure that a rule compares with; "" where it has none."""
    asked = rule.condition.names if rule and name == "previous" else frozenset[str]()
    return next((column for column in _LAST_FIGURES if column in asked), "")


def _detail(
    name: str,
    rule: CompiledRule | None,
    values: Mapping[str, CellValue],
    rules: SheetRules,
    unit: str,
) -> str:
    if name in {"allowed", "reason"}:
        known = {**rules.constants, **values}
        return _allowed(rule, rules) if name == "allowed" else _reason(rule, known)
    if name in _LIMITS:
        return _constant(rules, _LIMITS[name])
    if name == "unit":
        return unit
    if name == "label":
        column = rules.sheet.column(rule.at) if rule else None
        return column.label.get(rules.language) if column else ""
    if name in values or name not in rules.formulas:
        return as_written(values.get(name, rules.constants.get(name)))
    return _computed(rules.value_of(name, values))


def _difference(first: CellValue, second: CellValue) -> str:
    """First less second, "" where either is no number."""
    known = [exact(each) for each in (first, second) if isinstance(each, int | float | Decimal)]
    return plain_number(known[0] - known[1]) if len(known) == 2 else ""  # noqa: PLR2004 - both


def _computed(shown: str | float | bool) -> str:  # noqa: FBT001 - what a formula shows
    return plain_number(exact(shown)) if isinstance(shown, float) else str(shown)


def _allowed(rule: CompiledRule | None, rules: SheetRules) -> str:
    """The rule's own words, or those of the list that the column takes its words from."""
    column = rules.sheet.column(rule.at) if rule else None
    if rule is None or column is None:
        return ""
    if not rule.allowed:
        return _list(column, rules)
    return _filled(rule.allowed, rules.constants)


def _reason(rule: CompiledRule | None, values: Mapping[str, CellValue]) -> str:
    return _filled(rule.reason, values) if rule else ""


def _filled(text: str, values: Mapping[str, CellValue]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", as_written(value))
    return text


def _list(column: Column, rules: SheetRules) -> str:
    if not column.choice:
        return ""
    return allowed_words(rules.template.choice(column.choice), rules.language)


def _constant(rules: SheetRules, name: str) -> str:
    value = rules.constants[name]
    return plain_number(exact(value) if isinstance(value, float) else Decimal(0))
