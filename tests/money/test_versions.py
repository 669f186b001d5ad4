"""Which version of the frames holds when, and what it says of each line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, Plan
from kexcel.money.differences import differences, total_of
from kexcel.money.versions import (
    groundless_changes,
    responsibility_changes,
    version_at,
    version_behind,
    version_named,
    versions_of,
    with_versions,
)
from tests.money.framed import (
    BUDGET,
    DECIDED,
    MOVED,
    PROPOSAL,
    REVISED,
    adds,
    becomes,
    framed,
    group,
    version,
)

WHOLE = framed(DECIDED, REVISED, MOVED)


def amounts(plan: Plan, column: str) -> dict[str, str]:
    """Each line's amount in a column once the plan has its versions, totals left out."""
    lines = with_versions(plan, BUDGET).frames
    return {x.name: str(x.amounts[column]) for x in lines if column in x.amounts and not x.is_total}


def test_each_version_is_a_column_where_unmentioned_lines_stand_as_before() -> None:
    assert amounts(WHOLE, PROPOSAL) == amounts(WHOLE, BUDGET) == amounts(WHOLE, DECIDED.name)
    assert amounts(WHOLE, REVISED.name) == {
        "Barn och unga": "40.0",
        "Äldre": "19.4",
        "Staben": "50.4",
        "Ekonomi": "9.8",
    }
    assert amounts(WHOLE, MOVED.name) == {
        "Barn och unga": "40.0",
        "Äldre": "19.4",
        "Staben": "49.9",
        "Ekonomi": "9.8",
        "Kulturavdelningen": "0.5",
    }


def test_a_department_that_first_gets_a_frame_stands_before_the_printed_total() -> None:
    lines = with_versions(WHOLE, BUDGET).frames
    assert [(each.name, each.department) for each in lines[3:]] == [
        ("Staben", "stab"),
        ("Ekonomi", "ekonomi"),
        ("Kulturavdelningen", "kultur"),
        ("Summa", None),
    ]
    assert list(lines[5].amounts) == [MOVED.name]


def test_totals_are_printed_figures_alone() -> None:
    totals = [each for each in with_versions(WHOLE, BUDGET).frames if each.is_total]
    assert [list(each.amounts) for each in totals] == [[BUDGET], [BUDGET]]


def test_expanding_twice_changes_nothing() -> None:
    once = with_versions(WHOLE, BUDGET)
    assert with_versions(once, BUDGET) == once


def test_a_plan_without_decisions_has_its_base_alone() -> None:
    (base,) = versions_of(framed(), BUDGET)
    assert (base.version.name, base.column, base.before, base.is_base) == (
        PROPOSAL,
        BUDGET,
        None,
        True,
    )


@pytest.mark.parametrize(
    "day, column",
    [
        ("2023-11-26", BUDGET),
        ("2023-11-27", DECIDED.name),
        ("2024-03-11", DECIDED.name),
        ("2024-03-12", REVISED.name),
        ("2024-12-31", MOVED.name),
    ],
)
def test_the_newest_version_decided_by_the_day_is_in_force(day: str, column: str) -> None:
    assert version_at(WHOLE, BUDGET, date.fromisoformat(day)) == column


@pytest.mark.parametrize(
    "printed_as, decision, kind",
    [
        (PROPOSAL, "", FrameKind.PROPOSED),
        ("förslag 3", "", FrameKind.PROPOSED),
        ("Förslaget", "", FrameKind.DECIDED),
        ("Beslut juni", "Förslag.", FrameKind.DECIDED),
        ("", "Förslag. Behandlas i november.", FrameKind.PROPOSED),
        ("", "", FrameKind.DECIDED),
    ],
)
def test_the_printed_words_say_whether_the_base_is_a_proposal(
    printed_as: str, decision: str, kind: FrameKind
) -> None:
    plan = replace(framed(printed_as=printed_as), decision=decision)
    assert [each.version.kind for each in versions_of(plan, BUDGET)] == [kind]


