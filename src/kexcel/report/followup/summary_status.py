"""The summary's figures: response rate, and status by council goal and by department."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kexcel.model.plan import Goal, GoalLevel
from kexcel.report.followup.activity_columns import COUNTED, LEAD, part_key
from kexcel.report.parts.added_cancelled import added_and_cancelled
from kexcel.report.parts.amended import cancelled_word
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.charts import ChartWords, Frame, insert_status_bars
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.live_counts import count_headings, write_column_totals, write_counts
from kexcel.report.parts.status_words import UNANSWERED, role_word
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_COUNT_WIDTH = 10.5
_LOWEST_CHART = 260
_BAR = 30
_CHART_INSET = 30
_ROW = 20
_ROW_POINTS = 15
_PER_CENT = "0 %"


def write_response(
    context: ReportContext,
    cells: Cells,
    row: int,
    departments: PlacedTable,
    activities: PlacedTable,
) -> None:
    """Write how many departments and activities have answered, as live formulas."""
    _ = context.translate
    whole = context.consolidation
    headings = [
        Heading("share", _("Share")),
        Heading("what", _("Response rate")),
        Heading("answered", _("Answered"), align="center"),
        Heading("all", _("Of"), align="center"),
    ]
    table = place_table(cells, "Response", headings, 2, row=row, filtered=False)
    came = departments.local_range("return")
    arrived = f'=SUMPRODUCT(({came}="{_("Received")}")*1)' if departments.rows else "=0"
    answered = len(departments.rows) - len(_missing(context))
    everyone = _rows_of(departments), len(departments.rows)
    _write_rate(cells, table, 0, _("Departments"), (arrived, answered), everyone)
    given, asked = _count_of_activities(context, activities)
    changed = added_and_cancelled(whole, _)
    what = f"{_('Activities')} ({changed})" if changed else _("Activities")
    _write_rate(cells, table, 1, what, (given, whole.answered), (asked, len(whole.asked)))


def _count_of_activities(context: ReportContext, activities: PlacedTable) -> tuple[str, str]:
    """The formulas that count the answered activities, and those that are asked."""
    if not activities.rows:
        return "=0", "=0"
    counted = activities.range(COUNTED)
    is_answered = f'({counted}<>"{role_word(context, UNANSWERED)}")'
    if not context.consolidation.cancelled:
        return f"=SUMPRODUCT({is_answered}*1)", _rows_of(activities)
    is_asked = f'({counted}<>"{cancelled_word(context)}")'
    return f"=SUMPRODUCT({is_answered}*{is_asked}*1)", f"=SUMPRODUCT({is_asked}*1)"


def _rows_of(table: PlacedTable) -> str:
    """The formula that counts a table's rows."""
    return f"=ROWS({table.range(next(iter(table.columns)))})" if table.rows else "=0"


def write_status_by_goal(
    context: ReportContext,
    cells: Cells,
    row: int,
    activities: PlacedTable,
    widths: Sequence[float],
) -> int:
    """Write the table of council goals with its chart; give the next section's row."""
    _ = context.translate
    goals = [g for g in context.consolidation.plan.goals if g.level is GoalLevel.COUNCIL]
    label = _("Status by council goal")
    row = write_heading(context, cells, row, label)
    headings = [
        Heading("number", _("No")),
        Heading("text", _("Council goal")),
        *count_headings(context, _COUNT_WIDTH),
    ]
    table = place_table(cells, "StatusByGoal", headings, len(goals), row=row, filtered=False)
    for place, goal in zip(table.rows, goals, strict=True):
        _write_goal(context, cells, table, place, goal, activities)
    write_column_totals(context, cells, table, row + len(goals) + 1, _("Total"))
    words = ChartWords(label, _("Council goal"), _alternative(context, label))
    return _finish(context, cells, table, "number", words, widths)


