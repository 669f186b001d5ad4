"""The shape of template.toml. Everything that writes, reads or judges a form is driven by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import Annotated, Literal

from kexcel.errors import Fault
from kexcel.locale import mark
from kexcel.strict import Held, Strict
from kexcel.template.limits import (
    check_choices,
    check_gaps,
    check_help,
    check_sheet_name,
    check_text,
)
from kexcel.template.plain_words import plain

Key = Annotated[str, Held(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
ColumnType = Literal["text", "date", "number", "money", "choice", "check"]
Source = Literal["fields", "activities", "measures", "frames", "blank"]


@dataclass(frozen=True, kw_only=True)
class Text(Strict):
    """Words in the languages a workbook can be issued in."""

    sv: str
    en: str

    def get(self, language: str) -> str:
        """The words in a language ("sv" or "en")."""
        return self.en if language == "en" else self.sv


def _as_text(value: object) -> object:
    """A plain string serves both languages, so that a municipality need not translate."""
    return {"sv": value, "en": value} if isinstance(value, str) else value


Words = Annotated[Text, Held(before=_as_text)]


@dataclass(frozen=True, kw_only=True)
class Phrases(Strict):
    """Phrases that say nothing, in each language; both count whichever a form is in."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[str, ...]:
        """The phrases of both languages."""
        return (*self.sv, *self.en)


@dataclass(frozen=True, kw_only=True)
class Word(Strict):
    """A word of a list, with the role that code knows it by.

    ``also`` are other ways of writing it, read as this word but never offered in the dropdown.
    """

    role: Key
    sv: str
    en: str
    also: tuple[str, ...] = ()

    def get(self, language: str) -> str:
        """The word in a language."""
        return self.en if language == "en" else self.sv

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that is read as this word."""
        return tuple(dict.fromkeys((self.sv, self.en, *self.also)))


@dataclass(frozen=True, kw_only=True)
class Choice(Strict):
    """A list of words to choose from."""

    key: Key
    words: Annotated[tuple[Word, ...], Held(min_length=1)]

    def __post_init__(self) -> None:
        for language in ("sv", "en"):
            check_choices([word.get(language) for word in self.words])

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The role of each spelling as it is compared; the first word's, where two share one."""
        words = reversed(self.words)
        return {plain(each): word.role for word in words for each in word.spellings}


@dataclass(frozen=True, kw_only=True)
class Column(Strict):
    """A column of a table, or a field of the cover.

    ``input`` says whose rows are filled in: everyone's, only the lead's, or nobody's.
    ``formula`` is an expression over the row's columns. ``without_year`` says which day of
    the kind "30 April" is certain in a column of dates: one before the period closes, one after
    it has closed, or one within a year from its opening; without it none is. ``code`` says
    which of the codes of kexcel.toml's ``[codes]`` the column holds.
    """

    key: Key
    label: Words
    type: ColumnType = "text"
    input: Literal["", "all", "lead"] = ""
    choice: str = ""
    width: Annotated[float, Held(gt=0, le=120)] = 14
    help: Words = Text(sv="", en="")
    formula: str = ""
    hide_when_empty: bool = False
    hidden: bool = False
    page_break_before: bool = False
    without_year: Literal["", "before_close", "after_close", "after_opening"] = ""
    code: Literal["", "responsibility", "activity"] = ""

    def __post_init__(self) -> None:
        if (self.type == "choice") != bool(self.choice):
            phrase = mark('the column {key}: type = "choice" and choice go together.')
            raise Fault(phrase, key=self.key)
        if self.code and self.type != "text":
            phrase = mark('the column {key}: code goes with type = "text".')
            raise Fault(phrase, key=self.key)
        for language in ("sv", "en"):
            check_help(self.label.get(language), self.help.get(language))


@dataclass(frozen=True, kw_only=True)
class Summary(Strict):
    """A figure or a word above the table, in the column ``at``: its label, and what it is.

    ``formula`` is an expression over tables and constants. The one of type "check" has none:
    it shows what the rules of the whole sheet say, or ``good`` where nothing is wrong.
    ``zero`` colours a figure: good where it is 0, a warning where not.
    """

    key: Key
    at: Key
    label: Words = Text(sv="", en="")
    type: Literal["money", "number", "text", "date", "check"] = "money"
    formula: str = ""
    zero: bool = False
    good: Words = Text(sv="", en="")

    def __post_init__(self) -> None:
        if (self.type == "check") == bool(self.formula):
            phrase = mark('the summary {key}: one of type = "check" has no formula, others have.')
            raise Fault(phrase, key=self.key)


