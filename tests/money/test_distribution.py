"""Rows handed in on Fördelning become one frame for each responsibility code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kexcel.model.plan import FrameChange, FrameKind, FrameVersion
from kexcel.money.distribution import unit_frames
from kexcel.money.sums import add_up
from tests.money.amounts import amounts, handed_in, names


def told(
    *rows: object, changes: dict[tuple[str, str], Decimal] | None = None
) -> list[tuple[str, str]]:
    units = unit_frames(rows, changes)  # type: ignore[arg-type]
    return [(each.identity, f"{each.unit}: {each.frame}") for each in units]


def test_each_code_is_a_unit_in_the_order_handed_in() -> None:
    assert told(
        handed_in("Kansliet", "1200", Decimal("12.5")), handed_in("Arkivet", "1100", Decimal(3))
    ) == [("stab/1200", "Kansliet: 12.5"), ("stab/1100", "Arkivet: 3")]


def test_amounts_of_one_code_are_added_whatever_the_rows_are_called() -> None:
    assert told(
        handed_in("Kansliet", "1200", Decimal("12.5")),
        handed_in("KANSLIET", "1200 ", Decimal("-0.5")),
        handed_in("Registratur", "1200", Decimal(1)),
    ) == [("stab/1200", "Kansliet, Registratur: 13.0")]


def test_without_a_code_the_name_is_what_a_unit_is_known_by() -> None:
    assert told(
        handed_in("Kansliet", "", Decimal(1)), handed_in("kansliet ", "", Decimal(2)),
        handed_in("", "1300", Decimal(3)),
    ) == [("stab/Kansliet", "Kansliet: 3"), ("stab/1300", "1300: 3")]  # fmt: skip


def test_a_name_that_is_a_code_of_another_row_is_that_unit() -> None:
    assert told(handed_in("", "1300", Decimal(3)), handed_in("1300", "", Decimal(1))) == [
        ("stab/1300", "1300: 4")
    ]


def test_what_cannot_be_read_or_belongs_to_no_unit_is_left_out() -> None:
    assert (
        told(
            handed_in("Kansliet", "1200", None),
            handed_in("Kansliet", "1200", "tolv", sound=False),
            handed_in("", "", Decimal(9)),
        )
        == []
    )


def test_departments_may_have_the_same_code() -> None:
    assert told(
        handed_in("A", "1", Decimal(1)), handed_in("B", "1", Decimal(2), department="ekonomi")
    ) == [("stab/1", "A: 1"), ("ekonomi/1", "B: 2")]


def test_what_was_decided_later_is_added_to_its_code() -> None:
    changes = {("stab", "1200"): Decimal("-0.5"), ("stab", "1900"): Decimal("0.5")}
    assert told(handed_in("Kansliet", "1200", Decimal(3)), changes=changes) == [
        ("stab/1200", "Kansliet: 2.5"),
        ("stab/1900", "1900: 0.5"),
    ]


def test_a_change_in_a_department_that_has_distributed_nothing_makes_no_unit() -> None:
    assert told(changes={("stab", "1200"): Decimal(1)}) == []


def version(
    name: str, kind: FrameKind, decided: date | None, *changes: FrameChange
) -> FrameVersion:
    return FrameVersion(name, kind, decided, "§ 1", changes=changes)


rows = st.builds(
    handed_in,
    unit=names,
    code=names,
    amount=amounts,
    department=st.sampled_from(["stab", "ekonomi"]),
)


@given(st.lists(rows, max_size=20))
def test_distributing_conserves_every_krona_that_has_a_unit(handed: list) -> None:  # type: ignore[type-arg]
    units = unit_frames(handed)
    for department in ("stab", "ekonomi"):
        given_out = [
            each.answers["amount"].value
            for each in handed
            if each.department == department
            and any(
                key in each.answers and each.answers[key].written.strip()
                for key in ("unit", "responsibility")
            )
        ]
        frames = [each.frame for each in units if each.department == department]
        assert add_up(frames) == add_up(given_out)


@given(st.lists(rows, max_size=20))
def test_no_two_units_are_known_by_the_same(handed: list) -> None:  # type: ignore[type-arg]
    identities = [each.identity for each in unit_frames(handed)]
    assert len(set(identities)) == len(identities)
