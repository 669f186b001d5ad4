"""Every code that the round internbudget can give, on its sheets Fördelning and Attest.

As in test_every_rule: what is done to a sound return, where the finding must point, and what just
does not give it; through the library and the command line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.excel.fill import Typed
from kexcel.findings import CATALOGUE
from kexcel.model.finding import Severity
from kexcel.workspace import Workspace
from tests.workspace.budget_round import (
    Answers,
    approver,
    attested,
    cell,
    distributed,
    issued_workspace,
    sound,
    typed,
)

D, A = "Fördelning", "Attest"
WHO, CODE, OTHER = "stab", "1100", "1110"
FRAME = 81.7


@dataclass(frozen=True, slots=True)
class Case:
    """``severity`` is None where the catalogue's own holds; ``other`` are codes given besides."""

    code: str
    fault: Answers
    cell: tuple[str, str]
    just_not: Answers
    severity: Severity | None = None
    other: frozenset[str] = frozenset()


def money(row: int, column: str) -> tuple[str, str]:
    return D, cell(WHO, "distribution", f"distribution-{row:03}", column)


def attest(row: int, column: str) -> tuple[str, str]:
    return A, cell(WHO, "attest", f"attest-{row:03}", column)


def line(number: int, amount: Typed, code: Typed = CODE, **more: Typed) -> Answers:
    return distributed(
        number, **{"unit": f"Enhet {number}", "responsibility": code, "amount": amount, **more}
    )


def joined(*parts: Answers) -> Answers:
    whole: dict[tuple[str, str, str], Typed] = {}
    for part in parts:
        whole |= part
    return whole


SAME: Mapping[str, Typed] = {"unit": "Kansli", "activity": "0110"}
HALF = FRAME / 2
TWO_CODES = joined(line(1, 40), line(2, 41.7, OTHER), approver(1, CODE))
WARNING = Severity.WARNING

CASES = [
    Case("frame-not-distributed", line(1, 81.6), money(1, "amount"), line(1, 81.7)),
    Case("frame-not-distributed", line(1, 81.700001), money(1, "amount"), line(1, 81.7000001)),
    Case("frame-not-distributed", joined(line(1, 40), line(3, 41.71)), money(3, "amount"),
         joined(line(1, 40), line(3, 41.7))),
    Case("frame-not-distributed", line(1, None, None, unit=None), money(1, "amount"),
         joined(line(1, 100), line(2, -18.3))),
    Case("row-incomplete", line(1, FRAME, unit=" "), money(1, "unit"), line(1, FRAME, unit="A")),
    Case("row-incomplete", joined(line(1, FRAME), line(2, 0, None)), money(2, "responsibility"),
         joined(line(1, FRAME), line(2, 0))),
    Case("row-incomplete", joined(line(1, FRAME), line(2, None)), money(2, "amount"),
         joined(line(1, FRAME), line(2, 0)), WARNING),
    Case("unknown-code", line(1, FRAME, "11O"), money(1, "responsibility"),
         line(1, FRAME, "\u00a01100 ")),
    # A formula cannot know the pattern, so the workbook asks for an approver of the code.
    Case("unknown-code", line(1, FRAME, "11-0"), money(1, "responsibility"), line(1, FRAME),
         other=frozenset({"responsibility-uncovered"})),
    Case("row-repeated",
         joined(line(1, 40, unit="kansli ", activity="0110"), line(2, 40, unit="HR"),
                line(3, 1.7, **SAME)),
         money(1, "responsibility"),
         joined(line(1, HALF, **SAME), line(2, HALF, **{**SAME, "activity": "0120"})), WARNING),
    Case("responsibility-uncovered", TWO_CODES, money(2, "responsibility"),
         joined(TWO_CODES, approver(2, OTHER))),
    Case("responsibility-uncovered",
         joined(line(1, FRAME), approver(1, CODE, valid_from=date(2024, 1, 2))),
         money(1, "responsibility"),
         joined(line(1, FRAME), approver(1, CODE, valid_from=date(2023, 7, 1)))),
    Case("responsibility-uncovered", joined(line(1, FRAME), line(2, -1, OTHER), line(3, 1)),
         money(2, "responsibility"), joined(line(1, FRAME), line(2, 0, OTHER))),
    Case("responsibility-uncovered", approver(1, CODE, valid_to=date(2024, 6, 30)),
         attest(1, "responsibility"),
         joined(approver(1, CODE, valid_to=date(2024, 6, 30)),
                approver(2, CODE, valid_from=date(2024, 7, 1)))),
    Case("responsibility-uncovered",
         joined(approver(1, CODE, valid_to=date(2024, 6, 30)),
                approver(2, CODE, valid_from=date(2024, 7, 2))),
         attest(1, "responsibility"),
         joined(approver(1, CODE), approver(2, OTHER, valid_to=date(2024, 6, 30)))),
    Case("row-incomplete", approver(2, OTHER, responsibility=None), attest(2, "responsibility"),
         approver(2, OTHER)),
    Case("row-incomplete", approver(1, CODE, position=None), attest(1, "position"),
         approver(1, CODE, position="-")),
    Case("row-incomplete", approver(1, CODE, name=" "), attest(1, "name"), approver(1, CODE)),
    Case("unknown-code", approver(2, "110"), attest(2, "responsibility"), approver(2, "1110")),
    Case("out-of-range", approver(1, CODE, limit=-0.1), attest(1, "limit"),
         approver(1, CODE, limit=0)),
    Case("substitute-missing", approver(1, CODE, substitute=None), attest(1, "substitute"),
         joined(approver(1, CODE), attested(3, limit=None))),
    Case("self-substitute", approver(1, CODE, substitute="chef 1100  (EXEMPEL)"),
         attest(1, "substitute"), approver(1, CODE, substitute="Chef 1110 (exempel)")),
    Case("self-substitute", approver(1, CODE, substitute="Enhetschef"), attest(1, "substitute"),
         approver(1, CODE, substitute="Avdelningschef")),
    Case("validity", approver(1, CODE, valid_from=None), attest(1, "valid_from"),
         approver(1, CODE, valid_from="2024-01-01"), other=frozenset({"interpreted"})),
    Case("validity", approver(1, CODE, valid_to=None), attest(1, "valid_to"), approver(1, CODE)),
    Case("validity", approver(2, OTHER, valid_to=date(2023, 12, 31)), attest(2, "valid_to"),
         approver(2, OTHER, valid_from=date(2024, 12, 31))),
    Case("validity",
         approver(2, OTHER, valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31)),
         attest(2, "valid_to"),
         approver(2, OTHER, valid_from=date(2023, 1, 1), valid_to=date(2024, 1, 1))),
    Case("validity",
         approver(2, OTHER, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31)),
         attest(2, "valid_from"),
         approver(2, OTHER, valid_from=date(2024, 12, 31), valid_to=date(2025, 12, 31))),
    Case("validity",
         joined(approver(1, CODE, valid_from=date(2023, 6, 1)),
                approver(2, CODE, valid_from=date(2024, 12, 31))),
         attest(1, "valid_from"),
         joined(approver(1, CODE), approver(2, CODE, limit=0.6)), WARNING),
    Case("not-a-number", line(1, "ca 80"), money(1, "amount"), line(1, "81,7"),
         other=frozenset({"frame-not-distributed"})),
    Case("not-a-date", approver(2, OTHER, valid_to="tills vidare"), attest(2, "valid_to"),
         approver(2, OTHER, valid_to="2024-12-31")),
]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return issued_workspace(tmp_path_factory.mktemp("round") / "ws")


