"""What is remembered of a record, and what is not."""

from __future__ import annotations

from kexcel.model.remembered import remember_last


def test_the_same_object_is_worked_out_once_and_an_equal_one_anew() -> None:
    asked: list[list[int]] = []

    @remember_last
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    first, second = [1, 2], [1, 2]
    assert [total(first), total(first), total(second), total(second)] == [3, 3, 3, 3]
    assert [each is first for each in asked] == [True, False]
