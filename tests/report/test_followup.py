from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from kexcel.report.followup.workbook import write_followup
from kexcel.strict import checked
from kexcel.template.schema import Column, Template
from tests.report.builders import (
    STAFF_PATH,
    activities,
    answer,
    cells,
    consolidation,
    final,
    named_table,
    opened,
    settings,
    table,
    template,
    written,
)

SHEETS = [
    "Sammanfattning",
    "Mål",
    "Aktiviteter",
    "Mått",
    "Budget",
    "Egna aktiviteter",
    "Anmärkningar",
    "Källor",
]
HOSTILE = [
    '=HYPERLINK("http://ange.example")',
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "http://ange.example",
    "mailto:stab@ange.example",
    "internal:Mål!A1",
    "{=1+1}",
    "\tflik",
]


@pytest.fixture(scope="module")
def formulas() -> Any:
    return opened(written())


@pytest.fixture(scope="module")
def values() -> Any:
    return opened(written(), values=True)


def texts(sheet: Any) -> list[str]:
    return [cell.value for cell in cells(sheet) if isinstance(cell.value, str)]


def test_the_sheets_stand_in_the_order_of_the_contract(values: Any) -> None:
    assert values.sheetnames == SHEETS


def test_the_same_consolidation_gives_the_same_bytes() -> None:
    assert written() == written()


def test_the_workbook_is_dated_by_the_close_of_the_period(values: Any) -> None:
    assert values.properties.created == datetime(2024, 4, 30)  # noqa: DTZ001 - as it is stored
    assert values.properties.title == "Uppföljning T1 2024 – Ånge kommun"


def test_an_activity_shows_plan_answer_and_source_in_one_row(values: Any) -> None:
    row = table(values["Aktiviteter"])[0]
    assert row["Nr"] == "3.1.1-1"
    assert row["KF-mål"] == "3.1 En attraktiv arbetsgivare"
    assert row["KS-mål"] == "3.1.1 Sjukfrånvaron ska minska"
    assert row["Ansvarig"] == "Staben"
    assert row["Medverkande"] == "Socialtjänsten"
    assert row["Status"] == "Försenad"
    assert row["Nytt slutdatum"] == datetime(2024, 9, 30)  # noqa: DTZ001 - a plain day
    assert row["Slut"] == datetime(2024, 4, 28)  # noqa: DTZ001 - the decided day stays
    assert row["Medverkandes kommentarer"] == "Socialtjänsten: Vi är med."
    assert row["Källa"] == "T1 2024 Staben.xlsx"
    assert row["Anmärkningar"] == "Varning: 1"


def test_the_dates_and_the_status_are_kept_apart(values: Any) -> None:
    rows = {row["Nr"]: row for row in table(values["Aktiviteter"])}
    label = next(key for key in rows["4.1-1"] if "datumen" in key.lower())
    assert rows["3.1.1-1"][label] == "Ska vara klar"
    assert rows["4.1-1"][label] == "Ska inte ha startat"
    assert rows["4.1-1"]["Status"] == "Ej påbörjad"


def test_a_status_links_to_the_cell_it_came_from(formulas: Any) -> None:
    link = formulas["Aktiviteter"]["J6"].hyperlink
    assert (link.target, link.location) == (
        "..\\..\\" + STAFF_PATH.replace("/", "\\"),
        "'Uppföljning'!J5",
    )


def test_a_text_is_linked_beside_itself_so_that_it_wraps_everywhere(formulas: Any) -> None:
    sheet = formulas["Aktiviteter"]
    header = {cell.value: cell.column for cell in sheet[5]}
    linked = sheet.cell(6, header["Källa: Kommentar"])
    assert (linked.value, linked.hyperlink.location) == ("M5", "'Uppföljning'!M5")
    assert sheet.cell(6, header["Kommentar"]).hyperlink is None


def test_an_unsound_answer_is_shown_as_written_marked_and_not_counted(values: Any) -> None:
    sheet = values["Aktiviteter"]
    row = table(sheet)[3]
    assert (row["Status"], row["Räknas som"]) == ("Klart typ", "Ej besvarad")
    assert sheet["J9"].fill.start_color.rgb == "FFFBDAD7"
    assert "räknas inte" in sheet["J9"].comment.text


def test_an_unsound_answer_that_looks_like_a_status_is_not_counted() -> None:
    first, *others = activities()
    doubtful = replace(first, role="", answers={"status": answer("Genomförd", "J5", sound=False)})
    whole = replace(consolidation(), activities=(doubtful, *others))
    row = table(opened(written(whole))["Aktiviteter"])[0]
    assert (row["Status"], row["Räknas som"]) == ("Genomförd", "Ej besvarad")


