"""The money of a plan as groups of items: printed frames, and the decisions on them."""

from __future__ import annotations

from collections.abc import Iterator

from kexcel.compare.comparison import Value
from kexcel.compare.items import Field, Group, Item, plain_field, told_apart
from kexcel.documents.plan.layout import FRAMES_SHEET
from kexcel.model.plan import FrameChange, FrameLine, FrameVersion, Plan

VERSIONS = "Rambeslut"
"""The sheet of plan.xlsx with the decisions on frames."""

_KIND, _DECIDED, _DECISION, _NOTE, _COMMENT = "Slag", "Datum", "Paragraf", "Not", "kommentar"


def frames_group(plan: Plan) -> Group:
    """The printed lines, told by perspective and department, or else by their name.

    Amounts are net cost with cost positive, in the plan's unit, under the printed column's label.
    """
    names = {each.key: each.name for each in plan.departments}
    items = (_line(line, names.get(line.department or "")) for line in plan.frames)
    return Group("frames", FRAMES_SHEET.name, told_apart(items))


def versions_group(plan: Plan) -> Group:
    """The decisions on frames, told by their names, with what each says of each line."""
    return Group("frame_versions", VERSIONS, told_apart(map(_version, plan.frame_versions)))


def _line(line: FrameLine, department: str | None) -> Item:
    perspective = str(line.perspective)
    fields = {
        "perspective": plain_field(_label("perspective"), perspective),
        "name": plain_field(_label("name"), line.name),
        "department": Field(_label("department"), department, line.department),
        "version": plain_field(_label("version"), line.version),
    }
    for column, amount in line.amounts.items():
        cell = line.cells.get(column, "")
        where = f"{FRAMES_SHEET.name}!{cell}" if cell else ""
        fields[column] = plain_field(column, amount, where)
    own = " ".join(line.name.split()).casefold()
    number = f"{perspective}/{line.department or own}{'/summa' if line.is_total else ''}"
    return Item(number, line.name, fields, shown=perspective)


def _label(key: str) -> str:
    return FRAMES_SHEET.column(key).label


def _version(version: FrameVersion) -> Item:
    fields = {
        "kind": plain_field(_KIND, str(version.kind)),
        "decided": plain_field(_DECIDED, version.decided),
        "decision": plain_field(_DECISION, version.decision),
        "note": plain_field(_NOTE, version.note),
    }
    fields |= {key: each for change in version.changes for key, each in _said(change)}
    return Item(version.name, version.name, fields, shown="")


def _said(change: FrameChange) -> Iterator[tuple[str, Field]]:
    """What a decision says of one line: a new amount, or an addition with its sign."""
    own = change.department or " ".join(change.name.split()).casefold()
    key = f"{change.perspective}/{own}/{change.responsibility}"
    label = f"{change.name} {change.responsibility}".strip()
    said: Value = change.amount
    if change.change is not None:
        said = f"{change.change:+f}"
    cell = f"{VERSIONS}!{change.cell}" if change.cell else ""
    yield key, plain_field(label, said, cell)
    if change.comment:
        yield f"{key}/{_COMMENT}", plain_field(f"{label}, {_COMMENT}", change.comment)
