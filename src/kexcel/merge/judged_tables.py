"""Rules about tables held against a department's tables as merged, and all departments'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kexcel.findings import finding
from kexcel.merge.seen_rows import SeenRow, SeenTables, Spot, of_whole_sheet
from kexcel.model.cell import CellValue
from kexcel.model.finding import Finding
from kexcel.rules import CompiledRule, SheetRules
from kexcel.rules.around import Row, Tables
from kexcel.validate.details import details_of

Said = Mapping[str, tuple[Finding, ...]]
"""What is said of the tables, by the sha256 of the file that is to mend it."""


def judge_tables(departments: Iterable[SeenTables], unit: str) -> Iterator[Said]:
    """What the rules about tables say of each department's, in the order given.

    A rule that is ``across`` looks over the tables of all departments together, where the
    department's own has them; all others over its own alone.
    """
    given = list(departments)
    everyone = _Everyone(given)
    for own in given:
        said: dict[str, list[Finding]] = {}
        for sha256, each in _Judged(own, everyone, unit).findings():
            said.setdefault(sha256, []).append(each)
        yield {sha256: tuple(found) for sha256, found in said.items()}


class _Everyone:
    """The tables of all departments, and where each of their rows is."""

    def __init__(self, departments: Iterable[SeenTables]) -> None:
        self.tables: dict[str, list[Row]] = {}
        self._seen: dict[int, SeenRow] = {}
        for each in departments:
            for sheet, rows in each.rows.items():
                self.tables.setdefault(sheet, []).extend(row.values for row in rows)
                self._seen |= {id(row.values): row for row in rows}

    def cells(self, rows: Iterable[Row], pointed: Spot) -> str:
        """Where some rows are, as a finding at ``pointed`` tells it."""
        return ", ".join(
            _told(spot, pointed)
            for row in rows
            if (spot := _spot(self._seen[id(row)], pointed.place.column)) is not None
        )


def _spot(row: SeenRow, column: str | None) -> Spot | None:
    return row.spots.get(column or "") or next(iter(row.spots.values()), None)


def _told(spot: Spot, pointed: Spot) -> str:
    """A cell with its sheet and its file, where these are others than the finding's own."""
    place, own = spot.place, pointed.place
    same_file = spot.sha256 == pointed.sha256
    sheet = "" if same_file and place.sheet == own.sheet else f"{place.sheet}!"
    return f"{'' if same_file else f'{place.file}, '}{sheet}{place.cell}"


def _about_tables(rules: SheetRules, *, across: bool) -> SheetRules:
    """The rules with no others than those of a row that depend on tables."""
    kept = (rule for rule in rules.rules if rule.looks_at and not rule.is_of_sheet)
    return replace(rules, rules=tuple(rule for rule in kept if rule.across is across))


class _Judged:
    """One department's tables before the rules."""

    def __init__(self, own: SeenTables, everyone: _Everyone, unit: str) -> None:
        self._own = own
        self._everyone = everyone
        self._unit = unit
        self._tables = own.tables
        self._all = {sheet: everyone.tables[sheet] for sheet in self._tables}

    def findings(self) -> Iterator[tuple[str, Finding]]:
        for sheet, rows in self._own.rows.items():
            rules = self._own.rules[sheet]
            of_own, of_all = _about_tables(rules, across=False), _about_tables(rules, across=True)
            for row in rows:
                yield from self._of_row(row, of_own, self._tables)
                yield from self._of_row(row, of_all, self._all)
            yield from self._of_sheet(sheet, rows, rules)

    def _of_row(
        self, row: SeenRow, rules: SheetRules, tables: Tables
    ) -> Iterator[tuple[str, Finding]]:
        for rule in rules.broken_by(row.values, tables):
            pointed = row.spots.get(rule.at)
            if pointed is None:
                continue
            found = rules.witnesses(rule, row.values, tables)
            values = {**row.values, "cells": self._everyone.cells(found, pointed)}
            yield pointed.sha256, self._finding(rule, rules, pointed, values, pointed.written)

    def _of_sheet(
        self, sheet: str, rows: Iterable[SeenRow], rules: SheetRules
    ) -> Iterator[tuple[str, Finding]]:
        summary = rules.summary_values(self._tables)
        for rule in rules.broken_of_sheet(self._tables):
            spots = [spot for row in rows if (spot := row.spots.get(rule.at)) and spot.written]
            first = self._own.firsts[sheet].get(rule.at)
            pointed = spots[-1] if spots else first
            if pointed is not None:
                whole = of_whole_sheet(pointed)
                yield pointed.sha256, self._finding(rule, rules, whole, summary, "")

    def _finding(
        self,
        rule: CompiledRule,
        rules: SheetRules,
        pointed: Spot,
        values: Mapping[str, CellValue],
        written: str,
    ) -> Finding:
        details = details_of(rule.code, rule, values, rules, self._unit)
        said = finding(
            rule.code, pointed.place, value=written or None, severity=rule.severity, **details
        )
        return replace(said, about_table=True)
