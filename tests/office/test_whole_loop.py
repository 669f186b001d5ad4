"""Six departments fill in their workbooks with LibreOffice, and every answer arrives.

LibreOffice opens what was sent out, types in every open cell that an answer is for, and saves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.excel.fill import Typed
from kexcel.findings import CATALOGUE
from kexcel.model.consolidation import Consolidation, MergedAnswer
from kexcel.model.finding import Severity
from kexcel.model.form import FormSheet
from kexcel.model.returned import Return
from kexcel.rules import CompiledRule, RuleBook
from kexcel.workspace import CollectResult, MergeResult, Workspace
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Job, Office
from tests.office.mixtures import as_entries, mixtures
from tests.office.values import Entries
from tests.workspace.places import (
    DEPARTMENTS,
    cell,
    forms,
    issued_workspace,
    sheet_of,
    sound_answers,
)

FORMATS = {"ekonomi": ".ods", "utbildning": ".xls"}
"""Everyone else saves as .xlsx."""

Key = tuple[str, str, str]


def answers_of(department: str) -> dict[Key, Typed]:
    """Sound answers, with words of the department's own in every cell that takes words."""
    answers = dict(sound_answers(department))
    for row in sheet_of(department, "followup").rows if department != "gemensamt" else ():
        answers["followup", row.identity, "comment"] = (
            f"{department} om {row.number}: ”åäö” & <b>=1</b>"
        )
    answers["own", "own-003", "goal"] = "3.1.1"
    answers["own", "own-003", "title"] = f"Egen aktivitet i {department}"
    answers["own", "own-003", "start"] = date(2024, 2, 29)
    answers["own", "own-003", "status"] = "Pågående"
    answers["budget", department, "actual"] = 12.3456
    answers["budget", department, "comment"] = "Enligt plan."
    return answers


def entries_of(department: str) -> Entries:
    return {
        (sheet_of(department, sheet).name, cell(department, sheet, row, column)): value
        for (sheet, row, column), value in answers_of(department).items()
    }


@dataclass(frozen=True, slots=True)
class Loop:
    workspace: Workspace
    collected: CollectResult
    merged: MergeResult

    @property
    def consolidation(self) -> Consolidation:
        return self.merged.consolidation


