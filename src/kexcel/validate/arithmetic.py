"""Work out a formula that is made of constants only, exactly: ``=12,5+3``."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from kexcel.model.cell import FormulaText

_LONGEST = 200
_DEEPEST = 20
_DIGITS = 15
"""A spreadsheet program shows no more; a quotient that never ends is cut there."""

_TOKEN = re.compile(r"\s*(\d{1,15}(?:[.,]\d{1,15})?|[.,]\d{1,15}|[-+*/()])", re.ASCII)


_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]{1,14}[!?]?|Err:\d+")


class _NotConstantError(ValueError):
    """The formula holds something else than numbers and the four rules of arithmetic."""


def evaluate_constants(formula: str) -> Decimal | None:
    """The result of a formula of numbers, ``+ - * /`` and parentheses; None for any other."""
    try:
        reader = _Reader(_tokens(formula.removeprefix("=")))
        result = reader.sum(0)
        reader.expect_end()
    except (_NotConstantError, ZeroDivisionError):
        return None
    return _as_decimal(result)


def shows_error(formula: FormulaText) -> bool:
    """Whether a formula shows an error whatever the other cells hold, or did when it was saved."""
    if formula.stored and _ERROR.fullmatch(formula.stored):
        return True
    try:
        reader = _Reader(_tokens(formula.text.removeprefix("=")))
        reader.sum(0)
    except ZeroDivisionError:
        return True
    except _NotConstantError:
        return formula.text.replace(" ", "").upper() == "=NA()"
    return False


def _as_decimal(number: Fraction) -> Decimal:
    quotient = Context(prec=40).divide(Decimal(number.numerator), Decimal(number.denominator))
    if Fraction(quotient) == number:
        return quotient
    return Context(prec=_DIGITS).plus(quotient)


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    if len(text) > _LONGEST:
        raise _NotConstantError
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise _NotConstantError
        tokens.append(found[1].replace(",", "."))
        place = found.end()
    return tokens


class _Reader:
    """Reads a sum of products of numbers, each level beneath the other."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    def sum(self, depth: int) -> Fraction:
        """A sum or difference; ``depth`` counts parentheses and signs."""
        total = self._product(depth)
        while self._next() in {"+", "-"}:
            sign = 1 if self._take() == "+" else -1
            total += sign * self._product(depth)
        return total

    def expect_end(self) -> None:
        """Refuse anything left over."""
        if self._next():
            raise _NotConstantError

    def _product(self, depth: int) -> Fraction:
        total = self._factor(depth)
        while self._next() in {"*", "/"}:
            if self._take() == "*":
                total *= self._factor(depth)
            else:
                total /= self._factor(depth)
        return total

    def _factor(self, depth: int) -> Fraction:
        token = self._take()
        if depth > _DEEPEST:
            raise _NotConstantError
        if token == "-":  # noqa: S105 - a minus sign
            return -self._factor(depth + 1)
        if token == "+":  # noqa: S105 - a plus sign
            return self._factor(depth + 1)
        if token == "(":  # noqa: S105 - a parenthesis
            inner = self.sum(depth + 1)
            if self._take() != ")":
                raise _NotConstantError
            return inner
        if not token[:1].isdigit() and not token.startswith("."):
            raise _NotConstantError
        return Fraction(Decimal(token))

    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._next()
        self._place += 1
        return token