def write_status_by_department(
    context: ReportContext,
    cells: Cells,
    row: int,
    activities: PlacedTable,
    widths: Sequence[float],
) -> tuple[int, PlacedTable]:
    """Write the table of departments with its chart; give the next row and the table."""
    _ = context.translate
    departments = departments_shown(context)
    label = _("Status by department")
    row = write_heading(context, cells, row, label)
    headings = [
        Heading("return", _("Return")),
        Heading("name", _("Department")),
        *count_headings(context, _COUNT_WIDTH),
    ]
    count = len(departments)
    table = place_table(cells, "StatusByDepartment", headings, count, row=row, filtered=False)
    for place, key in zip(table.rows, departments, strict=True):
        _write_department(context, cells, table, place, key, activities)
    write_column_totals(context, cells, table, row + count + 1, _("Total"))
    words = ChartWords(label, "", _alternative(context, label))
    return _finish(context, cells, table, "name", words, widths), table


def departments_shown(context: ReportContext) -> list[str]:
    """The departments of the round, and any other that leads an activity, by key."""
    keys = [department.key for department in context.consolidation.departments]
    leads = [result.activity.lead for result in context.consolidation.asked]
    return list(dict.fromkeys([*keys, *leads]))


def write_heading(context: ReportContext, cells: Cells, row: int, text: str) -> int:
    """Write a section's heading and give the row below it."""
    cells.worksheet.write_string(row, 0, text, context.book.styles.heading())
    return row + 1


def _missing(context: ReportContext) -> list[str]:
    return [key for key in departments_shown(context) if key in context.consolidation.missing]


def _write_rate(
    cells: Cells,
    table: PlacedTable,
    place: int,
    what: str,
    answered: tuple[str, int],
    counted: tuple[str, int],
) -> None:
    row = table.first_row + place
    formula, number = answered
    all_of_them, everything = counted
    share = Decimal(number) / everything if everything else Decimal(0)
    part, whole = table.cell("answered", row), table.cell("all", row)
    rate = f"=IF({whole}=0,0,{part}/{whole})"
    cells.write_formula(row, 0, rate, share, number_format=_PER_CENT, align="left", bold=True)
    cells.write(row, table.columns["what"], what)
    cells.write_formula(row, table.columns["answered"], formula, number, align="center")
    cells.write_formula(row, table.columns["all"], all_of_them, everything, align="center")


def _write_goal(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    goal: Goal,
    activities: PlacedTable,
) -> None:
    cells.write(row, table.columns["number"], goal.number)
    cells.write(row, table.columns["text"], goal.text)
    wanted = {"council_goal": f'${table.cell("number", row)}&" "&${table.cell("text", row)}'}
    below = context.activities_under(goal)
    write_counts(context, cells, table, row, activities, wanted, below)


def _write_department(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    key: str,
    activities: PlacedTable,
) -> None:
    _ = context.translate
    word = _("Missing") if key in context.consolidation.missing else _("Received")
    cells.write(row, table.columns["return"], word)
    cells.write(row, table.columns["name"], context.department_name(key))
    wanted = {part_key(LEAD): f"${table.cell('name', row)}"}
    led = context.activities_led_by(key)
    write_counts(context, cells, table, row, activities, wanted, led)


def _finish(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    category: str,
    words: ChartWords,
    widths: Sequence[float],
) -> int:
    """Put the chart beside the table, and give the first row below both."""
    height = max(_LOWEST_CHART, _BAR * len(table.rows) + 110)
    column = len(widths) - 3
    width = int(sum(7 * each + 5 for each in widths[column:])) - _CHART_INSET
    if table.rows:
        frame = Frame(table.header_row, column, width, height)
        insert_status_bars(context, cells.worksheet, table, category, words, frame)
    rows_below = 0
    covered = cells.height_of(range(table.header_row, table.last_row + 2), widths)
    while covered * _ROW / _ROW_POINTS < height:
        covered, rows_below = covered + _ROW_POINTS, rows_below + 1
    return table.last_row + 3 + rows_below


def _alternative(context: ReportContext, label: str) -> str:
    _ = context.translate
    words = _("{title}: stacked bars of the number of activities with each status. ")
    return words.format(title=label) + _("The table beside holds the same figures.")
