"""An earlier period as it would have stood with the departments that there are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    ContributorComment,
    MeasureResult,
    MergedAnswer,
    TableRow,
)
from kexcel.model.plan import Plan, Reorganisation, undistributed
from kexcel.money.sums import add_up
from kexcel.timeline.frame_rows import Divided, place_of_row, undivided
from kexcel.timeline.holders import (
    holder_of_activity,
    holder_of_code,
    holder_of_measure,
    holder_of_rest,
)

_WORDS = ("comment", "action")
_CODE, _UNIT = "responsibility", "unit"


@dataclass(frozen=True, slots=True)
class Organised:
    """A consolidation under the departments that have everything now.

    ``divided`` are the moves of a part of a frame that was reported in one piece, so that nobody
    knows what of its forecast and actual went along.
    """

    whole: Consolidation
    divided: tuple[Reorganisation, ...] = ()


def as_organised(whole: Consolidation, moves: Iterable[Reorganisation], plan: Plan) -> Organised:
    """The consolidation after some moves; ``plan`` is the plan as it stands after them.

    Rows of frames that have become one are added up; words of departments that have become one
    have their names before them. Figures that cannot be divided are left out on both sides.
    """
    given = tuple(moves)
    if not given:
        return Organised(whole)
    work = _Moved(whole, given, plan)
    divided = tuple(undivided(given, {line.identity for line in whole.budget}))
    moved = replace(
        whole,
        activities=tuple(map(work.activity, whole.activities)),
        measures=tuple(map(work.measure, whole.measures)),
        budget=tuple(work.budget(divided)),
        tables=tuple(map(work.row, whole.tables)),
    )
    return Organised(moved, divided)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a frame where it belongs now, and the name of the department that reported it."""

    was: str
    result: BudgetResult


@dataclass(frozen=True, slots=True)
class _Moved:
    """What moves make of each part of a consolidation."""

    whole: Consolidation
    moves: tuple[Reorganisation, ...]
    plan: Plan

    def activity(self, result: ActivityResult) -> ActivityResult:
        """An activity under who leads it and contributes to it."""
        old = result.activity
        lead = holder_of_activity(old.lead, old.number, self.moves)
        contributing = dict.fromkeys(holder_of_rest(x, self.moves) for x in old.contributing)
        contributing.pop(lead, None)
        said: dict[str, list[ContributorComment]] = {}
        for each in result.comments:
            said.setdefault(holder_of_rest(each.department, self.moves), []).append(each)
        own = self._joined(said.pop(lead, []), result.answers.get("comment"), old.lead)
        return replace(
            result,
            activity=replace(old, lead=lead, contributing=tuple(contributing)),
            answers=result.answers if own is None else {**result.answers, "comment": own},
            comments=tuple(self._comment(key, theirs) for key, theirs in said.items()),
        )

    def measure(self, result: MeasureResult) -> MeasureResult:
        """A measure under who reports it."""
        old = result.measure
        if old.department is None:
            return result
        to = holder_of_measure(old.department, old.identity, self.moves)
        return replace(result, measure=replace(old, department=to))

    def row(self, row: TableRow) -> TableRow:
        """A row of a free table under who has its code, or else the rest of its department."""
        answers = (row.answers.get(key) for key in (_CODE, _UNIT))
        code = next((x.written for x in answers if x is not None and x.written), "")
        return replace(row, department=holder_of_code(row.department, code, self.moves))

    def budget(self, divided: Iterable[Reorganisation]) -> Iterator[BudgetResult]:
        """The rows of frames under who has them, in the order they first come."""
        spoilt = {key for each in divided for key in (each.source, each.target)}
        spoilt = {holder_of_rest(key, self.moves) for key in spoilt}
        found: dict[str, list[_Line]] = {}
        for line in self.whole.budget:
            now, identity = place_of_row(line.department, line.identity, self.moves, self._divided)
            moved = replace(line, department=now, identity=identity, name=self._row_name(line, now))
            found.setdefault(identity, []).append(_Line(self._name(line.department), moved))
        for lines in found.values():
            yield _one_row(lines, spoilt)
        for key in sorted(spoilt):
            if not {key, undistributed(key)} & found.keys():
                name = self.plan.department(key).name
                yield BudgetResult(undistributed(key), key, name, None, None, None, None)

    @property
    def _divided(self) -> Divided:
        units = (self.whole.plan.units, self.plan.units)
        before, after = (frozenset(each.department for each in own) for own in units)
        return Divided(before, after)

    def _row_name(self, line: BudgetResult, now: str) -> str:
        """A unit's own name; of what is no unit's, the department's that it is with now."""
        return line.name if line.is_unit else self.plan.department(now).name

    def _joined(
        self, others: list[ContributorComment], own: MergedAnswer | None, lead: str
    ) -> MergedAnswer | None:
        """The lead's comment with those of contributors that have become one with it."""
        if not others:
            return None
        said = [(each.department, each.text) for each in others]
        if own is not None and own.sound and own.written:
            said.insert(0, (lead, str(own.value)))
        text = "\n".join(f"{self._name(key)}: {words}" for key, words in said)
        source = own.source if own is not None else others[0].source
        return MergedAnswer(text, text, source)

    def _comment(self, department: str, theirs: list[ContributorComment]) -> ContributorComment:
        if len(theirs) == 1:
            return replace(theirs[0], department=department)
        text = "\n".join(f"{self._name(each.department)}: {each.text}" for each in theirs)
        return ContributorComment(department, text, theirs[0].source)

    def _name(self, key: str) -> str:
        try:
            return self.whole.plan.department(key).name
        except KeyError:
            return key


def _one_row(lines: list[_Line], spoilt: set[str]) -> BudgetResult:
    """Rows that have become one; without figures where its own cannot be told."""
    first = lines[0].result
    is_rest = first.identity in {first.department, undistributed(first.department)}
    if is_rest and first.department in spoilt:
        return replace(first, actual=None, forecast=None, deviation=None, answers={})
    if len(lines) == 1:
        return first
    words = {key: said for key in _WORDS if (said := _words(lines, key)) is not None}
    return replace(
        first,
        frame=_sum(each.result.frame for each in lines),
        actual=_sum(each.result.actual for each in lines),
        forecast=_sum(each.result.forecast for each in lines),
        deviation=_sum(each.result.deviation for each in lines),
        answers=words,
    )


def _words(lines: list[_Line], key: str) -> MergedAnswer | None:
    """What was said of several rows, each with its department's name before it."""
    given = [(x.was, x.result.answers[key]) for x in lines if key in x.result.answers]
    said = [(was, each) for was, each in given if each.sound and each.written]
    if not said:
        return None
    text = "\n".join(f"{was}: {answer.value}" for was, answer in said)
    return replace(said[0][1], value=text, written=text)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum where every amount is known."""
    given = list(amounts)
    known = [each for each in given if each is not None]
    return add_up(known) if len(known) == len(given) else None
