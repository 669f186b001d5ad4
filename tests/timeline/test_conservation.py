"""Whatever is reorganised, nothing is lost: money, codes, activities and measures go somewhere."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    FrameChange,
    FrameKind,
    FrameLine,
    FrameVersion,
    Goal,
    GoalLevel,
    Measure,
    Perspective,
    Plan,
    Reorganisation,
    UnitFrame,
)
from kexcel.money.responsibility import department_of, has_code
from kexcel.money.versions import version_at, with_versions
from kexcel.timeline import plan_on
from kexcel.timeline.faults import told_apart
from kexcel.timeline.frames import with_moved_frames
from kexcel.timeline.units import moved_units

BUDGET = "Budget 2024"
OLD, NEW = ("a", "b", "c"), ("x", "y")
DAYS = (date(2024, 3, 1), date(2024, 7, 1), date(2024, 10, 1))
CODES = {"a": ("1100", "1200-1299"), "b": ("2000-2999",), "c": ("3000", "3100")}
LEDGER = ("1100", "1200", "1250", "1299", "2000", "2500", "2999", "3000", "3100")
UNITS = tuple(
    UnitFrame(department, f"Enhet {code}", code, Decimal(amount))
    for department, code, amount in (
        ("a", "1100", "1.5"), ("a", "1250", "2"), ("b", "2500", "4.25"), ("c", "3000", "0.75"),
    )
)  # fmt: skip


def activity(number: str, lead: str, *contributing: str) -> Activity:
    year = date(2024, 1, 1), date(2024, 12, 31)
    return Activity(number, "1", f"Aktivitet {number}", "", *year, lead, contributing)


def plan(*moves: Reorganisation) -> Plan:
    """Three departments with everything, and two that have nothing yet."""
    decided = FrameVersion(
        "Revidering",
        FrameKind.REVISED,
        date(2024, 2, 1),
        changes=(FrameChange(Perspective.DEPARTMENT, "B", "b", change=Decimal("0.5")),),
    )
    return Plan(
        organisation="Exempel",
        body="KS",
        year=2024,
        unit="mnkr",
        sign="cost-positive",
        decision="",
        departments=tuple(
            Department(key, key.upper(), codes=CODES.get(key, ())) for key in (*OLD, *NEW)
        ),
        goals=(Goal("1", GoalLevel.COUNCIL, "Ett"),),
        activities=(
            activity("1-1", "a", "b"),
            activity("1-2", "a", "c"),
            activity("1-3", "b", "a", "c"),
            activity("1-4", "c"),
        ),
        measures=tuple(
            Measure(f"1/{key}", "Sjukfrånvaro", "1", "%", Direction.DOWN, key) for key in OLD
        ),
        frames=tuple(
            FrameLine(Perspective.DEPARTMENT, key.upper(), key, {BUDGET: Decimal(amount)})
            for key, amount in zip(OLD, ("10", "20.5", "5.25"), strict=True)
        ),
        frame_columns=(BUDGET,),
        frame_versions=(decided,),
        reorganisations=tuple(sorted(moves, key=lambda each: each.day)),
    )


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


MOVES = st.lists(
    st.builds(
        Reorganisation,
        source=st.sampled_from((*OLD, *NEW)),
        target=st.sampled_from((*OLD, *NEW)),
        day=st.sampled_from(DAYS),
        activities=st.one_of(st.just(()), some("1-1", "1-2", "1-3", "1-4")),
        measures=st.one_of(st.just(()), some("1/a", "1/b", "1/c")),
        codes=st.one_of(st.just(()), some("1100", "1250", "1200-1249", "2500", "3000")),
        frame=st.one_of(st.none(), st.none(), st.just(Decimal("0.5"))),
    ),
    max_size=7,
)


def reorganised(moves: list[Reorganisation]) -> Plan:
    """The plan with those of the moves that can be followed, and their frames."""
    sound, _ = told_apart(plan(*moves))

    def before(day: date) -> tuple[UnitFrame, ...]:
        units = UNITS
        for earlier in DAYS:
            if earlier < day:
                units = moved_units(units, on(sound, earlier))
        return units

    return with_versions(with_moved_frames(sound, BUDGET, before), BUDGET)


def on(the_plan: Plan, day: date) -> tuple[Reorganisation, ...]:
    return tuple(each for each in the_plan.reorganisations if each.day == day)


@given(MOVES)
def test_frames_and_units_add_up_to_the_same_on_both_sides_of_every_day(
    moves: list[Reorganisation],
) -> None:
    whole, units = reorganised(moves), UNITS
    for day in DAYS:
        for when in (day - timedelta(days=1), day):
            then = plan_on(whole, when)
            column = version_at(whole, BUDGET, when)
            frames = [then.frame_of(each.key, column) for each in then.departments]
            assert sum(each for each in frames if each is not None) == Decimal("36.25")
        units = moved_units(units, on(whole, day))
        there = {each.key for each in plan_on(whole, day).departments}
        assert {each.department for each in units} <= there
        assert sum(each.frame for each in units) == Decimal("8.5")


@given(MOVES)
def test_every_activity_and_measure_has_one_that_is_there_to_answer_for_it(
    moves: list[Reorganisation],
) -> None:
    whole = reorganised(moves)
    for day in DAYS:
        then = plan_on(whole, day)
        there = {each.key for each in then.departments}
        assert {each.lead for each in then.activities} <= there
        assert {key for each in then.activities for key in each.contributing} <= there
        assert {each.department for each in then.measures} <= there
        assert not any(each.lead in each.contributing for each in then.activities)
        names = [(each.name, each.department) for each in then.measures]
        assert len(set(names)) == len(names)


@given(MOVES)
def test_what_is_booked_on_a_code_is_somebodys_on_every_day(moves: list[Reorganisation]) -> None:
    whole = reorganised(_of_own_codes(moves))
    for day in DAYS:
        then = plan_on(whole, day)
        there = {each.key for each in then.departments}
        assert {department_of(then)(code) for code in LEDGER} <= there


def _of_own_codes(moves: list[Reorganisation]) -> list[Reorganisation]:
    """The rows without those that name another's codes, which ``check`` tells."""
    kept: list[Reorganisation] = []
    for each in sorted(moves, key=lambda each: each.day):
        earlier = [other for other in kept if other.day < each.day]
        then = plan_on(told_apart(plan(*earlier))[0], each.day)
        named = [code for code in LEDGER if has_code(each.codes, code)]
        if all(department_of(then)(code) == each.source for code in named):
            kept.append(each)
    return kept
