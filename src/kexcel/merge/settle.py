"""Which of a department's files count: duplicates and files that a later one replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kexcel.collect.changes import Change
from kexcel.findings import finding
from kexcel.merge.claims import Claim, claims_of, is_carried, is_final_after, is_mended
from kexcel.merge.files import Files
from kexcel.merge.table_rows import dropped
from kexcel.model.finding import Place
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnState
from kexcel.template.schema import Template

COVER = "cover"
"""The sheet that is signed: what it says is about the file, and no answer."""


def settle(
    returns: Iterable[Return], forms: Mapping[str, Form], template: Template
) -> tuple[Return, ...]:
    """Mark duplicates and superseded files; the order of the returns is kept.

    A file is superseded by another of the same department and period that was made from its
    correction and lacks no cell of it, that came later and says all that it says and more, or
    that is the final file after a draft and answers all that the draft did. A file that says
    nothing new is a duplicate.
    """
    given = tuple(returns)
    groups: dict[tuple[str | None, str | None], list[Return]] = {}
    for each in given:
        if each.is_usable:
            groups.setdefault((each.department, each.period), []).append(each)
    states: dict[str, Return] = {}
    for group in groups.values():
        states |= _settled(Files(group, forms, template))
    return tuple(states.get(each.sha256, each) if each.is_usable else each for each in given)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says in all: its answers, and its cover."""

    returned: Return
    answers: Mapping[Change, Claim]
    cover: Mapping[Change, Claim]


def _settled(files: Files) -> dict[str, Return]:
    states = {each.sha256: each for each in files.all}
    before: list[_Said] = []
    for returned in files.all:
        now = _said(returned, files)
        for earlier in before:
            if not states[returned.sha256].is_usable:
                break
            sha256 = earlier.returned.sha256
            if states[sha256].state is ReturnState.DUPLICATE:
                continue
            if _says_nothing_new(now, earlier, files):
                states[returned.sha256] = _as_duplicate(returned, earlier.returned)
            elif states[sha256].is_usable and _replaces(now, earlier, files):
                states[sha256] = replace(
                    states[sha256], state=ReturnState.SUPERSEDED, replaced_by=returned.file
                )
        before.append(now)
    return states


def _said(returned: Return, files: Files) -> _Said:
    claims = claims_of(returned, files)
    return _Said(
        returned,
        {key: claim for key, claim in claims.items() if key.sheet != COVER},
        {key: claim for key, claim in claims.items() if key.sheet == COVER},
    )


def _says_nothing_new(now: _Said, before: _Said, files: Files) -> bool:
    """Whether a file only repeats another; to clear what it was made from is to say something."""
    return (
        _is_within(now.answers, before.answers)
        and _is_within(now.cover, before.cover)
        and dropped(files, now.returned) <= dropped(files, before.returned)
        and not any(_is_remade(key, claim, now, files) for key, claim in before.answers.items())
    )


def _is_remade(key: Change, claim: Claim, now: _Said, files: Files) -> bool:
    return is_mended(key, claim, now.returned, files) or is_carried(key, claim, now.returned, files)


def _is_within(some: Mapping[Change, Claim], others: Mapping[Change, Claim]) -> bool:
    """Whether all that is said is said elsewhere, and changed there if it was changed here."""
    return all(_is_repeated(claim, others.get(key)) for key, claim in some.items())


def _is_repeated(claim: Claim, other: Claim | None) -> bool:
    if other is None or other.meaning != claim.meaning:
        return False
    return claim.is_kept or not other.is_kept


def _replaces(now: _Said, before: _Said, files: Files) -> bool:
    """Whether nothing of an earlier file is left to count beside a later one."""
    if not files.may_replace(now.returned, before.returned):
        return False
    is_mended_from_it = now.returned.corrects == before.returned.sha256
    is_signed = before.cover.keys() <= now.cover.keys()
    if not (is_mended_from_it or dropped(files, before.returned) <= dropped(files, now.returned)):
        return False
    return (is_signed or is_mended_from_it) and all(
        _gives_way(key, claim, now, files) for key, claim in before.answers.items()
    )


def _gives_way(key: Change, claim: Claim, now: _Said, files: Files) -> bool:
    """Whether a later file says the same, or replaces what the earlier one said in a cell."""
    if _is_remade(key, claim, now, files):
        return True
    other = now.answers.get(key)
    if other is None:
        return False
    mends = other.is_sound and not other.is_kept and not claim.is_sound
    return other.meaning == claim.meaning or mends or is_final_after(claim, other, files)


def _as_duplicate(current: Return, earlier: Return) -> Return:
    place = Place(file=current.file, department=current.department)
    note = finding("duplicate-file", place, first=earlier.file)
    return replace(current, state=ReturnState.DUPLICATE, findings=(note,), replaced_by=earlier.file)
