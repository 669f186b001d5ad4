"""The words of the program, in each language it speaks. English is the language of the source."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from kexcel.errors import ConfigurationError

if TYPE_CHECKING:
    from decimal import Decimal

LANGUAGES = ("sv", "en")
"""The languages there are, the default first."""

DOMAIN = "kexcel"
SOURCE_LANGUAGE = "en"


def translator(language: str) -> Callable[[str], str]:
    """A function from an English phrase of the source to the phrase in the language.

    A language that kexcel doesn't speak raises ConfigurationError.
    """
    return _translations(require_language(language)).gettext


def mark(phrase: str) -> str:
    """The phrase itself, marked for translation where it is written but translated later."""
    return phrase


def counted(count: int, one: str, many: str) -> str:
    """The phrase for one or for several, with the number in its gap {count}.

    Both are given in the language already. Swedish and English count alike.
    """
    return (one if count == 1 else many).format(count=count)


def require_language(language: str) -> str:
    """The language itself if kexcel speaks it, otherwise ConfigurationError."""
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ConfigurationError(f"language: {language!r} is not spoken here; write one of {known}")
    return language


def format_number(value: Decimal, language: str, decimals: int | None = None) -> str:
    """The number as it is written in the language: "1 234,5" in Swedish, "1,234.5" in English.

    The decimals are those the value has, unless ``decimals`` says how many to show; a half
    is then rounded away from zero, as Excel does. ConfigurationError if the language isn't
    spoken, ValueError if the value isn't a finite number.
    """
    from decimal import localcontext  # noqa: PLC0415 - start-up time

    # Babel takes a while to import, and most commands never show a number.
    from babel.numbers import format_decimal  # noqa: PLC0415

    locale = require_language(language)
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    # A department may write more digits than Decimal's usual 28; none may be lost.
    with localcontext(prec=max(28, len(value.as_tuple().digits) + abs(value.adjusted()) + 20)):
        shown = value if decimals is None else _rounded(value, decimals)
        pattern = "#,##0." + "0" * max(0, -int(shown.as_tuple().exponent))
        return format_decimal(shown, format=pattern.rstrip("."), locale=locale)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    from decimal import ROUND_HALF_UP, Decimal  # noqa: PLC0415 - start-up time

    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    path = f"{__path__[0]}/{language}/LC_MESSAGES/{DOMAIN}.mo"
    with open(path, "rb") as stream:  # noqa: PTH123 - a list of commands needs no paths
        return gettext.GNUTranslations(stream)
