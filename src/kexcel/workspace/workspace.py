"""A workspace opened for work: each command of kexcel is a call here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.errors import ConfigurationError, UsageError
from kexcel.locale import mark
from kexcel.model.decision import Decisions
from kexcel.settings import SETTINGS_FILE, Settings
from kexcel.template import Template
from kexcel.template.load import template_file, template_folder
from kexcel.workspace import steps
from kexcel.workspace.archive import Archive
from kexcel.workspace.check_result import CheckResult
from kexcel.workspace.clock import Clock, Pause, Ticks, now, pause, ticks
from kexcel.workspace.execution.execution import AS_SUITS, Execution
from kexcel.workspace.kept.files import KeptFiles
from kexcel.workspace.layout import ARCHIVE, DECISIONS_FILE, PLAN_FILE, Layout
from kexcel.workspace.lock import PATIENCE, Waiting, WorkspaceLock, wait_in_silence
from kexcel.workspace.memory import Memory
from kexcel.workspace.merge_result import MergeResult
from kexcel.workspace.progress import Progress, silent
from kexcel.workspace.results import (
    ActualsResult,
    CollectResult,
    ExportResult,
    FramesResult,
    GenerateResult,
    RefillResult,
    RemindResult,
    RollResult,
    StatusResult,
    WithdrawResult,
)
from kexcel.workspace.watching import SETTLE, Awaited, watch

if TYPE_CHECKING:
    from kexcel.documents.prose.frames import StatedSigns
    from kexcel.ledger import LedgerReading, Terms
    from kexcel.model.finding import Finding
    from kexcel.model.form import Form
    from kexcel.model.period import Period
    from kexcel.model.plan import Plan
    from kexcel.rules import RuleBook
    from kexcel.workspace.import_result import ImportResult
    from kexcel.workspace.verifying import ArchiveFault

STANDARD_DOCUMENT = "standard"
"""How plan documents are written, as templates/plan/ has it by this name."""


class Workspace:
    """The folder of one body and year.

    Settings, plan and template are read when first needed and kept. ``language`` overrides the
    settings' own; ``clock`` tells the time that the journal notes. What writes in the folder takes
    its lock: ``patience`` is how many seconds it waits for another that does, ``waiting`` is told
    when it begins to, and BusyError is raised when they have passed. ``execution`` says who reads
    received files.
    """

    def __init__(
        self,
        root: Path,
        *,
        language: str | None = None,
        clock: Clock = now,
        patience: float = PATIENCE,
        waiting: Waiting = wait_in_silence,
        execution: Execution = AS_SUITS,
    ) -> None:
        self.layout = Layout(root)
        self.archive = Archive(root / ARCHIVE)
        self.clock = clock
        self.lock = WorkspaceLock(root, clock, patience=patience, waiting=waiting)
        self.execution = execution
        self.memory = Memory()
        self._language = language
        self._kept = KeptFiles(root, self.lock)
        self.ledger_readings: dict[tuple[str, Terms], LedgerReading] = {}
        self._templates: dict[str, Template] = {}

    @cached_property
    def settings(self) -> Settings:
        """What kexcel.toml says; ConfigurationError if it is wrong."""
        path = self.layout.root / SETTINGS_FILE
        if not path.is_file():
            phrase = mark(
                "{path} does not exist. Stand in the workspace, name it with -w, "
                "or make one: kexcel init."
            )
            raise ConfigurationError(phrase, path=path)
        return self._kept.settings(path.read_bytes())

    @property
    def language(self) -> str:
        """The language of findings and of new workbooks."""
        return self._language or self.settings.language

    @cached_property
    def template(self) -> Template:
        """The template that forms are made from; TemplateError if it is wrong."""
        return self._kept.template(*template_file(self.settings.template, self.layout.root))

    @cached_property
    def logo(self) -> bytes | None:
        """The template's logo, if it has one."""
        name = self.template.looks.logo
        path = template_folder(self.settings.template, self.layout.root) / name
        return path.read_bytes() if name and path.is_file() else None

    @cached_property
    def read_plan(self) -> tuple[Plan, tuple[Finding, ...]]:
        """The plan with what there is to say about it; ConfigurationError if there is none."""
        return self._kept.plan(self.plan_bytes)

    @cached_property
    def plan_bytes(self) -> bytes:
        """plan.xlsx as it was when the plan was first asked for; ConfigurationError without any."""
        path = self.layout.root / PLAN_FILE
        if not path.is_file():
            raise ConfigurationError(mark("{path} does not exist."), path=path)
        return path.read_bytes()

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.read_plan[0]

    @cached_property
    def versioned_plan(self) -> Plan:
        """The plan with every version of its frames as amounts of its lines."""
        return steps.budgeting.versioned_on(self, date.max)

    def period(self, key: str) -> Period:
        """The period with the key.

        Raises:
            UsageError: kexcel.toml has no such period.
            ConfigurationError: the period asks for a sheet that the template does not have.
        """
        period = self.settings.period(key)
        known = [sheet.key for sheet in self.template.sheets]
        unknown = [sheet for sheet in period.sheets if sheet not in known]
        if unknown or not period.sheets:
            phrase = mark("kexcel.toml: period {key}: no sheet {sheet}; expected some of {known}.")
            sheet = unknown[0] if unknown else "–"
            raise ConfigurationError(phrase, key=period.key, sheet=sheet, known=", ".join(known))
        return period

    def template_of(self, form: Form) -> Template:
        """The template that a form was issued with; today's, for one that was not kept."""
        return self.template_with(form.template)

    def template_with(self, fingerprint: str) -> Template:
        """The template with a fingerprint; today's own for one that is equal, or was not kept."""
        if fingerprint not in self._templates:
            kept = self.archive.template(fingerprint, like=self.template)
            self._templates[fingerprint] = kept or self.template
        return self._templates[fingerprint]

    def rules(self, period: Period, language: str, *, template: Template | None = None) -> RuleBook:
        """The rule book for a period; TemplateError if a rule is wrong."""
        from kexcel.rules import compile_rules  # noqa: PLC0415 - loads when its step starts

        return compile_rules(template or self.template, self.settings, period, language)

    def decisions(self) -> Decisions:
        """What the coordinator has decided so far."""
        path = self.layout.root / DECISIONS_FILE
        if not path.is_file():
            return Decisions()
        from kexcel.documents.decisions.reader import read_decisions  # noqa: PLC0415 - loads when its step starts

        return read_decisions(path.read_bytes())

    def check(self) -> CheckResult:
        """Check the plan and the template: sums, dates, owners, signs, Excel's limits."""
        return steps.checking.check(self)

    def frames(self, version: str | None = None, against: str | None = None) -> FramesResult:
        """The versions of the frames, one version's amounts, or the difference between two.

        ``against`` alone is held against the version that is in force today.

        Raises:
            UsageError: there is no such version; the message lists those that exist.
        """
        return steps.framing.frames(self, version, against)

    def verify(self) -> tuple[ArchiveFault, ...]:
        """What is wrong with the archive: every file is read and held against the journal."""
        return steps.verifying.verify_archive(self.archive, self.layout)

    def import_plan(
        self,
        document: Path,
        *,
        profile: str = STANDARD_DOCUMENT,
        signs: StatedSigns | None = None,
        update: bool = False,
    ) -> ImportResult:
        """Read a plan document, text, PDF or Word, into plan.xlsx.

        Where a plan is filled in already, what the document changes is written to
        plan-import.xlsx beside it; with ``update`` into plan.xlsx, and the one before is kept.
        ``signs`` say which sign a net cost has in a printed column.

        Raises:
            UnreadableInputError: the document cannot be read, or holds no text.
            ConfigurationError: there is no such profile, or it is wrong.
        """
        with self.lock.held("import"):
            return steps.importing.import_plan(
                self, document, profile=profile, signs=signs or {}, update=update
            )

    def generate(self, period: str, *, progress: Progress = silent) -> GenerateResult:
        """Write one form per department; forms that stand already are left as they are.

        A department whose form must be another, after it has answered, gets one with its answers.

        Raises:
            ConfigurationError: the plan has errors, so that forms cannot be trusted.
        """
        with self.lock.held("generate"):
            return steps.generating.generate(self, self.period(period), progress)

    def refill(self, period: str, files: Iterable[Path]) -> RefillResult:
        """Write a clean form into retur/PERIOD for each returned file, with its answers in it.

        Raises:
            UnreadableInputError: a file does not exist or cannot be opened.
        """
        with self.lock.held("generate --from"):
            return steps.refilling.refill_files(self, self.period(period), tuple(files))

    def collect(
        self, period: str, paths: Iterable[Path | str] = (), *, progress: Progress = silent
    ) -> CollectResult:
        """Take returned files into the archive and write corrections and receipts.

        Without paths, the files of inkommet/PERIOD are taken. A text may be an address that fsspec
        opens, such as ``s3://bucket/folder``.

        Raises:
            UnreadableInputError: a path or address does not exist, or cannot be reached.
            UsageError: nothing that is installed opens such an address.
        """
        with self.lock.held("collect"):
            return steps.collecting.collect(self, self.period(period), tuple(paths), progress)

    def watch(
        self,
        period: str,
        folders: Iterable[Path] = (),
        *,
        settle: float = SETTLE,
        ticks: Ticks = ticks,
        pause: Pause = pause,
    ) -> Iterator[CollectResult | Awaited]:
        """Collect files as they come and have stood still for ``settle`` seconds, without end.

        Without folders, inkommet/PERIOD is watched. Each lot of files gives a result; what is
        waited for is told once.

        Raises:
            UnreadableInputError: a folder that was named does not exist.
        """
        found = self.period(period)
        return watch(self, found, tuple(folders), settle=settle, ticks=ticks, pause=pause)

    def withdraw(
        self, period: str, name: str, reason: str = "", *, undo: bool = False
    ) -> WithdrawResult:
        """Let a return no longer count, because its department asks for it back.

        ``name`` is the name that it came under, or the first eight signs or more of its sha256.
        Nothing is removed; ``undo`` lets it count again.

        Raises:
            UsageError: no return, or more than one, goes by the name; the candidates are told.
        """
        with self.lock.held("withdraw"):
            return steps.withdrawing.withdraw(self, self.period(period), name, reason, undo=undo)

    def validate(self, files: Iterable[Path]) -> tuple[Finding, ...]:
        """The findings of returned files. Nothing is kept or changed.

        Raises:
            UnreadableInputError: a file does not exist or cannot be opened.
        """
        return steps.validating.validate(self, tuple(files))

    def status(self, period: str | None = None) -> StatusResult:
        """Who has answered. Without a period, the latest that forms were issued for."""
        return steps.reporting.status(self, period)

    def remind(self, period: str, *, progress: Progress = silent) -> RemindResult:
        """Write a draft of a mail to each department that must act; nothing is sent.

        Raises:
            UsageError: no forms were issued for the period.
        """
        with self.lock.held("remind"):
            return steps.reminding.remind(self, self.period(period), progress)

    def actuals(
        self, files: Iterable[Path], *, period: str | None = None, unit: str = "", sign: str = ""
    ) -> ActualsResult:
        """Read in what is booked on each responsibility code, from exports of the ledger.

        Without a period, it is the last that has closed. ``unit`` and ``sign`` ("cost-positive" or
        "cost-negative") are those of the files' amounts, otherwise as kexcel.toml says. The files
        replace what was read in for the period before, which stays in the archive.

        Raises:
            UnreadableInputError: a file does not exist, or cannot be read at all.
            UsageError: unit or sign has been told nowhere, or there is no such period.
        """
        found = steps.actuals.period_of(self, period)
        with self.lock.held("actuals"):
            return steps.actuals.read_in(self, found, tuple(files), unit, sign)

    def export(
        self,
        period: str,
        *,
        parquet: bool = False,
        codes: bool = False,
        progress: Progress = silent,
    ) -> ExportResult:
        """Write the files for the accounting system, without making the workbooks again.

        ``parquet`` and ``codes`` ask for the files that are not always written.

        Raises:
            UsageError: Parquet is asked for without pyarrow, or codes without [accounting].
        """
        with self.lock.held("export"):
            found = self.period(period)
            return steps.exporting.export(self, found, progress, parquet=parquet, codes=codes)

    def merge(self, period: str, *, progress: Progress = silent) -> MergeResult:
        """Write the follow-up and budget workbooks, and bring Beslut.xlsx up to date.

        Where all that they are made of is as it was, and they are too, nothing is done.
        """
        with self.lock.held("merge"):
            return steps.merging_again.merge(self, self.period(period), progress)

    def roll(
        self, year: int, folder: Path | None = None, *, extend_goals: bool = False
    ) -> RollResult:
        """Make the workspace of a later year in a folder, by default beside this one.

        Nothing is decided by it: what needs a decision is carried, marked and listed. This
        workspace is only read. ``extend_goals`` lets goals that have expired be valid on.

        Raises:
            UsageError: the year is not a later one, or the folder is not new or empty.
            ConfigurationError: the plan has errors.
        """
        return steps.rolling.roll(self, year, folder, extend_goals=extend_goals)


def open_workspace(
    path: Path | str = ".",
    *,
    language: str | None = None,
    clock: Clock = now,
    patience: float = PATIENCE,
    waiting: Waiting = wait_in_silence,
    execution: Execution = AS_SUITS,
) -> Workspace:
    """Open the workspace in a folder. ``Workspace`` says what the rest means.

    Raises:
        ConfigurationError: the folder has no kexcel.toml, or it is wrong.
        UsageError: the folder does not exist.
    """
    root = Path(path)
    if not root.is_dir():
        raise UsageError(mark("The folder {folder} does not exist."), folder=root)
    workspace = Workspace(
        root,
        language=language,
        clock=clock,
        patience=patience,
        waiting=waiting,
        execution=execution,
    )
    workspace.settings  # noqa: B018 - a workspace with wrong settings is told of at once
    return workspace
