"""A plan as the rows of plan.xlsx, in plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kexcel.documents.plan.cell_words import same_words
from kexcel.documents.plan.frames import turned
from kexcel.documents.plan.layout import SEPARATOR, SETTINGS, SIGN_FACTORS, SIGN_ROW
from kexcel.errors import UsageError
from kexcel.model.plan import (
    Department,
    FrameChange,
    FrameLine,
    Perspective,
    Plan,
    PrintedSigns,
)

RowValue = str | Decimal | date | None
"""What kexcel writes in a cell of plan.xlsx."""

_FACTORS = {"+": 1, "-": -1}


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A row of the sheet Ramar, with what it is."""

    values: Sequence[RowValue]
    is_sign: bool = False
    is_total: bool = False


def setting_rows(plan: Plan) -> list[list[RowValue]]:
    """Key, value and explanation."""
    values: dict[str, RowValue] = {
        "organisation": plan.organisation,
        "body": plan.body,
        "year": Decimal(plan.year) if plan.year else None,
        "unit": plan.unit,
        "sign": plan.sign,
        "decision": plan.decision,
        "remark": plan.remark,
    }
    return [[setting.key, values[setting.key], setting.help] for setting in SETTINGS]


def department_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per department."""
    return [
        [
            each.key,
            each.name,
            _joined(each.aliases),
            each.head,
            each.email,
            _joined(each.units),
            _joined(each.codes),
        ]
        for each in plan.departments
    ]


def goal_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per goal, in the plan's order."""
    return [
        [each.number, str(each.level), each.parent, each.text, each.valid_until]
        for each in plan.goals
    ]


def activity_rows(plan: Plan, proposals: Mapping[str, str] | None = None) -> list[list[RowValue]]:
    """One row per activity, its departments by name; last what is proposed, where anything is."""
    shown = {"": ""} | shown_names(plan)
    return [
        [
            each.number,
            each.goal,
            each.title,
            each.description,
            each.start,
            each.end,
            shown[each.lead],
            _joined(shown[key] for key in each.contributing),
            *([proposals.get(each.number, "")] if proposals else []),
        ]
        for each in plan.activities
    ]


def measure_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per measure; no department means the whole body."""
    shown = shown_names(plan)
    return [
        [
            each.name,
            each.goal,
            each.unit,
            str(each.direction),
            each.target,
            shown[each.department] if each.department else None,
            each.outcome,
            each.as_of,
        ]
        for each in plan.measures
    ]


def frame_rows(plan: Plan, signs: PrintedSigns) -> list[FrameRow]:
    """Both budget tables as printed, each opened by the row that gives its columns' signs."""
    shown = shown_names(plan)
    rows: list[FrameRow] = []
    opened: set[Perspective] = set()
    for line in plan.frames:
        if line.perspective not in opened:
            opened.add(line.perspective)
            rows.append(_sign_row(plan, line.perspective, signs))
        department = shown[line.department] if line.department else None
        figures = [_printed(line, column, signs) for column in plan.frame_columns]
        values = [str(line.perspective), line.name, department, *figures, line.version]
        rows.append(FrameRow(values, is_total=line.is_total))
    return rows


def frame_row_key(row: FrameRow) -> str:
    """What tells a row of frames when it is marked: "Medborgare/Tecken"."""
    return f"{row.values[0]}/{row.values[1]}"


def decision_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per change of the frames; what a version is stands on its first row.

    A version that changes nothing, or has a note of its own, has a row that only tells of it. What
    a reorganisation moves stands on no row.
    """
    factor = SIGN_FACTORS.get(plan.sign, 1)
    shown = shown_names(plan)
    rows: list[list[RowValue]] = []
    for version in plan.frame_versions:
        if version.reorganises:
            continue
        facts: list[RowValue] = [str(version.kind), version.decided, version.decision]
        if version.note or not version.changes:
            rows.append([version.name, *facts, *[None] * 5, version.note])
            facts = [None] * 3
        for change in version.changes:
            rows.append([version.name, *facts, *_change(change, shown, factor)])
            facts = [None] * 3
    return rows


def reorganisation_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per reorganisation, in their order; measures by name where that tells which."""
    factor, shown = SIGN_FACTORS.get(plan.sign, 1), shown_names(plan)
    return [
        [
            shown[each.source],
            shown[each.target],
            each.day,
            each.decision,
            _joined(each.activities),
            _joined(_shown_measure(plan, identity) for identity in each.measures),
            _joined(each.codes),
            None if each.frame is None else turned(each.frame, factor),
            each.comment,
        ]
        for each in plan.reorganisations
    ]


def _shown_measure(plan: Plan, identity: str) -> str:
    measure = next((each for each in plan.measures if each.identity == identity), None)
    if measure is None or SEPARATOR in measure.name:
        return identity
    alike = [each for each in plan.measures if same_words(each.name) == same_words(measure.name)]
    return measure.name if len(alike) == 1 else identity


def _change(change: FrameChange, shown: Mapping[str, str], factor: int) -> list[RowValue]:
    return [
        str(change.perspective),
        shown.get(change.department or "", change.name),
        change.responsibility,
        None if change.amount is None else turned(change.amount, factor),
        None if change.change is None else turned(change.change, factor),
        change.comment,
    ]


def _sign_row(plan: Plan, perspective: Perspective, signs: PrintedSigns) -> FrameRow:
    stated = [_sign(signs, perspective, column) for column in plan.frame_columns]
    return FrameRow([str(perspective), SIGN_ROW, None, *stated, None], is_sign=True)


def _sign(signs: PrintedSigns, perspective: Perspective, column: str) -> str:
    sign = signs.get((perspective, column), "+")
    if sign not in _FACTORS:
        raise UsageError(f"Tecknet för {column} är {sign!r}. Skriv + eller -.")
    return sign


def _printed(line: FrameLine, column: str, signs: PrintedSigns) -> Decimal | None:
    amount = line.amounts.get(column)
    if not amount:
        return amount
    return amount * _FACTORS[_sign(signs, line.perspective, column)]


def _joined(names: Iterable[str]) -> str:
    return f"{SEPARATOR} ".join(names)


def shown_names(plan: Plan) -> dict[str, str]:
    """How each department is written, by its key.

    A name is what people recognise; the key stands in where the name would be read as another.
    """
    owners: dict[str, set[str]] = {same_words(plan.body): {""}}
    for each in plan.departments:
        for name in (each.key, each.name, *each.aliases):
            owners.setdefault(same_words(name), set()).add(each.key)
    return {each.key: _shown_name(each, owners) for each in plan.departments}


def _shown_name(department: Department, owners: Mapping[str, set[str]]) -> str:
    name = department.name
    is_certain = owners[same_words(name)] == {department.key} and SEPARATOR not in name
    return name if is_certain else department.key