def test_a_status_is_counted_by_a_live_formula_over_the_answer(formulas: Any) -> None:
    sheet = formulas["Aktiviteter"]
    column = next(cell.column for cell in sheet[5] if cell.value == "Räknas som")
    assert sheet.cell(6, column).value.startswith('=IF(J6="Ej påbörjad","Ej påbörjad",')


def test_status_by_council_goal_counts_each_activity_once(values: Any) -> None:
    header, *rows = named_table(values["Sammanfattning"], "StatusByGoal")
    assert header[2:] == [
        "Ej påbörjad", "Pågående", "Genomförd", "Försenad", "Avbruten", "Ej besvarad", "Totalt",
    ]  # fmt: skip
    assert rows == [
        ["3.1", "En attraktiv arbetsgivare", 0, 1, 1, 1, 0, 1, 4],
        ["4.1", "God ekonomisk hushållning", 1, 0, 0, 0, 0, 1, 2],
    ]


def test_status_by_department_counts_an_activity_with_its_lead_only(values: Any) -> None:
    _header, *rows = named_table(values["Sammanfattning"], "StatusByDepartment")
    assert rows == [
        ["Mottagen", "Staben", 1, 0, 1, 1, 0, 1, 4],
        ["Mottagen", "Socialtjänsten", 0, 1, 0, 0, 0, 0, 1],
        ["Saknas", "Utbildningsavdelningen", 0, 0, 0, 0, 0, 1, 1],
    ]


def test_the_response_rate_is_live_and_right(formulas: Any, values: Any) -> None:
    assert named_table(values["Sammanfattning"], "Response")[1:] == [
        [pytest.approx(2 / 3), "Avdelningar", 2, 3],
        [pytest.approx(4 / 6), "Aktiviteter", 4, 6],
    ]
    live = named_table(formulas["Sammanfattning"], "Response")[1:]
    assert all(str(row[place]).startswith("=") for row in live for place in (0, 2, 3))


def test_every_figure_of_the_summary_is_a_formula(formulas: Any) -> None:
    numbers = [
        cell.coordinate
        for cell in cells(formulas["Sammanfattning"])
        if isinstance(cell.value, int | float)
    ]
    assert numbers == []


def test_the_summary_has_native_charts_with_titles_and_alternative_texts() -> None:
    with zipfile.ZipFile(BytesIO(written())) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if "charts/chart" in n]
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert ["Status per KF-mål" in charts[0], "Status per avdelning" in charts[1]] == [True, True]
    assert drawing.count('descr="Status per') == 2


def test_a_council_goal_counts_all_beneath_it_and_a_direct_one_its_own(values: Any) -> None:
    rows = {row["Nr"]: row for row in table(values["Mål"])}
    assert {number: row["Totalt"] for number, row in rows.items()} == {
        "3.1": 4,
        "3.1.1": 2,
        "3.1.2": 2,
        "4.1": 2,
    }
    assert rows["3.1"]["Föreslagen bedömning"] == "Avviker"
    assert rows["3.1"]["Beslutad bedömning"] == "Avviker"
    assert rows["3.1"]["Motivering"] == "En aktivitet är försenad."
    assert rows["4.1"]["Föreslagen bedömning"] == "Kan inte bedömas"
    assert rows["4.1"]["Beslutad bedömning"] is None


def test_the_budget_has_live_deviations_and_totals(formulas: Any, values: Any) -> None:
    rows = table(values["Budget"])
    assert [row["Avvikelse"] for row in rows] == [-0.3, None, None]
    assert rows[1]["Utfall ack."] == "ca tre"
    assert formulas["Budget"]["E6"].value == (
        '=IF(AND(ISNUMBER(B6),ISNUMBER(D6)),ROUND(B6-D6,6),"")'
    )
    assert [values["Budget"].cell(9, place).value for place in range(1, 6)] == [
        "Totalt", 302.8, 4, 12.6, -0.3,
    ]  # fmt: skip
    assert formulas["Budget"]["B9"].value == "=ROUND(SUM($B$6:$B$8),6)"


def test_measures_and_own_activities_are_listed(values: Any) -> None:
    measure = table(values["Mått"])[0]
    assert (measure["Mått"], measure["Utfall"], measure["Avdelning"]) == (
        "Sjukfrånvaro",
        5.9,
        "Staben",
    )
    own = table(values["Egna aktiviteter"])[0]
    assert (own["Avdelning"], own["Aktivitet"]) == ("Staben", "Städdag")


def test_findings_come_with_errors_first_and_link_to_the_cell(formulas: Any) -> None:
    sheet = formulas["Anmärkningar"]
    rows = table(sheet)
    assert [(row["Allvar"], row["Cell"], row["Rad"], row["Kolumn"]) for row in rows] == [
        ("Fel", "J8", "3.1.2-2", "Status"),
        ("Varning", "J5", "3.1.1-1", "Status"),
    ]
    assert sheet["E6"].hyperlink.location == "'Uppföljning'!J8"


