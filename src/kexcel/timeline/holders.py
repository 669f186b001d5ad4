"""Who has what was a department's, after reorganisations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from kexcel.model.plan import Reorganisation, UnitFrame
from kexcel.money.codes import plain_code
from kexcel.money.responsibility import has_code

Moves = tuple[Reorganisation, ...]


def by_day(moves: Iterable[Reorganisation]) -> Iterator[tuple[date, Moves]]:
    """The moves of each day, in the order of the days."""
    given = tuple(moves)
    for day in sorted({each.day for each in given}):
        yield day, tuple(each for each in given if each.day == day)


def successors(moves: Iterable[Reorganisation]) -> Mapping[str, str]:
    """Each department that ends by the moves → the one that takes what is left of it."""
    return {each.source: each.target for each in moves if each.takes_the_rest}


def taker(department: str, moves: Moves, names: Callable[[Reorganisation], bool]) -> str:
    """Who has what was a department's after a day: whose row names it, or who takes the rest."""
    own = [each for each in moves if each.source == department]
    named = [each.target for each in own if names(each)]
    return (*named, *successors(own).values(), department)[0]


def holder(
    department: str, moves: Iterable[Reorganisation], names: Callable[[Reorganisation], bool]
) -> str:
    """The same after the moves of many days."""
    for _, of_day in by_day(moves):
        department = taker(department, of_day, names)
    return department


def holder_of_rest(department: str, moves: Iterable[Reorganisation]) -> str:
    """Who answers for a department now: itself, or who took what was left of it."""
    return holder(department, moves, lambda _: False)


def holder_of_activity(department: str, number: str, moves: Iterable[Reorganisation]) -> str:
    """Who leads an activity that a department led."""
    return holder(department, moves, lambda move: number in move.activities)


def holder_of_measure(department: str, identity: str, moves: Iterable[Reorganisation]) -> str:
    """Who reports a measure that a department reported."""
    return holder(department, moves, lambda move: identity in move.measures)


def holder_of_code(department: str, code: str, moves: Iterable[Reorganisation]) -> str:
    """Who has a responsibility code, or a unit without one by its name, that a department had."""
    return holder(department, moves, lambda move: names_code(move, code))


def names_code(move: Reorganisation, code: str) -> bool:
    """Whether a move names a code, or a unit that has none by its name."""
    return has_code(move.codes, code) or plain_code(code) in map(plain_code, move.codes)


def names_unit(move: Reorganisation, unit: UnitFrame) -> bool:
    """Whether a move names a unit of its source."""
    return unit.department == move.source and names_code(move, unit.responsibility or unit.unit)
