"""Several returns of one department, merged cell by cell with the issued form as ancestor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kexcel.collect.changes import BLANK, Change, Meaning
from kexcel.findings import finding
from kexcel.merge.choosing import decision_on, named, shown, source_line
from kexcel.merge.claims import Claim, GaveWay, claims_of, weigh
from kexcel.merge.files import Files
from kexcel.merge.settle import COVER
from kexcel.model.consolidation import Basis, MergedAnswer, SetAside, SetAsideBy, Source
from kexcel.model.decision import ConflictDecision, Decisions
from kexcel.model.finding import Finding, Place
from kexcel.model.returned import Answer, Return

PathOf = Mapping[str, str]
"""A received file's sha256 to the path of its archived copy, from the workspace."""


@dataclass(frozen=True, slots=True)
class Combined:
    """One department's answers that count, with the conflicts that a person must settle.

    ``open_cells`` are those of the conflicts that nobody has settled yet.
    """

    answers: Mapping[Change, MergedAnswer]
    conflicts: tuple[ConflictDecision, ...]
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...] = ()
    open_cells: frozenset[Change] = frozenset()

    def conflict(self, key: Change) -> ConflictDecision | None:
        """The conflict about a cell, settled or not; None where there is none."""
        return next((c for c in self.conflicts if (c.sheet, c.row, c.column) == key), None)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What became of one cell."""

    answer: MergedAnswer | None = None
    conflict: ConflictDecision | None = None
    findings: tuple[Finding, ...] = ()
    gone: tuple[GaveWay, ...] = ()


def combine(files: Files, decisions: Decisions, paths: PathOf) -> Combined:
    """Merge the usable returns of one department and period.

    A cell changed in one return is taken; changed alike in several, taken once; changed
    differently, it is a conflict: it counts only when a decision names one of the candidates.
    What gives way by a declared rule is told, and the last sign-off counts. Free tables are
    merged in another way.
    """
    return _alone(files, paths) if len(files.all) == 1 else weighed(files, decisions, paths)


def _alone(files: Files, paths: PathOf) -> Combined:
    """What a department's only file says: there is none that it could give way to or dispute."""
    answers = {
        key: _merged(claim, paths)
        for key, (claim,) in _claims(files).items()
        if key.sheet == COVER or claim.meaning != BLANK
    }
    return Combined(answers, conflicts=(), findings=())


def weighed(files: Files, decisions: Decisions, paths: PathOf) -> Combined:
    """What several files say, each cell for itself."""
    cells = {
        key: _cell(key, found, files, decisions, paths) for key, found in _claims(files).items()
    }
    conflicts = {key: cell.conflict for key, cell in cells.items() if cell.conflict}
    return Combined(
        answers={key: cell.answer for key, cell in cells.items() if cell.answer},
        conflicts=tuple(conflicts.values()),
        findings=tuple(each for cell in cells.values() for each in cell.findings),
        set_aside=tuple(
            _set_aside(key, way, paths) for key, cell in cells.items() for way in cell.gone
        ),
        open_cells=frozenset(key for key, conflict in conflicts.items() if not conflict.chosen),
    )


def _claims(files: Files) -> dict[Change, list[Claim]]:
    found: dict[Change, list[Claim]] = {}
    for returned in files.heard:
        for key, claim in claims_of(returned, files).items():
            if key.sheet not in files.free:
                found.setdefault(key, []).append(claim)
    return found


def _cell(
    key: Change, found: list[Claim], files: Files, decisions: Decisions, paths: PathOf
) -> _Cell:
    if key.sheet == COVER:
        return _Cell(merged_answer(*_last_sign_off(found, files), paths))
    standing, gone = weigh(key, found, files)
    distinct = _distinct(standing, files)
    said = {each.meaning for each in distinct}
    told = tuple(way for way in gone if way.claim.meaning not in said and _is_told(way))
    if len(distinct) > 1:
        return _conflict(key, distinct, told, decisions, paths)
    if not distinct or distinct[0].meaning == BLANK:
        return _Cell(gone=told)
    return _Cell(_agreed(distinct[0], standing, told, files, paths), gone=told)


