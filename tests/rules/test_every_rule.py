"""Every code about answers, structure and money that the standard template gives.

A case says what is done to a sound return, and where the finding must point. Beside it stands
what just does not give the finding. Each is put through the library and the command line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.excel.fill import Typed
from kexcel.findings import CATALOGUE
from kexcel.findings.catalogue import Group
from kexcel.template import load_template
from kexcel.workspace import Workspace
from tests.builders import change
from tests.rules.test_every_rule_of_the_round import CASES as CASES_OF_THE_ROUND
from tests.workspace.places import (
    cell,
    filled,
    issued_workspace,
    put,
    sheet_of,
)

Work = Callable[[Any], None]
F, M, B, L, E = "Uppföljning", "Mått", "Budget", "Läs mig", "Egna aktiviteter"
WHO = "social"
BEGUN, DONE, LATER = "3.1.1-6", "3.4.6-1", "3.1.1-3"
"""Activities that it leads: under way on 30 April, due before it, not yet to start."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something done to a sound return: answers changed, or the workbook itself."""

    row: str = ""
    answers: Mapping[str, Typed] | None = None
    sheet: str = "followup"
    work: Work | None = None

    def data(self) -> bytes:
        typed = {
            (self.sheet, self.row, column): value for column, value in (self.answers or {}).items()
        }
        data = filled(WHO, typed)
        return change(data, self.work) if self.work else data


def row(identity: str, **answers: Typed) -> Fault:
    return Fault(identity, answers)


def cover(field: str, value: Typed) -> Fault:
    return Fault(field, {"value": value}, "cover")


def measure(**answers: Typed) -> Fault:
    return Fault(f"4.1/{WHO}", answers, "measures")


def budget(**answers: Typed) -> Fault:
    return Fault(WHO, answers, "budget")


def done(work: Work) -> Fault:
    return Fault(work=work)


def at(identity: str, column: str, sheet: str = "followup") -> str:
    return cell(WHO, sheet, identity, column)


DELAYED: dict[str, Typed] = {
    "status": "Försenad",
    "comment": "Upphandlingen drog ut på tiden.",
    "action": "Överprövad. Ny tidplan är beslutad.",
    "new_end": date(2025, 3, 31),
}
CANCELLED: dict[str, Typed] = {
    "status": "Avbruten",
    "comment": "Ersatt av ett gemensamt projekt.",
    "decision": "KS 2024-04-16 § 52",
}


def set_cells(sheet: str, cells: Mapping[str, Any]) -> Fault:
    def work(book: Any) -> None:
        for reference, value in cells.items():
            book[sheet][reference] = value

    return done(work)


def copy_row(sheet: str, source: int, target: int, changed: Mapping[int, Any]) -> Fault:
    def work(book: Any) -> None:
        for place, one in enumerate(book[sheet][source], start=1):
            book[sheet].cell(target, place).value = changed.get(place, one.value)

    return done(work)


def line_of(identity: str, sheet: str = "followup") -> int:
    return next(r.index for r in sheet_of(WHO, sheet).rows if r.identity == identity) + 1


def after_last(sheet: str = "followup") -> int:
    return sheet_of(WHO, sheet).rows[-1].index + 2


def delete_row(sheet: str, line: int) -> Fault:
    return done(lambda book: book[sheet].delete_rows(line))


def delete_column(sheet: str, number: int) -> Fault:
    return done(lambda book: book[sheet].delete_cols(number))


def rename(sheet: str, name: str) -> Fault:
    def work(book: Any) -> None:
        book[sheet].title = name

    return done(work)


def delete_sheet(sheet: str) -> Fault:
    return done(lambda book: book.remove(book[sheet]))


NOTHING = Fault()
Expected = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Case:
    """``other`` are codes that the same fault may well give besides."""

    code: str
    fault: Fault
    sheet: str
    cell: str | None
    just_not: Fault
    other: frozenset[str] = frozenset()


