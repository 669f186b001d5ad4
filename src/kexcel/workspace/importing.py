"""Read a plan document into plan.xlsx, or into the plan that stands there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.documents.amending.amend import Amendment, amend_plan
from kexcel.documents.amending.standing import StandingSheet, signs_in, standing_sheets
from kexcel.documents.plan.marking import Marking
from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.documents.prose.frames import StatedSigns
from kexcel.documents.prose.imported import Imported
from kexcel.documents.prose.marking import marking_of
from kexcel.documents.prose.profile import load_profile
from kexcel.documents.prose.reader import read_document
from kexcel.documents.prose.request import Request
from kexcel.files import write_whole
from kexcel.model.finding import Finding, Severity
from kexcel.model.plan import Plan
from kexcel.workspace.archive import IMPORTED_EVENT, ORIGIN_EVENT, REPLACED_EVENT, Entry
from kexcel.workspace.blank_plan import is_unfilled
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.import_result import ImportResult
from kexcel.workspace.layout import PLAN_FILE, PROPOSED_PLAN_FILE
from kexcel.workspace.names import told_name

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_OF_THE_FIRST = {"unit-not-printed"}
"""What is said of the first document alone: the plan that stands has settled it."""

_DOCUMENTS_OWN = {"interpreted"}
"""What the plan's reader says again of what the document's reader has said."""


def import_plan(
    workspace: Workspace, document: Path, *, profile: str, signs: StatedSigns, update: bool
) -> ImportResult:
    """Read a document and write what came of it; nothing where it holds no activities.

    Raises:
        UnreadableInputError: the document cannot be opened or read, or holds no text.
        ConfigurationError: there is no such profile, or it is wrong.
    """
    try:
        data = document.read_bytes()
    except OSError as fault:
        raise cannot_open(document, fault) from fault
    standing = _standing(workspace)
    request = _request(workspace, standing, profile, signs)
    name = told_name(document.name)
    imported = read_document(data, request, file=name)
    if not imported.plan.activities:
        return ImportResult(name, imported, imported.findings, is_new=standing is None)
    job = _Job(workspace, name, data, imported)
    return job.begin() if standing is None else job.amend(standing, update=update)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A plan.xlsx that is filled in: its bytes, the plan in it, and its rows as they stand."""

    data: bytes
    plan: Plan
    findings: tuple[Finding, ...]
    sheets: Mapping[str, StandingSheet]


def _standing(workspace: Workspace) -> _Standing | None:
    """The plan.xlsx of the workspace; None where there is none, or that of a new workspace."""
    path = workspace.layout.root / PLAN_FILE
    if not path.is_file():
        return None
    data = path.read_bytes()
    plan, findings = read_plan(data, file=PLAN_FILE)
    if is_unfilled(plan):
        return None
    return _Standing(data, plan, findings, standing_sheets(data, file=PLAN_FILE))


def _request(
    workspace: Workspace, standing: _Standing | None, profile: str, signs: StatedSigns
) -> Request:
    settings = workspace.settings
    known = signs_in(standing.sheets) if standing else {}
    kept = {key: sign for key, sign in known.items() if (None, key[1]) not in signs}
    return Request(
        profile=load_profile(profile, workspace.layout.root),
        organisation=settings.organisation,
        body=settings.body,
        year=settings.year,
        unit=settings.money.unit,
        owners=settings.owners,
        departments=standing.plan.departments if standing else (),
        signs={**kept, **signs},
    )


