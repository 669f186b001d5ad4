"""A day's reorganisation as a version of the frames, and the units that go with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kexcel.model.plan import FrameChange, FrameKind, FrameVersion, Perspective, Plan, UnitFrame
from kexcel.money.profile import Shares, shares_in
from kexcel.money.versions import version_at, with_versions
from kexcel.timeline.code_changes import code_changes
from kexcel.timeline.frames import with_moved_frames
from kexcel.timeline.profiles import profiles_in
from kexcel.timeline.units import moved_units
from tests.timeline.test_conservation import BUDGET, UNITS, plan
from tests.timeline.test_faults import JULY, OCTOBER, move


def moved(the_plan: Plan) -> Plan:
    return with_versions(with_moved_frames(the_plan, BUDGET, lambda _: UNITS), BUDGET)


def frames(the_plan: Plan, day: date) -> dict[str, Decimal | None]:
    column = version_at(the_plan, BUDGET, day)
    return {each.key: the_plan.frame_of(each.key, column) for each in the_plan.departments}


def test_a_split_moves_the_frames_of_its_codes_what_is_said_and_the_rest() -> None:
    whole = moved(
        plan(
            move("a", "b", codes=("1100", "1200-1299"), decision="KS § 1"),
            move("a", "c", frame=Decimal("0.5"), decision="KS § 2"),
            move("a", "x", decision="KS § 1"),
        )
    )
    version = whole.frame_versions[-1]
    assert (version.name, version.kind) == ("Omorganisation 2024-07-01", FrameKind.TRANSFER)
    assert (version.decided, version.decision) == (JULY, "KS § 1; KS § 2")
    assert [each.moved for each in whole.reorganisations] == [
        Decimal("3.5"), Decimal("0.5"), Decimal("6.0"),
    ]  # fmt: skip
    assert sum(each.change or 0 for each in version.changes) == 0
    assert frames(whole, JULY) == {
        "a": 0, "b": Decimal("24.5"), "c": Decimal("5.75"), "x": Decimal("6.0"), "y": None,
    }  # fmt: skip


def test_later_decisions_build_on_what_was_moved() -> None:
    later = FrameVersion(
        "Revidering november",
        FrameKind.REVISED,
        date(2024, 11, 25),
        changes=(FrameChange(Perspective.DEPARTMENT, "X", "x", change=Decimal(1)),),
    )
    whole = plan(move("a", "x"))
    whole = moved(replace(whole, frame_versions=(*whole.frame_versions, later)))
    assert frames(whole, JULY)["x"] == 10
    assert frames(whole, date(2024, 12, 31))["x"] == 11


def test_activities_alone_move_no_money() -> None:
    whole = moved(plan(move("a", "b", activities=("1-1",))))
    assert [each.name for each in whole.frame_versions] == ["Revidering"]
    assert whole.reorganisations[0].moved == 0


def test_a_name_that_is_taken_is_told_apart() -> None:
    whole = plan(move("a", "x"))
    taken = replace(whole.frame_versions[0], name="omorganisation 2024-07-01")
    whole = moved(replace(whole, frame_versions=(taken,)))
    assert whole.frame_versions[-1].name == "Omorganisation 2024-07-01 (2)"


def test_a_code_that_both_had_is_one_unit() -> None:
    units = (UnitFrame("b", "Kök", "900", Decimal(1)), UnitFrame("a", "Köket", "900", Decimal(2)))
    assert moved_units(units, (move("a", "b"),)) == (
        UnitFrame("b", "Kök, Köket", "900", Decimal(3)),
    )


def test_what_was_decided_of_a_code_before_it_moved_follows_it() -> None:
    change = FrameChange(Perspective.DEPARTMENT, "A", "a", change=Decimal(1), responsibility="1100")
    decided = FrameVersion("Maj", FrameKind.REVISED, date(2024, 5, 1), changes=(change,))
    again = FrameVersion(
        "Oktober", FrameKind.REVISED, OCTOBER, changes=(replace(change, department="b"),)
    )
    whole = replace(plan(move("a", "b", codes=("1100",))), frame_versions=(decided, again))
    assert code_changes(whole, date(2023, 12, 31), date(2024, 12, 31)) == {("b", "1100"): 2}
    assert code_changes(whole, date(2023, 12, 31), date(2024, 6, 30)) == {("a", "1100"): 1}


def test_a_department_that_began_with_anothers_has_its_profile() -> None:
    even: Shares = (Decimal(1),)
    whole = plan(move("a", "x"), move("b", "y"), move("c", "y"))
    assert profiles_in({"a": even, "c": even}, whole) == {"a": even, "c": even, "x": even}


def test_a_moved_unit_keeps_the_profile_that_it_had() -> None:
    early, late = (Decimal(100),), (Decimal(0), Decimal(100))
    moves = move("a", "x"), move("b", "x"), move("c", "b", codes=("3000",))
    whole = replace(plan(*moves), units=moved_units(UNITS, moves))
    found = profiles_in({"a": early, "b": late, "1250": late}, whole)
    assert {(u.department, u.responsibility): shares_in(found, u.department, u.responsibility)
            for u in whole.units} == {
        ("x", "1100"): early, ("x", "1250"): late, ("x", "2500"): late, ("b", "3000"): (),
    }  # fmt: skip
    assert shares_in(found, "c", "3000") == ()


def test_a_profile_that_is_set_for_a_new_department_rules_its_units() -> None:
    early, late = (Decimal(100),), (Decimal(0), Decimal(100))
    moves = (move("a", "x"),)
    whole = replace(plan(*moves), units=moved_units(UNITS, moves))
    assert shares_in(profiles_in({"a": early, "x": late}, whole), "x", "1100") == late


def test_moves_of_a_proposal_are_a_proposal_until_frames_are_decided() -> None:
    whole = replace(plan(move("a", "x"), move("x", "y", OCTOBER)), frame_versions=())
    lines = tuple(replace(each, version="Förslag november") for each in whole.frames)
    september = FrameVersion("KF september", FrameKind.DECIDED, date(2024, 9, 1))
    proposed = moved(replace(whole, frames=lines))
    decided = moved(replace(whole, frames=lines, frame_versions=(september,)))
    assert [each.kind for each in proposed.frame_versions] == [FrameKind.PROPOSED] * 2
    assert [each.kind for each in decided.frame_versions] == [
        FrameKind.PROPOSED, FrameKind.DECIDED, FrameKind.TRANSFER,
    ]  # fmt: skip
    for each in (proposed, decided):
        assert frames(each, JULY)["x"] == 10
        assert frames(each, OCTOBER)["y"] == 10
