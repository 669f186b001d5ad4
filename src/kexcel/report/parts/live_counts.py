"""Count activities by live formulas over the sheet of activities, with the results they give.

SUMPRODUCT compares whole texts. COUNTIFS would read signs such as * and > in a goal's or
department's name as instructions, and refuses texts over 255 characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kexcel.model.cell import cell_reference, column_letters
from kexcel.model.consolidation import ActivityResult
from kexcel.report.followup.activity_columns import COUNTED
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.status_words import role_word, roles
from kexcel.report.parts.tables import Heading, PlacedTable

TOTAL = "total"


def count_headings(context: ReportContext, width: float) -> list[Heading]:
    """A column for each status role, one for no answer, and their total."""
    _ = context.translate
    return [
        *(Heading(role_key(r), role_word(context, r), width, "center") for r in roles(context)),
        Heading(TOTAL, _("In all"), width, "center"),
    ]


def count_columns(context: ReportContext, table: PlacedTable) -> tuple[int, int]:
    """The first and last column with counts, the total left out."""
    places = [table.columns[role_key(role)] for role in roles(context)]
    return places[0], places[-1]


def write_counts(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    activities: PlacedTable,
    conditions: Mapping[str, str],
    results: Sequence[ActivityResult],
) -> None:
    """Fill a row's counts. ``conditions`` maps a column of the activities to what it must equal,
    as a formula; ``results`` are those activities, for the stored values.
    """
    chosen = [f"({activities.range(column)}={wanted})" for column, wanted in conditions.items()]
    counts = Counter(result.role for result in results)
    for role in roles(context):
        place = table.columns[role_key(role)]
        word = f"{column_letters(place)}${table.header_row + 1}"
        tests = [*chosen, f"({activities.range(COUNTED)}={word})"]
        formula = f"=SUMPRODUCT({'*'.join(tests)}*1)" if activities.rows else "=0"
        cells.write_formula(row, place, formula, counts[role], align="center")
    first, last = (cell_reference(row, place) for place in count_columns(context, table))
    total = f"=SUM({first}:{last})"
    place = table.columns[TOTAL]
    cells.write_formula(row, place, total, len(results), align="center", bold=True)


def write_column_totals(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, label: str
) -> None:
    """A line of totals below a table whose rows count each activity once."""
    first, _last = count_columns(context, table)
    for column in range(first):
        cells.write(row, column, label if column == first - 1 else None, bold=True)
    results = context.consolidation.asked
    counts = Counter(result.role for result in results)
    stored = {role_key(role): counts[role] for role in roles(context)}
    stored[TOTAL] = len(results)
    for key, number in stored.items():
        formula = f"=SUM({table.local_range(key)})" if table.rows else "=0"
        place = table.columns[key]
        cells.write_formula(row, place, formula, number, align="center", bold=True)


def role_key(role: str) -> str:
    """The key of the column that counts a role."""
    return f"role.{role}"
