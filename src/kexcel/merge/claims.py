"""What a file says in a cell, and the declared rules by which it gives way to another file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.collect.changes import BLANK, Change, ChangedAnswer, Meaning, changes, meaning_in
from kexcel.merge.files import Files, is_known_later
from kexcel.model.consolidation import SetAsideBy
from kexcel.model.returned import Return


@dataclass(frozen=True, slots=True)
class Claim:
    """What one file says in one cell. ``is_kept`` marks what was left as the form was issued."""

    returned: Return
    changed: ChangedAnswer
    is_kept: bool = False

    @property
    def meaning(self) -> Meaning:
        """What it means."""
        return self.changed.meaning

    @property
    def is_sound(self) -> bool:
        """Whether it could be read."""
        return self.changed.answer.sound


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A claim that does not count, by which rule, and the file that it gave way to."""

    claim: Claim
    rule: SetAsideBy
    to: Return


def claims_of(returned: Return, files: Files) -> dict[Change, Claim]:
    """Every cell in which a file says something else than its form, or what it left as issued.

    A file in which nothing at all was changed says nothing, not even what it was issued with.
    """
    form = files.form(returned)
    said = {key: Claim(returned, changed) for key, changed in changes(returned, form)}
    return said | dict(_kept(returned, files, said)) if said else {}


def _kept(
    returned: Return, files: Files, said: Mapping[Change, Claim]
) -> Iterator[tuple[Change, Claim]]:
    for key in files.issued(returned):
        row = returned.rows.get(key.sheet, {}).get(key.row)
        answer = row.answers.get(key.column) if row else None
        if row is not None and answer is not None and key not in said:
            yield key, Claim(returned, ChangedAnswer(answer, row.sheet), is_kept=True)


def weigh(key: Change, found: list[Claim], files: Files) -> tuple[list[Claim], list[GaveWay]]:
    """The claims to a cell that count, and those that gave way by one of the declared rules.

    None of the rules looks at the order that the claims are given in.
    """
    standing = [each for each in found if _whole_replacement(key, each, files) is None]
    gone = [way for each in found if (way := _whole_replacement(key, each, files)) is not None]
    for rule in (_given_up_by_draft, _left_as_issued, _unreadable):
        ways = [way for each in standing if (way := rule(each, standing, files)) is not None]
        lost = {way.claim.returned.sha256 for way in ways}
        standing = [each for each in standing if each.returned.sha256 not in lost]
        gone += ways
    return standing, gone


def _whole_replacement(key: Change, claim: Claim, files: Files) -> GaveWay | None:
    """The file that was made from this very answer and says something else now."""
    for other in files.all:
        if not files.may_replace(other, claim.returned):
            continue
        if is_mended(key, claim, other, files):
            return GaveWay(claim, SetAsideBy.CORRECTION, other)
        if is_carried(key, claim, other, files):
            return GaveWay(claim, SetAsideBy.NEWER_FORM, other)
    return None


def is_mended(key: Change, claim: Claim, other: Return, files: Files) -> bool:
    """Whether another file mends a correction in which this very answer stood.

    It then says something else, or nothing, in a cell that it has. A file of another line that is
    known to have come later than the mended correction says its answer anew.
    """
    parent, now = files.parent(other), files.says(other, key)
    if parent is None or now is None or now == claim.meaning:
        return False
    if meaning_in(parent, key) != claim.meaning or files.descends(claim.returned, other):
        return False
    of_the_line = files.descends(claim.returned, parent)
    return of_the_line or not is_known_later(claim.returned, other)


def is_carried(key: Change, claim: Claim, other: Return, files: Files) -> bool:
    """Whether another file changes this answer in a newer form that was issued with it.

    The newer form tells which returns its answers are from; where two of them differed, it was
    issued with both, and what the department then writes replaces them.
    """
    form, carried = files.form(other), files.issued(other).get(key)
    now = files.says(other, key)
    if form is None or claim.returned.form == form.code or now in {None, carried, claim.meaning}:
        return False
    if any(each.sha256 == claim.returned.sha256 for each in form.carried):
        return carried is not None
    return carried == claim.meaning and not is_known_later(claim.returned, other)


def is_final_after(claim: Claim, other: Claim, files: Files) -> bool:
    """Whether a draft's answer meets another one in a final file that is not the earlier."""
    return (
        files.is_draft(claim.returned)
        and files.is_final(other.returned)
        and not is_known_later(claim.returned, other.returned)
        and claim.meaning != other.meaning
    )


def _given_up_by_draft(claim: Claim, standing: list[Claim], files: Files) -> GaveWay | None:
    to = next((each for each in standing if is_final_after(claim, each, files)), None)
    return GaveWay(claim, SetAsideBy.FINAL, to.returned) if to else None


def _left_as_issued(claim: Claim, standing: list[Claim], _: Files) -> GaveWay | None:
    to = next((each for each in standing if not each.is_kept), None)
    return GaveWay(claim, SetAsideBy.CHANGED, to.returned) if claim.is_kept and to else None


def _unreadable(claim: Claim, standing: list[Claim], _: Files) -> GaveWay | None:
    to = next((each for each in standing if each.is_sound and each.meaning != BLANK), None)
    return GaveWay(claim, SetAsideBy.READABLE, to.returned) if not claim.is_sound and to else None