@dataclass(frozen=True, kw_only=True)
class Rule(Strict):
    """A condition that gives a finding, said once: checked by Python and by the workbook.

    ``when`` is an expression over the row's columns; ``at`` the column the finding points to;
    ``allowed`` says what would do, where the finding's message has room for it, and ``reason``
    what is wrong. A rule of the ``scope`` "sheet" is about the sheet as a whole; one that is
    ``across`` holds over the tables of all departments once their answers are put together.
    """

    code: str
    sheet: Key
    at: Key
    when: str
    severity: Literal["", "error", "warning", "note"] = ""
    allowed: Words = Text(sv="", en="")
    says: Words = Text(sv="", en="")
    reason: Words = Text(sv="", en="")
    scope: Literal["row", "sheet"] = "row"
    across: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet(Strict):
    """A sheet of the workbook: where its rows come from and which columns it has."""

    key: Key
    name: Words
    source: Source
    title: Words
    intro: Words = Text(sv="", en="")
    columns: Annotated[tuple[Column, ...], Held(min_length=1)]
    blank_rows: Annotated[int, Held(ge=0, le=500)] = 0
    summary: tuple[Summary, ...] = ()

    def __post_init__(self) -> None:
        for language in ("sv", "en"):
            check_sheet_name(self.name.get(language))
            for words in (self.title, self.intro):
                check_gaps(words.get(language), GAPS)
            labels = [column.label.get(language).casefold() for column in self.columns]
            _no_doubles(labels)
        _no_doubles([*(column.key for column in self.columns), *(s.key for s in self.summary)])
        self._check_summary()

    def _check_summary(self) -> None:
        if self.summary and self.source == "fields":
            raise Fault(mark("the sheet {sheet} has fields, so it has no summary."), sheet=self.key)
        for each in self.summary:
            if self.column(each.at) is None:
                known = ", ".join(column.key for column in self.columns)
                phrase = mark("the summary {key}: there is no column {column}; expected {known}.")
                raise Fault(phrase, key=each.key, column=each.at, known=known)
        _no_doubles([each.at for each in self.summary])

    def column(self, key: str) -> Column | None:
        """The column with the key, or None."""
        return self.by_key.get(key)

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that a department fills in."""
        return tuple(column for column in self.columns if column.input)

    @property
    def check_column(self) -> Column | None:
        """The column with the live rule book, if the sheet has one."""
        return next((column for column in self.columns if column.type == "check"), None)

    @property
    def summary_check(self) -> Summary | None:
        """The place above the table for what is said of the sheet as a whole, if it has one."""
        return next((each for each in self.summary if each.type == "check"), None)


Colour = Annotated[str, Held(pattern=r"^#[0-9A-Fa-f]{6}$")]


@dataclass(frozen=True, kw_only=True)
class Looks(Strict):
    """Colours, typeface and logo. Colours are hexadecimal RGB."""

    font: str = "Calibri"
    size: Annotated[float, Held(ge=6, le=20)] = 10
    heading: Colour = "#1F4E5F"
    heading_text: Colour = "#FFFFFF"
    title: Colour = "#1F4E5F"
    input: Colour = "#FFF2C2"
    locked: Colour = "#EEF1F3"
    line: Colour = "#BFC7CC"
    muted: Colour = "#56646B"
    good: Colour = "#DDEFE0"
    good_text: Colour = "#1B5E20"
    ongoing: Colour = "#DCE9F5"
    ongoing_text: Colour = "#0D47A1"
    warning: Colour = "#FFE9C7"
    warning_text: Colour = "#7A4100"
    bad: Colour = "#FBDAD7"
    bad_text: Colour = "#8E1B13"
    neutral: Colour = "#E8EAEC"
    neutral_text: Colour = "#37424A"
    logo: str = ""
    logo_text: Words = Text(sv="", en="")


ROLES = {
    "status": ("not_started", "ongoing", "done", "delayed", "cancelled"),
    "part": ("lead", "contributing"),
    "signing": ("draft", "final"),
    "verdict": ("fulfilled", "on_plan", "deviates", "not_fulfilled", "cannot_judge"),
    "date_state": ("not_due_to_start", "under_way", "due"),
}
"""The lists that code relies on, and the roles their words must have between them."""

GAPS = (
    "organisation",
    "body",
    "year",
    "period",
    "department",
    "due",
    "closes",
    "contact",
    "unit",
    "frame",
    "frame_version",
)
"""What a title, an introduction or a line of the cover may mention in {braces}."""


@dataclass(frozen=True, kw_only=True)
class Template(Strict):
    """The contract between the writer, the reader, the rules and the reports."""

    name: str
    version: str
    lines: tuple[Words, ...] = ()
    hollow: Phrases = Phrases()
    looks: Looks = Looks()
    choices: tuple[Choice, ...]
    sheets: Annotated[tuple[Sheet, ...], Held(min_length=1)]
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        for words in self.lines:
            check_gaps(words.sv, GAPS)
            check_gaps(words.en, GAPS)
        _no_doubles([sheet.key for sheet in self.sheets])
        _no_doubles([choice.key for choice in self.choices])
        for sheet in self.sheets:
            self._check_choices_of(sheet)
        for rule in self.rules:
            self._check_rule(rule)
        self._check_roles()
        check_text(self.name)

    def _check_roles(self) -> None:
        """Code knows roles only, so each must have at least one word."""
        words = {choice.key: {word.role for word in choice.words} for choice in self.choices}
        for choice, roles in ROLES.items():
            for role in roles:
                if role not in words.get(choice, set()):
                    phrase = mark("the list {choice} has no word with the role {role}.")
                    raise Fault(phrase, choice=choice, role=role)

    def _check_choices_of(self, sheet: Sheet) -> None:
        known = {choice.key for choice in self.choices}
        for column in sheet.columns:
            if column.choice and column.choice not in known:
                raise Fault(
                    mark("the sheet {sheet}, column {column}: no list {choice}; expected {known}."),
                    sheet=sheet.key,
                    column=column.key,
                    choice=column.choice,
                    known=", ".join(sorted(known)),
                )

    def _check_rule(self, rule: Rule) -> None:
        sheet = self.sheet(rule.sheet)
        if sheet is None:
            known = ", ".join(each.key for each in self.sheets)
            phrase = mark("the rule {code}: there is no sheet {sheet}; expected one of {known}.")
            raise Fault(phrase, code=rule.code, sheet=rule.sheet, known=known)
        if sheet.column(rule.at) is None:
            known = ", ".join(column.key for column in sheet.columns)
            phrase = mark("the rule {code}: there is no column {column}; expected one of {known}.")
            raise Fault(phrase, code=rule.code, column=rule.at, known=known)
        if rule.scope == "sheet" and sheet.summary_check is None:
            phrase = mark(
                "the rule {code} is about the whole sheet {sheet}, whose summary has no place "
                'of type = "check" to say so.'
            )
            raise Fault(phrase, code=rule.code, sheet=rule.sheet)

    def mentions(self, gap: str) -> bool:
        """Whether a title, an introduction or a line of the cover mentions a gap."""
        texts = [*self.lines, *(text for each in self.sheets for text in (each.title, each.intro))]
        words = (text.get(language) for text in texts for language in ("sv", "en"))
        return any(name == gap for each in words for _, name, _, _ in Formatter().parse(each))

    def sheet(self, key: str) -> Sheet | None:
        """The sheet with the key, or None."""
        return next((sheet for sheet in self.sheets if sheet.key == key), None)

    def choice(self, key: str) -> Choice:
        """The list with the key; KeyError if there is none."""
        return self.choices_by_key[key]

    @cached_property
    def choices_by_key(self) -> Mapping[str, Choice]:
        """The lists by their keys."""
        return {choice.key: choice for choice in reversed(self.choices)}

    def word(self, choice: str, role: str, language: str) -> str:
        """The first word with the role, or "" where the list has none."""
        return next((w.get(language) for w in self.choice(choice).words if w.role == role), "")

    def role(self, choice: str, word: str) -> str:
        """The role of a word in either language, in any case; "" for an unknown word."""
        wanted = plain(word)
        return self.choice(choice).roles.get(wanted, "") if wanted else ""


def _no_doubles(values: list[str]) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise Fault(mark("a key or label is there twice: {values}."), values=", ".join(twice))
