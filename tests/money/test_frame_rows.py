"""A department's frame is followed up by its units and what is left, and they add up to it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.plan import UnitFrame
from kexcel.money.frame_rows import FrameRow, frame_rows, row_name
from kexcel.money.sums import add_up
from tests.money.amounts import UNITS, amounts, plan_with, unit


def told(rows: tuple[FrameRow, ...]) -> list[tuple[str, str, str]]:
    return [(row.identity, row_name(row, "sv"), str(row.frame)) for row in rows]


def test_a_department_that_has_distributed_nothing_is_one_row() -> None:
    assert told(frame_rows(plan_with(Decimal("50.4")), "stab")) == [("stab", "Staben", "50.4")]


def test_units_come_in_the_plans_order_and_then_what_is_left() -> None:
    plan = plan_with(Decimal("50.4"), unit("1200", "30.0", "Kansliet"), unit("1100", "20"))
    assert told(frame_rows(plan, "stab")) == [
        ("stab/1200", "Kansliet", "30.0"),
        ("stab/1100", "Enhet 1100", "20"),
        ("stab/", "Ej fördelat", "0.4"),
    ]


def test_what_is_distributed_to_the_krona_leaves_no_row() -> None:
    plan = plan_with(Decimal("50.4"), unit("1200", "30.4"), unit("1100", "20"))
    assert [row.identity for row in frame_rows(plan, "stab")] == ["stab/1200", "stab/1100"]


def test_it_is_kept_where_something_is_booked_on_it() -> None:
    plan = plan_with(Decimal(20), unit("1100", "20"))
    rows = frame_rows(plan, "stab", has_booked_beside=True)
    assert told(rows)[-1] == ("stab/", "Ej fördelat", "0")


def test_what_is_distributed_beyond_the_frame_is_a_negative_row() -> None:
    plan = plan_with(Decimal("50.4"), unit("1200", "50.5"))
    assert told(frame_rows(plan, "stab"))[-1] == ("stab/", "Ej fördelat", "-0.1")


def test_a_department_asked_for_as_a_whole_is_one_row_whatever_it_distributed() -> None:
    plan = plan_with(Decimal("50.4"), unit("1200", "30"))
    assert told(frame_rows(plan, "stab", is_whole=True)) == [("stab", "Staben", "50.4")]


def test_a_department_without_a_frame_has_no_rows() -> None:
    plan = plan_with(Decimal("50.4"), unit("1200", "30"))
    assert frame_rows(plan, "stab", column="Budget 2023") == ()


units = st.lists(
    st.builds(
        UnitFrame,
        department=st.sampled_from(["stab", "ekonomi"]),
        unit=st.text(max_size=3),
        responsibility=st.text(max_size=3),
        frame=amounts,
    ),
    max_size=30,
)


@given(frame=amounts, distributed=units, unit=st.sampled_from(UNITS), is_whole=st.booleans(),
       is_booked=st.booleans())  # fmt: skip
def test_the_rows_always_add_up_to_the_frame(
    *, frame: Decimal, distributed: list[UnitFrame], unit: str, is_whole: bool, is_booked: bool
) -> None:
    plan = plan_with(frame, *distributed, unit=unit)
    for department, whole in (("stab", frame), ("ekonomi", Decimal(9))):
        rows = frame_rows(plan, department, is_whole=is_whole, has_booked_beside=is_booked)
        assert add_up(row.frame for row in rows) == whole
