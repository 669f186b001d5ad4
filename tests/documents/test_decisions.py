"""Beslut.xlsx: what a person does to it is read and kept, whatever kexcel adds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from kexcel.documents.decisions.reader import read_decisions
from kexcel.documents.decisions.writer import update_decisions
from kexcel.errors import ConfigurationError
from kexcel.merge import decided_row
from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import ConflictDecision, Verdict
from tests.builders import plan, template


def conflict(*words: str, column: str = "comment") -> ConflictDecision:
    """A conflict between files that say these words."""
    candidates = tuple(f"{word} ({place}.xlsx, Uppföljning!M5)" for place, word in enumerate(words))
    sources = tuple(f"{place}.xlsx, Uppföljning!M5, 2024-05-10 12:00, Anna (exempel)"
                    for place, _ in enumerate(words))  # fmt: skip
    return ConflictDecision("T1", "stab", "followup", "3.1-1", column, candidates, sources=sources)


def updated(
    data: bytes | None, conflicts: Sequence[ConflictDecision] = (), language: str = "sv"
) -> bytes:
    return update_decisions(
        data,
        period="T1",
        goals=[GoalResult(each, {}, Verdict.ON_PLAN) for each in plan().goals],
        conflicts=conflicts,
        plan=plan(),
        template=template(),
        language=language,
        created=date(2024, 1, 1),
        lasting_row=partial(decided_row, plan()),
    )


def changed(data: bytes, work: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    work(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data))


ONE = conflict("Ett", "Två")


def test_each_alternative_has_its_source_beside_it() -> None:
    sheet = opened(updated(None, [ONE]))["Konflikter"]
    labels = [cell.value for cell in sheet[1]]
    place = labels.index("Källor")
    assert labels[place - 1 : place + 2] == ["Motivering", "Källor", "Alternativ 1"]
    assert sheet[2][place].value.splitlines() == [
        "1. 0.xlsx, Uppföljning!M5, 2024-05-10 12:00, Anna (exempel)",
        "2. 1.xlsx, Uppföljning!M5, 2024-05-10 12:00, Anna (exempel)",
    ]


def test_switching_the_language_to_and_fro_leaves_the_very_bytes() -> None:
    first = updated(None, [ONE])
    assert updated(first, [ONE], "en") == first
    english = updated(None, [ONE], "en")
    assert updated(english, [ONE], "sv") == english
    assert updated(updated(english, [ONE], "sv"), [ONE], "en") == english


def test_more_than_twelve_alternatives_are_all_offered_wherever_the_row_is_sorted() -> None:
    many = conflict(*(f"Svar {place}" for place in range(15)))
    book = opened(updated(None, [many, ONE]))
    (row,) = [[c.value for c in row if c.value] for row in book["Alternativ"].iter_rows()]
    assert row[1:] == list(many.candidates)
    assert book["Alternativ"].sheet_state == "hidden"
    formulas = {str(v.sqref): v.formula1
                for v in book["Konflikter"].data_validations.dataValidation}  # fmt: skip
    assert "MATCH($U2,Alternativ!$A:$A,0)" in formulas["F2"]
    assert updated(updated(None, [many]), [many]) == updated(None, [many])


def test_everything_a_person_adds_is_kept_when_rows_are_added() -> None:
    def work(book: Workbook) -> None:
        sheet = book["Konflikter"]
        sheet["F2"], sheet["G2"], sheet["X2"] = "Två", "Frågat chefen.", "min kolumn"
        sheet["F2"].fill = PatternFill("solid", fgColor="00FF00")
        sheet["D2"].fill = PatternFill("solid", fgColor="FF0000")
        sheet["G2"].comment = Comment("Ring Anna.", "Samordnaren (exempel)")
        own = DataValidation(type="list", formula1='"ja,nej"')
        own.add("X2:X9")
        sheet.add_data_validation(own)
        sheet.row_dimensions[2].height = 99
        book.create_sheet("Mina anteckningar")["A1"] = "Kom ihåg"
        book["Mål"].auto_filter.ref = "A1:F4"

    other = conflict("Tre", "Fyra", column="action")
    data = updated(changed(updated(None, [ONE]), work), [ONE, other])
    book = opened(data)
    sheet = book["Konflikter"]
    assert [sheet[place].value for place in ("F2", "G2", "X2")] == [
        "Två",
        "Frågat chefen.",
        "min kolumn",
    ]
    colours = (sheet["F2"].fill.fgColor.rgb, sheet["D2"].fill.fgColor.rgb)
    assert colours == ("0000FF00", "00FF0000")
    assert sheet["G2"].comment.text == "Ring Anna."
    assert "X2:X9" in {str(v.sqref) for v in sheet.data_validations.dataValidation}
    assert sheet.row_dimensions[2].height == 99
    assert (book["Mina anteckningar"]["A1"].value, book["Mål"].auto_filter.ref) == (
        "Kom ihåg",
        "A1:F4",
    )
    assert sheet["H3"].value.startswith("1. 0.xlsx")


def test_a_decision_stays_when_its_conflict_goes_away_and_counts_when_it_comes_back() -> None:
    def work(book: Workbook) -> None:
        book["Konflikter"]["F2"] = ONE.candidates[1]

    decided = changed(updated(None, [ONE]), work)
    without = updated(decided, [])
    assert [each.chosen for each in read_decisions(without).conflicts] == [ONE.candidates[1]]
    back = updated(without, [ONE])
    assert len(read_decisions(back).conflicts) == 1


def test_a_conflict_that_was_decided_under_another_department_gets_no_row_that_looks_open() -> None:
    def work(book: Workbook) -> None:
        book["Konflikter"]["F2"] = ONE.candidates[1]

    decided = changed(updated(None, [ONE]), work)
    moved = replace(ONE, department="ekonomi", chosen=ONE.candidates[1])
    after = updated(decided, [moved])
    assert [(each.department, each.chosen) for each in read_decisions(after).conflicts] == [
        ("stab", ONE.candidates[1])
    ]
    undecided = updated(decided, [replace(moved, chosen="")])
    assert [(each.department, each.chosen) for each in read_decisions(undecided).conflicts] == [
        ("stab", ONE.candidates[1]),
        ("ekonomi", ""),
    ]


def test_sorted_rows_and_columns_put_between_are_still_read() -> None:
    def work(book: Workbook) -> None:
        sheet = book["Konflikter"]
        sheet["F2"], sheet["F3"] = "Ett", "Tre"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(2, 3)]
        for line, values in enumerate(reversed(rows), start=2):
            for column, value in enumerate(values, start=1):
                sheet.cell(line, column).value = value
        sheet.insert_cols(3)
        sheet["C1"] = "Ringt"
        sheet.insert_rows(1)
        sheet["A1"] = "Mina konflikter"

    data = updated(None, [ONE, conflict("Tre", "Fyra", column="action")])
    chosen = {each.column: each.chosen for each in read_decisions(changed(data, work)).conflicts}
    assert chosen == {"comment": "Ett", "action": "Tre"}


def test_a_workbook_made_before_the_sources_were_told_gets_them_at_its_edge() -> None:
    def work(book: Workbook) -> None:
        book["Konflikter"].delete_cols(8)
        book["Konflikter"]["F2"] = "Ett"

    data = updated(changed(updated(None, [ONE]), work), [ONE])
    sheet = opened(data)["Konflikter"]
    labels = [cell.value for cell in sheet[1]]
    assert labels[-1] == "Källor"
    assert str(sheet[2][len(labels) - 1].value).startswith("1. 0.xlsx")
    assert read_decisions(data).conflicts[0].chosen == "Ett"


def test_a_choice_in_a_row_that_is_not_kexcels_is_a_stray() -> None:
    def work(book: Workbook) -> None:
        book["Konflikter"]["A7"], book["Konflikter"]["F7"] = "T1", "Pågående"
        book["Mål"]["E40"] = "Uppfyllt"

    strays = read_decisions(changed(updated(None, [ONE]), work)).strays
    assert [(each.sheet, each.cell, each.text) for each in strays] == [
        ("Mål", "E40", "Uppfyllt"),
        ("Konflikter", "F7", "Pågående"),
    ]


@pytest.mark.parametrize(
    "typed, read", [(date(2024, 3, 15), "2024-03-15"), (12.5, "12.5"), (17.0, "17"), (0, "0")]
)
def test_a_choice_retyped_as_a_date_or_a_number_reads_as_its_words(typed: Any, read: str) -> None:
    def work(book: Workbook) -> None:
        book["Konflikter"]["F2"] = typed

    data = changed(updated(None, [ONE]), work)
    assert read_decisions(data).conflicts[0].chosen == read


def test_an_open_document_under_the_name_is_told_as_such() -> None:
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    data = b"PK\x03\x04" + bytes(26) + b"mimetype" + mimetype + bytes(40)
    with pytest.raises(ConfigurationError, match="OpenDocument"):
        read_decisions(data)


def looks(sheet: Any, line: int) -> list[tuple[object, ...]]:
    """How the cells of a line look, and how high it is."""
    cells = [
        (
            cell.value,
            cell.font.name,
            cell.font.sz,
            cell.font.b,
            cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else None,
            (cell.alignment.vertical, cell.alignment.wrap_text),
            cell.border.left.style,
        )
        for cell in sheet[line]
    ]
    return [*cells, (round(sheet.row_dimensions[line].height or 0),)]


def dropdowns(sheet: Any) -> list[tuple[object, ...]]:
    found = sheet.data_validations.dataValidation
    return [(str(each.sqref), each.formula1, each.prompt, each.error) for each in found]


def test_a_row_that_is_added_looks_as_one_of_a_new_workbook() -> None:
    two = [ONE, conflict("Tre", "Fyra", column="action")]
    new = opened(updated(None, two))
    added = opened(updated(updated(None, [ONE]), two))
    for name in ("Mål", "Konflikter"):
        for line in range(1, new[name].max_row + 1):
            assert looks(added[name], line) == looks(new[name], line)
        assert dropdowns(added[name]) == dropdowns(new[name])
        assert added[name].dimensions == new[name].dimensions
        assert added[name].freeze_panes == new[name].freeze_panes == "C2"
        assert added[name].print_title_rows == new[name].print_title_rows == "$1:$1"
    areas = {book["Konflikter"].print_area for book in (new, added)}
    assert areas == {"'Konflikter'!$A$1:$J$3"}
    assert [len(dropdowns(new[name])) for name in ("Mål", "Konflikter")] == [1, 2]


def test_a_new_workbook_has_no_row_for_what_was_decided_elsewhere() -> None:
    decided = replace(ONE, chosen="Ett", column="action")
    sheet = opened(updated(None, [ONE, decided]))["Konflikter"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["T1"]
    assert str(sheet.print_area) == "'Konflikter'!$A$1:$J$2"


def test_a_word_that_looks_like_a_formula_is_a_text_in_a_new_workbook() -> None:
    sheet = opened(updated(None, [conflict("=1+1", "Två")]))["Konflikter"]
    cell = next(cell for cell in sheet[2] if str(cell.value).startswith("=1+1"))
    assert cell.data_type == "s"


@pytest.mark.parametrize("first", [True, False], ids=["a new one", "nothing to add"])
def test_only_a_workbook_that_rows_are_added_to_takes_what_can_change_one(
    tmp_path: Path, *, first: bool
) -> None:
    path = tmp_path / "Beslut.xlsx"
    path.write_bytes(updated(None, [ONE]))
    given = "None" if first else "data"
    code = (
        "import sys; from pathlib import Path\n"
        "from kexcel.documents.decisions import writer\n"
        "from kexcel.template import load_template\n"
        "from datetime import date\n"
        f"data = Path({str(path)!r}).read_bytes()\n"
        f"written = writer.update_decisions({given}, period='T1', goals=(), conflicts=(),"
        " plan=None, template=load_template(), language='sv',"
        " created=date(2024, 1, 1), lasting_row=None)\n"
        "print(written == data, 'openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(not first), "False"]
