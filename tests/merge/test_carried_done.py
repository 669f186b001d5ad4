"""Over the year's periods each activity has the role that a few plain rules give it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.merge import EVERYONE, Inputs, answers_for_next_period, consolidate
from kexcel.merge.carried_done import reported_done, with_done
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.consolidation import Consolidation
from kexcel.model.form import FormValue
from kexcel.model.plan import Amendment, AmendmentKind, Plan
from kexcel.model.returned import Return, ReturnState
from kexcel.validate import RawCell, RawRow, RawSheet, Reckoning, judge_workbook
from tests.builders import Issued, issue, plan, template
from tests.builders import settings as year_settings
from tests.workspace.course import T3

PERIODS = ("T1", "T2", "T3")
LED = ("3.1-1", "3.1-2", "3.1-3")
Row = Mapping[str, CellValue]

ANSWERS: tuple[Row, ...] = (
    {},
    {"comment": "Vi arbetar vidare."},
    {"completed": date(2024, 3, 15)},
    {"new_end": date(2025, 2, 28)},
    {"action": "Ny tidplan."},
    {"status": "Ej påbörjad"},
    {"status": "Pågående", "comment": "Hälften är klart."},
    {"status": "Genomförd", "completed": date(2024, 3, 15)},
    {"status": "klar"},
    {"status": "Försenad", "new_end": date(2025, 2, 28)},
    {"status": "Avbruten"},
    {"status": "Klart typ"},
)
ROLES = {
    "Ej påbörjad": "not_started", "Pågående": "ongoing", "Genomförd": "done", "klar": "done",
    "Försenad": "delayed", "Avbruten": "cancelled", "Klart typ": "",
}  # fmt: skip


def model(before: str, answer: Row) -> str:
    """What a person would say: the new status, or done as it was if the row was left alone."""
    if "status" in answer:
        return ROLES[str(answer["status"])]
    return "done" if before == "done" and set(answer) <= {"comment"} else ""


def returned(form: Issued, answers: Mapping[str, Row], period: str) -> Return:
    sheet = form.form.sheet("followup")
    assert sheet is not None
    rows = [
        RawRow(
            row.identity,
            sheet.name,
            row.index,
            {
                key: RawCell(
                    answers.get(row.identity, {}).get(key),
                    cell_reference(row.index, sheet.column(key).index),
                )
                for key in sorted(row.inputs)
            },
        )
        for row in sheet.rows
    ]
    raws = (RawSheet("followup", tuple(rows)),)
    judged = judge_workbook(form.form, raws, form.book, Reckoning(2024, "mnkr", "sv"))
    return Return(
        file=f"{period}.xlsx",
        sha256=hashlib.sha256(f"{period}{answers}".encode()).hexdigest(),
        state=ReturnState.ACCEPTED,
        department="stab",
        period=period,
        form=form.form.code,
        received="2024-05-10T10:00:00+00:00",
        rows=judged.rows,
        findings=tuple(f.within(file=f"{period}.xlsx", department="stab") for f in judged.findings),
    )


def next_period(
    before: Consolidation | None, period: str, answers: Mapping[str, Row] | None, of: Plan
) -> Consolidation:
    """A period put together after the one before; without ``answers`` nothing came back."""
    shown = answers_for_next_period(before) if before else {}
    form = issue("stab", period, previous=shown, of=of, more=T3)
    files = () if answers is None else (returned(form, answers, period),)
    forms = {form.form.code: form.form}
    whole = consolidate(
        Inputs(
            plan=of,
            template=template(),
            period=year_settings(T3).period(period),
            frame_column="Budget 2024",
            asked=of.departments[:1],
            forms=forms,
            returns=files,
            books={form.form.code: form.book},
        )
    )
    return with_done(whole, reported_done(before) if before else {}, forms)


def roles(whole: Consolidation) -> dict[str, str]:
    return {r.activity.number: r.role for r in whole.activities if r.activity.number in LED}


rounds = st.one_of(st.none(), st.fixed_dictionaries({n: st.sampled_from(ANSWERS) for n in LED}))


@settings(max_examples=60, deadline=None)
@given(st.tuples(rounds, rounds, rounds))
def test_each_role_over_three_periods_is_that_of_a_simple_model(
    year: tuple[Mapping[str, Row] | None, ...],
) -> None:
    before, expected = None, dict.fromkeys(LED, "")
    for period, answers in zip(PERIODS, year, strict=True):
        expected = {n: model(expected[n], (answers or {}).get(n, {})) for n in LED}
        before = next_period(before, period, answers, plan())
        assert roles(before) == expected
        asked = {f.place.row for f in before.findings if f.code == "missing-status"}
        given_ = answers or {}
        left = {n for n in LED if not expected[n] and "status" not in given_.get(n, {})}
        assert asked == (left if answers is not None else set())


DONE: Row = {"status": "Genomförd", "completed": date(2024, 3, 15)}


def test_goals_are_judged_with_what_stands() -> None:
    first = next_period(None, "T1", dict.fromkeys(LED, DONE), plan())
    second = next_period(first, "T2", {}, plan())
    goal = next(each for each in second.goals if each.goal.number == "3.1")
    assert (goal.proposed.value, dict(goal.counts)) == ("fulfilled", {"done": 3})


def test_an_activity_that_a_decision_has_changed_since_is_asked_for_again() -> None:
    change = Amendment(AmendmentKind.CHANGED, "3.1-2", date(2024, 6, 4), "KS § 40", title="Ny")
    amended = replace(
        plan(),
        activities=tuple(
            replace(each, amendments=(change,)) if each.number == "3.1-2" else each
            for each in plan().activities
        ),
    )
    first = next_period(None, "T1", dict.fromkeys(LED, DONE), plan())
    second = next_period(first, "T2", {}, amended)
    assert roles(second) == {"3.1-1": "done", "3.1-2": "", "3.1-3": "done"}
    assert [f.place.row for f in second.findings if f.code == "missing-status"] == ["3.1-2"]


def test_what_a_lead_said_follows_the_activity_to_another_lead() -> None:
    first = next_period(None, "T1", {"3.1-2": {**DONE, "comment": "Klart."}}, plan())
    moved = replace(
        plan(),
        activities=tuple(replace(each, lead="ekonomi") for each in plan().activities),
    )
    shown = answers_for_next_period(first)
    assert shown[EVERYONE, "3.1-2"]["as_of"] == date(2024, 4, 30)
    form = issue("ekonomi", "T2", previous=shown, of=moved, more=T3)
    sheet = form.form.sheet("followup")
    assert sheet is not None
    values = next(row.values for row in sheet.rows if row.identity == "3.1-2")
    assert (values["previous"], values["previous_comment"], values["stands"]) == (
        "Genomförd", "Klart.", "x",
    )  # fmt: skip


def test_what_was_done_in_another_year_is_asked_for_again() -> None:
    said: dict[str, FormValue] = {"status": "Genomförd", "as_of": date(2023, 12, 31)}
    sheet = issue("stab", "T1", previous={(EVERYONE, "3.1-2"): said}).form.sheet("followup")
    assert sheet is not None
    values = next(row.values for row in sheet.rows if row.identity == "3.1-2")
    assert (values["previous"], values.get("stands")) == ("Genomförd", None)
