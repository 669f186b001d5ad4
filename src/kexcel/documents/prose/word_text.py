"""The text of an element of a Word document, as it reads with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_READ = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sdtPr"}
"""What is struck out, says how something is made, or stands again in another form."""

_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n", "softHyphen": ""}


def local(element: _Element) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: _Element) -> Iterator[tuple[_Element, str]]:
    """The elements right beneath one, with their names."""
    for child in element:
        yield child, local(child)


def rows_of(table: _Element) -> Iterator[_Element]:
    """A table's rows, through content controls and tracked insertions; none that is deleted."""
    for child, kind in children(table):
        if kind == "tr" and value(child, "trPr/del") is None:
            yield child
        elif kind in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from rows_of(child)


def value(element: _Element, path: str) -> str | None:
    """The attribute ``val`` of the element at a path, "" where it has none; None without it."""
    found = element.find("/".join(_NAMESPACE + name for name in path.split("/")))
    return None if found is None else str(found.get(f"{_NAMESPACE}val", ""))


def paragraph_lines(paragraph: _Element, label: str = "") -> list[str]:
    """A paragraph's lines, without those that are blank; its number stands before the first."""
    whole = "".join(_pieces(paragraph))
    text = f"{label} {whole}" if label and whole.strip() else whole
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _pieces(element: _Element) -> Iterator[str]:
    for child, kind in children(element):
        if kind in _NOT_READ:
            continue
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        else:
            if kind == "p":  # in a text box
                yield "\n"
            yield from _pieces(child)
