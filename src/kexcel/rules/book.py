"""The rule book of a template for one period: its rules compiled, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kexcel.errors import TemplateError
from kexcel.findings import CODES, cell_text
from kexcel.locale import mark, translator
from kexcel.model.cell import CellValue
from kexcel.model.finding import Severity
from kexcel.model.period import Period
from kexcel.rules.evaluate import Result, holds, result
from kexcel.rules.expression import Expression, ExpressionError, parse
from kexcel.rules.formula import formula_of, quoted
from kexcel.rules.quick import quick_rules
from kexcel.settings import Settings
from kexcel.template.limits import FORMULA_LENGTH
from kexcel.template.schema import Column, Rule, Sheet, Template, Text

Constants = Mapping[str, date | float]

WINDOW_YEARS = 10
"""A date further from the year of the form is more likely a slip, or a program's doing."""


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be checked. ``severity`` is None where the catalogue's own holds."""

    code: str
    at: str
    condition: Expression
    severity: Severity | None
    allowed: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetRules:
    """The rules and formulas of one sheet."""

    sheet: Sheet
    template: Template
    language: str
    rules: tuple[CompiledRule, ...]
    formulas: Mapping[str, Expression]
    constants: Constants

    def broken_by(self, row: Mapping[str, CellValue]) -> tuple[CompiledRule, ...]:
        """The rules whose condition holds for a row's values, in the book's order."""
        values = {**row, **self.constants}

        def slow(place: int) -> bool:
            return holds(self.rules[place].condition, values, self._role_of)

        broken = quick_rules(self.rules).holding(values, self._role_of, slow)
        return tuple(self.rules[place] for place in broken)

    def check_text(self, broken: tuple[CompiledRule, ...]) -> str:
        """What the column Kontroll says when these rules are broken."""
        return " ".join(rule.sentence for rule in broken)

    def check_formula(self, references: Mapping[str, str]) -> str:
        """The formula of the column Kontroll: every broken rule's sentence, else empty.

        Raises:
            TemplateError: the sheet has more rules than one formula can hold.
        """
        parts = [
            f"IF(IFERROR({self._formula(rule.condition, references)},FALSE),"
            f'{quoted(rule.sentence + " ")},"")'
            for rule in self.rules
        ]
        formula = f"=TRIM({'&'.join(parts)})" if parts else '=""'
        if len(formula) > FORMULA_LENGTH:
            phrase = mark(
                "The sheet {sheet} has more rules than its check column can hold: the formula "
                "would be {length} characters and Excel takes {most}."
            )
            raise TemplateError(
                phrase, sheet=self.sheet.key, length=len(formula), most=FORMULA_LENGTH
            )
        return formula

    def value_of(self, column: str, row: Mapping[str, CellValue]) -> Result:
        """What a computed column shows for a row's values."""
        return result(self.formulas[column], {**row, **self.constants}, self._role_of)

    def value_formula(self, column: str, references: Mapping[str, str]) -> str:
        """The formula of a computed column."""
        return f'=IFERROR({self._formula(self.formulas[column], references)},"")'

    def _formula(self, expression: Expression, references: Mapping[str, str]) -> str:
        return formula_of(expression, {**references, **self.constants}, self._words_of)

    def _role_of(self, column: str, word: str) -> str:
        choice = _choice_of(self.sheet, column)
        return self.template.role(choice, word) if choice else ""

    def _words_of(self, column: str, role: str) -> tuple[str, ...]:
        choice = _choice_of(self.sheet, column)
        words = self.template.choice(choice).words if choice else ()
        both = [text for word in words if role in {"", word.role} for text in word.spellings]
        return tuple(dict.fromkeys(both))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every sheet's rules for one period and language."""

    sheets: Mapping[str, SheetRules]
    language: str
    constants: Constants

    def sheet(self, key: str) -> SheetRules:
        """The rules of the sheet with the key."""
        return self.sheets[key]


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
    constants: dict[str, date | float] = {
        "opens": period.opens,
        "closes": period.closes,
        "year_start": date(settings.year, 1, 1),
        "year_end": date(settings.year, 12, 31),
        "earliest": date(settings.year - WINDOW_YEARS, 1, 1),
        "latest": date(settings.year + WINDOW_YEARS, 12, 31),
        "deviation_amount": float(settings.limits.deviation_amount),
        "deviation_percent": float(settings.limits.deviation_percent),
    }
    try:
        sheets = {
            sheet.key: _compile_sheet(template, sheet, language, constants)
            for sheet in template.sheets
        }
    except ExpressionError as fault:
        raise TemplateError("{file}: {fault}.", file=file, fault=fault) from fault
    return RuleBook(sheets, language, constants)


def _compile_sheet(
    template: Template, sheet: Sheet, language: str, constants: Constants
) -> SheetRules:
    names = frozenset(column.key for column in sheet.columns) | frozenset(constants)
    own = [rule for rule in template.rules if rule.sheet == sheet.key]
    ranged = {rule.at for rule in own if rule.code in _RANGES}
    typed = [
        rule
        for column in sheet.inputs
        for rule in _type_rules(sheet, column, has_range=column.key in ranged)
    ]
    rules = tuple(_compile_rule(rule, names, template, language) for rule in [*typed, *own])
    formulas = {c.key: parse(c.formula, names) for c in sheet.columns if c.formula}
    return SheetRules(sheet, template, language, rules, formulas, constants)


def _compile_rule(
    rule: Rule, names: frozenset[str], template: Template, language: str
) -> CompiledRule:
    if rule.code not in CODES:
        phrase = mark("the rule {code}: there is no such code among the findings")
        raise ExpressionError(phrase, code=rule.code)
    try:
        condition = parse(rule.when, names)
    except ExpressionError as fault:
        phrase = mark("the rule {code} of the sheet {sheet}: {fault}")
        raise ExpressionError(phrase, code=rule.code, sheet=rule.sheet, fault=fault) from fault
    if not condition.is_condition:
        phrase = mark("the rule {code} of the sheet {sheet}: expected a condition in {source}")
        raise ExpressionError(phrase, code=rule.code, sheet=rule.sheet, source=repr(rule.when))
    sentence = rule.says.get(language) or _sentence(rule, language)
    sheet = template.sheet(rule.sheet)
    column = sheet.column(rule.at) if sheet else None
    if not rule.says.get(language) and rule.code in _NAMES_ITS_COLUMN and column:
        sentence = f"{column.label.get(language)}: {sentence}"
    severity = Severity(rule.severity) if rule.severity else None
    return CompiledRule(
        rule.code, rule.at, condition, severity, rule.allowed.get(language), sentence
    )


def _sentence(rule: Rule, language: str) -> str:
    try:
        return cell_text(rule.code, language)
    except ValueError as fault:
        phrase = mark("the rule {code} has no sentence of its own for the check column: add says")
        raise ExpressionError(phrase, code=rule.code) from fault


_NAMES_ITS_COLUMN = {"not-a-date", "not-a-number", "error-value", "out-of-range"}
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


def _choice_of(sheet: Sheet, column: str) -> str:
    found = sheet.column(column)
    return found.choice if found else ""
