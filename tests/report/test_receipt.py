from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.findings import finding
from kexcel.model.cell import CellValue
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.returned import ReturnState
from kexcel.report.answers.receipt import write_receipt
from tests.office.driver import Office
from tests.report.returned_samples import (
    SHA256,
    missing_status,
    returned,
    sample,
    stale_comment,
)

ANSWERS: dict[tuple[str, str, str], CellValue] = {
    ("followup", "3.1.1-2", "status"): "Pågående",
    ("followup", "3.1.1-4", "status"): "Done",
    ("followup", "3.1.2-1", "status"): "klart typ",
    ("followup", "3.1.1-1", "comment"): "Vi bidrar.",
    ("budget", "stab", "actual"): Decimal("27.3"),
    ("budget", "stab", "forecast"): 82.9,
    ("measures", "4.1/stab", "outcome"): Decimal("4.5"),
    ("own", "own-001", "title"): "Städa förrådet",
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 5, 6),
}


def receipt(*findings: Finding, language: str = "en") -> bytes:
    made = sample()
    received = returned(made.form, *findings, answers=ANSWERS, state=ReturnState.ACCEPTED)
    return write_receipt(received, made.form, made.template, made.settings, language=language)


def sheet_of(data: bytes) -> Worksheet:
    return load_workbook(BytesIO(data)).worksheets[0]


def beside(sheet: Worksheet, label: str) -> list[object]:
    """What stands to the right of a label."""
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == label)
    return [value for value in row[1:] if value is not None]


def test_it_says_which_file_was_received_when_and_who_signed_it() -> None:
    sheet = sheet_of(receipt())
    assert sheet["A1"].value == "Receipt: Staben"
    assert beside(sheet, "File") == ["Staben.xlsx"]
    assert beside(sheet, "Received on") == ["2024-05-07 09:30"]
    assert beside(sheet, "sha256") == [SHA256]
    assert beside(sheet, "Form") == [sample().form.code]
    assert beside(sheet, "Sign-off") == ["Slutlig"]
    assert beside(sheet, "Date") == ["2024-05-06"]


def test_activities_are_counted_by_status() -> None:
    sheet = sheet_of(receipt())
    words = ("Ongoing", "Done", "Delayed", "Without status", "Total")
    assert [beside(sheet, word)[0] for word in words] == [1, 1, 0, 12, 14]
    texts = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert "Comments on activities that others lead: 1" in texts
    assert "Egna aktiviteter: 1 rows" in texts


def test_figures_read_are_shown_with_the_deviation() -> None:
    sheet = sheet_of(receipt())
    assert beside(sheet, "Staben") == [81.7, 27.3, 82.9, -1.2]
    assert beside(sheet, "Sjukfrånvaro, procentandel (%) (Stab)") == [4.5, "%"]


@pytest.mark.parametrize(
    "severity, sentence",
    [
        (None, "Everything was received. You need not do anything more."),
        (Severity.NOTE, "Everything was received. You need not do anything more."),
        (Severity.WARNING, "Everything was received. Please look at the points below."),
        (Severity.ERROR, "The file was received, but something must be corrected: see below."),
    ],
)
def test_it_says_whether_anything_is_left_to_do(severity: Severity | None, sentence: str) -> None:
    form = sample().form
    findings = [stale_comment(form, "3.1.1-4", severity)] if severity else []
    assert sheet_of(receipt(*findings))["A4"].value == sentence


def test_findings_are_said_in_words_errors_first() -> None:
    form = sample().form
    sheet = sheet_of(receipt(stale_comment(form, "3.1.1-4"), missing_status(form, "3.1.1-2")))
    said = [row[:2] for row in sheet.iter_rows(values_only=True) if "!" in str(row[0])]
    assert [place for place, _message in said] == [
        "Error – Uppföljning!J6 (3.1.1-2)",
        "Warning – Uppföljning!M7 (3.1.1-4)",
    ]


def test_what_a_department_wrote_stays_text() -> None:
    place = Place("Staben.xlsx", "stab", "Uppföljning", "J6", "3.1.1-2", "status")
    odd = finding("unknown-status", place, value="=1+1", allowed="=A1")
    cells = [cell for row in sheet_of(receipt(odd)).iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_a_round_without_follow_up_has_a_receipt_too() -> None:
    made = sample("gemensamt", "internbudget")
    data = write_receipt(
        returned(made.form), made.form, made.template, made.settings, language="en"
    )
    texts = [row[0] for row in sheet_of(data).iter_rows(values_only=True)]
    assert {"Fördelning: 0 rows", "Attest: 0 rows"} <= set(texts)
    assert "Activities you lead" not in texts


def test_the_same_return_gives_the_same_bytes() -> None:
    assert receipt() == receipt()


def test_it_prints_on_one_page(office: Office, tmp_path: Path) -> None:
    form = sample().form
    identities = [row.identity for row in form.sheets[1].rows]
    many = [stale_comment(form, identity) for identity in identities]
    source, target = tmp_path / "kvittens.xlsx", tmp_path / "kvittens.pdf"
    source.write_bytes(receipt(*many))
    office.to_pdf(source, target)
    assert len(re.findall(rb"/Type\s*/Page\b", target.read_bytes())) == 1