@pytest.mark.parametrize("name", ["Mått", "Budget", "Egna aktiviteter"])
def test_the_sources_are_printed_too(formulas: Any, name: str) -> None:
    sheet = formulas[name]
    assert "Källa" in texts(sheet)
    assert sheet.print_area in ("", None)


def test_sources_say_what_the_links_need(values: Any) -> None:
    assert any("arkiv/" in text and "resultat/" in text for text in texts(values["Källor"]))


def test_sources_tell_file_checksum_and_who_signed_it_off(values: Any) -> None:
    row = table(values["Källor"])[0]
    assert row["sha256"] == "ab" * 32
    assert row["Klarmarkering"] == "Slutlig"
    assert row["Namn och befattning"] == "Avdelningschef (exempel)"
    assert row["Formulär"] == "KX-12345678"
    assert (row["Fel"], row["Varningar"], row["Notiser"]) == (1, 1, 0)


def test_the_archive_names_files_that_gave_no_answer() -> None:
    whole = consolidation()
    rejected = replace(whole.returns[0], file="annat.pdf", sha256="cd" * 32)
    data = write_followup(
        replace(whole, returns=(rejected,)),
        template(),
        settings(),
        language="sv",
        archive={"cd" * 32: "arkiv/cd.pdf"},
    )
    links = [cell.hyperlink.target for cell in cells(opened(data)["Källor"]) if cell.hyperlink]
    assert links == ["..\\..\\arkiv\\cd.pdf"]


def test_a_preliminary_report_says_so_and_why_on_every_sheet(values: Any) -> None:
    assert [sheet.title for sheet in values if "PRELIMINÄR" not in texts(sheet)] == []
    said = "\n".join(texts(values["Sammanfattning"]))
    assert "1 (Utbildningsavdelningen)" in said
    assert "Fel kvar att rätta: 1" in said
    assert "avgöra: 1" in said


def test_a_complete_report_does_not_say_preliminary() -> None:
    book = opened(written(final()))
    assert [sheet.title for sheet in book if "PRELIMINÄR" in texts(sheet)] == []
    assert "Inget att anmärka på." in texts(book["Anmärkningar"])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_department_becomes_a_formula_or_a_link(text: str) -> None:
    first, *others = activities()
    said = {**first.answers, "comment": answer(text, "M5"), "action": answer(text, "N5")}
    whole = replace(consolidation(), activities=(replace(first, answers=said), *others))
    sheet = opened(written(whole))["Aktiviteter"]
    assert [(cell.coordinate, cell.data_type) for cell in cells(sheet) if cell.value == text] == [
        ("M6", "s"),
        ("N6", "s"),
    ]
    targets = {cell.hyperlink.target for cell in cells(sheet) if cell.hyperlink}
    assert targets == {"..\\..\\arkiv\\ab\\abcd.xlsx", "..\\..\\arkiv\\cd\\cdef.xlsx"}


def test_a_column_added_to_the_template_appears_by_itself() -> None:
    added = checked({"key": "risk", "label": "Risk", "input": "lead"}, Column)
    changed = _with_column(template(), added)
    first, *others = activities()
    said = {**first.answers, "risk": answer("Liten", "Q5")}
    whole = replace(consolidation(), activities=(replace(first, answers=said), *others))
    data = write_followup(whole, changed, settings(), language="sv")
    rows = table(opened(data)["Aktiviteter"])
    assert [row["Risk"] for row in rows[:2]] == ["Liten", None]


def test_the_report_speaks_english_too() -> None:
    book = opened(written(language="en"), values=True)
    assert book.sheetnames[:3] == ["Summary", "Goals", "Activities"]
    assert table(book["Activities"])[0]["Status"] == "Delayed"
    assert named_table(book["Summary"], "StatusByGoal")[1][2:] == [0, 1, 1, 1, 0, 1, 4]


def test_a_plan_without_anything_gives_a_workbook_all_the_same() -> None:
    whole = final()
    bare = replace(
        whole,
        plan=replace(whole.plan, goals=(), activities=()),
        departments=(),
        activities=(),
        goals=(),
        measures=(),
        budget=(),
        tables=(),
        returns=(),
    )
    assert opened(written(bare)).sheetnames == SHEETS


def _with_column(whole: Template, column: Column) -> Template:
    sheets = tuple(
        replace(sheet, columns=(*sheet.columns, column)) if sheet.key == "followup" else sheet
        for sheet in whole.sheets
    )
    return replace(whole, sheets=sheets)
