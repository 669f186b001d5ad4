"""The example reorganised in July, through the command line: a rename, a merge and a split.

The round internbudget and T1 are answered before, T2 after; every published total is held against
the example's own answers, and every workbook is recalculated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.demo.answers import read_answers
from kexcel.documents.plan.writer import write_plan
from kexcel.excel.fill import Typed, fill_in
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form
from kexcel.model.plan import Department, Plan, Reorganisation
from kexcel.workspace import Workspace
from tests.cli.test_commands import run, said
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.workspace.places import opened, tree
from tests.year.written import ANSWERS

JULY, PARAGRAPH = date(2024, 7, 1), "KS 2024-06-11 § 87 (exempel)"
FRAMES = {
    "gemensamt": "3.5", "ekonomi": "34.7", "stadsbyggnad": "63.4", "valfard": "544.9",
    "digital": "30.55", "stod": "30.65",
}  # fmt: skip
"""What each department has after July: Kommunikation (20.0) went to Ekonomi, IT (30.55, after the
transfer in June) to Digitalisering, and the rest of Staben to Verksamhetsstöd."""

BEFORE = {
    "1000": "gemensamt", "1200": "ekonomi", "1210": "ekonomi", "1130": "ekonomi",
    "1120": "digital", "1100": "stod", "1110": "stod", "13": "stadsbyggnad", "14": "valfard",
    "15": "valfard",
}  # fmt: skip
"""How a code begins → who has it after July."""


def owner(code: str) -> str:
    return next(key for start, key in BEFORE.items() if code.startswith(start))


def example_answers(workspace: Workspace, period: str, file: str) -> None:
    """Type what the example's departments answer, as the demo does, and collect it."""
    forms = {e.department: e for e in workspace.archive.issued(period)}
    for each in read_answers((ANSWERS / file).read_bytes()):
        entry = forms[each.department]
        form = workspace.archive.forms([entry.form])[entry.form]
        cells = each.cells(form, workspace.template, workspace.period(period))
        lay(workspace, period, entry.file, cells, each.file)
    assert run("-w", workspace.layout.root, "collect", period).exit_code in {0, 1}


def lay(
    workspace: Workspace, period: str, issued: str, cells: dict[tuple[str, str], Typed], name: str
) -> None:
    data = (workspace.layout.issued(period) / issued).read_bytes()
    inbox = workspace.layout.inbox(period)
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_bytes(fill_in(data, cells, saved=date(2024, 9, 10)))


def plain_answers(form: Form) -> Iterator[tuple[tuple[str, str], Typed]]:
    """Everything goes on, and the forecast is the frame."""
    signed: dict[str, Typed] = {
        "signing": "Slutlig", "signed_by": "Chef (exempel)", "signed_on": date(2024, 9, 10),
    }  # fmt: skip
    for sheet in form.sheets:
        for row in sheet.rows:
            said: dict[str, Typed] = {}
            if sheet.key == "followup" and "status" in row.inputs:
                said = {"status": "Pågående", "comment": "Går enligt plan i den nya avdelningen."}
            elif sheet.key == "measures" and "outcome" in row.inputs:
                said = {"outcome": 4.4}
            elif sheet.key == "budget":
                said = {"forecast": float(str(row.values["frame"]))}
            elif sheet.key == "cover" and row.identity in signed:
                said = {"value": signed[row.identity]}
            for key, value in said.items():
                yield (sheet.name, cell_reference(row.index, sheet.column(key).index)), value


def moves(plan: Plan) -> tuple[Reorganisation, ...]:
    led = tuple(each.number for each in plan.activities if each.lead == "stab")
    return (
        Reorganisation("samhallsbyggnad", "stadsbyggnad", JULY, PARAGRAPH, comment="Byter namn."),
        Reorganisation("utbildning", "valfard", JULY, PARAGRAPH),
        Reorganisation("social", "valfard", JULY, PARAGRAPH),
        Reorganisation("stab", "digital", JULY, PARAGRAPH, led[:3], codes=("1120",)),
        Reorganisation("stab", "ekonomi", JULY, PARAGRAPH, led[3:4], codes=("1130",)),
        Reorganisation("stab", "stod", JULY, PARAGRAPH),
    )


def reorganise(workspace: Workspace) -> Workspace:
    plan = workspace.plan
    new = (
        Department("stadsbyggnad", "Stadsbyggnadsavdelningen"),
        Department("valfard", "Välfärdsavdelningen"),
        Department("digital", "Digitaliseringsavdelningen"),
        Department("stod", "Verksamhetsstöd"),
    )
    plan = replace(plan, departments=(*plan.departments, *new), reorganisations=moves(plan))
    (workspace.layout.root / "plan.xlsx").write_bytes(write_plan(plan))
    return opened(workspace.layout.root)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The workspace after T2, and what T1's results were before anything was reorganised."""
    root = tmp_path_factory.mktemp("reorganised") / "Ånge 2024"
    run("init", root, "--example", "ange-2024")
    with (root / "kexcel.toml").open("a", encoding="utf-8") as settings:
        settings.write((ANSWERS / "kexcel.toml").read_text(encoding="utf-8"))
    run("-w", root, "generate", "internbudget")
    example_answers(opened(root), "internbudget", "internbudget.toml")
    run("-w", root, "withdraw", "internbudget", "Internbudget 2024 utbildning.xlsx")
    run("-w", root, "withdraw", "internbudget", "Internbudget 2024 ekonomi.xlsx")
    example_answers(opened(root), "internbudget", "internbudget-rättad.toml")
    run("-w", root, "actuals", ANSWERS / "bokfört-T1.csv", "--period", "T1")
    run("-w", root, "generate", "T1")
    example_answers(opened(root), "T1", "T1.toml")
    run("-w", root, "merge", "T1")
    before = tree(root / "resultat" / "T1")
    (root / "förra.xlsx").write_bytes((root / "plan.xlsx").read_bytes())
    reorganise(opened(root))
    run("-w", root, "actuals", ANSWERS / "bokfört-T2.csv", "--period", "T2")
    run("-w", root, "generate", "T2")
    workspace = opened(root)
    for entry in workspace.archive.issued("T2"):
        form = workspace.archive.forms([entry.form])[entry.form]
        cells = dict(plain_answers(form))
        lay(workspace, "T2", entry.file, cells, f"Svar {entry.department}.xlsx")
    run("-w", root, "collect", "T2")
    run("-w", root, "merge", "T2")
    return root, before


