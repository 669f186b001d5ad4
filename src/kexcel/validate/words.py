"""Read a word of a list however it was typed."""

from __future__ import annotations

from collections.abc import Mapping

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
    text = as_written(value)
    word = _word(choice, text) if isinstance(value, str) else None
    if word is None:
        return unread("unknown-status")
    canonical = word.get(language)
    return Reading(canonical, meaning="" if text == canonical else canonical)


def allowed_words(choice: Choice, language: str) -> str:
    """The words of a list, as a finding says them."""
    return ", ".join(word.get(language) for word in choice.words)


def _word(choice: Choice, text: str) -> Word | None:
    return _spellings(choice).get(_compared(text))


def _spellings(choice: Choice) -> Mapping[str, Word]:
    """Each spelling as it is compared to its word; the first, where two words share one."""
    known = _KNOWN.get(id(choice))
    if known is None or known[0] is not choice:
        if len(_KNOWN) >= _KEPT_LISTS:
            _KNOWN.clear()
        words = {
            _compared(each): word for word in reversed(choice.words) for each in word.spellings
        }
        known = _KNOWN[id(choice)] = choice, words
    return known[1]


_KNOWN: dict[int, tuple[Choice, Mapping[str, Word]]] = {}
_KEPT_LISTS = 256
"""The lists of so many templates' columns are remembered, with their words as compared."""


def _compared(text: str) -> str:
    return plain_form(text).rstrip(". ").casefold()
