"""What the made-up departments answer, and the forms with it filled in.

Excel keeps everything of a form when it is filled in: the parts as they are, texts among the
strings that sheets share. So do these, at a hundredth of what opening and saving each would take.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from benchmarks.example_plan import words
from benchmarks.opened import PERIOD
from kexcel.excel.stored_cells import sheet_parts
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form, FormRow
from kexcel.rules.serial import serial
from kexcel.workspace import Workspace
from kexcel.workspace.archive import Entry

Written = str | float | date

_STRINGS = "xl/sharedStrings.xml"
_ONE_IN_TEN = 10


def return_forms(workspace: Workspace, *, faults: bool = True) -> int:
    """Fill in every issued form and put it in inkommet/; answers how many there are."""
    entries = workspace.archive.issued(PERIOD)
    inbox = workspace.layout.inbox(PERIOD)
    inbox.mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(entries):
        form = workspace.archive.forms([entry.form])[entry.form]
        has_fault = faults and number % _ONE_IN_TEN == 0
        data = filled_in(workspace, entry, form, answers_of(form, has_fault=has_fault))
        (inbox / entry.file).write_bytes(data)
    return len(entries)


def answers_of(form: Form, *, has_fault: bool = False) -> dict[tuple[str, str], Written]:
    """A department's answers by sheet name and cell; with a fault, one word is of no list."""
    chance = Random(form.department)  # noqa: S311 - the same every time
    answers: dict[tuple[str, str], Written] = {}
    for sheet in form.sheets:
        for row in sheet.rows:
            told = _TELLERS.get(sheet.key, _tell_nothing)(row, chance)
            if has_fault and "status" in told:
                told["status"], has_fault = "Klart typ", False
            for key, value in told.items():
                place = cell_reference(row.index, sheet.column(key).index)
                answers[sheet.name, place] = value
    return answers


def _tell_nothing(_row: FormRow, _chance: Random) -> dict[str, Written]:
    return {}


def _tell_cover(row: FormRow, _chance: Random) -> dict[str, Written]:
    told: dict[str, Written] = {
        "signing": "Slutlig",
        "signed_by": "Avdelningschef (exempel)",
        "signed_on": date(2024, 5, 8),
    }
    return {"value": told[row.identity]} if row.identity in told else {}


def _tell_activity(row: FormRow, chance: Random) -> dict[str, Written]:
    start, end = row.values["start"], row.values["end"]
    closes = date(2024, 4, 30)
    if isinstance(end, date) and end <= closes:
        return {"status": "Genomförd", "completed": end}
    if isinstance(start, date) and start > closes:
        return {"status": "Ej påbörjad"}
    if not chance.randrange(_ONE_IN_TEN):
        return {
            "status": "Försenad",
            "new_end": date(2024, 12, 1),
            "comment": words(chance, 12),
            "action": words(chance, 9),
        }
    return {"status": "Pågående", "comment": words(chance, 10)}


def _tell_measure(row: FormRow, chance: Random) -> dict[str, Written]:
    return {"outcome": chance.randrange(40, 90) / 10} if "outcome" in row.inputs else {}


def _tell_budget(row: FormRow, _chance: Random) -> dict[str, Written]:
    frame = row.values.get("frame")
    whole = float(str(frame)) if frame is not None else 0.0
    return {"actual": round(whole / 3, 1), "forecast": whole}


_TELLERS = {
    "cover": _tell_cover,
    "followup": _tell_activity,
    "measures": _tell_measure,
    "budget": _tell_budget,
}


def filled_in(
    workspace: Workspace, entry: Entry, form: Form, answers: Mapping[tuple[str, str], Written]
) -> bytes:
    """The issued workbook with answers in its cells; everything else as it was."""
    issued = zipfile.ZipFile(BytesIO(workspace.archive.read_issued(entry)))
    places = sheet_parts(issued)
    contents = {name: issued.read(name) for name in issued.namelist()}
    strings = _Strings(contents[_STRINGS])
    for sheet in form.sheets:
        cells = {cell: value for (name, cell), value in answers.items() if name == sheet.name}
        part = places[sheet.name]
        contents[part] = _with_cells(contents[part], cells, strings)
    contents[_STRINGS] = strings.content()
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as filled:
        for name, content in contents.items():
            filled.writestr(name, content)
    return stream.getvalue()


class _Strings:
    """The texts that the sheets share, with more added at their end."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._first = part.count(b"<si>")
        self._added: dict[str, int] = {}

    def place_of(self, text: str) -> int:
        return self._added.setdefault(text, self._first + len(self._added))

    def content(self) -> bytes:
        added = "".join(f"<si><t>{escape(text)}</t></si>" for text in self._added)
        return self._part.replace(b"</sst>", added.encode() + b"</sst>")


def _with_cells(part: bytes, cells: Mapping[str, Written], strings: _Strings) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        value = cells.get(found[1].decode())
        if value is None:
            return found[0]
        if isinstance(value, str):
            place = strings.place_of(value)
            return b'<c r="%b"%b t="s"><v>%d</v></c>' % (found[1], found[2], place)
        number = serial(value) if isinstance(value, date) else value
        return b'<c r="%b"%b><v>%b</v></c>' % (found[1], found[2], repr(number).encode())

    return re.sub(rb'<c r="([A-Z]+\d+)"([^>]*)/>', fill, part)
