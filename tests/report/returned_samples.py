"""A form of the Ånge example for T1, as issued, and a return of it with faults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kexcel.documents.plan.reader import read_plan
from kexcel.findings import finding
from kexcel.generate import compose_form, write_form
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.finding import Finding, Place, Severity
from kexcel.model.form import Form, FormSheet
from kexcel.model.plan import Plan
from kexcel.model.returned import Answer, Return, ReturnedRow, ReturnState
from kexcel.rules import compile_rules
from kexcel.settings import Settings, parse_settings
from kexcel.template.load import load_template
from kexcel.template.schema import Template

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ange-2024"
SHA256 = "5f" * 32


@dataclass(frozen=True, slots=True)
class Sample:
    """What a report of one return is made from; ``data`` is the file that came back."""

    plan: Plan
    template: Template
    settings: Settings
    form: Form
    data: bytes


@cache
def sample(department: str = "stab", period: str = "T1") -> Sample:
    """The form of a department as it came back, nothing filled in."""
    plan, _findings = read_plan((EXAMPLE / "plan.xlsx").read_bytes())
    settings = parse_settings((EXAMPLE / "kexcel.toml").read_bytes())
    template = load_template()
    form = compose_form(
        plan, template, settings, settings.period(period), plan.department(department)
    )
    rules = compile_rules(template, settings, settings.period(period), "sv")
    return Sample(plan, template, settings, form, write_form(form, template, rules, settings))


def place_of(form: Form, sheet_key: str, identity: str, column: str) -> Place:
    """Where the form has a cell."""
    sheet = sheet_of(form, sheet_key)
    row = next(row for row in sheet.rows if row.identity == identity)
    cell = cell_reference(row.index, sheet.column(column).index)
    return Place("Staben.xlsx", form.department, sheet.name, cell, identity, column)


def sheet_of(form: Form, key: str) -> FormSheet:
    """A sheet that the form surely has."""
    sheet = form.sheet(key)
    assert sheet is not None, key
    return sheet


def returned(
    form: Form,
    *findings: Finding,
    answers: dict[tuple[str, str, str], CellValue] | None = None,
    state: ReturnState = ReturnState.NEEDS_CORRECTION,
) -> Return:
    """A return of the form; answers by sheet key, row identity and column key."""
    rows: dict[str, dict[str, ReturnedRow]] = {}
    for (key, identity, column), value in (answers or {}).items():
        place = place_of(form, key, identity, column)
        row = rows.setdefault(key, {}).get(identity)
        answer = Answer(column, value, str(value), place.cell or "")
        known = dict(row.answers) if row else {}
        line = next(r.index for r in sheet_of(form, key).rows if r.identity == identity)
        rows[key][identity] = ReturnedRow(
            identity, place.sheet or "", line, {**known, column: answer}
        )
    return Return(
        file="Staben.xlsx",
        sha256=SHA256,
        state=state,
        department=form.department,
        period=form.period,
        form=form.code,
        received="2024-05-07T09:30:00",
        rows=rows,
        findings=findings,
    )


def missing_status(form: Form, identity: str) -> Finding:
    """An error in the status of an activity."""
    place = place_of(form, "followup", identity, "status")
    return finding("missing-status", place, title="Aktivitetens namn")


def stale_comment(form: Form, identity: str, severity: Severity = Severity.WARNING) -> Finding:
    """A remark on the comment of an activity."""
    place = place_of(form, "followup", identity, "comment")
    return finding("stale-comment", place, value="Arbetet pågår.", severity=severity)
