"""Which activity of a new document is which of the old: by its words, its number and its goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SAME_NUMBER = 0.5
"""How alike two titles must be to be one activity, where the number is the same."""

_SAME_GOAL, _OTHER_GOAL = 0.7, 0.85
"""The same where it is not, within a goal and across goals."""


@dataclass(frozen=True, slots=True)
class Known:
    """An activity: its number, the goal it stands under, and its title in plain words."""

    number: str
    goal: str
    title: str


def matched(old: Sequence[Known], new: Sequence[Known]) -> dict[str, str]:
    """Number of a new activity → number of the old one that it is; those that are new are left out.

    What is surest comes first: the same title, then the same number with a title like it, then
    the likest title. Each old one is matched once.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for rule in (_same_title_and_goal, _same_title, _same_number, _like_in_goal, _like):
        pairs = sorted(
            (-score, place, one.number, other.number)
            for place, one in enumerate(new)
            if one.number not in found
            for other, score in _scored(one, old, rule)
        )
        for _score, _place, number, earlier in pairs:
            if number not in found and earlier not in taken:
                found[number] = earlier
                taken.add(earlier)
    return found


Rule = Callable[[Known, Known], float]


def _scored(one: Known, old: Sequence[Known], rule: Rule) -> Iterator[tuple[Known, float]]:
    for other in old:
        score = rule(one, other)
        if score:
            yield other, score


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; case and blanks do not matter."""
    first, second = (" ".join(text.split()).casefold() for text in (one, other))
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _same_title_and_goal(one: Known, other: Known) -> float:
    return float(one.goal == other.goal and likeness(one.title, other.title) == 1)


def _same_title(one: Known, other: Known) -> float:
    return float(likeness(one.title, other.title) == 1)


def _same_number(one: Known, other: Known) -> float:
    score = likeness(one.title, other.title) if one.number == other.number else 0
    return score if score >= _SAME_NUMBER else 0


def _like_in_goal(one: Known, other: Known) -> float:
    score = likeness(one.title, other.title) if one.goal == other.goal else 0
    return score if score >= _SAME_GOAL else 0


def _like(one: Known, other: Known) -> float:
    score = likeness(one.title, other.title)
    return score if score >= _OTHER_GOAL else 0
