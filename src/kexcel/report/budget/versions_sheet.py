"""The versions of the frames: what each changes, their lines side by side, and two compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.locale import format_number
from kexcel.model.cell import cell_reference
from kexcel.model.plan import FrameChange, FrameKind, FrameLine, Perspective, Plan
from kexcel.money.differences import NOTHING, total_of
from kexcel.money.versions import VersionColumn, versions_of
from kexcel.report.budget.figures import EXACT, Figure, Money, finest, total
from kexcel.report.budget.frames import FramesPlaced
from kexcel.report.budget.frames_block import BOLD, caption
from kexcel.report.budget.versions_comparison import Compared, fixed_cell, write_comparison
from kexcel.report.parts.banner import write_banner
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.kind_words import kind_words, told_version
from kexcel.report.parts.page import fit_width, new_sheet
from kexcel.report.parts.tables import Heading, PlacedTable, place_table

_MOST_CHANGES = 8
"""How many changes are told in a cell; what more there are stands in the table below."""

_NAME_WIDTH, _FIGURE_WIDTH, _TEXT_WIDTH = 31, 18, 56
_CONTROLS = 2
"""How many controls stand beneath the list."""

_NAME, _KIND, _DATE, _PARAGRAPH = "name", "kind", "date", "paragraph"
_TOTAL, _CHANGE, _HOLDS, _WHAT = "total", "change", "holds", "what"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet being written, with the versions in the order they were taken."""

    context: ReportContext
    cells: Cells
    money: Money
    versions: tuple[VersionColumn, ...]

    @property
    def plan(self) -> Plan:
        return self.context.consolidation.plan

    @property
    def in_force(self) -> VersionColumn:
        """The version that holds at the period's close."""
        shown = self.plan.frame_column
        found = (each for each in self.versions if each.column == shown)
        return next(found, next(each for each in self.versions if each.is_base))

    def total(self, column: str | None) -> Decimal:
        """The sum of the departments' lines in a version's column."""
        return total_of(self.plan, column or "")


def write_versions(context: ReportContext, frames: FramesPlaced) -> None:
    """Add the sheet of versions; where there is one version alone, it says so and no more."""
    _ = context.translate
    name = _("Frame versions")
    worksheet = new_sheet(context, name)
    fit_width(worksheet)
    worksheet.repeat_rows(0, 1)
    row = write_banner(context, worksheet, name)
    sheet = _sheet(context, Cells(worksheet, context.book.styles))
    has_lines = bool(_lines_of(sheet, Perspective.DEPARTMENT))
    if len(sheet.versions) > 1 and has_lines:
        _write_tables(sheet, frames, row)
        return
    words = _("There is one version of the frames: {version}.")
    told = words.format(version=told_version(sheet.in_force.version, _))
    if not has_lines:
        told = _("There are no frames by department.")
    worksheet.write_string(row, 0, told, sheet.cells.styles.remark())


def _sheet(context: ReportContext, cells: Cells) -> _Sheet:
    """Every amount is shown with the decimals of the finest, so that all add up as they stand."""
    plan = context.consolidation.plan
    versions = versions_of(plan, context.settings.money.frame)
    columns = [each.column for each in versions]
    amounts = [x.amounts[key] for x in plan.frames for key in columns if key in x.amounts]
    decimals = finest(amounts, context.settings.money.decimals)
    return _Sheet(context, cells, Money(context, cells, decimals=decimals), versions)


def _write_tables(sheet: _Sheet, frames: FramesPlaced, row: int) -> None:
    """The list with its controls, the lines in each version, and two of them compared."""
    headings = _headings(sheet.context)
    listed = place_table(sheet.cells, "FrameVersions", headings, len(sheet.versions), row=row)
    lines = _lines_of(sheet, Perspective.DEPARTMENT)
    first = listed.last_row + _CONTROLS + 2
    matrix = _write_matrix(sheet, Perspective.DEPARTMENT, lines, first)
    _write_versions(sheet, listed, matrix)
    _write_controls(sheet, listed, frames)
    last = matrix.last_row
    groups = _lines_of(sheet, Perspective.CITIZEN)
    if groups and _concerns_citizens(sheet.versions):
        last = _write_matrix(sheet, Perspective.CITIZEN, groups, last + 3).last_row
    compared = Compared(sheet.versions, tuple(lines), matrix)
    write_comparison(sheet.context, sheet.money, compared, sheet.in_force, last + 3)
    _set_widths(sheet, headings)


