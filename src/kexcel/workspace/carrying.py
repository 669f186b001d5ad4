"""What each department has answered so far in a period, to be carried into a new form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.generate import NOTHING_CARRIED, Carried
from kexcel.generate.carried import Answered, Cell, without_place
from kexcel.merge import place_in_plan
from kexcel.merge.combine import Combined, combine
from kexcel.merge.decided_rows import following
from kexcel.merge.files import Files
from kexcel.merge.free_rows import free_rows
from kexcel.merge.placement import place_forms
from kexcel.merge.rehoming import rehome, rehome_forms
from kexcel.model.finding import Finding
from kexcel.model.form import CarriedReturn, Form
from kexcel.model.period import Period
from kexcel.model.plan import Plan
from kexcel.model.returned import Answer, Return
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.intake import received_returns
from kexcel.workspace.issued.here import issued_forms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

BETWEEN = " | "
"""What stands between several answers to the same cell."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """A department's answers, and the findings of those whose row is gone from the plan.

    ``sources`` tells where each answer was written, as it is shown.
    """

    carried: Carried = NOTHING_CARRIED
    gone: tuple[Finding, ...] = ()
    sources: Mapping[Cell, str] | None = None


NOTHING_SO_FAR = SoFar()


def answers_so_far(workspace: Workspace, period: Period) -> Mapping[str, SoFar]:
    """Each department's answers over all its usable returns, in the period's plan and words."""
    forms, plan = issued_forms(workspace), plan_of(workspace, period)
    in_plan = place_forms(forms, plan)
    placed: dict[str, list[Return]] = {}
    gone: dict[str, list[Finding]] = {}
    for returned in received_returns(workspace, period):
        form = returned.form or ""
        moved, lost = place_in_plan(returned, forms.get(form), plan)
        parts = rehome(moved, in_plan, plan).parts
        for part in parts:
            placed.setdefault(part.department or "", []).append(part)
        theirs = gone.setdefault(parts[0].department or "", [])
        theirs.extend(lost if returned.is_usable else ())
    in_plan = rehome_forms(in_plan, plan)
    return {
        department: _so_far(
            workspace, plan, department, returns, in_plan, tuple(gone.get(department, ()))
        )
        for department, returns in placed.items()
        if department and any(each.is_usable for each in returns)
        for lost in (gone.get(department, ()),)
    }


def lost_in(form: Form, so_far: SoFar) -> tuple[str, ...]:
    """Where the answers were written that a form has no place for."""
    sources = so_far.sources or {}
    cells = [sources.get(cell, "") for cell in without_place(form, so_far.carried)]
    rows = [f"{f.place.file}, {f.place.sheet}!{f.place.cell}" for f in so_far.gone]
    return (*rows, *(each for each in cells if each))


def _so_far(
    workspace: Workspace,
    plan: Plan,
    department: str,
    returns: list[Return],
    forms: Mapping[str, Form],
    gone: tuple[Finding, ...],
) -> SoFar:
    files = Files(returns, forms, workspace.template)
    combined = combine(files, following(workspace.decisions(), plan), {})
    answers: dict[Cell, Answered] = {
        (key.sheet, key.row, key.column): answer for key, answer in combined.answers.items()
    }
    carried = Carried(
        answers=answers | _disputed(combined),
        tables={
            key: tuple(row.answers for row in free_rows(files, department, key, {}).rows)
            for key in sorted(files.free)
        },
        returns=tuple(CarriedReturn(each.sha256, each.received) for each in files.usable),
    )
    sources = {
        (key.sheet, key.row, key.column): (
            f"{answer.source.file}, {answer.source.sheet}!{answer.source.cell}"
        )
        for key, answer in combined.answers.items()
    }
    return SoFar(carried, gone, sources)


def _disputed(combined: Combined) -> dict[Cell, Answered]:
    """Every wording of a cell in conflict side by side, for the department to choose from."""
    disputed: dict[Cell, Answered] = {}
    for conflict in combined.conflicts:
        if not conflict.chosen:
            words = dict.fromkeys(
                each.value
                for each in combined.findings
                if (each.place.row, each.place.column) == (conflict.row, conflict.column)
            )
            text = BETWEEN.join(word for word in words if word)
            cell = (conflict.sheet, conflict.row, conflict.column)
            disputed[cell] = Answer(conflict.column, None, text, "", sound=False)
    return disputed
