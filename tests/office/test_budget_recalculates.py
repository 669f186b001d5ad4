from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.model.consolidation import Consolidation
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.workbook import write_budget
from kexcel.template.load import load_template
from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report import budget_rich as rich
from tests.report.budget_samples import consolidation, missing_one, settings

CASES: dict[str, tuple[Consolidation, tuple[PeriodFigures, ...], Consolidation | None]] = {
    "one row a department": (consolidation(tables=True), (), None),
    "one missing, after T1": (missing_one(), rich.HISTORY, None),
    "units, a ledger and a round before": (rich.rich(), rich.HISTORY, rich.handed_in()),
    "the round itself": (rich.handed_in(), (), None),
    "the year's end": (rich.year_end(), rich.WHOLE_HISTORY, rich.handed_in()),
    "nothing answered": (rich.unanswered(), (), None),
    "a ledger in öre": (rich.in_ore(), rich.HISTORY, rich.handed_in()),
    "a transfer since the round": (rich.transferred()[0], rich.HISTORY, rich.transferred()[1]),
    "more on no one's code": (rich.transferred("0.4")[0], (), rich.transferred("0.4")[1]),
    "one department alone": (rich.rich(rows=rich.ROWS[1:4]), (), rich.handed_in()),
    "a frame of nothing": (rich.rich(rows=rich.WITHOUT_FRAME), rich.HISTORY, None),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_formula_keeps_its_stored_value(
    office: Office, tmp_path: Path, name: str, language: str
) -> None:
    whole, history, distribution = CASES[name]
    path = tmp_path / "Budget.xlsx"
    data = write_budget(
        whole,
        load_template(),
        settings(),
        language=language,
        history=history,
        distribution=distribution,
    )
    path.write_bytes(data)
    assert stored_values_differing_after_recalculation(path, office) == []
