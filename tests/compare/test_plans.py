"""Two plans compared: what is the same is silent, what differs is told once, in its own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.compare import ChangeKind
from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, Plan
from tests.builders import plan
from tests.compare.plans import (
    activity,
    applied,
    compared,
    frame,
    plans,
    read,
    told,
    turned_round,
    with_activity,
    without,
)

MIRRORED = {"added": "removed", "removed": "added", "changed": "changed"}


@given(plans())
@settings(max_examples=40, deadline=None)
def test_a_plan_is_no_different_from_itself(content: Plan) -> None:
    comparison = compared(content, turned_round(content))
    assert (comparison.differences, told(comparison)) == (0, set())


@given(plans(), plans())
@settings(max_examples=80, deadline=None)
def test_turned_round_the_same_changes_are_told_the_other_way(one: Plan, other: Plan) -> None:
    there = {(g, MIRRORED[k], c, b, a) for g, k, _, c, a, b in told(compared(one, other))}
    back = {(g, k, c, b, a) for g, k, _, c, b, a in told(compared(other, one))}
    assert there == back


@given(plans(), plans(), st.data())
@settings(max_examples=80, deadline=None)
def test_a_listed_change_that_is_made_is_no_longer_listed(
    one: Plan, other: Plan, data: st.DataObject
) -> None:
    comparison = compared(one, other)
    listed = [(g.key, each) for g in comparison.groups for each in g.changes]
    while listed:
        place = data.draw(st.integers(0, len(listed) - 1))
        # A renumbered activity may want a number that another one still has.
        numbers = [i for i, (_, each) in enumerate(listed) if each.column != "number"]
        group, change = listed[numbers[place % len(numbers)] if numbers else place]
        one = applied(change, group, one, other)
        after = compared(one, other)
        left = [(g.key, each) for g in after.groups for each in g.changes]
        assert (group, change.kind, change.title, change.column) not in {
            (g, each.kind, each.title, each.column) for g, each in left
        }
        assert len(left) < len(listed)
        listed = left


def test_a_changed_day_is_told_with_its_column_before_and_after() -> None:
    after = activity("3.1-1", end=date(2024, 11, 30))(plan())
    assert told(compared(plan(), after)) == {
        ("activities", "changed", "3.1-1", "end", date(2024, 12, 31), date(2024, 11, 30))
    }


def test_a_year_is_told_as_a_year_and_not_as_an_amount() -> None:
    after = replace(plan(), year=2025)
    assert told(compared(plan(), after)) == {("plan", "changed", "", "year", "2024", "2025")}


def test_a_renumbered_activity_is_the_same_with_another_number() -> None:
    after = activity("3.1-2", number="3.1-7")(plan())
    assert told(compared(plan(), after)) == {
        ("activities", "changed", "3.1-7", "number", "3.1-2", "3.1-7")
    }


def test_activities_that_change_numbers_with_each_other_are_known_by_their_titles() -> None:
    one, other = plan().activities[1], plan().activities[2]
    swapped = (replace(one, number=other.number), replace(other, number=one.number))
    after = replace(plan(), activities=(plan().activities[0], *swapped, plan().activities[3]))
    assert told(compared(plan(), after)) == {
        ("activities", "changed", "3.1-3", "number", "3.1-2", "3.1-3"),
        ("activities", "changed", "3.1-2", "number", "3.1-3", "3.1-2"),
    }


def test_a_reworded_title_leaves_the_activity_the_same() -> None:
    after = activity("3.1-2", title="Gallring")(plan())
    assert told(compared(plan(), after)) == {
        ("activities", "changed", "3.1-2", "title", "Översyn av arkivet", "Gallring")
    }


def test_titles_that_differ_in_case_and_space_are_the_same_activity() -> None:
    after = activity("3.1-2", number="3.1-7", title="översyn av  arkivet")(plan())
    changes = told(compared(plan(), after))
    assert {(kind, column) for _, kind, _, column, _, _ in changes} == {
        ("changed", "number"),
        ("changed", "title"),
    }


def test_departments_are_shown_by_name_and_compared_by_key() -> None:
    renamed = replace(plan().departments[1], name="Ekonomi och styrning")
    after = replace(plan(), departments=(plan().departments[0], renamed))
    assert told(compared(plan(), after)) == {
        ("departments", "changed", "ekonomi", "name", "Ekonomiavdelningen", "Ekonomi och styrning")
    }
    moved = activity("3.1-2", lead="ekonomi")(plan())
    assert told(compared(plan(), moved)) == {
        ("activities", "changed", "3.1-2", "lead", "Staben", "Ekonomiavdelningen")
    }


def test_what_was_added_and_removed_tells_its_fields() -> None:
    new = replace(plan().activities[0], number="3.1-8", title="Ny introduktion", contributing=())
    comparison = compared(plan(), with_activity(new)(without("4-1")(plan())))
    (group,) = [each for each in comparison.groups if each.changes]
    assert [(each.kind, each.number) for each in group.changes] == [
        (ChangeKind.REMOVED, "4-1"),
        (ChangeKind.ADDED, "3.1-8"),
    ]
    assert [(part.label, part.value) for part in group.changes[1].parts] == [
        ("Nr", "3.1-8"), ("Mål", "3.1"), ("Aktivitet", "Ny introduktion"),
        ("Beskrivning", "Alla enheter."), ("Start", date(2024, 1, 1)),
        ("Slut", date(2024, 12, 31)), ("Ansvarig", "Staben"),
    ]  # fmt: skip
    assert group.compared == 5


def test_a_frame_is_told_under_its_printed_column() -> None:
    comparison = compared(plan(), frame("stab", "51.4")(plan()))
    assert told(comparison) == {
        ("frames", "changed", "Avdelning", "Budget 2024", Decimal("50.4"), Decimal("51.4"))
    }


def test_an_amount_with_other_zeros_is_the_same_amount() -> None:
    assert told(compared(plan(), frame("stab", "50.400")(plan()))) == set()


def test_a_decision_on_frames_is_told_line_by_line() -> None:
    change = FrameChange(
        Perspective.DEPARTMENT, "Staben", "stab", change=Decimal("1.5"), comment="Ny lag"
    )
    decided = FrameVersion("KF november", FrameKind.REVISED, date(2023, 11, 27), changes=(change,))
    more = replace(decided, changes=(replace(change, change=Decimal(-2)),))
    before, after = (replace(plan(), frame_versions=(each,)) for each in (decided, more))
    assert told(compared(before, after)) == {
        ("frame_versions", "changed", "", "Avdelning/stab/", "+1.5", "-2")
    }


def test_a_plan_is_the_same_after_it_has_been_written_and_read() -> None:
    assert told(compared(plan(), read(plan()))) == set()
