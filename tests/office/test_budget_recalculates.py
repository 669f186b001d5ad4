from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.workbook import write_budget
from kexcel.template.load import load_template
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.budget_samples import consolidation, missing_one, settings

LAST = {"stab": Decimal("81.5"), "ekonomi": Decimal("14.2")}


@pytest.mark.parametrize("whole", [consolidation(tables=True), missing_one()])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("last", [LAST, {}])
def test_every_formula_keeps_its_stored_value(
    office: Office,
    tmp_path: Path,
    whole: Consolidation,
    language: str,
    last: dict[str, Decimal],
) -> None:
    path = tmp_path / "Budget T1 2024.xlsx"
    path.write_bytes(
        write_budget(whole, load_template(), settings(), language=language, last_forecasts=last)
    )
    assert stored_values_differing_after_recalculation(path, office) == []