def test_a_decision_that_goes_by_the_printed_name_tells_of_the_base() -> None:
    told = version("förslag  NOVEMBER 2023", FrameKind.DECIDED, "2023-11-27", decision="KF § 112")
    plan = framed(told, REVISED)
    base, revised = versions_of(plan, BUDGET)
    assert (base.version.name, base.version.kind, base.version.decision) == (
        PROPOSAL,
        FrameKind.DECIDED,
        "KF § 112",
    )
    assert revised.before == BUDGET
    assert version_at(plan, BUDGET, date(2023, 12, 31)) == BUDGET


def test_a_decision_that_goes_by_another_printed_name_is_no_version() -> None:
    plan = framed(version("Beslut juni 2023", FrameKind.DECIDED, "2023-06-19"))
    lines = (replace(plan.frames[0], version="Beslut juni 2023"), *plan.frames[1:])
    assert [x.column for x in versions_of(replace(plan, frames=lines), BUDGET)] == [BUDGET]


LATE = version("Förslag oktober 2024", FrameKind.PROPOSED, "2024-10-01", adds("ekonomi", "2"))
LAST = version("Revidering november 2024", FrameKind.REVISED, "2024-11-20", adds("stab", "1"))


def test_a_proposal_after_a_decision_is_never_in_force_and_nothing_builds_on_it() -> None:
    plan = framed(DECIDED, MOVED, LATE, LAST)
    assert version_at(plan, BUDGET, date(2024, 10, 31)) == MOVED.name
    assert amounts(plan, LATE.name)["Ekonomi"] == "11.0"
    assert amounts(plan, LATE.name)["Staben"] == "49.9"
    assert amounts(plan, LAST.name)["Ekonomi"] == "9.0"
    assert amounts(plan, LAST.name)["Staben"] == "50.9"


def test_while_nothing_is_decided_the_newest_proposal_is_in_force() -> None:
    earlier = version(
        "Förslag oktober 2023", FrameKind.PROPOSED, "2023-10-01", becomes("stab", "50")
    )
    plan = framed(earlier, DECIDED)
    assert version_at(plan, BUDGET, date(2023, 10, 31)) == earlier.name
    assert amounts(plan, DECIDED.name)["Staben"] == "50"


def test_an_undated_proposal_builds_on_a_base_that_has_a_day() -> None:
    told = version(PROPOSAL, FrameKind.DECIDED, "2023-11-27")
    loose = version("Tilläggsförslag", FrameKind.PROPOSED, None, adds("stab", "1"))
    plan = framed(told, loose)
    assert amounts(plan, loose.name)["Staben"] == "51.4"
    assert version_at(plan, BUDGET, date(2024, 12, 31)) == BUDGET


JUNE = version(
    "Beslut juni 2023",
    FrameKind.DECIDED,
    "2023-06-19",
    becomes("stab", "48"),
    becomes("ekonomi", "8"),
)
NOVEMBER = version(PROPOSAL, FrameKind.REVISED, "2023-11-27")


def test_what_was_decided_before_the_base_stands_on_its_own() -> None:
    plan = framed(JUNE, NOVEMBER)
    assert amounts(plan, JUNE.name) == {"Staben": "48", "Ekonomi": "8"}
    assert version_at(plan, BUDGET, date(2023, 10, 31)) == JUNE.name
    assert version_at(plan, BUDGET, date(2023, 11, 30)) == BUDGET
    assert version_at(plan, BUDGET, date(2023, 1, 1)) == BUDGET


def test_a_change_before_the_base_of_what_has_no_amount_is_groundless() -> None:
    early = version(
        "Överföring augusti 2023",
        FrameKind.TRANSFER,
        "2023-08-30",
        adds("stab", "-1"),
        adds("kultur", "1"),
    )
    plan = framed(JUNE, early, NOVEMBER, MOVED)
    assert [(v.name, c.department) for v, c in groundless_changes(plan, BUDGET)] == [
        (early.name, "kultur")
    ]
    assert groundless_changes(WHOLE, BUDGET) == ()


