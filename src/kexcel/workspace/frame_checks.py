"""What there is to say of the frames' versions, held against periods and issued forms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.documents.plan.cell_words import alike, plain
from kexcel.documents.plan.layout import FRAME_DECISIONS_SHEET, FRAMES_SHEET, PLAN_FILE
from kexcel.errors import ConfigurationError
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place
from kexcel.model.period import Period
from kexcel.model.plan import FrameKind, Perspective
from kexcel.money.versions import (
    VersionColumn,
    groundless_changes,
    version_at,
    version_named,
)
from kexcel.workspace.archive import ISSUED_EVENT
from kexcel.workspace.issued.forms import FormHead, IssuedForms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

OLDER_THAN_PRINTED = mark(
    "it is older than the printed frames, and no earlier amount is there to change"
)


def frame_findings(workspace: Workspace, period: Period) -> tuple[Finding, ...]:
    """All that is said of the versions, as they stand at a period's close."""
    return (*_unclear(workspace), *_not_decided(workspace, period), *_rewritten(workspace))


def _unclear(workspace: Workspace) -> Iterator[Finding]:
    """Changes of what has no amount."""
    for _, change in groundless_changes(workspace.plan, workspace.settings.money.frame):
        place = Place(file=PLAN_FILE, sheet=FRAME_DECISIONS_SHEET.name, cell=change.cell or None)
        yield finding("frame-change-unclear", place, value=change.name, reason=OLDER_THAN_PRINTED)


def _not_decided(workspace: Workspace, period: Period) -> Iterator[Finding]:
    """What is in force, where it is only a proposal; also where it has been reorganised since."""
    plan, base = workspace.versioned_plan, workspace.settings.money.frame
    found = version_named(plan, base, version_at(plan, base, period.closes))
    while found is not None and found.version.reorganises and found.before is not None:
        found = version_named(plan, base, found.before)
    if found is not None and found.version.kind is FrameKind.PROPOSED:
        place = _place_of(workspace, found)
        yield finding("frame-not-decided", place, value=found.version.name)


def _place_of(workspace: Workspace, found: VersionColumn) -> Place:
    """Where the version's name stands."""
    if not found.is_base:
        sheet = FRAME_DECISIONS_SHEET.name
        return Place(file=PLAN_FILE, sheet=sheet, cell=found.version.cell or None)
    lines = sorted(
        workspace.plan.frames, key=lambda line: line.perspective is not Perspective.DEPARTMENT
    )
    named = (line.version_cell for line in lines if line.version == found.version.name)
    return Place(file=PLAN_FILE, sheet=FRAMES_SHEET.name, cell=next(named, None))


def _rewritten(workspace: Workspace) -> Iterator[Finding]:
    """Frames that forms went out with, and that the same version now says otherwise of."""
    said: set[tuple[str, str, Decimal]] = set()
    for department, form in _issued(workspace):
        version, frame = form.frame_version, form.frame
        if not version or frame is None or (department, version, frame) in said:
            continue
        said.add((department, version, frame))
        found = version_named(workspace.versioned_plan, workspace.settings.money.frame, version)
        column = found.column if found else ""
        now = workspace.versioned_plan.frame_of(department, column)
        if now != frame:
            shown = (plain(frame), "") if now is None else alike(frame, now)
            yield finding(
                "frame-rewritten",
                _source_of(workspace, department, found),
                value=form.department_name,
                version=version,
                issued=shown[0],
                now=shown[1],
            )


def _issued(workspace: Workspace) -> Iterator[tuple[str, FormHead]]:
    """Every form that went out, with its department, in the order they first did.

    Those that are damaged are told when the archive is verified.
    """
    issued = [e for e in workspace.archive.journal() if e.event == ISSUED_EVENT]
    forms = IssuedForms(workspace.archive, issued)
    for code in dict.fromkeys(entry.form for entry in issued):
        if code in forms:
            try:
                yield forms.department(code), forms.head(code)
            except ConfigurationError:
                continue


def _source_of(workspace: Workspace, department: str, found: VersionColumn | None) -> Place:
    """The cell that a department's frame in a version comes from."""
    changes = found.version.changes if found else ()
    changed = (each.cell for each in changes if each.department == department)
    cell = next(changed, None)
    if cell is not None:
        sheet = FRAME_DECISIONS_SHEET.name
        return Place(file=PLAN_FILE, sheet=sheet, cell=cell or None, row=department)
    base = workspace.settings.money.frame
    printed = (
        line.cells.get(base)
        for line in workspace.plan.frames
        if line.perspective is Perspective.DEPARTMENT and line.department == department
    )
    sheet = FRAMES_SHEET.name
    return Place(file=PLAN_FILE, sheet=sheet, cell=next(printed, None), row=department)
