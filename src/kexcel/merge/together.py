"""All of a department's files put together, and what is then left to say of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kexcel.merge.combine import Combined, PathOf, combine
from kexcel.merge.decided_rows import following
from kexcel.merge.files import Files
from kexcel.merge.judged_tables import Said, judge_tables
from kexcel.merge.merged_rows import Judge
from kexcel.merge.placement import numbers_now, place_forms, place_in_plan
from kexcel.merge.rehoming import Rehomed, rehome, rehome_forms
from kexcel.merge.seen_rows import SeenTables, seen_tables
from kexcel.merge.settle import settle
from kexcel.merge.standing import still_standing
from kexcel.merge.whole import Whole, judge_whole
from kexcel.model.decision import Decisions
from kexcel.model.finding import Finding, Severity, count
from kexcel.model.form import Form
from kexcel.model.period import FOLLOWUP
from kexcel.model.plan import Plan
from kexcel.model.returned import Return, ReturnState


@dataclass(frozen=True, slots=True)
class Together:
    """One department's files, what they say in all, and what still stands against each.

    ``standing`` maps a usable file's sha256 to its findings.
    """

    files: Files
    combined: Combined
    standing: Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Settled:
    """Every return with its state and findings, and what the files of a department dispute.

    ``conflicts`` are for the coordinator to decide; they are no fault of any one file.
    """

    returns: tuple[Return, ...]
    conflicts: tuple[Finding, ...]


Department = TypeVar("Department", bound=str | None)


def put_together(
    departments: Mapping[Department, Iterable[Return]],
    forms: Mapping[str, Form],
    judge: Judge,
    decisions: Decisions,
    paths: PathOf,
) -> dict[Department, Together]:
    """Merge each department's returns, judge the whole and say what stands.

    Rows are known by the plan's numbers of today, in the returns, the forms and the decisions.
    """
    # One department after the other, so that its rows and forms are fetched once.
    parts = {
        key: _part(Files(theirs, forms, judge.template), judge, decisions, paths)
        for key, theirs in departments.items()
    }
    said = dict(zip(parts, judge_tables((p.seen for p in parts.values()), judge.unit), strict=True))
    return {key: part.together(said[key]) for key, part in parts.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """What is made of one department's files before the tables of all are looked over."""

    files: Files
    combined: Combined
    seen: SeenTables
    whole: Whole

    def together(self, said: Said) -> Together:
        """The same with what still stands, when that is known that is said of the tables."""
        standing = still_standing(self.files, self.combined, self.whole, self.seen, said)
        return Together(self.files, self.combined, standing)


def _part(files: Files, judge: Judge, decisions: Decisions, paths: PathOf) -> _Part:
    combined = combine(files, decisions, paths)
    seen = seen_tables(files, combined, judge)
    return _Part(files, combined, seen, judge_whole(files, combined, judge))


def settle_together(
    returns: Iterable[Return],
    forms: Mapping[str, Form],
    plan: Plan,
    judge: Judge,
    decisions: Decisions,
) -> Settled:
    """The returns with the state and the findings that each has when all are put together.

    What one file lacks and another supplies is not asked for again, and what no single file says
    but the whole does is asked of the file that is to mend it. The rows keep their own numbers.
    """
    given = list(returns)
    placed = [place_in_plan(each, forms.get(each.form or ""), plan)[0] for each in given]
    forms_now, followed = place_forms(forms, plan), following(decisions, plan)
    settled = settle(placed, forms_now, judge.template)
    rehomed = [rehome(each, forms_now, plan) for each in settled]
    homes = {each.returned.sha256: each for each in rehomed if each.returned.is_usable}
    theirs: dict[str | None, list[Return]] = {}
    for part in (part for each in rehomed for part in each.parts):
        theirs.setdefault(part.department, []).append(part)
    together = put_together(theirs, rehome_forms(forms_now, plan), judge, followed, {})
    standing = standing_of(together.values(), homes)
    conflicts = [
        found
        for each in together.values()
        for found in each.combined.findings
        if found.code == "conflicting-answers"
    ]
    returns = tuple(
        _told(each, now, forms, plan, standing) for each, now in zip(given, settled, strict=True)
    )
    return Settled(returns, tuple(conflicts))


def standing_of(
    departments: Iterable[Together], homes: Mapping[str, Rehomed] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """What stands against each file, by its sha256, whichever departments answer for it.

    As it is told of the file itself, where ``homes`` tell where its rows went.
    """
    standing: dict[str, tuple[Finding, ...]] = {}
    for each in departments:
        for sha256, found in each.standing.items():
            home = homes.get(sha256) if homes else None
            told = tuple(map(home.back, found)) if home and home.rows else found
            standing[sha256] = (*standing.get(sha256, ()), *told)
    return standing


def _told(
    returned: Return,
    settled: Return,
    forms: Mapping[str, Form],
    plan: Plan,
    standing: Mapping[str, tuple[Finding, ...]],
) -> Return:
    now = replace(returned, state=settled.state, replaced_by=settled.replaced_by)
    if settled.state is ReturnState.DUPLICATE:
        return replace(now, findings=settled.findings)
    if not settled.is_usable:
        return now
    findings = _as_issued(returned, forms, plan, standing[settled.sha256])
    faulty = count(findings, Severity.ERROR)
    state = ReturnState.NEEDS_CORRECTION if faulty else ReturnState.ACCEPTED
    return replace(now, state=state, findings=findings)


def _as_issued(
    returned: Return, forms: Mapping[str, Form], plan: Plan, standing: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The findings under the numbers that the file has, in the order they were said."""
    numbers = numbers_now(returned, forms.get(returned.form or ""), plan)
    issued = {now: before for before, now in numbers.items()}
    names = {row.sheet for row in returned.rows.get(FOLLOWUP, {}).values()}

    def back(said: Finding) -> Finding:
        row = said.place.row or ""
        if said.place.sheet not in names or row not in issued:
            return said
        return replace(said, place=replace(said.place, row=issued[row]))

    told = [back(each) for each in standing]
    kept = [each for each in returned.findings if each in told or _is_gone(each, names, numbers)]
    return (*kept, *(each for each in told if each not in returned.findings))


def _is_gone(said: Finding, names: set[str], numbers: Mapping[str, str]) -> bool:
    """Whether a finding is about an activity that the plan no longer has."""
    row = said.place.row
    return said.place.sheet in names and row is not None and row not in numbers