def test_a_change_within_a_department_changes_its_frame_too() -> None:
    within = version(
        "Överföring",
        FrameKind.TRANSFER,
        "2024-02-01",
        adds("stab", "-0.5", "1100"),
        adds("stab", "0.3", "1200"),
        adds("ekonomi", "0.2", "2100"),
    )
    assert amounts(framed(within), within.name)["Staben"] == "50.2"
    assert amounts(framed(within), within.name)["Ekonomi"] == "9.2"


def test_changes_of_codes_are_those_decided_between_two_days() -> None:
    def moved(day: str, change: str, kind: FrameKind = FrameKind.TRANSFER) -> FrameVersion:
        return version(f"{kind} {day}", kind, day, adds("stab", change, "1100"))

    plan = framed(
        moved("2024-01-31", "1"),
        moved("2024-02-01", "2"),
        moved("2024-04-30", "4"),
        moved("2024-04-30", "8", FrameKind.PROPOSED),
        moved("2024-05-01", "16"),
        version("Jämnt", FrameKind.TRANSFER, "2024-02-02", adds("ekonomi", "1", "2"),
                adds("ekonomi", "-1", "2"), adds("stab", "7")),
    )  # fmt: skip
    until = date(2024, 4, 30)
    assert responsibility_changes(plan, date(2024, 1, 31), until) == {("stab", "1100"): Decimal(6)}
    assert responsibility_changes(plan, None, until) == {("stab", "1100"): Decimal(7)}
    assert responsibility_changes(plan, until, until) == {}


def test_a_citizen_group_is_known_by_its_name_and_a_new_one_gets_a_line() -> None:
    changed = version(
        "Revidering",
        FrameKind.REVISED,
        "2024-02-01",
        group("barn och  UNGA", change="-1"),
        group("Tillväxt", amount="1"),
    )
    lines = with_versions(framed(changed), BUDGET).frames
    shown = [(x.name, x.amounts.get("Revidering")) for x in lines[:4]]
    assert shown == [
        ("Barn och unga", Decimal("39.0")),
        ("Äldre", Decimal("19.4")),
        ("Tillväxt", Decimal(1)),
        ("Summa", None),
    ]


@pytest.mark.parametrize(
    "name, column",
    [
        (PROPOSAL, BUDGET),
        ("budget 2024", BUDGET),
        ("REVIDERING mars  2024", REVISED.name),
        ("Revidering", None),
    ],
)
def test_a_version_is_found_by_its_name_and_the_base_by_its_column_too(
    name: str, column: str | None
) -> None:
    found = version_named(WHOLE, BUDGET, name)
    assert (found.column if found else None) == column


@pytest.mark.parametrize(
    "department, shown, name",
    [
        ("stab", MOVED.name, MOVED.name),
        ("ekonomi", MOVED.name, REVISED.name),
        ("gemensamt", MOVED.name, DECIDED.name),
        ("stab", REVISED.name, DECIDED.name),
        ("stab", BUDGET, PROPOSAL),
        ("stab", "", PROPOSAL),
    ],
)
def test_a_departments_frame_comes_from_the_version_that_last_spoke_of_it(
    department: str, shown: str, name: str
) -> None:
    assert version_behind(WHOLE, BUDGET, shown, department) == name


def test_two_versions_are_compared_line_by_line() -> None:
    found = differences(with_versions(WHOLE, BUDGET), BUDGET, MOVED.name)
    assert [(x.name, x.first, x.second, x.difference) for x in found if x.difference] == [
        ("Staben", Decimal("50.4"), Decimal("49.9"), Decimal("-0.5")),
        ("Ekonomi", Decimal("9.0"), Decimal("9.8"), Decimal("0.8")),
        ("Kulturavdelningen", None, Decimal("0.5"), Decimal("0.5")),
    ]
    assert [x.name for x in found][:2] == ["Barn och unga", "Äldre"]


MONEY = st.decimals(-99999, 99999, places=2)
UNITS = st.sampled_from([0, 3, 6])
"""How many decimals a krona has in the unit: kr, tkr, mnkr."""
KEYS = ("stab", "ekonomi", "kultur")


