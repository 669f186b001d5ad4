"""The rules of one sheet: what they say of a row, of the sheet, and as formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kexcel.errors import TemplateError
from kexcel.locale import mark
from kexcel.rules.around import NO_TABLES, Around, Row, Tables
from kexcel.rules.codes import code_formula, is_restricted, may_be_code
from kexcel.rules.compiled import CompiledRule
from kexcel.rules.evaluate import Result, holds, result, witnesses
from kexcel.rules.expression import Expression
from kexcel.rules.formula import formula_of, quoted
from kexcel.rules.look_formula import Beside
from kexcel.rules.quick import as_known, quick_rules
from kexcel.settings import CodeSettings
from kexcel.template.limits import FORMULA_LENGTH
from kexcel.template.schema import Sheet, Template

Constants = Mapping[str, date | float | Decimal | None]
RowCheck = Callable[[Row, Row | None], tuple[CompiledRule, ...]]
"""A row's values, and the row as it is among the tables' rows where that is another object, to the
rules that it breaks."""

FRAME = "frame"
"""The constant that is each form's own: the department's net cost, cost positive."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where things stand in the workbook, as the formulas of one sheet refer to them.

    ``tables`` has the columns of tables by sheet and column, ``texts`` and ``filled`` those that
    have their plain texts, or 1 where there is any, beside the table; ``summary`` has the figures
    above the sheet's own table by their keys, ``codes`` the lists of codes by the kind of code.
    """

    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


NO_RANGES = Ranges()
Codes = Mapping[str, CodeSettings]


@dataclass(frozen=True, slots=True)
class SheetRules:
    """The rules and formulas of one sheet, with the figures above its table.

    Rules that depend on tables are passed over where these are not given: what is not known of
    a workbook is not judged.
    """

    sheet: Sheet
    template: Template
    language: str
    rules: tuple[CompiledRule, ...]
    formulas: Mapping[str, Expression]
    constants: Constants
    summary: Mapping[str, Expression] = field(default_factory=dict)
    codes: Codes = field(default_factory=dict)

    def broken_by(
        self, row: Row, tables: Tables = NO_TABLES, this: Row | None = None
    ) -> tuple[CompiledRule, ...]:
        """The rules whose condition holds for a row's values, in the book's order.

        ``this`` is the row as it is among the tables' rows, where that is another object.
        """
        return self.checker(tables)(row, this)

    def checker(self, tables: Tables = NO_TABLES, *, is_computed: bool = False) -> RowCheck:
        """The same for many rows: what it takes besides the row itself is worked out once.

        ``is_computed`` says that the rows have what their computed columns show already.
        """
        asked = frozenset(
            place
            for place, rule in enumerate(self.rules)
            if not rule.is_of_sheet and rule.looks_at <= tables.keys()
        )
        beside = self._known({}, self._around(tables), [self.rules[place] for place in asked])
        quick, quick_beside = quick_rules(self.rules), as_known(beside)

        def broken_by(row: Row, this: Row | None = None) -> tuple[CompiledRule, ...]:
            whole = row if is_computed else self.with_computed(row)

            def slow(place: int) -> bool:
                around = self._around(tables, row if this is None else this)
                values, condition = {**beside, **whole}, self.rules[place].condition
                return place in asked and holds(condition, values, self._role_of, around)

            holding = quick.holding({**quick_beside, **whole}, self._role_of, slow)
            return tuple(self.rules[place] for place in holding if place in asked)

        return broken_by

    def broken_of_sheet(self, tables: Tables) -> tuple[CompiledRule, ...]:
        """The rules about the sheet as a whole whose condition holds."""
        rules = [each for each in self.rules if each.is_of_sheet]
        return self._broken(rules, {}, self._around(tables))

    def witnesses(self, rule: CompiledRule, row: Row, tables: Tables) -> tuple[Row, ...]:
        """The other rows for which a broken rule holds."""
        around = self._around(tables, row)
        values = self._known(self.with_computed(row), around, [rule])
        return witnesses(rule.condition, values, self._role_of, around)

    def check_text(self, broken: tuple[CompiledRule, ...]) -> str:
        """What the column Kontroll says when these rules are broken."""
        return " ".join(rule.sentence for rule in broken)

    def check_formula(self, references: Mapping[str, str], ranges: Ranges = NO_RANGES) -> str:
        """The formula of the column Kontroll: every broken rule's sentence, else empty.

        Raises:
            TemplateError: the sheet has more rules than one formula can hold.
        """
        return self._said([r for r in self.rules if not r.is_of_sheet], references, ranges)

    def sheet_check_text(self, tables: Tables, good: str) -> str:
        """What stands above the table of the sheet as a whole: what is wrong with it.

        Where nothing is, ``good``, unless a figure that is to be 0 cannot be worked out.
        """
        values = self.summary_values(tables)
        is_good = all(values[key] == 0 for key in self._zeros)
        return self.check_text(self.broken_of_sheet(tables)) or (good if is_good else "")

    def sheet_check_formula(self, ranges: Ranges, good: str) -> str:
        """The formula of the same."""
        said = self._said([rule for rule in self.rules if rule.is_of_sheet], {}, ranges)[1:]
        cells = [ranges.summary[key] for key in self._zeros]
        tests = "".join(f",ISNUMBER({cell}),{cell}=0" for cell in cells)
        return f'=IF(LEN({said})>0,{said},IF(AND(TRUE{tests}),{quoted(good)},""))'

    def with_computed(self, row: Row) -> Row:
        """The row with what its computed columns show."""
        if not self.formulas:
            return row
        whole = dict(row)
        for column in self.formulas:
            whole[column] = self.value_of(column, whole)
        return whole

    def value_of(self, column: str, row: Row) -> Result:
        """What a computed column shows for a row's values."""
        return result(self.formulas[column], {**self.constants, **row}, self._role_of)

    def value_formula(self, column: str, references: Mapping[str, str]) -> str:
        """The formula of a computed column."""
        return f'=IFERROR({self._formula(self.formulas[column], references)},"")'

    def summary_values(self, tables: Tables) -> Mapping[str, Result]:
        """What stands above the table, each figure by its key; "" where it cannot be known."""
        values: dict[str, Result] = {}
        for key, expression in self.summary.items():
            known = self._looked_at(expression) <= tables.keys()
            row = {**self.constants, **values}
            around = self._around(tables)
            values[key] = result(expression, row, self._role_of, around) if known else ""
        return values

    def summary_formula(self, key: str, ranges: Ranges) -> str:
        """The formula of a figure above the table; empty where its tables are not there."""
        if not self._looked_at(self.summary[key]) <= ranges.tables.keys():
            return '=""'
        return f'=IFERROR({self._formula(self.summary[key], {}, ranges)},"")'

    @property
    def expressions(self) -> list[Expression]:
        """Every expression that may look over tables."""
        return [*(rule.condition for rule in self.rules), *self.summary.values()]

    def code_settings(self, column: str) -> CodeSettings | None:
        """What a code in the column may be; None where any text will do."""
        found = self.sheet.column(column)
        codes = self.codes.get(found.code) if found else None
        return codes if codes and is_restricted(codes) else None

    def of(self, frame: Decimal | None) -> SheetRules:
        """The same rules for a form with this frame."""
        if FRAME not in self.constants:
            return self
        return replace(self, constants={**self.constants, FRAME: frame})

    @property
    def _zeros(self) -> list[str]:
        return [each.key for each in self.sheet.summary if each.zero]

    def _broken(
        self, rules: list[CompiledRule], row: Row, around: Around
    ) -> tuple[CompiledRule, ...]:
        rules = [rule for rule in rules if rule.looks_at <= around.tables.keys()]
        values = self._known(row, around, rules)
        return tuple(r for r in rules if holds(r.condition, values, self._role_of, around))

    def _known(self, row: Row, around: Around, rules: list[CompiledRule]) -> Row:
        """The row's values with all else that has a name; the summary only where one asks."""
        is_asked = bool(self.summary) and any(
            self.summary.keys() & rule.condition.names for rule in rules
        )
        summary = self.summary_values(around.tables) if is_asked else {}
        return {**self.constants, **summary, **row}

    def _said(
        self, rules: list[CompiledRule], references: Mapping[str, str], ranges: Ranges
    ) -> str:
        parts = [
            f"IF(IFERROR({self._formula(rule.condition, references, ranges)},FALSE),"
            f'{quoted(rule.sentence + " ")},"")'
            for rule in rules
            if rule.looks_at <= ranges.tables.keys()
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

    def _formula(
        self,
        expression: Expression,
        references: Mapping[str, str],
        ranges: Ranges = NO_RANGES,
    ) -> str:
        def coded(column: str, text: str) -> str:
            codes, kind = self.code_settings(column), self._kind_of(column)
            return code_formula(text, codes, ranges.codes.get(kind, "")) if codes else "TRUE"

        known = {**self.constants, **ranges.summary, **references}
        beside = Beside(ranges.tables, ranges.texts, ranges.filled, coded)
        return formula_of(expression, known, self._words_of, beside)

    def _around(self, tables: Tables, this: Row | None = None) -> Around:
        return Around(tables, this, self._is_coded)

    def _looked_at(self, expression: Expression) -> frozenset[str]:
        named = [self._looked_at(self.summary[n]) for n in expression.names & self.summary.keys()]
        return expression.looks_at.union(*named)

    def _is_coded(self, column: str, text: str) -> bool:
        codes = self.code_settings(column)
        return codes is None or may_be_code(text, codes)

    def _kind_of(self, column: str) -> str:
        found = self.sheet.column(column)
        return found.code if found else ""

    def _role_of(self, column: str, word: str) -> str:
        choice = choice_of(self.sheet, column)
        return self.template.role(choice, word) if choice else ""

    def _words_of(self, column: str, role: str) -> tuple[str, ...]:
        choice = choice_of(self.sheet, column)
        words = self.template.choice(choice).words if choice else ()
        both = [text for word in words if role in {"", word.role} for text in word.spellings]
        return tuple(dict.fromkeys(both))


def choice_of(sheet: Sheet, column: str) -> str:
    """The list that a column takes its words from, "" for none."""
    found = sheet.column(column)
    return found.choice if found else ""
