"""Read a word of a list however it was typed."""

from __future__ import annotations

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
    wanted = _compared(text)
    for word in choice.words:
        if wanted in {_compared(spelling) for spelling in word.spellings}:
            return word
    return None


def _compared(text: str) -> str:
    return plain_form(text).rstrip(". ").casefold()
