"""Compare two files that have been read into groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kexcel.compare.comparison import (
    Change,
    ChangeKind,
    ComparedKind,
    Comparison,
    GroupChanges,
    Side,
)
from kexcel.compare.items import Field, Group, Item
from kexcel.compare.pairing import Pair, pair_up

_ABSENT = Field("", None, None)


def compare(
    kind: ComparedKind, before: tuple[Side, Sequence[Group]], after: tuple[Side, Sequence[Group]]
) -> Comparison:
    """Everything that is different, group by group."""
    ours = {group.key: group for group in before[1]}
    theirs = {group.key: group for group in after[1]}
    keys = dict.fromkeys((*ours, *theirs))
    groups = tuple(
        _group(
            ours.get(key) or _empty(theirs[key]),
            theirs.get(key) or _empty(ours[key]),
        )
        for key in keys
    )
    return Comparison(kind, before[0], after[0], groups)


def _empty(group: Group) -> Group:
    return Group(group.key, group.label)


def _group(before: Group, after: Group) -> GroupChanges:
    pairs = pair_up(before.items, after.items)
    changes = tuple(change for pair in pairs for change in _changes(pair))
    # Where one side says more of what it holds, that is what is compared.
    label = max(after.label, before.label, key=len)
    return GroupChanges(before.key, label, len(pairs), changes)


def _changes(pair: Pair) -> Iterable[Change]:
    before, after = pair
    if before and after:
        return _changed(before, after)
    if before:
        gone = before
        return (
            Change(
                ChangeKind.REMOVED, gone.name, gone.title, before_cell=gone.cell, parts=gone.parts
            ),
        )
    if after:
        new = after
        return (
            Change(ChangeKind.ADDED, new.name, new.title, after_cell=new.cell, parts=new.parts),
        )
    return ()


def _changed(before: Item, after: Item) -> Iterator[Change]:
    for key in dict.fromkeys((*before.fields, *after.fields)):
        ours, theirs = before.fields.get(key, _ABSENT), after.fields.get(key, _ABSENT)
        kind = _kind(ours, theirs)
        if kind is not None:
            yield Change(
                kind,
                after.name,
                after.title,
                column=key,
                label=theirs.label or ours.label,
                before=ours.value,
                after=theirs.value,
                before_cell=ours.cell,
                after_cell=theirs.cell,
            )


def _kind(before: Field, after: Field) -> ChangeKind | None:
    if before.meaning != after.meaning:
        return ChangeKind.CHANGED
    return ChangeKind.REWRITTEN if before.written != after.written else None
