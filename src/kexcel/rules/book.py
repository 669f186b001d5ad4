"""The rule book of a template for one period: its rules compiled, sheet by sheet."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kexcel.errors import TemplateError
from kexcel.findings import CODES, cell_text
from kexcel.locale import mark, translator
from kexcel.model.finding import Severity
from kexcel.model.form import Form
from kexcel.model.period import Period
from kexcel.rules.codes import code_words, is_restricted
from kexcel.rules.compiled import CompiledRule
from kexcel.rules.expression import Expression, parse
from kexcel.rules.fault import ExpressionError
from kexcel.rules.look import Columns
from kexcel.rules.sheet_rules import FRAME, Codes, Constants, SheetRules
from kexcel.settings import Settings
from kexcel.template.schema import Column, Rule, Sheet, Template, Text

__all__ = ["WINDOW_YEARS", "RuleBook", "compile_rules"]

WINDOW_YEARS = 10
"""A date further from the year of the form is more likely a slip, or a program's doing."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every sheet's rules for one period and language."""

    sheets: Mapping[str, SheetRules]
    language: str
    constants: Constants

    def sheet(self, key: str) -> SheetRules:
        """The rules of the sheet with the key."""
        return self.sheets[key]

    def texts_of(self, sheet: str, sheets: Container[str]) -> Mapping[str, bool]:
        """The columns of a sheet whose texts rules of these sheets ask for, in any order.

        Each with whether the text is compared, or only asked whether it is blank.
        """
        asked = [
            each
            for key, rules in self.sheets.items()
            if key in sheets
            for expression in rules.expressions
            for each in expression.texts
            if each.sheet == sheet
        ]
        compared = {each.column for each in asked if each.is_compared}
        return {each.column: each.column in compared for each in asked}

    def is_about_tables(self, form: Form) -> bool:
        """Whether a rule of the form's sheets says something of more than its own row."""
        own = (self.sheets[each.key] for each in form.sheets if each.key in self.sheets)
        return any(rule.is_about_table for rules in own for rule in rules.rules)

    def of(self, form: Form) -> RuleBook:
        """The book for one form, whose frame is the constant that the rules know."""
        sheets = {key: rules.of(form.frame) for key, rules in self.sheets.items()}
        return replace(self, sheets=sheets, constants={**self.constants, FRAME: form.frame})


def compile_rules(
    template: Template,
    settings: Settings,
    period: Period,
    language: str,
    *,
    file: str = "template.toml",
) -> RuleBook:
    """Parse every rule and formula of a template.

    Raises:
        TemplateError: an expression is wrong or a code unknown; names the rule and the fault.
    """
    constants: dict[str, date | float | Decimal | None] = {
        "opens": period.opens,
        "closes": period.closes,
        "year_start": date(settings.year, 1, 1),
        "year_end": date(settings.year, 12, 31),
        "earliest": date(settings.year - WINDOW_YEARS, 1, 1),
        "latest": date(settings.year + WINDOW_YEARS, 12, 31),
        "deviation_amount": float(settings.limits.deviation_amount),
        "deviation_percent": float(settings.limits.deviation_percent),
        "half_shown": float(Decimal(5).scaleb(-settings.money.decimals - 1)),
        FRAME: None,
    }
    codes = {
        "responsibility": settings.codes.responsibility,
        "activity": settings.codes.activity,
    }
    try:
        sheets = {
            sheet.key: _Compiler(template, sheet, language, constants, codes).compile()
            for sheet in template.sheets
        }
    except ExpressionError as fault:
        raise TemplateError("{file}: {fault}.", file=file, fault=fault) from fault
    return RuleBook(sheets, language, constants)


def _columns(template: Template) -> Columns:
    """The columns of every table that a rule may look over."""
    return {
        sheet.key: frozenset(column.key for column in sheet.columns if column.type != "check")
        for sheet in template.sheets
        if sheet.source != "fields"
    }