def _is_told(way: GaveWay) -> bool:
    """Whether to tell of it: that a superseded file's faults were mended goes without saying."""
    mended = {SetAsideBy.CORRECTION, SetAsideBy.READABLE}
    return way.claim.returned.is_usable or way.rule not in mended


def _last_sign_off(found: list[Claim], files: Files) -> tuple[Return, str, Answer]:
    """The last final file's, or else the last that there is."""
    last = max(
        found,
        key=lambda each: (
            each.returned.is_usable,
            files.is_final(each.returned),
            files.place(each.returned),
        ),
    )
    return last.returned, last.changed.sheet, last.changed.answer


def _distinct(standing: list[Claim], files: Files) -> list[Claim]:
    """One claim for each meaning: of a file that counts, final before others, the first to come."""
    by_meaning: dict[Meaning, Claim] = {}
    for each in sorted(
        standing, key=lambda c: (not c.returned.is_usable, not files.is_final(c.returned))
    ):
        by_meaning.setdefault(each.meaning, each)
    return sorted(by_meaning.values(), key=lambda claim: files.place(claim.returned))


def _agreed(
    claim: Claim, standing: list[Claim], told: tuple[GaveWay, ...], files: Files, paths: PathOf
) -> MergedAnswer:
    basis = Basis.AGREED
    if any(way.rule is SetAsideBy.FINAL for way in told):
        basis = Basis.FINAL
    elif files.has_final and all(files.is_draft(each.returned) for each in standing):
        basis = Basis.DRAFT
    return _merged(claim, paths, basis)


def _conflict(
    key: Change,
    distinct: list[Claim],
    told: tuple[GaveWay, ...],
    decisions: Decisions,
    paths: PathOf,
) -> _Cell:
    returned = distinct[0].returned
    decision = decision_on(key, returned, decisions)
    chosen = named(distinct, decision.chosen) if decision else None
    motivation = decision.motivation if decision else ""
    conflict = ConflictDecision(
        returned.period or "",
        returned.department or "",
        *key,
        candidates=tuple(shown(each) for each in distinct),
        chosen=shown(chosen) if chosen else "",
        motivation=motivation,
        cell=decision.cell if decision else "",
        sources=tuple(source_line(each) for each in distinct),
    )
    if chosen is None:
        findings = tuple(_finding(key, each, conflict) for each in distinct)
        return _Cell(conflict=conflict, findings=findings, gone=told)
    answer = None
    if chosen.meaning != BLANK:
        answer = _merged(chosen, paths, Basis.DECIDED, motivation)
    return _Cell(answer, conflict, gone=told)


def _finding(key: Change, claim: Claim, conflict: ConflictDecision) -> Finding:
    returned, changed = claim.returned, claim.changed
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


def _set_aside(key: Change, way: GaveWay, paths: PathOf) -> SetAside:
    returned, changed = way.claim.returned, way.claim.changed
    source = source_of(returned, changed.sheet, changed.answer.cell, paths)
    written = changed.answer.written
    department = returned.department or ""
    return SetAside(department, *key, written, source, way.rule, way.to.file)


def _merged(
    claim: Claim, paths: PathOf, basis: Basis = Basis.AGREED, motivation: str = ""
) -> MergedAnswer:
    changed = claim.changed
    return merged_answer(
        claim.returned, changed.sheet, changed.answer, paths, basis=basis, motivation=motivation
    )


def merged_answer(
    returned: Return,
    sheet: str,
    answer: Answer,
    paths: PathOf,
    *,
    basis: Basis = Basis.AGREED,
    motivation: str = "",
) -> MergedAnswer:
    """An answer that counts, with the cell it was read from."""
    source = source_of(returned, sheet, answer.cell, paths)
    value = answer.value if answer.sound else answer.written
    return MergedAnswer(value, answer.written, source, answer.sound, basis, motivation)


def source_of(returned: Return, sheet: str, cell: str, paths: PathOf) -> Source:
    """A cell of a received file, and where the file is kept."""
    path = paths.get(returned.sha256, "")
    return Source(file=returned.file, path=path, sheet=sheet, cell=cell, sha256=returned.sha256)
