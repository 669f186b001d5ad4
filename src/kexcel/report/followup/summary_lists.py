"""The summary's lists: verdicts counted, goals at a glance, and the activities that deviate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kexcel.model.consolidation import GoalResult
from kexcel.model.plan import GoalLevel
from kexcel.report.followup.course_verdicts import decided_label
from kexcel.report.followup.deviations import (
    deviation_headings,
    deviations,
    reason,
    write_deviation,
)
from kexcel.report.followup.goals_sheet import DECIDED, PROPOSED
from kexcel.report.followup.summary_status import write_heading
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import TOTAL, role_key
from kexcel.report.parts.status_words import UNANSWERED, count_role, role_word, role_words
from kexcel.report.parts.tables import Heading, PlacedTable, place_table
from kexcel.report.parts.verdict_words import decided_word, proposed_word, verdict_words

_SHOWN_ROLES = ("done", "delayed", UNANSWERED)


def write_verdicts(context: ReportContext, cells: Cells, row: int, goals: PlacedTable) -> int:
    """Count goals by proposed and decided verdict; give the next section's row."""
    _ = context.translate
    row = write_heading(context, cells, row, _("Goals by verdict"))
    words = verdict_words(context)
    kinds = [(level, kind) for level in GoalLevel for kind in (PROPOSED, DECIDED)]
    headings = [
        Heading("all", _("Proposed"), align="center"),
        Heading("verdict", _("Verdict")),
        *(
            Heading(f"{level}.{kind}", f"{level.value} {_kind_word(context, kind)}", 10, "center")
            for level, kind in kinds
        ),
    ]
    table = place_table(cells, "Verdicts", headings, len(words), row=row, filtered=False)
    for place, word in zip(table.rows, words, strict=True):
        cells.write(place, table.columns["verdict"], word)
        _count_verdict(context, cells, table, place, word, goals)
    colour_words(context.book.styles, cells.worksheet, table, "verdict", words)
    return table.last_row + 2


def write_goals_overview(
    context: ReportContext, cells: Cells, row: int, goals: PlacedTable, widths: Sequence[float]
) -> int:
    """List every goal with its verdicts and main figures; give the next section's row."""
    _ = context.translate
    row = write_heading(context, cells, row, _("Goals at a glance"))
    results = context.consolidation.goals
    headings = _overview_headings(context, widths)
    table = place_table(cells, "GoalsAtAGlance", headings, len(results), row=row, filtered=False)
    for place, behind, result in zip(table.rows, goals.rows, results, strict=True):
        _write_goal(context, cells, table, place, result)
        _write_figures(context, cells, table, place, result, (goals, behind))
    for key in (PROPOSED, DECIDED):
        words = verdict_words(context)
        colour_words(context.book.styles, cells.worksheet, table, key, words)
    return table.last_row + 2


def write_deviations(
    context: ReportContext, cells: Cells, row: int, activities: PlacedTable, widths: Sequence[float]
) -> None:
    """List the activities that are delayed, cancelled, moved, past their end or unanswered."""
    _ = context.translate
    found = deviations(context)
    row = write_heading(context, cells, row, _("Deviations"))
    headings = deviation_headings(context, list(widths))
    table = place_table(
        cells,
        "Deviations",
        headings,
        len(found),
        row=row,
        empty=_("No activity deviates."),
        filtered=False,
    )
    for place, (index, result) in zip(table.rows, found, strict=True):
        target = activities.far_cell("number", activities.first_row + index)
        write_deviation(context, cells, table, place, result, target)
    words = role_words(context) | {_("Past its end"): "delayed", _("Moved"): "delayed"}
    for key in ("why", "status"):
        colour_words(context.book.styles, cells.worksheet, table, key, words)


def _kind_word(context: ReportContext, kind: str) -> str:
    _ = context.translate
    return _("proposed") if kind == PROPOSED else _("decided")


def _count_verdict(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    word: str,
    goals: PlacedTable,
) -> None:
    verdict = f"${table.cell('verdict', row)}"
    shown = {PROPOSED: proposed_word, DECIDED: decided_word}
    results = context.consolidation.goals
    everyone = f"=SUMPRODUCT(({goals.range(PROPOSED)}={verdict})*1)" if goals.rows else "=0"
    number = sum(proposed_word(context, result) == word for result in results)
    cells.write_formula(row, table.columns["all"], everyone, number, align="center", bold=True)
    for level in GoalLevel:
        for kind, says in shown.items():
            tests = f'({goals.range("level")}="{level.value}")*({goals.range(kind)}={verdict})'
            chosen = [each for each in results if each.goal.level is level]
            number = sum(says(context, each) == word for each in chosen)
            formula = f"=SUMPRODUCT({tests})" if goals.rows else "=0"
            cells.write_formula(
                row, table.columns[f"{level}.{kind}"], formula, number, align="center"
            )


def _overview_headings(context: ReportContext, widths: Sequence[float]) -> list[Heading]:
    _ = context.translate
    lead = context.template.word("part", "lead", context.language)
    return [
        Heading("number", _("No")),
        Heading("text", _("Goal")),
        Heading("level", _("Level")),
        Heading(PROPOSED, _("Proposed verdict")),
        Heading(DECIDED, decided_label(context)),
        Heading(TOTAL, _("In all"), align="center"),
        *(Heading(role_key(r), role_word(context, r), align="center") for r in _SHOWN_ROLES),
        Heading("lead", lead, widths[-3]),
        Heading("why", _("Activities to know of"), widths[-2]),
        Heading("motivation", _("Motivation"), widths[-1]),
    ]


def _write_goal(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, result: GoalResult
) -> None:
    goal, place = result.goal, table.columns
    bold = goal.level is GoalLevel.COUNCIL
    cells.write(row, place["number"], goal.number, bold=bold)
    cells.write(row, place["text"], goal.text, bold=bold)
    cells.write(row, place["level"], goal.level.value)
    cells.write(row, place[PROPOSED], proposed_word(context, result))
    cells.write(row, place[DECIDED], decided_word(context, result))
    cells.write(row, place["lead"], _leads(context, result))
    cells.write(row, place["why"], _reasons(context, result))
    cells.write(row, place["motivation"], result.motivation)


def _leads(context: ReportContext, result: GoalResult) -> str:
    """The departments that lead a goal's activities, in the plan's order."""
    keys = dict.fromkeys(each.activity.lead for each in context.activities_under(result.goal))
    return "\n".join(context.department_name(key) for key in keys)


def _reasons(context: ReportContext, result: GoalResult) -> str:
    """The activities that bear on a goal's verdict, by what is to be known of them."""
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for each in context.activities_under(result.goal):
        if why := reason(context, each):
            numbers[why].append(each.activity.number)
    return "\n".join(f"{why}: {', '.join(found)}" for why, found in numbers.items())


def _write_figures(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    result: GoalResult,
    behind: tuple[PlacedTable, int],
) -> None:
    goals, line = behind
    below = context.activities_under(result.goal)
    figures = {role_key(role): count_role(below, role) for role in _SHOWN_ROLES}
    for key, number in {TOTAL: len(below), **figures}.items():
        cells.write_formula(
            row, table.columns[key], f"={goals.far_cell(key, line)}", number, align="center"
        )