def _set_widths(sheet: _Sheet, headings: list[Heading]) -> None:
    """As wide as the list asks, and where there are more versions than it has columns."""
    more = max(0, 1 + len(sheet.versions) - len(headings))
    widths = [*(heading.width for heading in headings), *[_FIGURE_WIDTH] * more]
    for column, width in enumerate(widths):
        sheet.cells.worksheet.set_column(column, column, width)
    sheet.cells.fit_heights(widths)


def _headings(context: ReportContext) -> list[Heading]:
    _ = context.translate
    return [
        Heading(_NAME, _("Version"), _NAME_WIDTH),
        Heading(_KIND, _("Kind"), _FIGURE_WIDTH),
        Heading(_DATE, _("Date"), _FIGURE_WIDTH),
        Heading(_PARAGRAPH, _("Paragraph"), _FIGURE_WIDTH),
        Heading(_TOTAL, _("Total"), _FIGURE_WIDTH, "right"),
        Heading(_CHANGE, _("Change"), _FIGURE_WIDTH, "right"),
        Heading(_HOLDS, _("Holds"), _FIGURE_WIDTH, "center"),
        Heading(_WHAT, _("What it changes"), _TEXT_WIDTH),
    ]


def _write_versions(sheet: _Sheet, listed: PlacedTable, matrix: PlacedTable) -> None:
    """The list: what each version is, and its total taken from the lines."""
    _ = sheet.context.translate
    kinds, cells, place = kind_words(_), sheet.cells, listed.columns
    rows = {each.column: row for row, each in zip(listed.rows, sheet.versions, strict=True)}
    for each, row in zip(sheet.versions, listed.rows, strict=True):
        version = each.version
        looks = BOLD if each is sheet.in_force else {}
        cells.write(row, place[_NAME], version.name, **looks)
        cells.write(row, place[_KIND], kinds[version.kind])
        cells.write(row, place[_DATE], version.decided)
        cells.write(row, place[_PARAGRAPH], version.decision)
        source = matrix.cell(each.column, matrix.last_row + 1)
        sheet.money.formula(row, place[_TOTAL], f"={source}", sheet.total(each.column), **looks)
        _write_change(sheet, listed, row, each, rows)
        holds = _("in force") if each is sheet.in_force else ""
        cells.write(row, place[_HOLDS], holds, align="center", **looks)
        cells.write(row, place[_WHAT], _changes_in_words(sheet, each))


def _write_change(
    sheet: _Sheet,
    listed: PlacedTable,
    row: int,
    each: VersionColumn,
    rows: Mapping[str, int],
) -> None:
    """The version's total less that of the one it departs from."""
    column = listed.columns[_CHANGE]
    if each.before is None:
        sheet.cells.write(row, column, None)
        return
    earlier = Figure(listed.cell(_TOTAL, rows[each.before]), sheet.total(each.before))
    own = Figure(listed.cell(_TOTAL, row), sheet.total(each.column))
    sheet.money.difference(row, column, own, earlier)


def _changes_in_words(sheet: _Sheet, each: VersionColumn) -> str:
    """What a version says of the lines, and its note."""
    _, version = sheet.context.translate, each.version
    if each.is_base:
        told = [_("The printed frames, {column}").format(column=each.column)]
    elif not version.changes:
        told = [_("Confirms what stood before")]
    else:
        told = [_change_in_words(sheet, change) for change in version.changes[:_MOST_CHANGES]]
    left = len(version.changes) - _MOST_CHANGES
    if left > 0:
        told.append(_("and {count} more").format(count=left))
    lines = [version.note, "; ".join(told)]
    return "\n".join(line for line in lines if line)


