"""What openpyxl leaves out of a plan.xlsx that it saves, put back.

It drops the results of formulas, what programs add to a sheet in extensions (Excel writes its
dropdowns from other sheets so), and which cells may hold a number as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from kexcel.excel.stored_cells import StoredCell, read_stored, sheet_parts, with_results

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_IGNORED, _EXTENSIONS = f"{_MAIN}ignoredErrors", f"{_MAIN}extLst"
_AFTER_IGNORED = {
    f"{_MAIN}{name}"
    for name in (
        "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture",
        "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    )
}  # fmt: skip
"""The parts of a worksheet that must come after which errors are ignored; extensions are last."""


def left_out(original: bytes, saved: bytes, edited: Iterable[str]) -> dict[str, bytes]:
    """The worksheets of a workbook as they should be, by part.

    ``saved`` is what openpyxl made of ``original``, with changes in the sheets that are ``edited``.
    A formula keeps its result unless it may depend on what has changed.
    """
    with ZipFile(BytesIO(original)) as before, ZipFile(BytesIO(saved)) as after:
        stored, parts = read_stored(before), sheet_parts(before)
        changed = _reached(before, parts, edited)
        content = {part: (name, after.read(part)) for name, part in sheet_parts(after).items()}
        return {
            part: _restored(
                data, before.read(parts[name]), {} if name in changed else stored[name].results
            )
            for part, (name, data) in content.items()
            if name in parts
        }


def _reached(archive: ZipFile, parts: Mapping[str, str], edited: Iterable[str]) -> set[str]:
    """The sheets that are edited, and those that refer to them, be it through others."""
    formulas = {name: _formulas(archive.read(part)) for name, part in parts.items()}
    reached = set(edited)
    while more := {
        name
        for name, text in formulas.items()
        if name not in reached and any(each in text for each in reached)
    }:
        reached |= more
    return reached


def _formulas(content: bytes) -> str:
    root = _parsed(content)
    return "\n".join(formula.text or "" for formula in root.iter(f"{_MAIN}f"))


def _restored(data: bytes, original: bytes, results: Mapping[str, StoredCell]) -> bytes:
    content = with_results(data, results) if results else data
    source = _parsed(original)
    ignored, extensions = source.find(_IGNORED), _own_extensions(source)
    if ignored is None and extensions is None:
        return content
    root = _parsed(content)
    if ignored is not None and root.find(_IGNORED) is None:
        later = (index for index, each in enumerate(root) if each.tag in _AFTER_IGNORED)
        root.insert(next(later, len(root)), deepcopy(ignored))
    if extensions is not None and root.find(_EXTENSIONS) is None:
        root.append(extensions)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _own_extensions(source: etree._Element) -> etree._Element | None:
    """A sheet's extensions that stand by themselves: not those that lead to other parts."""
    found = source.find(_EXTENSIONS)
    if found is None:
        return None
    kept = deepcopy(found)
    for extension in list(kept):
        names = (name for each in extension.iter() for name in each.attrib)
        if any(name.startswith(_RELATION) for name in names):
            kept.remove(extension)
    return kept if len(kept) else None


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
