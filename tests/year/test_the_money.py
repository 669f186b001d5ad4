"""The frames, the budget and its follow-up, added up a second time."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.report.test_sie_budget import budget as months_in
from tests.year import expected, money
from tests.year.planned import (
    KEYS,
    NAMES,
)
from tests.year.published import (
    as_published,
    budget,
    column,
    follow_up,
    only,
    table,
)
from tests.year.written import CLOSES, TERTIALS

MILLION = 1_000_000

every_tertial = pytest.mark.parametrize("period", TERTIALS)


@every_tertial
def test_each_unit_has_its_frame_its_actual_and_its_forecast(year: Path, period: str) -> None:
    wanted = {code: as_published(row) for code, row in expected.units(period).items()}
    rows = table(follow_up(year, period, "Budget"), "Avdelning, enhet", "Ansvarskod")
    shown = {row["Ansvarskod"]: row for row in rows if row["Ansvarskod"]}
    assert {code: only(row, wanted[code]) for code, row in shown.items()} == wanted


@every_tertial
def test_each_department_is_the_sum_of_its_units(year: Path, period: str) -> None:
    wanted = {name: as_published(row) for name, row in expected.subtotals(period).items()}
    for sheet, first in (
        (follow_up(year, period, "Budget"), "Avdelning, enhet"),
        (budget(year, period, "Sammanställning"), "Avdelning och enhet"),
    ):
        rows = table(sheet, first, "Ansvarskod", "Ram")
        sums = {row[first]: row for row in rows if row[first] in wanted}
        both = {name: set(row) & set(wanted[name]) for name, row in sums.items()}
        assert {
            name: {label: row[label] for label in both[name]} for name, row in sums.items()
        } == {name: {label: wanted[name][label] for label in both[name]} for name in wanted}
        assert all(len(labels) > 5 for labels in both.values())


@every_tertial
def test_the_frames_of_departments_are_the_decided_ones(year: Path, period: str) -> None:
    sums = money.by_department(money.frames(period), period)
    assert sums == money.decided(CLOSES[period])
    assert sum(sums.values()) == Decimal("707.7")
    rows = table(budget(year, period, "Sammanställning"), "Avdelning och enhet", "Nivå", "Ram")
    shown = column([row for row in rows if row["Nivå"] == "Summa"], "Avdelning och enhet", "Ram")
    assert shown == as_published({NAMES[key]: amount for key, amount in sums.items()})


@every_tertial
def test_every_control_holds(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Sammanställning"), "Vad som jämförs", "Bedömning")
    assert len(rows) > 10
    assert {row["Bedömning"] for row in rows} <= {"stämmer", "avrundning"}


@every_tertial
def test_the_units_are_distributed_and_attested_as_handed_in(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Fördelning"), "Avdelning", "Enhet", "Belopp")
    frames, handed_in = money.frames(period), money.distributed()
    shown = {row["Ansvarskod"]: row for row in rows if row["Nivå"] == "Enhet"}
    assert shown.keys() == handed_in.keys()
    for code, row in shown.items():
        amount = handed_in[code]["amount"]
        assert (row["Enhet"], row["Verksamhet"]) == (
            handed_in[code]["unit"],
            handed_in[code]["activity"],
        )
        figures = {"Belopp": amount, "Ram": frames[code], "Skillnad": Decimal(0)}
        assert only(row, figures) == as_published(figures)
        moved = frames[code] - amount
        assert (row.get("Beslutat därefter") or 0) == pytest.approx(float(moved), abs=5e-7)
    approvers = table(budget(year, period, "Attest"), "Avdelning", "Ansvarskod", "Befattning")
    attested = money.attested()
    names = {
        row["Ansvarskod"]: (row["Befattning"], row["Namn"], row["Ersättare"]) for row in approvers
    }
    assert names == {
        code: (row["position"], row["name"], row["substitute"]) for code, row in attested.items()
    }


@every_tertial
def test_the_file_for_accounting_says_the_same(year: Path, period: str) -> None:
    text = (year / "resultat" / period / "budget.csv").read_text(encoding="utf-8-sig")
    lines = {line["Ansvarskod"]: line for line in csv.DictReader(text.splitlines(), delimiter=";")}
    for code, wanted in expected.units(period).items():
        for label in ("Ram", "Utfall ack.", "Bokfört", "Prognos helår", "Avvikelse"):
            assert Decimal(lines[code][label].replace(",", ".")) == wanted[label], (code, label)
        assert NAMES[lines[code]["Nyckel"]] == lines[code]["Avdelning"]


def test_the_accounting_file_holds_the_frames_in_force_to_the_krona(year: Path) -> None:
    months = months_in((year / "resultat" / "T3" / "budget.se").read_bytes())
    years = {pair[1]: sum(amounts) for pair, amounts in months.items() if pair[:1] == ("1",)}
    assert years == {code: frame * MILLION for code, frame in money.frames("T3").items()}
    assert sum(months[()]) == Decimal("707.7") * MILLION


@every_tertial
def test_each_version_of_the_frames_has_what_was_decided(year: Path, period: str) -> None:
    sheet = budget(year, period, "Ramversioner")
    listed = table(sheet, "Version", "Slag", "Totalt")
    wanted = expected.versions(period)
    dated = [row for row in listed if row["Slag"] and row["Totalt"] is not None]
    assert [row["Datum"] for row in dated] == [each["Datum"] for each in wanted]
    assert [row["Totalt"] for row in dated] == [pytest.approx(707.7)] * len(wanted)
    assert [row["Version"] for row in dated if row["Gäller"]] == [dated[-1]["Version"]]
    matrix = table(sheet, "Per avdelning", dated[0]["Version"])
    for row, version in zip(dated, wanted, strict=True):
        shown = column(matrix, "Per avdelning", row["Version"])
        frames = {
            money.PRINTED_AS.get(name) or KEYS[name]: amount
            for name, amount in shown.items()
            if name != "Totalt" and amount
        }
        assert frames == as_published(version["frames"])


@every_tertial
def test_forecasts_are_held_against_what_came_of_them(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Prognossäkerhet"), "Avdelning", "Prognos helår")
    wanted = {
        # The departments' sums are rounded to the krona before they are added up.
        name: as_published(row, within=4e-6 if name == "Totalt" else 5e-7)
        for name, row in expected.accuracy(period).items()
    }
    shown = {row["Avdelning"]: row for row in rows if row["Avdelning"] in wanted}
    assert {name: only(row, wanted[name]) for name, row in shown.items()} == wanted
