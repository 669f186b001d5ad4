"""Make next year's workspace beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kexcel.documents.decisions.writer import update_decisions
from kexcel.documents.plan.layout import ACTIVITIES_SHEET, SIGN_FACTORS
from kexcel.documents.plan.marking import Marking
from kexcel.documents.plan.reader import read_proposals
from kexcel.documents.plan.writer import write_plan
from kexcel.documents.prose.reader import REMARK
from kexcel.errors import UsageError
from kexcel.files import write_all
from kexcel.locale import LANGUAGES, mark, translator
from kexcel.merge import decided_row
from kexcel.merge.organised import as_organised
from kexcel.model.consolidation import Consolidation
from kexcel.model.period import FOLLOWUP, Period
from kexcel.model.plan import Perspective, Plan, Reorganisation
from kexcel.report.next_year.workbook import write_to_decide
from kexcel.roll import (
    Question,
    RolledPlan,
    ToDecide,
    YearEnd,
    encode_history,
    marks,
    moved_dues,
    roll_plan,
    rolled_file,
    rolled_settings,
)
from kexcel.roll.profiles import with_profiles
from kexcel.settings import SETTINGS_FILE, Settings
from kexcel.timeline import plan_on
from kexcel.workspace.archive import digest
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.generating import sound_plan
from kexcel.workspace.layout import ARCHIVE, DECISIONS_FILE, INBOX, ISSUED, PLAN_FILE
from kexcel.workspace.merging import consolidate_period
from kexcel.workspace.names import file_name
from kexcel.workspace.past import HISTORY, history_files
from kexcel.workspace.results import RollResult

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

TEMPLATES = "templates"
_SIGNS = {1: "+", -1: "-"}


def roll(workspace: Workspace, year: int, folder: Path | None, *, extend_goals: bool) -> RollResult:
    """Write the workspace of another year; the old one is only read.

    Raises:
        UsageError: the year is not a later one, or the folder is not new or empty.
        ConfigurationError: the plan has errors, so that it cannot be carried over.
    """
    target = folder if folder is not None else _beside(workspace, year)
    _require_later(workspace.settings, year)
    _require_free(workspace, target)
    sound_plan(workspace)
    end = _year_end(workspace, year, extend_goals=extend_goals)
    rolled = roll_plan(end)
    settings_file, is_kept = rolled_file(_settings_bytes(workspace), end.after)
    points = (*rolled.to_decide, *_points_of_settings(end, is_kept=is_kept))
    rolled = replace(rolled, to_decide=points)
    list_name = file_name(translator(workspace.language)("To decide"), str(year))
    # The settings come last, so that a run that is cut short leaves no folder like a workspace.
    files = {
        PLAN_FILE: _plan_bytes(workspace, rolled, end),
        DECISIONS_FILE: _new_decisions(workspace, rolled.plan, end),
        list_name: write_to_decide(
            rolled, end.before.year, workspace.template.looks, language=workspace.language
        ),
        **_history(workspace, rolled),
        **_templates(workspace),
        SETTINGS_FILE: settings_file,
    }
    write_all({target / name: data for name, data in files.items()})
    for place in (ISSUED, INBOX):
        (target / place).mkdir(parents=True, exist_ok=True)
    return RollResult(target, end.before.year, year, end.last.period, rolled, list_name)


def _beside(workspace: Workspace, year: int) -> Path:
    """A folder beside the workspace, named as it is but for the year."""
    root = workspace.layout.root.resolve()
    old = str(workspace.settings.year)
    before, found, after = root.name.rpartition(old)
    return root.with_name(f"{before}{year}{after}" if found else f"{root.name}-{year}")


def _require_later(settings: Settings, year: int) -> None:
    last = 2200
    if not settings.year < year <= last:
        phrase = mark("{year} is not a year after {old}, which the workspace is for.")
        raise UsageError(phrase, year=year, old=settings.year)


def _require_free(workspace: Workspace, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(mark("The folder {folder} is not empty. Choose a new one."), folder=target)
    root = workspace.layout.root.resolve()
    if root in (target.resolve(), *target.resolve().parents):
        phrase = mark("The folder {folder} lies in the workspace itself. Choose one beside it.")
        raise UsageError(phrase, folder=target)


def _year_end(workspace: Workspace, year: int, *, extend_goals: bool) -> YearEnd:
    periods = tuple(_answered_periods(workspace))
    plan = _plan_at_end(workspace, periods[-1].period)
    periods = tuple(as_organised(each, _later(plan, each), plan).whole for each in periods)
    last = replace(periods[-1], plan=plan) if plan.reorganisations else periods[-1]
    return YearEnd(
        plan=plan,
        before=workspace.settings,
        after=with_profiles(rolled_settings(workspace.settings, year), plan),
        periods=(*periods[:-1], last),
        extend_goals=extend_goals,
    )


def _plan_at_end(workspace: Workspace, last: Period) -> Plan:
    """The plan with the last period's frames, and the activities of the year's last day.

    Where departments are reorganised after that period, its frames are those of the last day too.
    """
    end = max(date(workspace.settings.year, 12, 31), last.closes)
    is_reorganised = any(each.day > last.closes for each in workspace.plan.reorganisations)
    plan = plan_of(workspace, replace(last, closes=end) if is_reorganised else last)
    return replace(plan, activities=plan_on(workspace.plan, end).activities)


def _later(plan: Plan, whole: Consolidation) -> Iterator[Reorganisation]:
    return (each for each in plan.reorganisations if each.day > whole.period.closes)


def _answered_periods(workspace: Workspace) -> Iterator[Consolidation]:
    """The rounds of follow-up that anyone answered in, in order; else the last one."""
    rounds = [each for each in _periods(workspace) if FOLLOWUP in each.sheets]
    rounds = sorted(rounds or _periods(workspace), key=lambda each: each.closes)
    answered = [each for each in rounds if workspace.archive.received(each.key)]
    for period in answered or rounds[-1:]:
        yield consolidate_period(workspace, period)


def _periods(workspace: Workspace) -> list[Period]:
    return [workspace.period(each.key) for each in workspace.settings.periods]


def _settings_bytes(workspace: Workspace) -> bytes:
    return (workspace.layout.root / SETTINGS_FILE).read_bytes()


def _points_of_settings(end: YearEnd, *, is_kept: bool) -> Iterator[ToDecide]:
    for due in moved_dues(end.before, end.after.year):
        details = {"day": due.day, "to": due.to}
        yield ToDecide(Question.DUE_MOVED, "", due.period, details)
    if not is_kept:
        yield ToDecide(Question.SETTINGS_REWRITTEN, "", SETTINGS_FILE)


def _plan_bytes(workspace: Workspace, rolled: RolledPlan, end: YearEnd) -> bytes:
    """The new plan, its frames printed with the sign that the coordinator is used to.

    What was proposed of an activity and never confirmed is a proposal still.
    """
    sign = _SIGNS[SIGN_FACTORS.get(rolled.plan.sign, 1)]
    signs = {
        (perspective, column): sign
        for perspective in Perspective
        for column in rolled.plan.frame_columns
    }
    marked = marks(rolled.activities, end.before.year)
    notes = {(ACTIVITIES_SHEET.name, each, "number"): note for each, note in marked.items()}
    carried = {activity.number for activity in rolled.plan.activities}
    standing = read_proposals((workspace.layout.root / PLAN_FILE).read_bytes())
    proposals = {number: why for number, why in standing.items() if number in carried}
    plan = rolled.plan if proposals else _without_words_of_proposals(rolled.plan)
    return write_plan(plan, printed_signs=signs, marking=Marking(notes, proposals))


def _without_words_of_proposals(plan: Plan) -> Plan:
    """A plan that has no column Förslag, without what an import says of the column."""
    said = {translator(language)(REMARK) for language in LANGUAGES}
    return replace(plan, remark="") if plan.remark in said else plan


def _new_decisions(workspace: Workspace, plan: Plan, end: YearEnd) -> bytes:
    """Beslut.xlsx with nothing to decide yet."""
    return update_decisions(
        None,
        period=end.last.period.key,
        goals=(),
        conflicts=(),
        plan=plan,
        template=workspace.template,
        language=workspace.language,
        created=end.first_day,
        lasting_row=lambda sheet, row: decided_row(plan, sheet, row),
    )


def _history(workspace: Workspace, rolled: RolledPlan) -> dict[str, bytes]:
    """The year's history, and the years' before it, by their checksums."""
    data = encode_history(rolled.history)
    files = {f"{digest(data)}.json": data}
    files |= {path.name: path.read_bytes() for path in history_files(workspace.archive)}
    return {f"{ARCHIVE}/{HISTORY}/{name}": content for name, content in sorted(files.items())}


def _templates(workspace: Workspace) -> dict[str, bytes]:
    """Everything in the workspace's own templates/."""
    root = workspace.layout.root
    paths = sorted(path for path in (root / TEMPLATES).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
