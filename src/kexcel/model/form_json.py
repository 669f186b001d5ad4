"""A form as JSON and back: how the archive keeps what was issued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kexcel.model.form import CarriedReturn, Form, FormColumn, FormRow, FormSheet, FormValue


def encode_form(form: Form) -> bytes:
    """The form as canonical JSON: equal forms give equal bytes."""
    content = {
        "code": form.code,
        "organisation": form.organisation,
        "year": form.year,
        "period": form.period,
        "department": form.department,
        "department_name": form.department_name,
        "language": form.language,
        "plan": form.plan,
        "template": form.template,
        "frame": None if form.frame is None else str(form.frame),
        "sheets": [_sheet(sheet) for sheet in form.sheets],
    }
    # What is not there takes no room, so that a form that was kept before it could be is the same.
    if form.carried:
        content["carried"] = [[each.sha256, each.received] for each in form.carried]
    if form.frame_version:
        content["frame_version"] = form.frame_version
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def decode_form(data: bytes) -> Form:
    """The form that ``encode_form`` gave these bytes for."""
    content = json.loads(data)
    sheets = tuple(_read_sheet(sheet) for sheet in content.pop("sheets"))
    frame = content.pop("frame")
    content["frame"] = None if frame is None else Decimal(frame)
    carried = tuple(CarriedReturn(*each) for each in content.pop("carried", ()))
    return Form(sheets=sheets, carried=carried, **content)


def _sheet(sheet: FormSheet) -> dict[str, Any]:
    return {
        "key": sheet.key,
        "name": sheet.name,
        "key_row": sheet.key_row,
        "header_row": sheet.header_row,
        "extendable": sheet.extendable,
        "columns": [[column.key, column.label, column.index] for column in sheet.columns],
        "rows": [_row(row) for row in sheet.rows],
    }


def _row(row: FormRow) -> dict[str, Any]:
    return {
        "identity": row.identity,
        "index": row.index,
        "number": row.number,
        "anchor": row.anchor,
        "inputs": sorted(row.inputs),
        "values": {key: _encode(value) for key, value in row.values.items()},
    }


def _read_sheet(content: Mapping[str, Any]) -> FormSheet:
    return FormSheet(
        key=content["key"],
        name=content["name"],
        key_row=content["key_row"],
        header_row=content["header_row"],
        extendable=content["extendable"],
        columns=tuple(FormColumn(*column) for column in content["columns"]),
        rows=tuple(_read_row(row) for row in content["rows"]),
    )


def _read_row(content: Mapping[str, Any]) -> FormRow:
    return FormRow(
        identity=content["identity"],
        index=content["index"],
        number=content["number"],
        anchor=content["anchor"],
        inputs=frozenset(content["inputs"]),
        values=_values(content["values"]),
    )


def _values(content: dict[str, Any]) -> Mapping[str, FormValue]:
    """Most are texts, which are what they are."""
    for key, value in content.items():
        if value.__class__ is dict:
            content[key] = _decode(value)
    return content


def _encode(value: FormValue) -> object:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return value


def _decode(value: dict[str, str] | str | None) -> FormValue:
    if not isinstance(value, dict):
        return value
    if "date" in value:
        return date.fromisoformat(value["date"])
    return Decimal(value["number"])