class _Compiler:
    """Compiles the rules of one sheet. A column hides a constant of the same name."""

    def __init__(
        self, template: Template, sheet: Sheet, language: str, constants: Constants, codes: Codes
    ) -> None:
        keys = {column.key for column in sheet.columns}
        self._template = template
        self._sheet = sheet
        self._language = language
        self._columns = _columns(template)
        self._constants = {key: each for key, each in constants.items() if key not in keys}
        self._codes = codes
        self._known = frozenset(self._constants)
        self._cells = frozenset(keys)

    def compile(self) -> SheetRules:
        own = [rule for rule in self._template.rules if rule.sheet == self._sheet.key]
        ranged = {rule.at for rule in own if rule.code in _RANGES}
        typed = [
            rule
            for column in self._sheet.inputs
            for rule in self._type_rules(column, has_range=column.key in ranged)
        ]
        summary = self._summary()
        looked_at = {key: self._looked_at(each, summary) for key, each in summary.items()}
        rules = tuple(self._rule(rule, looked_at) for rule in [*typed, *own])
        names, phrases = self._known | self._cells, self._template.hollow.both
        formulas = {
            column.key: parse(column.formula, names, phrases=phrases)
            for column in self._sheet.columns
            if column.formula
        }
        return SheetRules(
            self._sheet,
            self._template,
            self._language,
            rules,
            formulas,
            self._constants,
            summary,
            self._codes,
        )

    def _type_rules(self, column: Column, *, has_range: bool) -> list[Rule]:
        rules = _type_rules(self._sheet, column, has_range=has_range)
        codes = self._codes.get(column.code)
        if codes is None or not is_restricted(codes):
            return rules
        when = f"not blank({column.key}) and not coded({column.key})"
        allowed = Text(sv=code_words(codes, "sv"), en=code_words(codes, "en"))
        made = Rule(
            code="unknown-code", sheet=self._sheet.key, at=column.key, when=when, allowed=allowed
        )
        return [*rules, made]

    def _summary(self) -> dict[str, Expression]:
        """The figures above the table; each may use those before it."""
        found: dict[str, Expression] = {}
        for each in self._sheet.summary:
            if each.key in self._known:
                phrase = mark("the summary {key} of the sheet {sheet}: the name is taken")
                raise ExpressionError(phrase, key=each.key, sheet=self._sheet.key)
            if each.formula:
                found[each.key] = self._parse(each.formula, self._known | found.keys())
        return found

    def _looked_at(self, each: Expression, summary: Mapping[str, Expression]) -> frozenset[str]:
        named = [self._looked_at(summary[key], summary) for key in each.names & summary.keys()]
        return each.looks_at.union(*named)

    def _rule(self, rule: Rule, summary: Mapping[str, frozenset[str]]) -> CompiledRule:
        if rule.code not in CODES:
            phrase = mark("the rule {code}: there is no such code among the findings")
            raise ExpressionError(phrase, code=rule.code)
        condition = self._condition(rule, self._known | summary.keys())
        tables = [summary[key] for key in condition.names & summary.keys()]
        return CompiledRule(
            code=rule.code,
            at=rule.at,
            condition=condition,
            severity=Severity(rule.severity) if rule.severity else None,
            allowed=rule.allowed.get(self._language),
            sentence=self._says(rule),
            reason=rule.reason.get(self._language),
            looks_at=condition.looks_at.union(*tables),
            is_of_sheet=rule.scope == "sheet",
            across=rule.across,
        )

    def _condition(self, rule: Rule, known: frozenset[str]) -> Expression:
        cells = self._cells if rule.scope == "row" else frozenset[str]()
        try:
            condition = self._parse(rule.when, known | cells)
        except ExpressionError as fault:
            phrase = mark("the rule {code} of the sheet {sheet}: {fault}")
            raise ExpressionError(phrase, code=rule.code, sheet=rule.sheet, fault=fault) from fault
        if not condition.is_condition:
            phrase = mark("the rule {code} of the sheet {sheet}: expected a condition in {source}")
            raise ExpressionError(phrase, code=rule.code, sheet=rule.sheet, source=repr(rule.when))
        return condition

    def _parse(self, source: str, known: frozenset[str]) -> Expression:
        phrases = self._template.hollow.both
        return parse(source, known, self._columns, self._sheet.key, phrases=phrases)

    def _says(self, rule: Rule) -> str:
        """What Kontroll says: the rule's own words, what is wrong, or the code's sentence."""
        if said := rule.says.get(self._language):
            return said
        if reason := rule.reason.get(self._language):
            return f"{reason[:1].upper()}{reason[1:]}."
        sentence, column = _sentence(rule, self._language), self._sheet.column(rule.at)
        if rule.code in _NAMES_ITS_COLUMN and column:
            return f"{column.label.get(self._language)}: {sentence}"
        return sentence


def _sentence(rule: Rule, language: str) -> str:
    try:
        return cell_text(rule.code, language)
    except ValueError as fault:
        phrase = mark("the rule {code} has no sentence of its own for the check column: add says")
        raise ExpressionError(phrase, code=rule.code) from fault


_NAMES_ITS_COLUMN = {
    "not-a-date",
    "not-a-number",
    "error-value",
    "out-of-range",
    "unknown-code",
    "row-incomplete",
}
"""Codes that several columns of a row can have at once, so the sentence says which."""


_RANGES = {"out-of-range", "completed-out-of-range"}


def _type_rules(sheet: Sheet, column: Column, *, has_range: bool) -> list[Rule]:
    """What the column's type demands of its cells.

    A date must lie near the year, unless the template has said what is possible in the column.
    """
    key = column.key
    rules = [Rule(code="error-value", sheet=sheet.key, at=key, when=f"error({key})")]
    match column.type:
        case "date":
            when = f"not blank({key}) and not date({key})"
            rules.append(Rule(code="not-a-date", sheet=sheet.key, at=key, when=when))
            rules += [] if has_range else [_near_the_year(sheet, key)]
        case "number" | "money":
            when = f"not blank({key}) and not number({key})"
            rules.append(Rule(code="not-a-number", sheet=sheet.key, at=key, when=when))
        case "choice":
            when = f"not blank({key}) and not listed({key})"
            rules.append(Rule(code="unknown-status", sheet=sheet.key, at=key, when=when))
    return rules


def _near_the_year(sheet: Sheet, key: str) -> Rule:
    phrase = mark("a date from {earliest} to {latest}")
    return Rule(
        code="out-of-range",
        sheet=sheet.key,
        at=key,
        when=f"{key} < earliest or {key} >= latest + 1",
        allowed=Text(sv=translator("sv")(phrase), en=phrase),
    )
