"""The lists of the sheet Ramversioner, chosen from as a person would."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kexcel.model.consolidation import Consolidation
from kexcel.model.plan import FrameKind, Perspective
from kexcel.report.budget.workbook import write_budget
from kexcel.template.load import load_template
from tests.money.framed import adds, version
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.budget_samples import settings
from tests.report.test_budget import row_of
from tests.report.versioned_budget import DECIDED, MOVED, REVISED, confirmed, decided, moved

SHEET = "Frame versions"
STAR = version(
    "Vad * som ~ helst?", FrameKind.REVISED, "2024-05-01", adds("stab", "3"), decision="§"
)


def by_department_alone() -> Consolidation:
    """A plan that prints no citizen groups."""
    whole = moved()
    own = tuple(x for x in whole.plan.frames if x.perspective is Perspective.DEPARTMENT)
    return replace(whole, plan=replace(whole.plan, frames=own))


def written(whole: Consolidation, path: Path, language: str = "en") -> Path:
    path.write_bytes(write_budget(whole, load_template(), settings(), language=language))
    return path


@pytest.mark.parametrize(
    "whole",
    [
        moved(),
        confirmed(),
        decided(DECIDED, REVISED, MOVED, STAR, column=STAR.name),
        decided(REVISED, column="Budget 2024"),
        by_department_alone(),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_formula_keeps_its_stored_value(
    office: Office, tmp_path: Path, whole: Consolidation, language: str
) -> None:
    path = written(whole, tmp_path / "budget.xlsx", language)
    assert stored_values_differing_after_recalculation(path, office) == []


PRINTED = "Förslag november 2023"
VERSIONS = [PRINTED, DECIDED.name, REVISED.name, MOVED.name, STAR.name]
STAB = {PRINTED: "81.7", DECIDED.name: "81.7", REVISED.name: "81.7", MOVED.name: "80.95",
        STAR.name: "83.95"}  # fmt: skip


def test_any_two_versions_can_be_chosen(office: Office, tmp_path: Path) -> None:
    path = written(decided(DECIDED, REVISED, MOVED, STAR, column=MOVED.name), tmp_path / "b.xlsx")
    sheet = load_workbook(path)[SHEET]
    header = row_of(sheet, "Two versions compared") + 2
    pairs = [(one, other) for one in VERSIONS for other in VERSIONS]
    rounds = [{(SHEET, f"B{header}"): one, (SHEET, f"C{header}"): other} for one, other in pairs]
    place = f"B{header + 2}:D{header + 2}"
    answers = office.evaluate(path, rounds, [(SHEET, place)])
    found = [[Decimal(str(round(value, 6))) for value in grid[0]] for (grid,) in answers]
    expected = [
        [first := Decimal(STAB[one]), second := Decimal(STAB[other]), second - first]
        for one, other in pairs
    ]
    assert found == expected
