"""Read a plan document into plan.xlsx, or into the plan that stands there already."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.documents.amending.amend import Amendment, amend_plan
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
from kexcel.model.finding import Finding
from kexcel.model.plan import Department
from kexcel.workspace.archive import IMPORTED_EVENT, ORIGIN_EVENT, REPLACED_EVENT, Entry
from kexcel.workspace.create import is_unfilled
from kexcel.workspace.failures import cannot_open
from kexcel.workspace.layout import PLAN_FILE, PROPOSED_PLAN_FILE
from kexcel.workspace.names import told_name
from kexcel.workspace.results import ImportResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_DOCUMENTS_OWN = {"interpreted"}
"""What the plan's reader says again of what the document's reader has said."""


def import_plan(
    workspace: Workspace, document: Path, *, profile: str, signs: StatedSigns, update: bool
) -> ImportResult:
    """Read a document and write what came of it.

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
    job = _Job(workspace, name, data, imported)
    return job.begin() if standing is None else job.amend(standing, update=update)


def _standing(workspace: Workspace) -> bytes | None:
    """The plan.xlsx that is filled in; None where there is none, or the one of a new workspace."""
    path = workspace.layout.root / PLAN_FILE
    if not path.is_file():
        return None
    data = path.read_bytes()
    return None if is_unfilled(read_plan(data, file=PLAN_FILE)[0]) else data


def _request(
    workspace: Workspace, standing: bytes | None, profile: str, signs: StatedSigns
) -> Request:
    settings = workspace.settings
    return Request(
        profile=load_profile(profile, workspace.layout.root),
        organisation=settings.organisation,
        body=settings.body,
        year=settings.year,
        unit=settings.money.unit,
        owners=settings.owners,
        departments=_departments(standing),
        signs=signs,
    )


def _departments(standing: bytes | None) -> tuple[Department, ...]:
    return read_plan(standing, file=PLAN_FILE)[0].departments if standing else ()


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

    def amend(self, standing: bytes, *, update: bool) -> ImportResult:
        """Bring the plan that stands up to date, or show beside it what that would be."""
        day = date(self._workspace.settings.year, 1, 1)
        origin = self._workspace.archive.last_origin()
        amended = amend_plan(standing, origin, self._imported, day=day)
        is_same = amended.data == standing
        replaced = None
        if update:
            replaced = self._replace(standing, amended)
        elif not is_same:
            write_whole(self._workspace.layout.root / PROPOSED_PLAN_FILE, amended.data)
        file = PLAN_FILE if update else PROPOSED_PLAN_FILE
        findings = _plan_findings(amended.data)
        return ImportResult(
            document=self._name,
            imported=amended.imported,
            findings=(*amended.imported.findings, *amended.findings, *findings),
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


def _plan_findings(data: bytes) -> tuple[Finding, ...]:
    """What there is to say of the plan itself, without what was said of the document."""
    findings = read_plan(data, file=PLAN_FILE)[1]
    return tuple(each for each in findings if each.code not in _DOCUMENTS_OWN)
