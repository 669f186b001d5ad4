"""The versions of the frames: which there are, what one says, and how two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.money.differences import differences, total_of
from kexcel.money.versions import VersionColumn, version_at, version_named, versions_of
from kexcel.workspace.results import FramesResult, StandingVersion

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace


def frames(workspace: Workspace, version: str | None, against: str | None) -> FramesResult:
    """The versions, and of those that are named their lines.

    Raises:
        UsageError: no version has the name.
    """
    today = version_at(workspace.versioned_plan, _base(workspace), workspace.clock().date())
    versions = tuple(_standing(workspace, each, today) for each in _versions(workspace))
    unit = workspace.plan.unit
    if version is None and against is None:
        return FramesResult(unit, versions)
    shown = _named(workspace, today if version is None else version)
    other = None if against is None else _named(workspace, against)
    column = other.column if other else ""
    return FramesResult(
        unit,
        versions,
        shown.version,
        other.version if other else None,
        differences(workspace.versioned_plan, column, shown.column),
    )


def _base(workspace: Workspace) -> str:
    return workspace.settings.money.frame


def _versions(workspace: Workspace) -> tuple[VersionColumn, ...]:
    return versions_of(workspace.versioned_plan, _base(workspace))


def _standing(workspace: Workspace, each: VersionColumn, today: str) -> StandingVersion:
    plan = workspace.versioned_plan
    total = total_of(plan, each.column)
    change = None if each.before is None else total - total_of(plan, each.before)
    return StandingVersion(each.version, total, change, is_in_force=each.column == today)


def _named(workspace: Workspace, name: str) -> VersionColumn:
    found = version_named(workspace.versioned_plan, _base(workspace), name)
    if found is None:
        phrase = mark("There is no version {version} of the frames. Choose one of: {known}.")
        known = ", ".join(each.version.name for each in _versions(workspace))
        raise UsageError(phrase, version=name, known=known)
    return found
