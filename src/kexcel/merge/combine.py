"""Several returns of one department, merged cell by cell with the issued form as ancestor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kexcel.findings import finding
from kexcel.merge.changes import Change, ChangedAnswer, changes
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
    candidates: dict[Change, list[_Candidate]] = {}
    for returned in returns:
        if returned.is_usable:
            for key, changed in changes(returned, forms.get(returned.form or "")):
                if key.sheet not in apart:
                    candidates.setdefault(key, []).append(_Candidate(returned, changed))
    answers: dict[Change, MergedAnswer] = {}
    conflicts, findings = [], []
    for key, found in candidates.items():
        distinct = found[-1:] if key.sheet == _COVER else _distinct(found)
        if len(distinct) > 1:
            conflict = _conflict(key, distinct, decisions)
            conflicts.append(conflict)
            findings += [_finding(key, each, conflict) for each in distinct if not conflict.chosen]
            distinct = [c for c in distinct if conflict.chosen and _is_chosen(c, conflict.chosen)]
        if distinct:
            answers[key] = _merged(distinct[-1], paths)
    return Combined(answers, tuple(conflicts), tuple(findings))


def _distinct(found: list[_Candidate]) -> list[_Candidate]:
    """One candidate per meaning. What could not be read gives way to what could."""
    corrected = {each.returned.corrects for each in found}
    current = [each for each in found if each.returned.sha256 not in corrected]
    sound = [each for each in current if each.changed.answer.sound]
    by_meaning: dict[str, _Candidate] = {}
    for each in sound or current:
        by_meaning.setdefault(each.changed.meaning, each)
    return list(by_meaning.values())


def _is_chosen(candidate: _Candidate, chosen: str) -> bool:
    """Whether a choice names the candidate: as the dropdown offers it, or by its words alone.

    The file that a meaning is shown with may change as more returns come in; the words do not.
    """
    words = _plain(candidate.changed.answer.written)
    choice = _plain(chosen)
    return choice in {words, _plain(_shown(candidate))} or choice.startswith(f"{words} (")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _conflict(key: Change, distinct: list[_Candidate], decisions: Decisions) -> ConflictDecision:
    first = distinct[0].returned
    period, department = first.period or "", first.department or ""
    candidates = tuple(_shown(each) for each in distinct)
    known = next(
        (
            d
            for d in decisions.conflicts
            if (d.period, d.department, d.sheet, d.row, d.column) == (period, department, *key)
        ),
        None,
    )
    choice = known.chosen if known else ""
    chosen = next((_shown(each) for each in distinct if choice and _is_chosen(each, choice)), "")
    return ConflictDecision(
        period,
        department,
        *key,
        candidates,
        chosen,
        known.motivation if known else "",
        known.cell if known else "",
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
    )
    value = answer.value if answer.sound else answer.written
    return MergedAnswer(value, answer.written, source, answer.sound)