def _change_in_words(sheet: _Sheet, change: FrameChange) -> str:
    _ = sheet.context.translate
    line = sheet.context.department_name(change.department) if change.department else change.name
    if change.responsibility:
        line = f"{line} {change.responsibility}"
    if change.amount is not None:
        said = _("{line} becomes {amount}").format(line=line, amount=_shown(sheet, change.amount))
    else:
        amount = change.change or NOTHING
        said = f"{line} {'+' if amount > 0 else ''}{_shown(sheet, amount)}"
    return f"{said} ({change.comment})" if change.comment else said


def _shown(sheet: _Sheet, amount: Decimal) -> str:
    return format_number(amount, sheet.context.language, sheet.money.decimals)


def _concerns_citizens(versions: Sequence[VersionColumn]) -> bool:
    changes = (change for each in versions for change in each.version.changes)
    return any(change.perspective is Perspective.CITIZEN for change in changes)


def _write_matrix(
    sheet: _Sheet, perspective: Perspective, lines: Sequence[FrameLine], row: int
) -> PlacedTable:
    """A table of a perspective's lines by versions, with live totals."""
    context, cells = sheet.context, sheet.cells
    title = caption(context, perspective)
    headings = [
        Heading("line", title, _NAME_WIDTH),
        *(
            Heading(each.column, each.version.name, _FIGURE_WIDTH, "right")
            for each in sheet.versions
        ),
    ]
    name = "FramesByVersion" if perspective is Perspective.DEPARTMENT else "GroupsByVersion"
    table = place_table(cells, name, headings, len(lines), row=row, filtered=False)
    for place, line in zip(table.rows, lines, strict=True):
        cells.write(place, 0, line.name)
        for each in sheet.versions:
            column = table.columns[each.column]
            sheet.money.amount(place, column, line.amounts.get(each.column))
    bottom = table.last_row + 1
    cells.write(bottom, 0, context.translate("Total"), **BOLD)
    for each in sheet.versions:
        formula = f"=ROUND(SUM({table.local_range(each.column)}),{EXACT})"
        whole = total_of(sheet.plan, each.column, perspective)
        sheet.money.formula(bottom, table.columns[each.column], formula, whole, **BOLD)
    return table


def _lines_of(sheet: _Sheet, perspective: Perspective) -> list[FrameLine]:
    columns = {each.column for each in sheet.versions}
    return [
        line
        for line in sheet.plan.frames
        if line.perspective is perspective and not line.is_total and columns & line.amounts.keys()
    ]


def _write_controls(sheet: _Sheet, listed: PlacedTable, frames: FramesPlaced) -> None:
    """That transfers add nothing, and that the version in force is the one shown in Ramar."""
    _, row = sheet.context.translate, listed.last_row + 1
    kind, change = listed.local_range(_KIND), listed.local_range(_CHANGE)
    word = kind_words(_)[FrameKind.TRANSFER]
    formula = f'=ROUND(SUMPRODUCT(({kind}="{word}")*ABS({change})),{EXACT})'
    transfers = [x for x in sheet.versions if x.version.kind is FrameKind.TRANSFER and x.before]
    added = (abs(sheet.total(x.column) - sheet.total(x.before)) for x in transfers)
    _write_control(sheet, row, _("What transfers add"), formula, total(added))
    shown = frames.in_force
    if shown is not None and shown.amount is not None:
        place = listed.first_row + sheet.versions.index(sheet.in_force)
        formula = f"=ROUND({listed.cell(_TOTAL, place)}-{shown.cell},{EXACT})"
        label = _("In force here less in force in {sheet}").format(sheet=_("Frames"))
        difference = sheet.total(sheet.in_force.column) - shown.amount
        _write_control(sheet, row + 1, label, formula, difference)


def _write_control(sheet: _Sheet, row: int, label: str, formula: str, amount: Decimal) -> None:
    """A figure that should be zero, and whether it is: red where it is not."""
    cells, money = sheet.cells, sheet.money
    cells.write(row, 0, label)
    money.formula(row, 1, formula, amount)
    money.judgement(row, 2, Figure(cell_reference(row, 1), amount))
    condition = {
        "type": "formula",
        "criteria": f"={fixed_cell(row, 1)}<>0",
        "format": cells.styles.tone("bad"),
    }
    cells.worksheet.conditional_format(row, 1, row, 2, condition)
