"""What a paragraph's style says: whether it is a heading, and which number Word prints before it.

Word keeps such numbers apart from the text, and counts them when it shows the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kexcel.documents.prose.word_text import local, value

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_LEVEL = 9
_DEEPEST = 9
_CONTENTS = ("toc", "innehåll")
_BULLET = "•"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Style:
    """The level of a heading, and whether the paragraph belongs to the table of contents."""

    outline: int | None = None
    is_contents: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: how it is counted, what is printed, and what it begins with."""

    form: str
    text: str
    start: int


class Styles:
    """A document's styles and lists. It counts as it is asked, paragraph after paragraph."""

    def __init__(self, word: Document) -> None:
        """Read the document's definitions."""
        self._styles = {
            str(each.get(f"{_NAMESPACE}styleId")): each
            for each in word.styles.element
            if local(each) == "style"
        }
        self._numbering = _part_element(word)
        self._counts: dict[str, list[int]] = {}

    def of(self, paragraph: _Element) -> Style:
        """What the paragraph's style says."""
        chain = self._chain(paragraph)
        names = [(value(each, "name") or "").casefold() for each in chain]
        found = (value(each, "pPr/outlineLvl") for each in (paragraph, *chain))
        level = next((int(each) for each in found if each), _BODY_LEVEL)
        is_contents = any(name.startswith(_CONTENTS) for name in names)
        return Style(level + 1 if level < _BODY_LEVEL else None, is_contents)

    def label(self, paragraph: _Element) -> str:
        """The number, or the mark of a list, that Word prints before the paragraph."""
        chain = (paragraph, *self._chain(paragraph))
        number = next((n for each in chain if (n := value(each, "pPr/numPr/numId"))), "0")
        abstract = self._abstract(number)
        if abstract is None:
            return ""
        stated = next((n for each in chain if (n := value(each, "pPr/numPr/ilvl"))), None)
        depth = int(stated) if stated else self._linked_level(paragraph, abstract)
        levels = _levels(abstract)
        if depth not in levels:
            return ""
        return self._counted(number, abstract, depth, levels)

    def _chain(self, paragraph: _Element) -> list[_Element]:
        """The paragraph's style and those that it is based on."""
        found: list[_Element] = []
        name = value(paragraph, "pPr/pStyle")
        while name in self._styles and len(found) < len(self._styles):
            found.append(self._styles[name])
            name = value(found[-1], "basedOn")
        return found

    def _abstract(self, number: str) -> _Element | None:
        if self._numbering is None or number == "0":
            return None
        key = next((value(n, "abstractNumId") for n in _named(self._numbering, "num", number)), "")
        return next(_named(self._numbering, "abstractNum", key or ""), None)

    def _linked_level(self, paragraph: _Element, abstract: _Element) -> int:
        """The level of a list that a style belongs to; the first where none says so."""
        name = value(paragraph, "pPr/pStyle")
        for each in abstract:
            if local(each) == "lvl" and name and value(each, "pStyle") == name:
                return int(each.get(f"{_NAMESPACE}ilvl", "0"))
        return 0

    def _counted(
        self, number: str, abstract: _Element, depth: int, levels: dict[int, _Level]
    ) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return _BULLET
        if level.form == "none":
            return ""
        key = str(abstract.get(f"{_NAMESPACE}abstractNumId"))
        if _restarts(self._numbering, number):
            key = f"{key}/{number}"
        counts = self._counts.setdefault(key, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            above = levels.get(len(counts))
            # A level above that was never counted is shown with its first number.
            offset = 1 if len(counts) == depth else 0
            counts.append((above.start if above else 1) - offset)
        counts[depth] += 1
        return _shown(level.text, counts, levels)


def _part_element(word: Document) -> _Element | None:
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            element: _Element = relation.target_part.element
            return element
    return None


def _named(numbering: _Element, kind: str, key: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    attribute = f"{_NAMESPACE}{'numId' if kind == 'num' else 'abstractNumId'}"
    return (each for each in numbering if local(each) == kind and each.get(attribute) == key)


def _restarts(numbering: _Element | None, number: str) -> bool:
    if numbering is None:
        return False
    return any(
        value(each, "lvlOverride/startOverride") is not None
        for each in _named(numbering, "num", number)
    )


def _levels(abstract: _Element) -> dict[int, _Level]:
    return {
        int(each.get(f"{_NAMESPACE}ilvl", "0")): _Level(
            value(each, "numFmt") or "decimal",
            value(each, "lvlText") or "",
            int(value(each, "start") or 1),
        )
        for each in abstract
        if local(each) == "lvl"
    }


def _shown(text: str, counts: list[int], levels: dict[int, _Level]) -> str:
    for place in range(min(len(counts), _DEEPEST)):
        form = levels[place].form if place in levels else "decimal"
        text = text.replace(f"%{place + 1}", _FORMS.get(form, str)(counts[place]))
    return text.strip()


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


@cache
def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            text, number = text + sign, number - worth
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalZero": lambda number: f"{number:02}",
}
