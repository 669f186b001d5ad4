"""The money of the example's year, added up with Decimal from what was written and booked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tests.year.planned import KEYS, department_of, department_of_code, departments_on
from tests.year.written import ANSWERS, CLOSES, FACTS, Table, answers, read, typed_in_the_plan

MILLION = 1_000_000
Figures = dict[str, Decimal]
"""Responsibility code, or a department's key → an amount in millions, net cost positive."""

PRINTED_AS = {
    "Gemensamma resurser": "gemensamt",
    "Stab": "stab",
    "Ekonomiavdelningen": "ekonomi",
    "Samhällsbyggnadsavdelningen": "samhallsbyggnad",
    "Utbildningsavdelningen": "utbildning",
    "Sociala avdelningen": "social",
}


def distributed() -> dict[str, Table]:
    """Code → the row of Fördelning, the mended answers before the first ones."""
    departments = read("internbudget") | read("internbudget-rättad")
    return {
        row["responsibility"]: row
        for department in departments.values()
        for row in department["distribution"].values()
    }


def attested() -> dict[str, Table]:
    """Code → the row of Attest, the mended answers before the first ones."""
    departments = read("internbudget") | read("internbudget-rättad")
    return {
        row["responsibility"]: row
        for department in departments.values()
        for row in department["attest"].values()
    }


def frames(period: str) -> Figures:
    """Code → its frame in the version that is in force when the period closes."""
    return frames_on(CLOSES[period])


def frames_on(day: date) -> Figures:
    """Code → its frame on a day: as it was distributed, and what was decided of it since."""
    held = {code: row["amount"] for code, row in distributed().items()}
    for row in typed_in_the_plan("Rambeslut", day):
        if "Ansvarskod" in row:
            held[row["Ansvarskod"]] += row["Ändring"]
    return held


def decided(day: date) -> Figures:
    """Department → its decided frame on a day, worked out from the printed one."""
    held = {PRINTED_AS[name]: Decimal(last) for name, *_, last in FACTS["figures"]["department"]}
    for row in typed_in_the_plan("Rambeslut", day):
        if "Ändring" in row:
            held[KEYS[row["Rad"]]] += row["Ändring"]
    for row in typed_in_the_plan("Omorganisation", day):
        source, target = KEYS[row["Från"]], KEYS[row["Till"]]
        codes = row.get("Ansvarskoder")
        part = sum(frames_on(day)[code] for code in codes.split("; ")) if codes else held[source]
        held[source] -= part
        held[target] = held.get(target, Decimal(0)) + part
    return {key: held[key] for key in departments_on(day)}


def period_budget(period: str) -> Figures:
    """Code → the part of its frame that the plan profile gives up to the period's last day."""
    months = read("kexcel")["money"]["profile"]["standard"][: CLOSES[period].month]
    return {code: frame * sum(months) / 100 for code, frame in frames(period).items()}


def booked(period: str) -> Figures:
    """Code → what the ledger says."""
    text = (ANSWERS / f"bokfört-{period}.csv").read_text(encoding="utf-8")
    return {
        line["Ansvar"]: Decimal(line["Utfall ack."].replace(",", ".")) / MILLION
        for line in csv.DictReader(text.splitlines(), delimiter=";")
        if line["Ansvar"] != "Summa"
    }


def rows(period: str) -> dict[str, Table]:
    """Code → what was written on its row of Budget."""
    return {
        identity.partition("/")[2]: written
        for department in answers(period).values()
        for identity, written in department["budget"].items()
    }


def actuals(period: str) -> Figures:
    """Code → what was written, else what is booked."""
    written = {code: row["actual"] for code, row in rows(period).items() if "actual" in row}
    return booked(period) | written


def forecasts(period: str) -> Figures:
    """Code → the forecast for the year."""
    return {code: Decimal(row["forecast"]) for code, row in rows(period).items()}


def deviations(period: str) -> Figures:
    """Code → frame less forecast: plus is a surplus."""
    said = forecasts(period)
    return {code: frame - said[code] for code, frame in frames(period).items()}


def by_department(figures: Mapping[str, Decimal], period: str) -> Figures:
    """A figure of codes, added up for each department that there is when the period closes."""
    day = CLOSES[period]
    sums = dict.fromkeys(departments_on(day), Decimal(0))
    for code, amount in figures.items():
        sums[department_of_code(code, day)] += amount
    return sums


def measures(period: str, day: date) -> dict[str, tuple[Decimal, str]]:
    """Department on a day → the outcome of its measure in a period, and the comment on it."""
    return {
        department_of(identity.partition("/")[2], day): (row["outcome"], row["comment"])
        for department in answers(period).values()
        for identity, row in department.get("measures", {}).items()
    }
