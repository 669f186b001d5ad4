"""Where every figure was written, and that the workbooks keep their values."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.year import expected
from tests.year.links import leads_there, links
from tests.year.published import (
    results,
)
from tests.year.written import TERTIALS

every_tertial = pytest.mark.parametrize("period", TERTIALS)


@every_tertial
@pytest.mark.parametrize("kind", ["Uppföljning", "Budget"])
def test_every_figure_leads_to_where_it_was_written(year: Path, period: str, kind: str) -> None:
    found = list(links(results(year, period, kind)))
    wrong = [(each.sheet, each.cell, each.said) for each in found if not leads_there(each)]
    assert wrong == []
    assert len(found) > 100


@every_tertial
def test_every_answer_has_such_a_link(year: Path, period: str) -> None:
    linked = {
        (each.sheet, each.row.get("Nr") or each.row.get("Ansvarskod"), each.heading)
        for each in links(results(year, period, "Uppföljning"))
    }
    for number, row in expected.activities(period).items():
        for label in ("Genomförd datum", "Nytt slutdatum"):
            assert (("Aktiviteter", number, label) in linked) == (row[label] is not None)
        for label in ("Kommentar", "Orsak och åtgärd", "Beslut"):
            assert (("Aktiviteter", number, f"Källa: {label}") in linked) == bool(row[label])
        assert ("Aktiviteter", number, "Källa: cell") in linked
        assert ("Förlopp", number, period) in linked or period == "T1"
    for code in expected.units(period):
        for label in ("Bokfört", "Utfall ack.", "Prognos helår"):
            assert ("Budget", code, label) in linked


@pytest.mark.parametrize("period", ["internbudget", *TERTIALS])
def test_every_formula_keeps_its_stored_value(office: Office, year: Path, period: str) -> None:
    for path in sorted((year / "resultat" / period).glob("*.xlsx")):
        assert stored_values_differing_after_recalculation(path, office) == [], path.name


def test_the_first_tertial_is_the_same_in_january_as_in_may(year: Path) -> None:
    handed_over = sorted((year / "handlingar" / "T1").iterdir())
    assert len(handed_over) == 4
    for path in handed_over:
        assert path.read_bytes() == (year / "resultat" / "T1" / path.name).read_bytes(), path.name
