"""A plan as groups of items, in the words of plan.xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kexcel.compare.comparison import Value
from kexcel.compare.items import Field, Group, Item, as_value, folded, plain_field, told_apart
from kexcel.compare.plan_amendments import activities_group, amendments_group, stood_activities
from kexcel.compare.plan_frames import frames_group, versions_group
from kexcel.documents.plan.addresses import Addresses
from kexcel.documents.plan.layout import (
    ACTIVITIES_SHEET,
    DEPARTMENTS_SHEET,
    GOALS_SHEET,
    MEASURES_SHEET,
    PLAN_SHEET,
    SEPARATOR,
    PlanColumn,
    PlanSheet,
)
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.documents.plan.rows import setting_rows
from kexcel.model.plan import Plan, Reorganisation

_OF_DEPARTMENTS = {"lead", "department", "contributing"}
"""The columns that name departments: compared by key, shown by name."""

_OF_ACTIVITY = ("number", "title")


def plan_groups(plan: Plan, addresses: Addresses | None = None) -> tuple[Group, ...]:
    """Everything that a plan says. Without ``addresses`` no cells are told."""
    told = _Told({each.key: each.name for each in plan.departments}, addresses or {})
    return (
        _facts(plan, told),
        Group("departments", *told.items(DEPARTMENTS_SHEET, plan.departments, "key", "name")),
        Group("goals", *told.items(GOALS_SHEET, plan.goals, "number", "text")),
        activities_group(plan, told.items(ACTIVITIES_SHEET, stood_activities(plan), *_OF_ACTIVITY)),
        amendments_group(plan),
        _by_name(Group("measures", *told.items(MEASURES_SHEET, plan.measures, "identity", "name"))),
        frames_group(plan),
        versions_group(plan),
        _reorganisations(plan, told),
    )


def _reorganisations(plan: Plan, told: _Told) -> Group:
    """What goes between departments, told by day and both departments."""
    items = []
    for each in plan.reorganisations:
        key = f"{each.day} {each.source} – {each.target}"
        names = f"{told.name(each.source)} – {told.name(each.target)}"
        where = f"{REORGANISATIONS_SHEET.name}!{each.cell}" if each.cell else ""
        fields = {
            column.key: plain_field(column.label, _said(each, column.key), where)
            for column in REORGANISATIONS_SHEET.columns
            if column.key not in {"source", "receiver", "day"}
        }
        items.append(Item(key, names, fields, shown=each.day.isoformat()))
    return Group("reorganisations", REORGANISATIONS_SHEET.name, told_apart(items))


def _said(move: Reorganisation, key: str) -> Value:
    value = getattr(move, key)
    return f"{SEPARATOR} ".join(value) or None if isinstance(value, tuple) else as_value(value)


def _facts(plan: Plan, told: _Told) -> Group:
    """The plan's own facts; each row is told by its key, which is also what it is called."""
    fields = {
        str(key): plain_field(str(key), _fact(value), told.cell(PLAN_SHEET, str(key), "value"))
        for key, value, _help in setting_rows(plan)
    }
    return Group("plan", PLAN_SHEET.name, (Item("", "", fields),))


def _fact(value: Value) -> Value:
    """A fact as it is shown: a year is no amount, with a space between its thousands."""
    return str(value) if isinstance(value, Decimal) else value


def _by_name(measures: Group) -> Group:
    """Measures have no number of their own: what is shown of them is their name."""
    return replace(measures, items=tuple(replace(each, shown="") for each in measures.items))


@dataclass(frozen=True, slots=True)
class _Told:
    """What turns the entries of a sheet into items. ``names`` are the departments' by key."""

    names: Mapping[str, str]
    addresses: Addresses

    def items(
        self, layout: PlanSheet, entries: Iterable[object], number: str, title: str
    ) -> tuple[str, tuple[Item, ...]]:
        """A sheet's name and its entries, whose attributes are named as its columns."""
        items = (
            Item(
                str(getattr(entry, number)),
                str(getattr(entry, title)),
                {
                    column.key: self._field(layout, column, entry)
                    for column in layout.columns
                    if hasattr(entry, column.key)
                },
            )
            for entry in entries
        )
        return layout.name, told_apart(items)

    def cell(self, layout: PlanSheet, row: str, column: str) -> str:
        """A cell with its sheet; "" where none is known."""
        found = self.addresses.get((layout.name, row, column), "")
        return f"{layout.name}!{found}" if found else ""

    def _field(self, layout: PlanSheet, column: PlanColumn, entry: object) -> Field:
        cell = self.cell(layout, str(getattr(entry, layout.identity)), column.key)
        value = getattr(entry, column.key)
        is_of_departments = column.key in _OF_DEPARTMENTS
        if isinstance(value, tuple):
            words = [self.name(each) if is_of_departments else str(each) for each in value]
            listed = frozenset(map(folded, map(str, value))) or None
            return Field(column.label, f"{SEPARATOR} ".join(words) or None, listed, cell)
        if is_of_departments and value:
            return Field(column.label, self.name(value), value, cell)
        return plain_field(column.label, self._plain(value), cell)

    def name(self, key: str) -> str:
        """A department's name."""
        return self.names.get(key, key)

    @staticmethod
    def _plain(value: object) -> Value:
        # A level and a direction are words of their own kind, which are shown as the words.
        return str(value) if isinstance(value, str) else as_value(value)
