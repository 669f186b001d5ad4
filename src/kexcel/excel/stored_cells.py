"""What the cells of a workbook hold as stored, where openpyxl would lose it.

openpyxl drops the stored result of every formula, so that a correction opened in protected
view would look empty, and turns a number beyond the last date ("20240430" typed into a date
cell) into ``#VALUE!``. Both are read from the file itself and put back.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring, iterparse  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHEET_RELATION = "/worksheet"
_LAST_DATE = 2_958_465
"""9999-12-31 as a number of days."""

_FORMULA_CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<rest>[^>]*)>'
    r"(?P<formula><f\b[^>]*?(?:/>|>[^<]*</f>))(?:<v\s*/>|<v></v>)</c>"
)


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell's type ("n", "str", "b", "e") and text, as the file has them."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """Formulas' results, and numbers too great to be the dates they are shown as."""

    results: Mapping[str, StoredCell]
    far_numbers: Mapping[str, str]


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Sheet name → the worksheet's part. KeyError if the workbook's own part is missing."""
    relations = fromstring(archive.read(_RELATIONS))
    targets = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in relations
        if each.get("Type", "").endswith(_SHEET_RELATION)
    }
    parts: dict[str, str] = {}
    for sheet in _named(fromstring(archive.read(_WORKBOOK)), "sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        if key in targets:
            parts[sheet.get("name", "")] = targets[key]
    return parts


def read_stored(archive: ZipFile) -> dict[str, StoredSheet]:
    """What each sheet holds that openpyxl would lose, by the sheet's name."""
    return {name: _read_sheet(archive, part) for name, part in sheet_parts(archive).items()}


def with_results(content: bytes, results: Mapping[str, StoredCell]) -> bytes:
    """A worksheet as openpyxl wrote it, with the results of its formulas put in."""

    def fill(found: re.Match[str]) -> str:
        stored = results.get(found["cell"])
        if stored is None:
            return found.group()
        kind = "" if stored.kind == "n" else f" t={quoteattr(stored.kind)}"
        opening = f'<c r="{found["cell"]}"{found["rest"]}{kind}>'
        return f"{opening}{found['formula']}<v>{escape(stored.text)}</v></c>"

    return _FORMULA_CELL.sub(fill, content.decode()).encode()


def _read_sheet(archive: ZipFile, part: str) -> StoredSheet:
    results: dict[str, StoredCell] = {}
    far_numbers: dict[str, str] = {}
    with archive.open(part) as stream:
        for _event, element in iterparse(stream):
            if _local(element) == "c":
                _note_cell(element, results, far_numbers)
            if _local(element) == "row":
                element.clear()
    return StoredSheet(results, far_numbers)


def _note_cell(
    element: Element, results: dict[str, StoredCell], far_numbers: dict[str, str]
) -> None:
    parts = {_local(child): child.text or "" for child in element}
    text, kind, cell = parts.get("v", ""), element.get("t", "n"), element.get("r", "")
    if "f" in parts:
        if text or kind == "str":
            results[cell] = StoredCell(kind, text)
    elif kind == "n" and _is_far(text):
        far_numbers[cell] = text


def _is_far(text: str) -> bool:
    try:
        number = float(text or "0")
    except ValueError:
        return False
    return number < 0 or number > _LAST_DATE


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
