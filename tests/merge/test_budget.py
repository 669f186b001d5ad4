"""What is reported of frames, row by row: conserved, and never counted twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kexcel.merge import frames
from kexcel.merge.budget import Background, Frames
from kexcel.merge.carry_over import answers_for_next_period
from kexcel.model.consolidation import BudgetResult, LedgerAmount, MergedAnswer, Source
from kexcel.model.plan import Plan
from kexcel.money.sums import add_up
from tests.builders import settings
from tests.merge.files import FULL, Typed, merged, returned
from tests.money.amounts import COLUMN, amounts, plan_with, unit

PLAN = plan_with(Decimal("50.4"), unit("1100", "30", "Kansliet"), unit("1200", "20.2", "Arkivet"))
LEDGER_FILE = Source("huvudbok.xlsx", "arkiv/ab.xlsx", "Blad1", "C7")
SHARES = (Decimal(100), *[Decimal(0)] * 11)


def booked(code: str, amount: str | Decimal) -> LedgerAmount:
    return LedgerAmount(code, Decimal(amount), LEDGER_FILE)


def said(value: object, *, sound: bool = True) -> MergedAnswer:
    return MergedAnswer(value, str(value), Source("svar.xlsx", "", "Budget", "F5"), sound)  # type: ignore[arg-type]


def frames_of(background: Background, plan: Plan = PLAN) -> Frames:
    return Frames(plan, COLUMN, settings().period("T1"), background)


def rows(
    answers: Mapping[str, Mapping[str, MergedAnswer]],
    background: Background | None = None,
    plan: Plan = PLAN,
) -> dict[str, BudgetResult]:
    """Each row's result, by the answers to each of Staben's rows."""
    by_row = {("budget", row): each for row, each in answers.items()}
    results = frames_of(background or Background(), plan).results({"stab": by_row})
    return {each.identity: each for each in results}


def test_what_is_written_counts_before_what_is_booked() -> None:
    background = Background(ledger=(booked("1100", "9.8"), booked("1200", "6.7")))
    found = rows({"stab/1100": {"actual": said(Decimal("9.9"))}}, background)
    assert [(r.actual, r.ledger and r.ledger.amount) for r in found.values()] == [
        (Decimal("9.9"), Decimal("9.8")),
        (Decimal("6.7"), Decimal("6.7")),
        (None, None),
        (None, None),
    ]


def test_what_cannot_be_read_is_not_replaced_by_what_is_booked() -> None:
    background = Background(ledger=(booked("1100", "9.8"),))
    found = rows({"stab/1100": {"actual": said("ca tio", sound=False)}}, background)
    assert (found["stab/1100"].actual, found["stab/1100"].ledger) == (None, booked_by_stab("9.8"))


def booked_by_stab(amount: str) -> LedgerAmount:
    return LedgerAmount("1100", Decimal(amount), LEDGER_FILE, "stab", name="Kansliet")


def test_a_row_has_its_period_budget_and_the_figures_of_the_period_before() -> None:
    previous = {("stab", "stab/1100"): {"forecast": Decimal(31), "actual": Decimal(9)},
                ("stab", "stab"): {"forecast": Decimal(51)}}  # fmt: skip
    background = Background(profile={"1100": SHARES}, previous=previous)
    found = rows({}, background)
    shown = {row: (r.period_budget, r.last_forecast, r.last_actual) for row, r in found.items()}
    assert shown == {
        "stab/1100": (Decimal(30), Decimal(31), Decimal(9)),
        "stab/1200": (Decimal("6.733333"), None, None),
        "stab/": (Decimal("0.066667"), None, None),
        "ekonomi": (Decimal(3), None, None),
    }


def test_a_department_asked_for_as_a_whole_is_one_row() -> None:
    background = Background(
        whole=frozenset({"stab"}), ledger=(booked("1100", "9.8"), booked("1200", "6.7"))
    )
    found = rows({"stab": {"forecast": said(Decimal(51))}}, background)
    assert {row: (r.forecast, r.deviation, r.actual) for row, r in found.items()} == {
        "stab": (Decimal(51), Decimal("-0.6"), Decimal("16.5")),
        "ekonomi": (None, None, None),
    }


def test_a_code_that_nobody_has_is_told_at_its_cell_in_the_ledger() -> None:
    found = frames_of(Background(ledger=(booked("9999", "1.20"), booked("8888", "0"))))
    (finding,) = found.findings()
    place = finding.place
    assert (finding.code, place.file, place.sheet, place.cell, finding.value) == (
        "ledger-unplaced", "huvudbok.xlsx", "Blad1", "C7", "9999",
    )  # fmt: skip
    assert dict(finding.details) == {"amount": "1.2", "unit": "mnkr"}
    assert [each.department for each in found.ledger] == [None, None]


def test_what_is_booked_beside_the_units_has_a_row_though_nothing_is_left() -> None:
    plan = plan_with(Decimal(30), unit("1100", "30"))
    background = Background(ledger=(booked("1900", "0.4"),), department_of=lambda _: "stab")
    found = rows({}, background, plan)
    rest = found["stab/"]
    assert (rest.frame, rest.actual, rest.is_undistributed) == (Decimal(0), Decimal("0.4"), True)


codes = st.sampled_from(["1100", "1200", "1300", "9", "x"])


@given(
    frame=amounts,
    parts=st.lists(amounts, min_size=3, max_size=3),
    ledger=st.lists(st.tuples(codes, amounts), max_size=12),
    whole=st.sampled_from([frozenset(), frozenset({"stab"})]),
)
def test_frames_and_booked_amounts_are_conserved(
    *,
    frame: Decimal,
    parts: list[Decimal],
    ledger: list[tuple[str, Decimal]],
    whole: frozenset[str],
) -> None:
    units = [
        unit(code, str(part)) for code, part in zip(("1100", "1200", "1300"), parts, strict=True)
    ]
    plan = plan_with(frame, *units)
    background = Background(
        ledger=tuple(booked(*each) for each in ledger),
        whole=whole,
        department_of={"9": "ekonomi"}.get,
    )
    own = [r for r in rows({}, background, plan).values() if r.department == "stab"]
    assert add_up(r.frame or Decimal(0) for r in own) == frame
    every = rows({}, background, plan).values()
    counted = add_up(r.actual for r in every if r.actual is not None)
    assert counted == add_up(amount for code, amount in ledger if code != "x")


def test_the_consolidation_has_frames_as_pandas_too() -> None:
    whole = merged(returned(FULL))
    line = frames(whole)["budget"].iloc[0]
    assert [line[key] for key in ("department", "row", "frame", "period_budget", "forecast")] == [
        "stab", "stab", Decimal("50.4"), Decimal("16.800000"), Decimal("50.4"),
    ]  # fmt: skip
    assert line["forecast_source"] == "a.xlsx!Budget!G5"


def test_only_sound_figures_and_words_go_on_to_the_next_period() -> None:
    words: Typed = {("budget", "stab", "comment"): "Enligt plan.",
                    ("budget", "stab", "forecast"): Decimal(50400)}  # fmt: skip
    shown = answers_for_next_period(merged(returned({**FULL, **words})))
    assert shown["stab", "stab"] == {"actual": Decimal("16.9"), "comment": "Enligt plan."}