class _Job:
    """One document on its way into the workspace."""

    def __init__(self, workspace: Workspace, name: str, data: bytes, imported: Imported) -> None:
        self._workspace = workspace
        self._name = name
        self._data = data
        self._imported = imported
        self._path = workspace.layout.root / PLAN_FILE

    def begin(self) -> ImportResult:
        """Write the first plan."""
        imported = self._imported
        plan = write_plan(imported.plan, printed_signs=imported.signs, marking=marking_of(imported))
        marking = Marking(proposals=imported.proposals)
        origin = write_plan(imported.plan, printed_signs=imported.signs, marking=marking)
        write_whole(self._path, plan)
        self._keep(origin)
        return ImportResult(
            document=self._name,
            imported=imported,
            findings=(*imported.findings, *_plan_findings(plan)),
            written=PLAN_FILE,
            is_new=True,
        )

    def amend(self, standing: _Standing, *, update: bool) -> ImportResult:
        """Bring the plan that stands up to date, or show beside it what that would be."""
        day = date(self._workspace.settings.year, 1, 1)
        origin = self._workspace.archive.last_origin()
        sheets = standing.sheets
        amended = amend_plan(standing.data, origin, self._imported, day=day, sheets=sheets)
        is_same = amended.data == standing.data
        replaced = None
        if update:
            replaced = self._replace(standing.data, amended)
        elif not is_same:
            write_whole(self._workspace.layout.root / PROPOSED_PLAN_FILE, amended.data)
        file = PLAN_FILE if update else PROPOSED_PLAN_FILE
        told = _of_what_changed(amended)
        findings = (*told, *amended.findings, *_new_findings(standing, amended))
        return ImportResult(
            document=self._name,
            imported=amended.imported,
            findings=findings,
            changes=amended.changes,
            written=None if is_same else file,
            is_proposal=not update and not is_same,
            replaced=replaced,
        )

    def _replace(self, standing: bytes, amended: Amendment) -> str | None:
        """Write over the plan; where the one before is kept."""
        archive = self._workspace.archive
        if amended.data == standing:
            self._keep(amended.origin)
            return None
        sha256 = archive.keep_plan(PLAN_FILE, standing)
        # The journal comes last: a plan that the journal does not know of yet is only read again.
        write_whole(self._path, amended.data)
        self._keep(amended.origin, replaced=sha256)
        return self._workspace.layout.shown(archive.plan_path(sha256, PLAN_FILE))

    def _keep(self, origin: bytes, replaced: str = "") -> None:
        """Keep the document and what it gave, unless the last import kept the same."""
        archive = self._workspace.archive
        sha256 = archive.keep_plan(self._name, self._data)
        given = archive.keep_plan(PLAN_FILE, origin)
        time = self._workspace.clock().isoformat()
        year = str(self._workspace.settings.year)
        told = [e for e in archive.journal() if e.event in {IMPORTED_EVENT, ORIGIN_EVENT}][-2:]
        entries = [Entry(REPLACED_EVENT, time, year, replaced, PLAN_FILE)] if replaced else []
        if [entry.sha256 for entry in told] != [sha256, given]:
            entries.append(Entry(IMPORTED_EVENT, time, year, sha256, self._name))
            entries.append(Entry(ORIGIN_EVENT, time, year, given, PLAN_FILE, inside=sha256))
        archive.append(entries)


def _of_what_changed(amended: Amendment) -> tuple[Finding, ...]:
    """What there is to say of the document, but for rows that it has not changed."""
    changed = {(change.sheet, change.row) for change in amended.changes}
    return tuple(
        each
        for each in amended.imported.findings
        if each.code not in _OF_THE_FIRST
        and (each.place.row is None or (each.place.sheet, each.place.row) in changed)
    )


def _new_findings(standing: _Standing, amended: Amendment) -> tuple[Finding, ...]:
    """What there is to say of the plan that was not said before; its errors always."""
    before = _of_the_plan(standing.findings)
    is_same = amended.data == standing.data
    after = before if is_same else _plan_findings(amended.data)
    known = set(map(_told, before))
    return tuple(f for f in after if f.severity is Severity.ERROR or _told(f) not in known)


def _told(finding: Finding) -> tuple[object, ...]:
    """What tells a finding, wherever its row has come to stand."""
    place = finding.place
    return (finding.code, place.sheet, place.row, place.column, finding.value, finding.details)


def _plan_findings(data: bytes) -> tuple[Finding, ...]:
    return _of_the_plan(read_plan(data, file=PLAN_FILE)[1])


def _of_the_plan(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What there is to say of the plan itself, without what was said of the document."""
    return tuple(each for each in findings if each.code not in _DOCUMENTS_OWN)
