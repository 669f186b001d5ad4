"""Budget tables of a document as a plan's frames, each column with the sign of a net cost in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.documents.plan.cell_words import plain
from kexcel.documents.plan.layout import FRAMES_SHEET, SIGN_ROW, SUM_ROW
from kexcel.documents.prose.budgets import PrintedBudget, PrintedRow
from kexcel.documents.prose.names import Register
from kexcel.documents.prose.remarks import Remarks
from kexcel.model.plan import FrameKind, FrameLine, Perspective

StatedSigns = Mapping[tuple[Perspective | None, str], str]
"""What the coordinator says of a printed column, in one table or in both → "+" or "-"."""

_PERSPECTIVES = {Perspective.CITIZEN, Perspective.DEPARTMENT}


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames as net cost, cost positive, and the signs that net costs are printed with."""

    lines: tuple[FrameLine, ...]
    columns: tuple[str, ...]
    signs: Mapping[tuple[Perspective, str], str]
    unit: str


def frames_of(
    budgets: Sequence[PrintedBudget], register: Register, stated: StatedSigns, remarks: Remarks
) -> Frames:
    """The frames of all budget tables. A sign that nobody has stated is said, to be confirmed."""
    lines: list[FrameLine] = []
    signs: dict[tuple[Perspective, str], str] = {}
    taken: set[Perspective] = set()
    for budget in budgets:
        perspective = _perspective(budget, register, taken, remarks)
        if perspective is None:
            continue
        taken.add(perspective)
        for place, column in enumerate(budget.columns):
            signs[perspective, column] = _sign(budget, place, perspective, stated, remarks)
        lines += _lines(budget, perspective, signs, register, remarks)
    columns = tuple(dict.fromkeys(column for budget in budgets for column in budget.columns))
    unit = next((budget.unit for budget in budgets if budget.unit), "")
    return Frames(tuple(lines), columns, signs, unit)


def _perspective(
    budget: PrintedBudget, register: Register, taken: set[Perspective], remarks: Remarks
) -> Perspective | None:
    """What the text says, or else the rows; where neither does, what is left of the two."""
    found = budget.perspective
    names = [row.name for row in budget.rows if not row.is_total]
    known = sum(register.find(name) is not None for name in names)
    if found is None and names and 2 * known >= len(names):
        found = Perspective.DEPARTMENT
    if found is None:
        left = sorted(_PERSPECTIVES - taken, key=list(Perspective).index)
        found = left[0] if left else None
        remarks.add("perspective-unclear", budget.spot, names[0] if names else "")
    elif found in taken:
        remarks.add("perspective-unclear", budget.spot, names[0] if names else "")
        return None
    return found


def _sign(
    budget: PrintedBudget,
    place: int,
    perspective: Perspective,
    stated: StatedSigns,
    remarks: Remarks,
) -> str:
    column = budget.columns[place]
    told = stated.get((perspective, column)) or stated.get((None, column))
    if told:
        return told
    found = budget.signs(place)
    sign = "-" if found == {"-"} else "+"
    if sign == "-" or len(found) > 1:
        remarks.add(
            "sign-unconfirmed",
            budget.spot,
            column,
            sheet=FRAMES_SHEET.name,
            row=f"{perspective}/{SIGN_ROW}",
            column=column,
            sign=sign,
            others=_others(budget, place),
        )
    return sign


def _others(budget: PrintedBudget, place: int) -> str:
    """The columns of the table whose figures have another sign than this one's."""
    own = budget.signs(place)
    others = (c for other, c in enumerate(budget.columns) if budget.signs(other) != own)
    return ", ".join(others) or "–"


def _lines(
    budget: PrintedBudget,
    perspective: Perspective,
    signs: Mapping[tuple[Perspective, str], str],
    register: Register,
    remarks: Remarks,
) -> Iterator[FrameLine]:
    version = str(FrameKind.PROPOSED) if budget.is_proposed else ""
    for row in budget.rows:
        amounts = dict(_amounts(budget, row, perspective, signs))
        if row.is_ambiguous:
            meaning = "; ".join(plain(figure) for figure in row.figures if figure is not None)
            remarks.add("figure-unclear", row.spot, row.name, meaning=meaning)
        is_owned = perspective is Perspective.DEPARTMENT and not row.is_total
        yield FrameLine(
            perspective=perspective,
            name=SUM_ROW if row.is_total else row.name,
            department=register.add(row.name) if is_owned else None,
            amounts=amounts,
            version=version,
            is_total=row.is_total,
        )


def _amounts(
    budget: PrintedBudget,
    row: PrintedRow,
    perspective: Perspective,
    signs: Mapping[tuple[Perspective, str], str],
) -> Iterator[tuple[str, Decimal]]:
    for column, figure in zip(budget.columns, row.figures, strict=True):
        if figure is not None:
            yield column, -figure if signs[perspective, column] == "-" else figure
