"""Attach a returned workbook to the form it was issued as: sheets, columns and rows."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.collect.columns import say_columns
from kexcel.collect.identify import FormIndex, Identity
from kexcel.collect.layout import Layout
from kexcel.collect.locked import changed_cells
from kexcel.collect.rows import attach_rows, missing_rows
from kexcel.collect.tables import find_layouts
from kexcel.excel.workbook_data import SheetData, WorkbookData
from kexcel.findings import finding
from kexcel.model.finding import Finding, Place
from kexcel.model.form import Form, FormSheet
from kexcel.rules import RuleBook
from kexcel.template.schema import Sheet
from kexcel.validate import RawSheet, Reckoning


@dataclass(frozen=True, slots=True)
class AttachedWorkbook:
    """The rows of every sheet of the form that was found, and what became of its structure."""

    sheets: tuple[RawSheet, ...]
    findings: tuple[Finding, ...]


def attach(
    form: Form,
    workbook: WorkbookData,
    identity: Identity,
    forms: FormIndex,
    book: RuleBook,
    reckoning: Reckoning,
) -> AttachedWorkbook:
    """Find everything the form asked for, by identity and never by place."""
    asked = [sheet for sheet in form.sheets if sheet.key in book.sheets]
    layouts = find_layouts(asked, _own_sheets(form, workbook, identity, forms))
    sheets: list[RawSheet] = []
    findings = _say_strangers(form, workbook, identity, forms)
    for sheet in asked:
        own = [layout for layout in layouts if layout.form is sheet]
        raw, said = _attach_sheet(sheet, own, book.sheet(sheet.key).sheet, reckoning)
        sheets.append(raw)
        findings += said
    return AttachedWorkbook(tuple(sheets), tuple(findings))


def _own_sheets(
    form: Form, workbook: WorkbookData, identity: Identity, forms: FormIndex
) -> list[SheetData]:
    """The sheets that may belong to the form: not those printed with another form's code.

    A sheet of an older form for the same department and period is as good.
    """
    return [
        sheet
        for place, sheet in enumerate(workbook.sheets)
        if place != identity.metadata_sheet
        and _may_belong(form, identity.by_sheet.get(place), forms)
    ]


def _say_strangers(
    form: Form, workbook: WorkbookData, identity: Identity, forms: FormIndex
) -> list[Finding]:
    """An error for each sheet that was printed for another department."""
    found = []
    for place, code in identity.by_sheet.items():
        other = forms.get(code)
        if other is not None and other.department != form.department:
            where = Place(sheet=workbook.sheets[place].name)
            found.append(
                finding(
                    "wrong-department",
                    where,
                    value=code,
                    expected=form.department_name,
                    found=other.department_name,
                )
            )
    return found


def _may_belong(form: Form, code: str | None, forms: FormIndex) -> bool:
    if code is None or code == form.code:
        return True
    other = forms.get(code)
    same = (form.department, form.period)
    return other is None or (other.department, other.period) == same


def _attach_sheet(
    sheet: FormSheet, layouts: list[Layout], template: Sheet, reckoning: Reckoning
) -> tuple[RawSheet, list[Finding]]:
    if not layouts:
        return RawSheet(sheet.key), [_sheet_missing(sheet)]
    attached = attach_rows(sheet, layouts, template)
    findings = [
        *_say_sheet(sheet, layouts),
        *(said for layout in layouts for said in say_columns(layout, template)),
        *missing_rows(sheet, attached, layouts[0].sheet.name),
        *attached.findings,
        *changed_cells(sheet, attached.rows, template, reckoning),
    ]
    return RawSheet(sheet.key, attached.rows), findings


def _sheet_missing(sheet: FormSheet) -> Finding:
    return finding("sheet-missing", Place(sheet=sheet.name), label=sheet.name)


def _say_sheet(sheet: FormSheet, layouts: list[Layout]) -> list[Finding]:
    """That a sheet was found under another name, or by less than its marks."""
    found = []
    for layout in layouts:
        what = ""
        if layout.by == "labels":
            what = "the sheet was found by its headings"
        elif layout.by == "name":
            what = "the sheet was found by its name"
        elif layout.sheet.name != sheet.name:
            what = "the sheet was found although it had been renamed or copied"
        if what:
            place = Place(sheet=layout.sheet.name)
            found.append(finding("repaired", place, value=layout.sheet.name, what=what))
    return found