@pytest.fixture
def root(year: tuple[Path, dict[str, str]]) -> Path:
    return year[0]


def results(root: Path, period: str) -> dict[str, Path]:
    return {path.name.split()[0]: path for path in (root / "resultat" / period).glob("*.xlsx")}


def test_t1_made_again_is_byte_for_byte_what_it_was(year: tuple[Path, dict[str, str]]) -> None:
    root, before = year
    run("-w", root, "merge", "T1")
    assert tree(root / "resultat" / "T1") == before


def test_forms_went_to_those_that_are_there_and_everyone_has_answered(root: Path) -> None:
    status = said("-w", root, "status", "T2")
    assert [each["department"] for each in status["departments"]] == list(FRAMES)
    assert all(each["answered"] == each["activities"] for each in status["departments"])
    assert sum(each["activities"] for each in status["departments"]) == 79


def test_frames_tell_a_version_that_adds_nothing(root: Path) -> None:
    (version,) = [
        each
        for each in said("-w", root, "frames")["versions"]
        if each["name"] == "Omorganisation 2024-07-01"
    ]
    assert (version["name"], version["decision"]) == ("Omorganisation 2024-07-01", PARAGRAPH)
    assert (float(version["total"]), float(version["change"])) == (707.7, 0)


def test_frames_actuals_and_last_forecasts_are_right_for_each_department(root: Path) -> None:
    merged = opened(root).merge("T2").consolidation
    frames: dict[str, Decimal] = {}
    actuals: dict[str, Decimal] = {}
    last: dict[str, Decimal] = {}
    for line in merged.budget:
        assert line.frame is not None
        assert line.actual is not None
        assert line.last_forecast is not None
        frames[line.department] = frames.get(line.department, Decimal(0)) + line.frame
        actuals[line.department] = actuals.get(line.department, Decimal(0)) + line.actual
        last[line.department] = last.get(line.department, Decimal(0)) + line.last_forecast
    assert frames == {key: Decimal(amount) for key, amount in FRAMES.items()}
    before = opened(root).merge("T1").consolidation
    assert sum(last.values()) == sum(each.forecast or 0 for each in before.budget)
    assert last["digital"] == Decimal(32)
    whole = sum(each.amount for each in merged.ledger)
    assert sum(actuals.values()) == whole
    assert all(each.department == owner(each.responsibility) for each in merged.ledger)


def test_the_workbooks_tell_what_moved_and_every_control_holds(root: Path) -> None:
    summary = load_workbook(results(root, "T2")["Budget"], data_only=True)["Sammanställning"]
    assert summary["A4"].value == "Kontroller: 13 av 13 stämmer. De står från rad 37."
    for name in ("Budget", "Uppföljning"):
        sheet = load_workbook(results(root, "T2")[name])["Omorganisation"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(8, 13)]
        assert [(row[0], row[1], row[5], row[7]) for row in rows] == [
            ("Samhällsbyggnadsavdelningen", "Stadsbyggnadsavdelningen", 63.4, "Omorganisation!A2"),
            ("Utbildningsavdelningen", "Välfärdsavdelningen", 258.4, "Omorganisation!A3"),
            ("Socialavdelningen", "Välfärdsavdelningen", 286.5, "Omorganisation!A4"),
            ("Staben", "Digitaliseringsavdelningen", 30.55, "Omorganisation!A5"),
            ("Staben", "Ekonomiavdelningen", 20, "Omorganisation!A6"),
            ("Staben", "Verksamhetsstöd", 30.65, "Omorganisation!A7"),
        ]
    assert "Omorganisation" not in load_workbook(results(root, "T1")["Budget"]).sheetnames


@pytest.mark.parametrize("period", ["T1", "T2"])
@pytest.mark.parametrize("name", ["Budget", "Uppföljning"])
def test_every_formula_keeps_its_stored_value(
    office: Office, root: Path, period: str, name: str
) -> None:
    assert stored_values_differing_after_recalculation(results(root, period)[name], office) == []


def test_diff_tells_reorganisations(root: Path) -> None:
    result = run("diff", root / "förra.xlsx", root / "plan.xlsx")
    assert result.exit_code in {0, 1}
    assert "Omorganisation" in result.output
    assert "Staben – Digitaliseringsavdelningen" in result.output


def test_the_next_year_has_those_that_are_there_at_the_years_end(
    root: Path, tmp_path: Path
) -> None:
    run("-w", root, "roll", "2025", tmp_path / "2025")
    plan = opened(tmp_path / "2025").plan
    assert [each.key for each in plan.departments] == list(FRAMES)
    assert plan.reorganisations == ()
    lines = {
        each.department: each.amounts["Budget 2025"] for each in plan.frames if each.department
    }
    assert lines == {key: Decimal(amount) for key, amount in FRAMES.items()}
    assert {each.lead for each in plan.activities} <= FRAMES.keys()
    assert not any(x.severity.value == "error" for x in opened(tmp_path / "2025").check().findings)
