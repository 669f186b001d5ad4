"""Where a row that a frame was followed up by belongs after reorganisations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kexcel.model.plan import Plan, Reorganisation, undistributed
from kexcel.timeline.holders import Moves, holder_of_code, holder_of_rest, names_code


@dataclass(frozen=True, slots=True)
class Divided:
    """The departments that are followed up by units: before some moves, and after them."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


def place_of_row(department: str, identity: str, moves: Moves, divided: Divided) -> tuple[str, str]:
    """The department and identity of a row now.

    A unit's row follows its code. What a department had as one, or had not distributed, is with
    who has the rest of it: as one row, or among what is not distributed where that one is followed
    up by units. What was one row although there were units has no row among them.
    """
    rest = undistributed(department)
    if identity.startswith(rest) and identity != rest:
        code = identity.removeprefix(rest)
        now = holder_of_code(department, code, moves)
        return now, f"{undistributed(now)}{code}"
    now = holder_of_rest(department, moves)
    is_given = any(each.target == now for each in moves)
    is_among_units = now in divided.after and is_given and department not in divided.before
    return now, undistributed(now) if identity == rest or is_among_units else now


def is_renamed(plan: Plan, department: str) -> bool:
    """Whether a department has become one that had nothing before, and all of it.

    ``plan`` is one as it stands after the moves.
    """
    given = [each for each in plan.reorganisations if each.source == department]
    if len(given) != 1 or not given[0].takes_the_rest:
        return False
    target = given[0].target
    taken = [each for each in plan.reorganisations if each.target == target]
    printed = any(plan.frame_of(target, column) is not None for column in plan.frame_columns)
    return len(taken) == 1 and not printed


def undivided(moves: Iterable[Reorganisation], rows: Collection[str]) -> Iterator[Reorganisation]:
    """The moves of a part of a frame that was reported in one piece.

    ``rows`` are the identities of the rows that were reported. A part that has its codes' rows is
    divided by them, whatever ``Ram`` says of the money; what has no code, or was in one row for
    the department, is not.
    """
    given = tuple(moves)
    for move in given:
        earlier = tuple(each for each in given if each.day < move.day)
        is_part = not move.takes_the_rest and bool(move.moved)
        if is_part and not _is_by_code(move, earlier, rows):
            yield move


def _is_by_code(move: Reorganisation, earlier: Moves, rows: Collection[str]) -> bool:
    """Whether what a move names was reported by code, by who had it then."""
    pieces = (row.partition("/") for row in rows)
    own = [code for who, _, code in pieces if holder_of_code(who, code, earlier) == move.source]
    named = [replace(move, codes=(code,)) for code in move.codes]
    if named and all(any(names_code(each, code) for code in own if code) for each in named):
        return True
    is_whole = any("/" not in row and holder_of_rest(row, earlier) == move.source for row in rows)
    return move.frame is None and not is_whole