CASES = [
    Case("missing-status", row(BEGUN, status=None), F, at(BEGUN, "status"),
         row(BEGUN, status="Pågående")),
    Case("unknown-status", row(BEGUN, status="Klart typ"), F, at(BEGUN, "status"),
         row(BEGUN, status=" pågående\u00a0")),
    Case("comment-required", row(BEGUN, **{**DELAYED, "comment": " "}), F, at(BEGUN, "comment"),
         row(BEGUN, **DELAYED)),
    Case("action-required", row(BEGUN, **{**DELAYED, "action": None}), F, at(BEGUN, "action"),
         row(BEGUN, **DELAYED)),
    Case("new-end-required", row(BEGUN, **{**DELAYED, "new_end": None}), F, at(BEGUN, "new_end"),
         row(BEGUN, **DELAYED)),
    Case("decision-required", row(BEGUN, **{**CANCELLED, "decision": None}), F,
         at(BEGUN, "decision"), row(BEGUN, **CANCELLED)),
    Case("completed-required", row(DONE, completed=None), F, at(DONE, "completed"),
         row(DONE, completed=date(2024, 3, 1))),
    Case("completed-out-of-range", row(DONE, completed=date(2024, 5, 1)), F,
         at(DONE, "completed"), row(DONE, completed=date(2024, 4, 30))),
    Case("overdue", row(DONE, status="Pågående", completed=None), F, at(DONE, "status"),
         row(BEGUN, status="Pågående")),
    Case("late-start", row(BEGUN, status="Ej påbörjad"), F, at(BEGUN, "status"),
         row(LATER, status="Ej påbörjad")),
    Case("done-before-start", row(DONE, completed=date(2024, 1, 31)), F, at(DONE, "completed"),
         row(DONE, completed=date(2024, 2, 1))),
    Case("not-a-date", row(BEGUN, **{**DELAYED, "new_end": "till hösten"}), F,
         at(BEGUN, "new_end"), row(BEGUN, **{**DELAYED, "new_end": "2025-03-31"})),
    Case("out-of-range", row(BEGUN, **{**DELAYED, "new_end": date(2024, 4, 30)}), F,
         at(BEGUN, "new_end"), row(BEGUN, **{**DELAYED, "new_end": date(2024, 5, 1)})),
    Case("out-of-range", measure(outcome=100.1), M, at(f"4.1/{WHO}", "outcome", "measures"),
         measure(outcome=100)),
    Case("not-a-number", measure(outcome="ca 3"), M, at(f"4.1/{WHO}", "outcome", "measures"),
         measure(outcome="3,0")),
    Case("interpreted", row(BEGUN, **{**DELAYED, "new_end": "31/3 2025"}), F,
         at(BEGUN, "new_end"), row(BEGUN, **DELAYED)),
    Case("error-value", set_cells(B, {at(WHO, "forecast", "budget"): "#DIV/0!"}), B,
         at(WHO, "forecast", "budget"), budget(forecast=286.5, comment="#DIV/0!")),
    Case("not-signed-off", cover("signing", "Utkast"), L, at("signing", "value", "cover"),
         cover("signing", "slutlig")),
    Case("forecast-missing", budget(forecast=None), B, at(WHO, "forecast", "budget"),
         budget(forecast=286.5)),
    Case("deviation-unexplained", budget(forecast=289.4, action="Vikarier."), B,
         at(WHO, "comment", "budget"), budget(forecast=289.3)),
    Case("suspected-unit-error", budget(forecast=286500), B, at(WHO, "forecast", "budget"),
         budget(forecast=85900, comment="Enligt beslut.", action="Ramen höjs."),
         frozenset({"deviation-unexplained"})),
    Case("suspected-sign-error", budget(forecast=-286.5), B, at(WHO, "forecast", "budget"),
         budget(forecast=-30, comment="Intäkt.", action="Återbetalas."),
         frozenset({"deviation-unexplained"})),
    Case("suspected-sign-error", budget(actual=-0.1), B, at(WHO, "actual", "budget"),
         budget(actual=0.1)),
    Case("locked-cell-changed", set_cells(F, {at(BEGUN, "end"): date(2025, 6, 30)}), F,
         at(BEGUN, "end"), set_cells(F, {at(BEGUN, "end"): "2024-05-31"})),
    Case("row-missing", delete_row(F, line_of(BEGUN)), F, None, delete_row(E, 6)),
    Case("row-duplicated", copy_row(F, line_of(BEGUN), after_last(), {10: "Genomförd"}), F,
         at(BEGUN, "status"), copy_row(F, line_of(BEGUN), after_last(), {})),
    Case("row-unknown", set_cells(F, {f"D{after_last()}": "Vår egen aktivitet"}), F,
         f"D{after_last()}", set_cells(E, {"B24": "Vår egen aktivitet"})),
    Case("column-missing", delete_column(F, 13), F, None, delete_column(F, 5),
         frozenset({"repaired"})),
    Case("column-renamed", set_cells(F, {"J4": "Läge"}), F, "J4", set_cells(F, {"J4": "STATUS "})),
    Case("sheet-missing", delete_sheet(M), M, None, rename(M, "Mått (2)")),
    Case("repaired", rename(M, "Mått (2)"), "Mått (2)", None, NOTHING),
    Case("deviation-unexplained",
         budget(forecast=289.4, comment="Enligt beslut.", action="Se ovan."),
         B, at(WHO, "action", "budget"),
         budget(forecast=289.4, comment="Enligt beslut.", action="Se ovan: vikarier.")),
    Case("deviation-unexplained", budget(forecast=289.4, comment=" – ", action="Vikarier."),
         B, at(WHO, "comment", "budget"),
         budget(forecast=289.4, comment="Löner.", action="Vikarier.")),
]  # fmt: skip
NEEDS_EARLIER_ANSWERS = {"status-regressed", "stale-comment", "answer-lapsed"}
NEEDS_A_LEDGER = {"ledger-differs"}
"""Tried in tests/validate/test_budget_rules.py."""
NEEDS_A_LATER_DECISION = {"answer-overtaken"}
"""Tried in tests/workspace/test_amendments.py."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return issued_workspace(tmp_path_factory.mktemp("rules") / "ws")


def findings(
    workspace: Workspace, data: bytes, folder: Path
) -> list[tuple[str | None, str | None, str]]:
    path = folder / "svar.xlsx"
    path.write_bytes(data)
    return [(f.place.sheet, f.place.cell, f.code) for f in workspace.validate([path])]


def name_of(case: Case) -> str:
    return f"{case.code}-{case.sheet}-{case.cell}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_fault_gives_its_finding_at_its_cell(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    said = findings(workspace, case.fault.data(), tmp_path)
    assert [each for each in said if each[2] not in case.other] == [
        (case.sheet, case.cell, case.code)
    ]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_just_is_not_a_fault_gives_no_finding(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    said = findings(workspace, case.just_not.data(), tmp_path)
    assert [each for each in said if each[2] == case.code] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_command_line_says_it_and_ends_by_its_severity(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(case.fault.data())
    root = str(workspace.layout.root)
    ended = CliRunner().invoke(main, ["-w", root, "validate", str(path), "--json"])
    said = json.loads(ended.stdout)["findings"]
    own = [each for each in said if each["code"] not in case.other]
    assert [(each["sheet"], each["cell"], each["code"]) for each in own] == [
        (case.sheet, case.cell, case.code)
    ]
    assert own[0]["severity"] == CATALOGUE[case.code].severity.value
    assert ended.exit_code == any(each["severity"] == "error" for each in said)


@pytest.fixture(scope="module")
def second_tertial(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The department has answered for T1, and the forms for T2 show what it said."""
    workspace = issued_workspace(tmp_path_factory.mktemp("rules") / "t2")
    words = {("followup", BEGUN, "comment"): "Arbetet pågår."}
    put(workspace, "svar.xlsx", filled(WHO, words))
    workspace.collect("T1")
    workspace.generate("T2")
    return workspace