def name_of(case: Case) -> str:
    return f"{case.code}-{'!'.join(case.cell)}"


def put(folder: Path, changes: Answers) -> Path:
    path = folder / "svar.xlsx"
    path.write_bytes(typed(WHO, {**sound(WHO), **changes}))
    return path


def pointed_to(case: Case) -> set[tuple[str, str]]:
    """Where the finding stands; a row that is like another is told of both."""
    if case.code == "row-repeated":
        return {money(1, "responsibility"), money(3, "responsibility")}
    if case.code == "validity" and case.severity is WARNING:
        return {attest(1, "valid_from"), attest(2, "valid_from")}
    return {case.cell}


def test_a_sound_return_of_the_round_says_nothing(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.validate([put(tmp_path, {})]) == ()


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_fault_gives_its_finding_at_its_cell(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    said = workspace.validate([put(tmp_path, case.fault)])
    own = [each for each in said if each.code not in case.other]
    assert {(each.place.sheet, each.place.cell) for each in own} == pointed_to(case)
    assert {each.code for each in own} == {case.code}
    expected = case.severity or CATALOGUE[case.code].severity
    assert {each.severity for each in own} == {expected}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_just_is_not_a_fault_gives_no_finding(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    said = workspace.validate([put(tmp_path, case.just_not)])
    assert [each for each in said if each.code not in {"interpreted"} | case.other] == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_command_line_says_it_and_ends_by_its_severity(
    case: Case, workspace: Workspace, tmp_path: Path
) -> None:
    path, root = put(tmp_path, case.fault), str(workspace.layout.root)
    ended = CliRunner().invoke(main, ["-w", root, "validate", str(path), "--json"])
    said = json.loads(ended.stdout)["findings"]
    own = [each for each in said if each["code"] == case.code]
    assert {(each["sheet"], each["cell"]) for each in own} == pointed_to(case)
    assert all(each["message"] and each["hint"] for each in own)
    assert ended.exit_code == any(each["severity"] == "error" for each in said)