@pytest.fixture(scope="module")
def loop(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Loop:
    workspace = issued_workspace(tmp_path_factory.mktemp("loop") / "ws")
    sent, inbox = workspace.layout.issued("T1"), workspace.layout.inbox("T1")
    inbox.mkdir(parents=True, exist_ok=True)
    jobs = [
        Job(
            sent / f"T1 2024 {forms()[department].department_name}.xlsx",
            inbox / f"Svar {department}{FORMATS.get(department, '.xlsx')}",
            entries_of(department),
        )
        for department in DEPARTMENTS
    ]
    office.fill_many(jobs)
    return Loop(workspace, workspace.collect("T1"), workspace.merge("T1"))


def test_everyone_is_accepted_and_nothing_is_remarked_on(loop: Loop) -> None:
    found = {
        each.returned.file: (each.returned.department, each.returned.state.value)
        for each in loop.collected.received
    }
    assert found == {
        f"Svar {department}{FORMATS.get(department, '.xlsx')}": (department, "accepted")
        for department in DEPARTMENTS
    }
    assert loop.collected.findings == ()


def test_all_79_activities_are_answered(loop: Loop) -> None:
    merged = loop.consolidation
    assert (len(merged.activities), merged.answered) == (79, 79)
    assert (merged.missing, merged.conflicts, merged.is_preliminary) == ((), (), False)


def test_every_typed_answer_arrives_where_it_belongs(loop: Loop) -> None:
    arrived = dict(answers_in(loop.consolidation))
    sent = {
        (department, *key): value
        for department in DEPARTMENTS
        for key, value in answers_of(department).items()
        if key[0] != "cover"
    }
    assert {key for key in sent if key not in arrived} == set()
    assert {key for key in arrived if key not in sent} == set()
    wrong = {
        key: (value, arrived[key]) for key, value in sent.items() if not same(arrived[key], value)
    }
    assert wrong == {}


def test_every_answer_tells_the_cell_it_came_from(loop: Loop) -> None:
    wrong = {
        key: answer.source
        for key, answer in merged_answers(loop.consolidation)
        if key[1] != "own"
        if (answer.source.sheet, answer.source.cell) != (sheet_of(key[0], key[1]).name, cell(*key))
    }
    assert wrong == {}
    paths = {answer.source.path for _, answer in merged_answers(loop.consolidation)}
    assert len(paths) == 6
    assert all((loop.workspace.layout.root / path).is_file() for path in paths)


def test_the_signatures_are_read(loop: Loop) -> None:
    for each in loop.collected.received:
        fields = [each.returned.field(key) for key in ("signing", "signed_by", "signed_on")]
        assert [field.value if field else None for field in fields] == [
            "Slutlig", "Avdelningschef (exempel)", date(2024, 5, 8),
        ]  # fmt: skip


FullKey = tuple[str, str, str, str]


def answers_in(merged: Consolidation) -> Iterator[tuple[FullKey, object]]:
    """Every answer that was merged, by department, sheet, row and column."""
    for key, answer in merged_answers(merged):
        yield key, answer.value
    for result in merged.activities:
        for comment in result.comments:
            yield (comment.department, "followup", result.activity.number, "comment"), comment.text


def merged_answers(merged: Consolidation) -> Iterator[tuple[FullKey, MergedAnswer]]:
    for activity in merged.activities:
        lead, number = activity.activity.lead, activity.activity.number
        yield from keyed(lead, "followup", number, activity.answers)
    for measure in merged.measures:
        yield from keyed(measure.measure.department or "", "measures", measure.measure.identity,
                         measure.answers)  # fmt: skip
    for line in merged.budget:
        yield from keyed(line.department, "budget", line.identity, line.answers)
    for row in merged.tables:
        yield from keyed(row.department, row.sheet, "own-003", row.answers)


def keyed(
    department: str, sheet: str, row: str, answers: Mapping[str, MergedAnswer]
) -> Iterator[tuple[FullKey, MergedAnswer]]:
    for column, answer in answers.items():
        yield (department, sheet, row, column), answer


def same(arrived: object, typed: object) -> bool:
    if isinstance(typed, float | int):
        return isinstance(arrived, Decimal) and math.isclose(arrived, typed, rel_tol=1e-12)
    return arrived == typed and type(arrived) is type(typed)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_form_keeps_its_stored_values(loop: Loop, office: Office, department: str) -> None:
    name = f"T1 2024 {forms()[department].department_name}.xlsx"
    path = loop.workspace.layout.issued("T1") / name
    assert stored_values_differing_after_recalculation(path, office) == []


@pytest.mark.parametrize("kind", ["followup", "budget"])
def test_every_consolidated_workbook_keeps_its_stored_values(
    loop: Loop, office: Office, kind: str
) -> None:
    path = loop.workspace.layout.root / loop.merged.files[kind]
    assert stored_values_differing_after_recalculation(path, office) == []


def test_every_receipt_keeps_its_stored_values(loop: Loop, office: Office) -> None:
    receipts = [loop.workspace.layout.root / str(each.receipt) for each in loop.collected.received]
    assert len(receipts) == 6
    for path in receipts:
        assert stored_values_differing_after_recalculation(path, office) == []


def test_a_preliminary_result_keeps_its_stored_values(office: Office, tmp_path: Path) -> None:
    """With returns missing, answers unsound and every figure odd, formulas still hold."""
    workspace = issued_workspace(tmp_path / "ws")
    faulty_returns(workspace, office)
    workspace.collect("T1")
    merged = workspace.merge("T1")
    assert merged.consolidation.is_preliminary
    for kind in ("followup", "budget"):
        path = workspace.layout.root / merged.files[kind]
        assert stored_values_differing_after_recalculation(path, office) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_what_collect_finds_is_what_the_workbook_said(
    office: Office, tmp_path: Path, seed: int
) -> None:
    """Random answers saved by LibreOffice: a row's findings are the words of its Kontroll.

    Only two kinds of rows may differ: where collect can read what a formula cannot, and says how
    (``interpreted``), and where the formula =TRUE() stands in a cell formatted for dates, which
    makes the first day there is of it in LibreOffice and a truth value in Excel.
    """
    workspace = issued_workspace(tmp_path / "ws")
    faulty_returns(workspace, office, seed=seed)
    book = workspace.rules(workspace.period("T1"), "sv")
    differing, compared = [], 0
    for each in workspace.collect("T1").received:
        shown = office.read(workspace.layout.inbox("T1") / each.returned.file)
        for row in rows_to_compare(each.returned):
            said = shown[row.sheet.name].get(row.check, "")
            found = words_of(row, book)
            compared += 1
            if said != found:
                differing.append((each.returned.file, row.sheet.name, row.check, said, found))
    assert differing == []
    assert compared >= 100


Found = tuple[str, str, Severity]
"""A code, the column it was found in, and how much it matters."""


@dataclass(frozen=True, slots=True)
class RowToCompare:
    """A row with the cell of its Kontroll, and what was found in it."""

    sheet: FormSheet
    check: str
    found: set[Found]


def rows_to_compare(returned: Return) -> Iterator[RowToCompare]:
    department = str(returned.department)
    for sheet in forms()[department].sheets[1:]:
        for row in sheet.rows:
            place = (sheet.name, row.identity)
            said = [f for f in returned.findings if (f.place.sheet, f.place.row) == place]
            may_differ = any(f.code == "interpreted" or f.value == "=TRUE()" for f in said)
            if row.inputs and not may_differ:
                found = {(f.code, str(f.place.column), f.severity) for f in said}
                check = cell(department, sheet.key, row.identity, "check")
                yield RowToCompare(sheet, check, found)


def words_of(row: RowToCompare, book: RuleBook) -> str:
    rules = book.sheet(row.sheet.key)
    broken = tuple(rule for rule in rules.rules if _found_as(rule) in row.found)
    return rules.check_text(broken)


def _found_as(rule: CompiledRule) -> Found:
    return rule.code, rule.at, rule.severity or CATALOGUE[rule.code].severity


def faulty_returns(workspace: Workspace, office: Office, seed: int = 7) -> None:
    inbox = workspace.layout.inbox("T1")
    inbox.mkdir(parents=True, exist_ok=True)
    book = workspace.rules(workspace.period("T1"), "sv")
    office.fill_many(
        [
            Job(
                workspace.layout.issued("T1")
                / f"T1 2024 {forms()[department].department_name}.xlsx",
                inbox / f"{department}.xlsx",
                as_entries(mixtures(forms()[department], book, seed, 1)[0]),
            )
            for department in ("stab", "social", "gemensamt", "ekonomi")
        ]
    )
