"""Several returns of one department, merged cell by cell with the issued form as ancestor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kexcel.findings import finding
from kexcel.merge.changes import Change, ChangedAnswer, Meaning, changes, has_cell
from kexcel.model.consolidation import MergedAnswer, Source
from kexcel.model.decision import ConflictDecision, Decisions
from kexcel.model.finding import Finding, Place
from kexcel.model.form import Form
from kexcel.model.returned import Answer, Return

_COVER = "cover"

PathOf = Mapping[str, str]
"""A received file's sha256 to the path of its archived copy, from the workspace."""


@dataclass(frozen=True, slots=True)
class Combined:
    """One department's answers that count, with the conflicts that a person must settle."""

    answers: Mapping[Change, MergedAnswer]
    conflicts: tuple[ConflictDecision, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    returned: Return
    changed: ChangedAnswer


def combine(
    returns: Iterable[Return],
    forms: Mapping[str, Form],
    decisions: Decisions,
    paths: PathOf,
    *,
    apart: frozenset[str] = frozenset(),
) -> Combined:
    """Merge the usable returns of one department and period.

    A cell changed in one return is taken; changed alike in several, taken once; changed
    differently, it is a conflict: it counts only when a decision names one of the candidates.
    A mended correction wins over the return it was made from, and the last sign-off counts.
    ``apart`` are the sheets merged in another way.
    """
    usable = [each for each in returns if each.is_usable]
    candidates: dict[Change, list[_Candidate]] = {}
    for returned in usable:
        later = [each for each in usable if each.corrects == returned.sha256]
        for key, changed in changes(returned, forms.get(returned.form or "")):
            if key.sheet not in apart and not any(has_cell(each, key) for each in later):
                candidates.setdefault(key, []).append(_Candidate(returned, changed))
    answers: dict[Change, MergedAnswer] = {}
    conflicts, findings = [], []
    for key, found in candidates.items():
        distinct = found[-1:] if key.sheet == _COVER else _distinct(found)
        if len(distinct) == 1:
            answers[key] = _merged(distinct[0], paths)
            continue
        decision = _decision(key, distinct[0].returned, decisions)
        chosen = _chosen(distinct, decision.chosen if decision else "")
        conflict = _conflict(key, distinct, chosen, decision)
        conflicts.append(conflict)
        if chosen is None:
            findings += [_finding(key, each, conflict) for each in distinct]
        else:
            answers[key] = _merged(chosen, paths)
    return Combined(answers, tuple(conflicts), tuple(findings))


def _distinct(found: list[_Candidate]) -> list[_Candidate]:
    """One candidate per meaning. What could not be read gives way to what could."""
    sound = [each for each in found if each.changed.answer.sound]
    by_meaning: dict[Meaning, _Candidate] = {}
    for each in sound or found:
        by_meaning.setdefault(each.changed.meaning, each)
    return list(by_meaning.values())


def _decision(key: Change, returned: Return, decisions: Decisions) -> ConflictDecision | None:
    wanted = (returned.period, returned.department, *key)
    return next(
        (
            each
            for each in decisions.conflicts
            if (each.period, each.department, each.sheet, each.row, each.column) == wanted
        ),
        None,
    )


def _chosen(distinct: list[_Candidate], choice: str) -> _Candidate | None:
    """The only candidate that a choice names: as the dropdown offers it, or by its words.

    The file that a meaning is shown with may change as more returns come in; the words do not.
    """
    if not choice:
        return None
    words = {_plain(choice), _plain(_PLACE.sub("", choice))}
    exact = [each for each in distinct if _shown(each) == choice]
    alike = [each for each in distinct if _plain(_shown(each)) == _plain(choice)]
    worded = [each for each in distinct if _plain(each.changed.answer.written) in words]
    named = exact or alike or worded
    return named[0] if len(named) == 1 else None


_PLACE = re.compile(r" \([^!]*![A-Z]{1,3}\d+\)$")
"""The file, sheet and cell that a candidate is shown with."""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _conflict(
    key: Change,
    distinct: list[_Candidate],
    chosen: _Candidate | None,
    decision: ConflictDecision | None,
) -> ConflictDecision:
    returned = distinct[0].returned
    return ConflictDecision(
        returned.period or "",
        returned.department or "",
        *key,
        candidates=tuple(_shown(each) for each in distinct),
        chosen=_shown(chosen) if chosen else "",
        motivation=decision.motivation if decision else "",
        cell=decision.cell if decision else "",
    )


def _shown(candidate: _Candidate) -> str:
    """A candidate as the dropdown offers it: what was written, and where."""
    answer, changed = candidate.changed.answer, candidate.changed
    words = answer.written or "–"
    return f"{words} ({candidate.returned.file}, {changed.sheet}!{answer.cell})"


def _finding(key: Change, candidate: _Candidate, conflict: ConflictDecision) -> Finding:
    returned, changed = candidate.returned, candidate.changed
    place = Place(
        file=returned.file,
        department=returned.department,
        sheet=changed.sheet,
        cell=changed.answer.cell,
        row=key.row,
        column=key.column,
    )
    others = "; ".join(conflict.candidates)
    return finding("conflicting-answers", place, value=changed.answer.written, candidates=others)


def _merged(candidate: _Candidate, paths: PathOf) -> MergedAnswer:
    changed = candidate.changed
    return merged_answer(candidate.returned, changed.sheet, changed.answer, paths)


def merged_answer(returned: Return, sheet: str, answer: Answer, paths: PathOf) -> MergedAnswer:
    """An answer that counts, with the cell it was read from."""
    source = Source(
        file=returned.file,
        path=paths.get(returned.sha256, ""),
        sheet=sheet,
        cell=answer.cell,
        sha256=returned.sha256,
    )
    value = answer.value if answer.sound else answer.written
    return MergedAnswer(value, answer.written, source, answer.sound)
