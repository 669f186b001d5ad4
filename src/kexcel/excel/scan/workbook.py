"""A plain workbook, from its unpacked parts.

Source: ECMA-376-1:2016, 18.2 (workbook) and 15.2.12.3 (custom properties); ECMA-376-2:2021.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kexcel.excel.inflate import Archive
from kexcel.excel.scan.plain import NotPlainError, Part, shared_tree, tree
from kexcel.excel.scan.sheet import scan_sheet
from kexcel.excel.scan.strings import Strings, read_strings
from kexcel.excel.scan.styles import read_styles
from kexcel.excel.workbook_data import SheetData, WorkbookData

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships}"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"

_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_WORKBOOK_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
}
_STATES = {"visible", "hidden", "veryHidden"}
_OTHER_VALUES = {f"{_VALUE}{kind}" for kind in ("i4", "r8", "bool", "filetime")}
_KEPT = 32


def scan_workbook(archive: Archive, *, results: bool = False) -> WorkbookData:
    """A plain workbook, read from its parts. With ``results``, formulas are their stored results.

    Raises:
        NotPlainError: something in it must be looked at by the careful reader.
    """
    try:
        return _scan(archive, results=results)
    except (KeyError, ValueError, OverflowError) as fault:  # a number or a text that is none
        raise NotPlainError from fault


def _scan(archive: Archive, *, results: bool) -> WorkbookData:
    parts = archive.as_spelled
    workbook = tree(parts[_WORKBOOK])
    _require_usual(workbook)
    strings = _strings(parts)
    styles = read_styles(parts[_STYLES])
    targets = _targets(parts[_RELATIONS])
    sheets = []
    for name, state, link in _declared(workbook):
        part = parts[targets[link]]
        cells, covered, formats = scan_sheet(part, strings, styles, results=results)
        sheets.append(SheetData(name, state == "visible", cells, covered, formats))
    if not sheets:
        raise NotPlainError
    return WorkbookData(tuple(sheets), _keywords(parts), dict(_custom(parts)))


def _require_usual(workbook: Part) -> None:
    """Days that count from 1904 are for the careful reader, and so is an unusual namespace."""
    if workbook.tag != f"{_MAIN}workbook":
        raise NotPlainError
    for properties in workbook.named(f"{_MAIN}workbookPr"):
        if properties.attributes.get("date1904", "0") not in {"0", "false"}:
            raise NotPlainError


def _declared(workbook: Part) -> Iterator[tuple[str, str, str]]:
    """Each sheet's name, whether it shows, and what it is called among the relations."""
    for group in workbook.named(f"{_MAIN}sheets"):
        for sheet in group.named(f"{_MAIN}sheet"):
            state = sheet.attributes.get("state", "visible")
            if state not in _STATES:
                raise NotPlainError
            yield sheet.attributes["name"], state, sheet.attributes[_LINK]


@lru_cache(_KEPT)
def _targets(part: bytes) -> Mapping[str, str]:
    """The worksheets' parts by their relation."""
    found = {}
    for each in tree(part).named(f"{_LINKS}Relationship"):
        told = each.attributes
        if told["Type"] == _WORKSHEET and told.get("TargetMode", "Internal") == "Internal":
            target = told["Target"]
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            found[told["Id"]] = posixpath.normpath(path)
    return found


def _strings(parts: Mapping[str, bytes]) -> Strings:
    name = _strings_part(parts["[Content_Types].xml"])
    return read_strings(parts[name]) if name in parts else {}


@lru_cache(_KEPT)
def _strings_part(types: bytes) -> str:
    """Where the shared texts are; and the workbook must be where it usually is."""
    told = shared_tree(types).named(f"{_TYPES}Override")
    books = [
        e.attributes["PartName"] for e in told if e.attributes["ContentType"] in _WORKBOOK_TYPES
    ]
    strings = [
        e.attributes["PartName"] for e in told if e.attributes["ContentType"] == _STRINGS_TYPE
    ]
    if books != [f"/{_WORKBOOK}"] or len(strings) > 1:
        raise NotPlainError
    return strings[0][1:] if strings else "xl/sharedStrings.xml"


def _keywords(parts: Mapping[str, bytes]) -> str:
    part = parts.get("docProps/core.xml")
    if part is None:
        return ""
    root = tree(part)
    found = root.named(f"{_CORE}keywords")
    if root.tag != f"{_CORE}coreProperties" or len(found) > 1:
        raise NotPlainError
    return found[0].text if found else ""


def _custom(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    part = parts.get("docProps/custom.xml")
    if part is None:
        return
    root = tree(part)
    if root.tag != f"{_CUSTOM}Properties":
        raise NotPlainError
    for each in root.parts:
        if (
            each.tag != f"{_CUSTOM}property"
            or each.attributes.get("linkTarget")
            or len(each.parts) != 1
        ):
            raise NotPlainError
        name, value = each.attributes["name"], each.parts[0]
        if value.tag == f"{_VALUE}lpwstr":
            if name and value.text:
                yield name, value.text
        elif value.tag not in _OTHER_VALUES:
            raise NotPlainError
