"""What a code of money may look like, as far as a formula can tell and as far as Python can.

A formula cannot hold a text against a regular expression, so it knows of a pattern only whether it
is of digits and how many.
"""

from __future__ import annotations

import re

from kexcel.locale import counted, translator
from kexcel.settings import CodeSettings

_DIGIT = r"(?:\\d|\[0-9\])"
_RUN = re.compile(rf"{_DIGIT}(?:\{{(\d+)(,?)(\d*)\}}|([+*?]))?")
_DIGITS = "0123456789"
_FEW = 8
"""So many codes of a list are told one by one."""


def is_restricted(codes: CodeSettings) -> bool:
    """Whether not every text will do."""
    return bool(codes.length or codes.pattern or codes.values)


def may_be_code(text: str, codes: CodeSettings) -> bool:
    """Whether a formula would let the text, in lower case without surplus spaces, pass."""
    shortest, longest = _length(codes)
    if len(text) < shortest or (longest is not None and len(text) > longest):
        return False
    if _is_of_digits(codes) and set(text) - set(_DIGITS):
        return False
    return not codes.values or text in {each.lower() for each in codes.values}


def is_code(text: str, codes: CodeSettings) -> bool:
    """Whether the text, as it was written, is a code: its pattern counts as well."""
    if not may_be_code(text.lower(), codes):
        return False
    return not codes.pattern or re.fullmatch(codes.pattern, text, re.ASCII) is not None


def code_formula(text: str, codes: CodeSettings, values: str) -> str:
    """The test of ``may_be_code`` on a formula's text; ``values`` is where the list is."""
    shortest, longest = _length(codes)
    tests = []
    if shortest == longest:
        tests.append(f"LEN({text})={shortest}")
    else:
        tests += [f"LEN({text})>={shortest}"] if shortest else []
        tests += [f"LEN({text})<={longest}"] if longest is not None else []
    if _is_of_digits(codes):
        tests.append(f"LEN({_without_digits(text)})=0")
    if codes.values:
        tests.append(f"SUMPRODUCT(1*({text}={values}))>0")
    return f"AND({','.join(tests)})" if tests else "TRUE"


def _without_digits(text: str) -> str:
    """What is left of a text; an array of digits would be shorter, but not for Gnumeric."""
    for digit in _DIGITS:
        text = f'SUBSTITUTE({text},"{digit}","")'
    return text


def code_words(codes: CodeSettings, language: str) -> str:
    """What a code must be, in words."""
    _ = translator(language)
    if codes.values:
        if len(codes.values) <= _FEW:
            return _("one of {codes}").format(codes=", ".join(codes.values))
        return _("one of the {count} codes in kexcel.toml").format(count=len(codes.values))
    shortest, longest = _length(codes)
    exact = shortest if shortest == longest else 0
    if _is_of_digits(codes):
        return (
            counted(exact, _("{count} digit"), _("{count} digits")) if exact else _("digits only")
        )
    signs = counted(exact, _("{count} character"), _("{count} characters")) if exact else ""
    shape = _("of the form {pattern}").format(pattern=codes.pattern) if codes.pattern else ""
    return ", ".join(part for part in (signs, shape) if part)


def _length(codes: CodeSettings) -> tuple[int, int | None]:
    """The fewest signs of a code and the most, None where nothing limits them."""
    if codes.length is not None:
        return codes.length, codes.length
    if not _is_of_digits(codes):
        return 0, None
    runs = _runs(codes.pattern)
    most = [each for _, each in runs if each is not None]
    return sum(least for least, _ in runs), sum(most) if len(most) == len(runs) else None


def _is_of_digits(codes: CodeSettings) -> bool:
    """Whether the pattern is of digits alone, such as ``[0-9]{4}``."""
    return re.fullmatch(rf"\^?(?:{_RUN.pattern})+\$?", codes.pattern) is not None


def _runs(pattern: str) -> list[tuple[int, int | None]]:
    """The fewest and the most digits of each part of a pattern of digits."""
    return [_times(*found.groups()) for found in _RUN.finditer(pattern)]


def _times(
    least: str | None, comma: str | None, most: str | None, sign: str | None
) -> tuple[int, int | None]:
    match sign:
        case "+":
            return 1, None
        case "*":
            return 0, None
        case "?":
            return 0, 1
    if least is None:
        return 1, 1
    fewest = int(least)
    if not comma:
        return fewest, fewest
    return fewest, int(most) if most else None
