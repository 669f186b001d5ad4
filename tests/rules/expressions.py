"""Random expressions of the rules' language, and cells of every kind to try them on."""

from __future__ import annotations

from datetime import date
from random import Random

from kexcel.model.cell import CellValue, ErrorValue

COLUMNS = ("status", "comment", "start", "frame", "forecast")
NAMES = frozenset(COLUMNS)
ROLES = ("not_started", "ongoing", "done", "delayed", "cancelled")
PHRASES = ("se ovan", "OK", "samma som förra", "n/a", "å")
"""What says nothing, as a template would list it."""

CELLS: tuple[CellValue, ...] = (
    None, "", " ", "\u00a0", "Se ovan.", " – SE OVAN!", "s-e: o,v.a\u00a0n", "ok\n", "Å", "- .",
    "n/a", "na", "se ovan?", "Samma som förra, men värre", "Pågående", "FÖRSENAD ", "done",
    "Klart typ", "12", "0", 0, 1, -1, 2.5, -2.5, 100, 0.1, 82.4, -123.6, 41.2, 1e12, 1e-7,
    45412, 45412.5, date(2024, 4, 30), date(2023, 12, 31), ErrorValue("#N/A"),
)  # fmt: skip
NUMBERS = ("0", "1", "0.5", "2", "100", "0.1", "300", "45412", "1000000")
TEXTS = ("''", "' '", "'Pågående'", "'klart  TYP'", "'0'")


def condition(random: Random, depth: int) -> str:  # noqa: PLR0911 - one for each kind
    """A random condition, no deeper than this."""
    kinds = ["blank", "number", "text", "date", "same", "listed", "error", "role", "compare"]
    kinds += ["hollow"]
    if depth > 0:
        kinds += ["and", "or", "not", "compare"]
    kind, column = random.choice(kinds), random.choice(COLUMNS)
    match kind:
        case "and" | "or":
            parts = [f"({condition(random, depth - 1)})" for _ in range(random.choice((2, 3)))]
            return f" {kind} ".join(parts)
        case "not":
            return f"not ({condition(random, depth - 1)})"
        case "compare":
            sign = random.choice(("<", "<=", ">", ">="))
            return f"({value(random, depth - 1)}) {sign} ({value(random, depth - 1)})"
        case "role":
            return f"role(status) {_roles(random)}"
        case "same":
            return f"same({value(random, 0)}, {random.choice((column, *TEXTS))})"
        case "hollow":
            return f"hollow({value(random, 0)})"
        case "listed":
            return "listed(status)"
    return f"{kind}({column})"


def value(random: Random, depth: int) -> str:  # noqa: PLR0911 - one for each kind
    """A random value, no deeper than this."""
    kinds = ["name", "name", "number"]
    if depth > 0:
        kinds += ["text", "sum", "abs", "round", "if", "minus"]
    match random.choice(kinds):
        case "number":
            return random.choice(NUMBERS)
        case "text":
            return random.choice(TEXTS)
        case "sum":
            sign = random.choice(("+", "-", "*", "/"))
            return f"({value(random, depth - 1)}) {sign} ({value(random, depth - 1)})"
        case "abs":
            return f"abs({value(random, depth - 1)})"
        case "round":
            return f"round({value(random, depth - 1)}, {random.choice((0, 1, 6))})"
        case "minus":
            return f"-({value(random, depth - 1)})"
        case "if":
            body, other = value(random, depth - 1), value(random, depth - 1)
            return f"({body} if {condition(random, depth - 1)} else {other})"
    return random.choice(COLUMNS)


def _roles(random: Random) -> str:
    if random.random() < 0.5:
        return f"{random.choice(('==', '!='))} {random.choice(ROLES)!r}"
    return f"in {random.sample(ROLES, 2)!r}"


def row(random: Random) -> dict[str, CellValue]:
    """A row with a random cell in each column."""
    return {column: random.choice(CELLS) for column in COLUMNS}


TABLES = {"mine": frozenset(COLUMNS), "theirs": frozenset(COLUMNS)}
"""Two tables to look over; the expression belongs to the first."""

ASKING = (
    "not blank(other.{c})", "number(other.{c})", "date(other.{c})", "other.{c} {sign} {value}",
)  # fmt: skip
OF_OTHER = (
    "blank(other.{c})", "number(other.{c})", "text(other.{c})", "date(other.{c})",
    "same(other.{c}, {value})", "same(other.{d}, {value})", "other.{c} {sign} {value}",
    "other.{c} {sign} {value}",
)  # fmt: skip


def look(random: Random) -> str:
    """A random look over one of the tables, as a condition."""
    sheet = random.choice(("mine", "mine", "theirs"))
    asked = _of_other(random, random.choice(ASKING))
    more = [_other_condition(random, sheet, 2) for _ in range(random.choice((0, 1, 1, 2)))]
    picked = " and ".join(f"({part})" for part in (asked, *more))
    if random.random() < 0.6:
        sign = random.choice(("", "not "))
        return f"{sign}any({picked} for other in {sheet})"
    chosen = random.choice(("", f" if {picked}"))
    total = f"round(sum(other.{random.choice(COLUMNS)} for other in {sheet}{chosen}), 6)"
    return f"{total} {random.choice(('<', '<=', '>', '>='))} {value(random, 1)}"


def _other_condition(random: Random, sheet: str, depth: int) -> str:
    kinds = ["of other", "of other", "of other", "plain"]
    kinds += ["is not this"] if sheet == "mine" else []
    kinds += ["and", "or", "not"] if depth else []
    match random.choice(kinds):
        case "of other":
            return _of_other(random, random.choice(OF_OTHER))
        case "plain":
            return f"({condition(random, 1)})"
        case "is not this":
            return "other is not this"
        case "not":
            return f"not ({_other_condition(random, sheet, depth - 1)})"
        case joining:
            parts = [f"({_other_condition(random, sheet, depth - 1)})" for _ in range(2)]
            return f" {joining} ".join(parts)


def _of_other(random: Random, recipe: str) -> str:
    return recipe.format(
        c=random.choice(COLUMNS),
        d=random.choice(COLUMNS),
        sign=random.choice(("<", "<=", ">", ">=")),
        value=random.choice((value(random, 1), f"other.{random.choice(COLUMNS)}")),
    )
