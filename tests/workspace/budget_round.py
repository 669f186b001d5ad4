"""The example's round before the year: its forms, and what departments answer in them."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form, FormSheet
from kexcel.workspace import Workspace, create_workspace
from tests.workspace.places import opened

PERIOD = "internbudget"
CODES = {
    "gemensamt": "9000", "stab": "1100", "ekonomi": "1200", "samhallsbyggnad": "2000",
    "utbildning": "3000", "social": "4000",
}  # fmt: skip
"""The responsibility code that each department puts all its money on."""

Answers = Mapping[tuple[str, str, str], Typed]


@cache
def issued_once() -> Path:
    """Where the workspace lies; nothing may be changed in it."""
    place = tempfile.mkdtemp(prefix="kexcel-test-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = Path(place) / "ws"
    create_workspace(folder, example="ange-2024")
    settings = folder / "kexcel.toml"
    codes = '\n[codes.responsibility]\nlength = 4\npattern = "[0-9A-Z]{4}"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + codes, encoding="utf-8")
    opened(folder).generate(PERIOD)
    return folder


def issued_workspace(folder: Path) -> Workspace:
    """A workspace of its own whose forms for the round have gone out."""
    shutil.copytree(issued_once(), folder)
    return opened(folder)


@cache
def forms() -> dict[str, Form]:
    """The form of each department."""
    archive = opened(issued_once()).archive
    by_code = archive.forms(entry.form for entry in archive.issued(PERIOD))
    return {form.department: form for form in by_code.values()}


def frame_of(department: str) -> float:
    """The department's frame, as its form has it."""
    frame = forms()[department].frame
    assert frame is not None
    return float(frame)


def sheet_of(department: str, sheet: str) -> FormSheet:
    """A sheet of the department's form."""
    found = forms()[department].sheet(sheet)
    assert found is not None
    return found


def cell(department: str, sheet: str, row: str, column: str) -> str:
    """The A1 reference of an issued cell."""
    form_sheet = sheet_of(department, sheet)
    line = next(each.index for each in form_sheet.rows if each.identity == row)
    return cell_reference(line, form_sheet.column(column).index)


def distributed(number: int, **answers: Typed) -> Answers:
    """Answers in a row of Fördelning, counted from 1."""
    return {("distribution", f"distribution-{number:03}", k): v for k, v in answers.items()}


def attested(number: int, **answers: Typed) -> Answers:
    """Answers in a row of Attest, counted from 1."""
    return {("attest", f"attest-{number:03}", key): value for key, value in answers.items()}


def approver(number: int, code: str, **changes: Typed) -> Answers:
    """A whole row of Attest for a code, all year, with some answers changed."""
    row: dict[str, Typed] = {
        "responsibility": code,
        "position": "Enhetschef",
        "name": f"Chef {code} (exempel)",
        "limit": 0.5,
        "substitute": f"Ersättare {code} (exempel)",
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2024, 12, 31),
    }
    return attested(number, **{**row, **changes})


SIGNED: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2023, 12, 8),
}


def sound(department: str) -> Answers:
    """All the department's money on one unit with one code, and an approver of it."""
    code = CODES[department]
    money = distributed(
        1, unit="Hela avdelningen", responsibility=code, amount=frame_of(department)
    )
    return {**SIGNED, **money, **approver(1, code)}


@cache
def _issued_workbook(department: str) -> bytes:
    workspace = opened(issued_once())
    entries = workspace.archive.issued(PERIOD)
    name = next(entry.file for entry in entries if entry.department == department)
    return (workspace.layout.issued(PERIOD) / name).read_bytes()


def typed(department: str, answers: Answers) -> bytes:
    """The issued workbook with these answers typed in it."""
    cells = {
        (sheet_of(department, sheet).name, cell(department, sheet, row, column)): value
        for (sheet, row, column), value in answers.items()
    }
    return fill_in(_issued_workbook(department), cells, saved=date(2023, 12, 8))


def put(workspace: Workspace, name: str, department: str, answers: Answers) -> None:
    """Lay a department's answers in inkommet/."""
    folder = workspace.layout.inbox(PERIOD)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(typed(department, answers))
