from __future__ import annotations

import pytest

from scripts.update_translations import phrases_of


@pytest.mark.parametrize(
    "source, phrases",
    [
        ('_("Summary")', ["Summary"]),
        ('_("One sentence " "in two parts")', ["One sentence in two parts"]),
        ("f\"{job.translate('Form')} 1\"", ["Form"]),
        ('_("plus" if sign == "cost" else "minus")', ["plus", "minus"]),
        ('translator(language)("empty")', ["empty"]),
        ('WORDS = {1: mark("one")}', ["one"]),
        ('finding("file-unreadable", place, reason="it is half a file")', ["it is half a file"]),
        ('reason = "it is half a file"', ["it is half a file"]),
        ('raise WorkbookReadError("it is half a file")', ["it is half a file"]),
        ('class FileKind(StrEnum):\n    """Not a phrase."""\n    PDF = "a PDF"', ["a PDF"]),
        ('notes.add("row-missing", place, title="Not a phrase")', []),
        ('text.translate(table); other("Not a phrase", kind="neither")', []),
    ],
)
def test_every_way_of_saying_a_phrase_is_found(source: str, phrases: list[str]) -> None:
    assert list(phrases_of(source)) == phrases
