from __future__ import annotations

import pytest

from kexcel.documents.prose.chain import longest_chain, missing_between, number_parts


def chosen(numbers: str) -> list[str]:
    """The numbers of the chain, among those that stand apart by blanks; "4*" has more for it."""
    given = numbers.split()
    weighed = [(number_parts(each.rstrip("*")), 0.8 * each.endswith("*")) for each in given]
    return [given[place].rstrip("*") for place in longest_chain(weighed)]


@pytest.mark.parametrize(
    "numbers, chain",
    [
        ("1 2 3 3.1 3.1.1 3.1.2 3.2 4", "1 2 3 3.1 3.1.1 3.1.2 3.2 4"),
        ("1 2 50 3 3.1 10 3.2", "1 2 3 3.1 3.2"),
        ("1 2 3 3.1 4 3.1.1 3.1.2 3.2 4", "1 2 3 3.1 3.1.1 3.1.2 3.2 4"),
        ("1 3 2 3 5 4", "1 2 3 4"),
        ("1 2 4 5", "1 2 4 5"),
        ("3 3.1 3.1.1 4.1", "3 3.1 3.1.1 4.1"),
        ("1 2 3 4 4*", "1 2 3 4"),
        ("", ""),
    ],
)
def test_the_numbers_that_follow_on_each_other_are_the_headings(numbers: str, chain: str) -> None:
    assert chosen(numbers) == chain.split()


def test_of_two_that_fit_the_one_with_more_to_say_for_it_is_chosen() -> None:
    numbers = [((1,), 0.0), ((2,), 0.0), ((2,), 0.8), ((3,), 0.0)]
    assert longest_chain(numbers) == [0, 2, 3]


@pytest.mark.parametrize(
    "before, after, missing",
    [("3.1", "3.2", None), ("3.1.2", "3.2", None), ("3.1", "3.3", "3.2"), ("3.5.2", "4.1", "4")],
)
def test_a_number_that_is_passed_over_is_known(
    before: str, after: str, missing: str | None
) -> None:
    found = missing_between(number_parts(before), number_parts(after))
    assert found == (number_parts(missing) if missing else None)


def test_letters_count_from_a() -> None:
    assert [number_parts(each) for each in ("A", "B.2", "c3")] == [(1,), (2, 2), (3, 3)]