@st.composite
def transfers(draw: st.DrawFn, decimals: int) -> tuple[FrameChange, ...]:
    """Rows that move whole kronor between departments and codes, in the unit."""
    kronor = draw(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=6))
    return tuple(
        adds(draw(st.sampled_from(KEYS)), str(Decimal(amount).scaleb(-decimals)), code)
        for amount in [*kronor, -sum(kronor)]
        for code in [draw(st.sampled_from(["", "1100"]))]
    )


@given(st.data(), UNITS)
def test_a_transfer_conserves_money_to_the_last_krona_in_any_unit(
    data: st.DataObject, decimals: int
) -> None:
    changes = data.draw(transfers(decimals))
    moved = version("Överföring", FrameKind.TRANSFER, "2024-02-01", *changes)
    plan = with_versions(framed(DECIDED, moved), BUDGET)
    assert total_of(plan, moved.name) == total_of(plan, BUDGET)
    found = differences(plan, BUDGET, moved.name)
    assert sum(x.difference for x in found if x.perspective is Perspective.DEPARTMENT) == 0


@st.composite
def histories(draw: st.DrawFn) -> tuple[FrameVersion, ...]:
    """Up to four versions of any kind and day, each line set once or changed several times."""
    made = []
    for place in range(draw(st.integers(0, 4))):
        changes: list[FrameChange] = []
        for key in KEYS:
            if draw(st.booleans()):
                changes.append(becomes(key, str(draw(MONEY))))
            else:
                changes += [adds(key, str(x)) for x in draw(st.lists(MONEY, max_size=3))]
        day = draw(st.dates(date(2023, 1, 1), date(2024, 12, 31)))
        kind = draw(st.sampled_from(FrameKind))
        made.append(version(f"Version {place}", kind, day.isoformat(), *changes))
    return tuple(made)


@given(histories(), st.data())
def test_differences_add_up_from_version_to_version(
    history: tuple[FrameVersion, ...], data: st.DataObject
) -> None:
    plan = with_versions(framed(*history), BUDGET)
    columns = [each.column for each in versions_of(plan, BUDGET)]
    one, two, three = (data.draw(st.sampled_from(columns)) for _ in range(3))

    def moved(first: str, second: str) -> Decimal:
        found = differences(plan, first, second)
        return sum(
            (x.difference for x in found if x.perspective is Perspective.DEPARTMENT), Decimal(0)
        )

    assert moved(one, two) + moved(two, three) == moved(one, three)
    assert moved(one, two) == total_of(plan, two) - total_of(plan, one)


@given(histories(), st.data())
def test_the_order_of_the_rows_within_a_version_decides_nothing(
    history: tuple[FrameVersion, ...], data: st.DataObject
) -> None:
    shuffled = tuple(
        replace(each, changes=tuple(data.draw(st.permutations(each.changes)))) for each in history
    )
    for each in history:
        assert amounts(framed(*history), each.name) == amounts(framed(*shuffled), each.name)


def test_the_order_of_versions_of_different_days_decides_nothing() -> None:
    expected = with_versions(WHOLE, BUDGET)
    for order in permutations(WHOLE.frame_versions):
        again = with_versions(replace(WHOLE, frame_versions=order), BUDGET)
        assert again.frames == expected.frames


@given(histories())
def test_what_is_in_force_is_decided_by_its_day_unless_nothing_is(
    history: tuple[FrameVersion, ...],
) -> None:
    plan = framed(*history)
    by_column = {each.column: each.version for each in versions_of(plan, BUDGET)}
    for day in (date(2023, 6, 30), date(2024, 4, 30), date(2024, 12, 31)):
        found = by_column[version_at(plan, BUDGET, day)]
        assert found.decided is None or found.decided <= day
        decided = [
            x
            for x in history
            if x.kind is not FrameKind.PROPOSED and x.decided and x.decided <= day
        ]
        assert bool(decided) is (found.kind is not FrameKind.PROPOSED)
