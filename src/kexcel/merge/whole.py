"""The rule book held against the row as merged: what is wrong when all files are put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kexcel.collect.changes import Change
from kexcel.findings import finding
from kexcel.merge.combine import Combined
from kexcel.merge.files import Files
from kexcel.merge.merged_rows import (
    Judge,
    MergedRecord,
    merged_records,
    record_place,
    record_rules,
    record_values,
)
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.finding import Finding, Place
from kexcel.rules import CompiledRule
from kexcel.validate import check_row
from kexcel.validate.details import details_of


@dataclass(frozen=True, slots=True)
class Whole:
    """What the rules say of the rows that several files have.

    ``judged`` are all such rows, by sheet and identity; ``broken`` says of each cell that a rule
    points to what there is to say, by code, with the sha256 of the file that is to mend it.
    """

    judged: frozenset[tuple[str, str]] = frozenset()
    broken: Mapping[Change, Mapping[str, tuple[str, Finding]]] = field(default_factory=dict)


def judge_whole(files: Files, combined: Combined, judge: Judge) -> Whole:
    """Judge every row that at least two of the usable files have, as it is when merged.

    Each row by the newest form that has it, with what that form printed and the rule book it was
    issued with. A cell whose conflict is open is blank to the rules, and none points to it. What
    depends on tables is judged with all of them: see ``kexcel.merge.judged_tables``.
    """
    judged: set[tuple[str, str]] = set()
    broken: dict[Change, dict[str, tuple[str, Finding]]] = {}
    for record in merged_records(files, least=2):
        judged |= {(key.sheet, key.row) for key in record.cells.values()}
        for key, sha256, said in _say(record, files, combined, judge):
            broken.setdefault(key, {})[said.code] = (sha256, said)
    return Whole(frozenset(judged), broken)


def _say(
    record: MergedRecord, files: Files, combined: Combined, judge: Judge
) -> Iterator[tuple[Change, str, Finding]]:
    rules = record_rules(record, judge)
    values = record_values(record, combined, rules, judge)
    for rule in check_row(rules, values):
        pointed = record.cells.get(rule.at)
        if pointed is None or pointed in combined.open_cells:
            continue
        answer = combined.answers.get(pointed)
        if answer is None or answer.sound:
            details = details_of(rule.code, rule, values, rules, judge.unit)
            sha256, place = record_place(pointed, answer, record, files)
            yield pointed, sha256, _finding(rule, place, answer, details)


def _finding(
    rule: CompiledRule, place: Place, answer: MergedAnswer | None, details: Mapping[str, str]
) -> Finding:
    value = answer.written if answer else None
    return finding(rule.code, place, value=value or None, severity=rule.severity, **details)
