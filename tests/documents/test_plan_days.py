"""Days as people write them in plan.xlsx: read where a return would read them, and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kexcel.documents.plan.reader import read_plan
from kexcel.validate.day_text import LONGER, NO_SUCH_DAY, NO_YEAR, NOT_A_DAY, SEVERAL
from tests.documents.conftest import Changes

ACTIVITIES, END = "Aktiviteter", "F2"
READ = (
    "2024-06-11", "11/6 2024", "11/6-2024", "11 juni 2024", "den 11 juni 2024", "11 jun 2024",
    "tisdagen den 11 juni 2024", "20240611", "2024.06.11", "11.6.2024", "11/6 -24", 20240611,
)  # fmt: skip
REFUSED = {
    "11/6 2024 eller så": NOT_A_DAY,
    "6/7/2024": SEVERAL,
    "11 juni": NO_YEAR,
    "31/6 2024": NO_SUCH_DAY,
    "juni 2024": LONGER,
}


@pytest.mark.parametrize("written", READ)
def test_a_day_that_can_mean_only_one_is_read_and_said(
    changed: Callable[[Changes], bytes], written: str | int
) -> None:
    plan, findings = read_plan(changed({(ACTIVITIES, END): written}))
    assert plan.activities[0].end == date(2024, 6, 11)
    told = [(x.code, dict(x.details)) for x in findings if x.place.cell == END]
    assert told == [("interpreted", {"meaning": "2024-06-11"})]


@pytest.mark.parametrize("written", REFUSED)
def test_a_day_that_is_uncertain_is_told_with_why(
    changed: Callable[[Changes], bytes], written: str
) -> None:
    _, findings = read_plan(changed({(ACTIVITIES, END): written}))
    told = [(x.code, dict(x.details)) for x in findings if x.place.sheet == ACTIVITIES]
    assert ("not-a-date", {"reason": REFUSED[written]}) in told


def test_two_figures_are_no_year_where_the_plans_own_cannot_be_read(
    changed: Callable[[Changes], bytes],
) -> None:
    _, findings = read_plan(changed({(ACTIVITIES, END): "11/6 -24", ("Plan", "B4"): "snart"}))
    told = [x.code for x in findings if x.place.cell == END and x.place.sheet == ACTIVITIES]
    assert told == ["not-a-date"]
    (year,) = [x.code for x in findings if x.place.sheet == "Plan"]
    assert year == "not-a-number"