@pytest.mark.parametrize(
    "code, row, answers, just_not",
    [
        ("status-regressed", DONE, {"status": "Pågående"},
         {"status": "Genomförd", "completed": date(2024, 3, 1)}),
        ("status-regressed", BEGUN, {"status": "Ej påbörjad"}, {"status": "Pågående"}),
        ("stale-comment", BEGUN, {"status": "Pågående", "comment": "ARBETET  pågår. "},
         {"status": "Pågående", "comment": "Arbetet pågår fortfarande."}),
    ],
)  # fmt: skip
def test_what_was_answered_before_is_compared_with(
    code: str,
    row: str,
    answers: dict[str, Typed],
    just_not: dict[str, Typed],
    second_tertial: Workspace,
    tmp_path: Path,
) -> None:
    column = "comment" if code == "stale-comment" else "status"
    for typed, expected in ((answers, [(F, at(row, column), code)]), (just_not, [])):
        path = tmp_path / "svar.xlsx"
        path.write_bytes(answered_in_t2(second_tertial, row, typed))
        said = second_tertial.validate([path])
        assert [(f.place.sheet, f.place.cell, f.code) for f in said if f.code == code] == expected


def answered_in_t2(workspace: Workspace, row: str, answers: Mapping[str, Typed]) -> bytes:
    path = workspace.layout.issued("T2") / "T2 2024 Socialavdelningen.xlsx"

    def work(book: Any) -> None:
        for column, value in answers.items():
            book[F][at(row, column)] = value

    return change(path.read_bytes(), work)


@cache
def codes_of_the_template() -> set[str]:
    return {rule.code for rule in load_template().rules}


def test_no_code_is_left_without_a_case() -> None:
    groups = {Group.ANSWERS, Group.STRUCTURE}
    wanted = {code for code, entry in CATALOGUE.items() if entry.group in groups}
    tested = {case.code for case in CASES} | {case.code for case in CASES_OF_THE_ROUND}
    tested |= NEEDS_EARLIER_ANSWERS | NEEDS_A_LEDGER | NEEDS_A_LATER_DECISION
    assert (wanted | codes_of_the_template()) - tested == set()
    assert all(re.fullmatch(r"[A-Z]+\d+", case.cell) for case in CASES if case.cell)
