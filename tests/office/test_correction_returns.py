from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kexcel.report.answers.correction import write_correction
from tests.office.driver import Office
from tests.report.returned_samples import missing_status, returned, sample, stale_comment


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data))


def test_a_correction_saved_by_another_program_can_be_corrected_again(
    office: Office, tmp_path: Path
) -> None:
    made = sample()
    first = returned(made.form, missing_status(made.form, "3.1.1-2"))
    source, target = tmp_path / "rättelse.xlsx", tmp_path / "åter.xlsx"
    source.write_bytes(write_correction(made.data, first, made.form, made.template, language="sv"))
    office.fill_in(source, target, {("Uppföljning", "J6"): "Pågående"})
    second = returned(made.form, stale_comment(made.form, "3.1.1-4"))
    data = write_correction(target.read_bytes(), second, made.form, made.template, language="sv")
    sheet, before = opened(data)["Uppföljning"], opened(made.data)["Uppföljning"]
    assert [name for name in opened(data).sheetnames if "rätta" in name] == ["Att rätta"]
    assert sheet["J6"].value == "Pågående"
    assert sheet["J6"].fill.fgColor.rgb == before["J6"].fill.fgColor.rgb
    assert "Att rätta" not in (sheet["J6"].comment.text if sheet["J6"].comment else "")
    assert "Att rätta" in sheet["M7"].comment.text
