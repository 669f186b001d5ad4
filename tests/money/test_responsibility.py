"""A responsibility code belongs to the department that claims it, alone or within a range."""

from __future__ import annotations

import pytest

from kexcel.model.plan import Department
from kexcel.money.responsibility import department_with_code, overlap, without_codes

DEPARTMENTS = (
    Department("stab", "Staben", codes=("1100", "1200-1299")),
    Department("ekonomi", "Ekonomi", codes=("2000\u20132100", "EK01")),
    Department("social", "Social"),
)


@pytest.mark.parametrize(
    "code, department",
    [
        ("1100", "stab"),
        (" 1250 ", "stab"),
        ("1200", "stab"),
        ("1299", "stab"),
        ("1300", None),
        ("125", None),
        ("12500", None),
        ("2050", "ekonomi"),
        ("EK01", "ekonomi"),
        ("1A50", None),
        ("", None),
    ],
)
def test_a_code_is_found_alone_or_within_a_range_of_as_many_digits(
    code: str, department: str | None
) -> None:
    assert department_with_code(DEPARTMENTS, code) == department


@pytest.mark.parametrize(
    "one, other, shared",
    [
        ("1100", "1100", True),
        ("1100-1199", "1150", True),
        ("1150", "1100-1199", True),
        ("1100-1199", "1199-1300", True),
        ("1000-1999", "1200-1300", True),
        ("1100-1199", "1200-1300", False),
        ("1100-1199", "110-119", False),
        ("1299-1200", "1250", False),
        ("EK01", "ek01", False),
    ],
)
def test_two_entries_overlap_where_they_share_a_code(one: str, other: str, shared: bool) -> None:  # noqa: FBT001 - a case
    assert (overlap(one, other), overlap(other, one)) == (shared, shared)


def test_codes_that_go_leave_the_rest_of_their_range() -> None:
    assert without_codes(("1100", "1200-1299"), ("1100", "1200", "1250-1259")) == (
        "1201-1249", "1260-1299",
    )  # fmt: skip
    assert without_codes(("0100-0101",), ("0100",)) == ("0101",)
    assert without_codes(("12-1299", "AB"), ("1200", "ab")) == ("12-1299", "AB")
