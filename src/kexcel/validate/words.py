"""Read a word of a list however it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.model.cell import CellValue
from kexcel.template.schema import Choice, Word
from kexcel.validate.plain_form import plain_form
from kexcel.validate.reading import Reading, unread
from kexcel.validate.written import as_written


def read_word(value: CellValue, choice: Choice, language: str) -> Reading:
    """The word of the list that was meant, in the language of the form.

    Case, spaces, a full stop at the end and the language may differ; anything more is another
    word.
    """
    if not isinstance(value, str):
        return unread("unknown-status")
    known, asked = _known(choice), (value, language)
    found = known.readings.get(asked)
    if found is None:
        found = _read(known.spellings, as_written(value), language)
        if len(known.readings) < _KEPT_READINGS and len(value) < _LONGEST_KEPT:
            known.readings[asked] = found
    return found


def _read(spellings: Mapping[str, Word], text: str, language: str) -> Reading:
    word = spellings.get(_compared(text))
    if word is None:
        return unread("unknown-status")
    canonical = word.get(language)
    return Reading(canonical, meaning="" if text == canonical else canonical)


def allowed_words(choice: Choice, language: str) -> str:
    """The words of a list, as a finding says them."""
    return ", ".join(word.get(language) for word in choice.words)


@dataclass(frozen=True, slots=True)
class _Known:
    """A list's words by their spellings as they are compared; the first, where two share one.

    ``readings`` is what was read of texts in a language: the same few words come again.
    """

    choice: Choice
    spellings: Mapping[str, Word]
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)


def _known(choice: Choice) -> _Known:
    known = _KNOWN.get(id(choice))
    if known is None or known.choice is not choice:
        if len(_KNOWN) >= _KEPT_LISTS:
            _KNOWN.clear()
        words = {
            _compared(each): word for word in reversed(choice.words) for each in word.spellings
        }
        known = _KNOWN[id(choice)] = _Known(choice, words)
    return known


_KNOWN: dict[int, _Known] = {}
_KEPT_LISTS = 256
"""The lists of so many templates' columns are remembered, with their words as compared."""

_KEPT_READINGS = 256
_LONGEST_KEPT = 60


def _compared(text: str) -> str:
    return plain_form(text).rstrip(". ").casefold()
