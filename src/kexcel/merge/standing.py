"""Which findings still stand when all of a department's files are put together."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.collect.changes import Change, Meaning, meaning_in, meaning_of
from kexcel.findings import CATALOGUE, Group
from kexcel.merge.combine import Combined
from kexcel.merge.files import Files
from kexcel.merge.judged_tables import Said
from kexcel.merge.seen_rows import SeenTables
from kexcel.merge.supplied import is_supplied
from kexcel.merge.whole import Whole
from kexcel.model.consolidation import Basis, MergedAnswer, SetAsideBy
from kexcel.model.finding import Finding
from kexcel.model.returned import Answer, Return


def still_standing(
    files: Files, combined: Combined, whole: Whole, seen: SeenTables, of_tables: Said
) -> Mapping[str, tuple[Finding, ...]]:
    """What there is to say of each usable file, by its sha256, when all are put together.

    What one file left blank is told only where it is missing from the whole, and once. What it
    wrote wrongly stands until it gave way by a declared rule, by a decision or to a file that came
    later; what it lacks in structure, until another file supplies it. What a file says of its
    tables alone gives way to what is said of them together.
    """
    standing = {
        returned.sha256: _standing(returned, files, combined, whole, seen, of_tables)
        for returned in files.usable
    }
    for key, by_code in whole.broken.items():
        for code, (sha256, said) in by_code.items():
            told = {
                (each.code, each.place.row, each.place.column)
                for each in standing[sha256]
                if _key(each, files.by_sha256(sha256), files) == key
            }
            if (code, key.row, key.column) not in told:
                standing[sha256].append(said)
    return {sha256: tuple(found) for sha256, found in standing.items()}


def _standing(
    returned: Return,
    files: Files,
    combined: Combined,
    whole: Whole,
    seen: SeenTables,
    of_tables: Said,
) -> list[Finding]:
    """A file's own findings that stand, in their order, and what else is said of its tables."""
    told = of_tables.get(returned.sha256, ())
    own = [
        each
        for each in returned.findings
        if (each in told if each.about_table else _stands(each, returned, files, combined, whole))
        and not _is_gone(_key(each, returned, files), returned, seen)
    ]
    return [*own, *(each for each in told if each not in own)]


def _is_gone(key: Change, returned: Return, seen: SeenTables) -> bool:
    """Whether a finding is about a row of a free table that gave way to another file's."""
    return (returned.sha256, key.row) in seen.gone.get(key.sheet, frozenset())


def _stands(
    each: Finding, returned: Return, files: Files, combined: Combined, whole: Whole
) -> bool:
    group = CATALOGUE[each.code].group
    key = _key(each, returned, files)
    if group is Group.STRUCTURE:
        return not is_supplied(each, key.sheet, returned, files)
    if group not in {Group.ANSWERS, Group.MONEY} or (key.sheet, key.row) not in whole.judged:
        return True
    asked = whole.broken.get(key, {}).get(each.code)
    is_asked_here = asked is not None and asked[0] == returned.sha256
    if not each.value:
        return is_asked_here
    answer = combined.answers.get(key)
    if key in combined.open_cells or answer is None:
        return not _gave_way(key, returned, combined)
    if _says(returned, key) == _answer_means(answer):
        is_said_of_words = not answer.sound or each.code == "interpreted"
        return answer.source.sha256 == returned.sha256 if is_said_of_words else is_asked_here
    return not _is_replaced(key, returned, answer, files, combined)


def _says(returned: Return, key: Change) -> Meaning | None:
    return meaning_in(returned, key)


def _answer_means(answer: MergedAnswer) -> Meaning:
    return meaning_of(Answer("", answer.value, answer.written, "", answer.sound))


def _is_replaced(
    key: Change, returned: Return, answer: MergedAnswer, files: Files, combined: Combined
) -> bool:
    """Whether another file's answer settles the cell, so that this file's words may rest."""
    if answer.basis is Basis.DECIDED or _gave_way(key, returned, combined):
        return True
    return files.place(files.by_sha256(answer.source.sha256)) > files.place(returned)


def _gave_way(key: Change, returned: Return, combined: Combined) -> bool:
    """Whether a file's answer gave way by a rule, other than by being hard to read."""
    wanted = (*key, returned.sha256)
    return any(
        (each.sheet, each.row, each.column, each.source.sha256) == wanted
        and each.rule is not SetAsideBy.READABLE
        for each in combined.set_aside
    )


def _key(each: Finding, returned: Return, files: Files) -> Change:
    """The cell of the form that a finding is about."""
    name, form = each.place.sheet or "", files.form(returned)
    names = {sheet.name: sheet.key for sheet in (form.sheets if form else ())}
    names |= {row.sheet: key for key, rows in returned.rows.items() for row in rows.values()}
    return Change(names.get(name, ""), each.place.row or "", each.place.column or "")
