"""The rules of the sheet Budget, each against the frame, the period before and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from kexcel.model.form import FormValue
from kexcel.model.plan import Plan
from tests.builders import SOUND, Issued, examined, issue, said, values
from tests.money.amounts import plan_with, unit

Found = list[tuple[str | None, str | None, str]]
Before = Mapping[str, FormValue]
OTHER = {key: value for key, value in SOUND.items() if key[0] in {"cover", "followup", "measures"}}
"""What Staben answers on the other sheets."""

ROW = "stab/1100"
WORDS: Before = {"comment": "Två vikarier.", "action": "Rekrytering pågår."}


def found(
    frame: str,
    typed: Mapping[str, object],
    before: Before | None = None,
    booked: str | None = None,
) -> list[tuple[str | None, str, str]]:
    """The findings of the unit's row in T2: cell, code and severity."""
    the_form = form(frame, before, booked)
    answers = {**OTHER, **{("budget", ROW, key): value for key, value in typed.items()}}
    result = examined(the_form.workbook(answers), the_form, expected="T2")
    return [
        (each.place.cell, each.code, each.severity.value)
        for each in result.findings
        if each.place.row == ROW
    ]


def form(frame: str, before: Before | None = None, booked: str | None = None) -> Issued:
    return issue(
        "stab",
        "T2",
        of=of(frame),
        previous={("stab", ROW): before} if before else None,
        booked={ROW: Decimal(booked)} if booked else None,
    )


def of(frame: str) -> Plan:
    return plan_with(Decimal(frame), unit("1100", frame))


def figures(actual: str | None, forecast: str | None, **words: str) -> dict[str, object]:
    typed: dict[str, object] = dict(words)
    for key, text in (("actual", actual), ("forecast", forecast)):
        typed[key] = None if text is None else Decimal(text)
    return typed


@pytest.mark.parametrize(
    "frame, typed, expected",
    [
        ("50", figures("30", None), [("G5", "forecast-missing", "error")]),
        ("0", figures("0", None), [("G5", "forecast-missing", "error")]),
        ("50", figures("30", "15000"), [("G5", "suspected-unit-error", "error")]),
        ("50", figures("30", "14999", comment="Ja.", action="Nej."), []),
        ("50", figures("30", "0.16", comment="Allt flyttas.", action="Överförs."),
         [("G5", "suspected-unit-error", "error")]),
        ("50", figures("15000", "50"), [("F5", "suspected-unit-error", "error")]),
        ("50", figures("-0.1", "50"), [("F5", "suspected-sign-error", "error")]),
        ("50", figures("30", "-50", comment="Intäkt.", action="Återbetalas."),
         [("G5", "suspected-sign-error", "error")]),
        ("0", figures("0.3", "0.6"),
         [("K5", "deviation-unexplained", "error"), ("L5", "deviation-unexplained", "error")]),
    ],
)  # fmt: skip
def test_an_amount_is_held_against_the_frame(
    frame: str, typed: Mapping[str, object], expected: Found
) -> None:
    assert found(frame, typed) == expected


LAST: Before = {"forecast": Decimal("0.4"), "actual": Decimal("0.2")}
LARGE: Before = {"forecast": Decimal(50), "actual": Decimal("16.9")}
CHANGED = {"comment": "Statsbidraget uteblev.", "action": "Avgiften höjs."}


@pytest.mark.parametrize(
    "frame, before, typed, expected",
    [
        ("0", LAST, figures("0.3", "120", **CHANGED),
         [("G5", "suspected-unit-error", "warning")]),
        ("0", LAST, figures("0.3", "119", **CHANGED), []),
        ("0", LAST, figures("0.3", "0.0013"), [("G5", "suspected-unit-error", "warning")]),
        ("0", LAST, figures("60", "0.4"), [("F5", "suspected-unit-error", "warning")]),
        ("0", LAST, figures("0.3", "-0.4"), [("G5", "suspected-sign-error", "warning")]),
        ("0", LAST, figures("0.3", "-0.1"), []),
        ("0", LAST, figures("-0.3", "0.4"), [("F5", "suspected-sign-error", "warning")]),
        ("0", LAST, figures("-0.05", "0.4"), []),
        ("50", LARGE, figures("0.0335", "50"), [("F5", "suspected-unit-error", "warning")]),
        ("50", LARGE, figures("0.0565", "50"), []),
        ("50", LARGE, figures("0", "50"), []),
        # The frame vouches for what a small beginning would have one doubt.
        ("50", LAST, figures("33", "50"), []),
    ],
)  # fmt: skip
def test_an_amount_is_held_against_the_period_before(
    frame: str, before: Before, typed: Mapping[str, object], expected: Found
) -> None:
    assert found(frame, typed, before) == expected


@pytest.mark.parametrize("units", ["50.5", "49.9"])
@pytest.mark.parametrize(
    "typed, expected",
    [
        (figures("15", "45", comment="Ofördelat.", action="Fördelas."), []),
        (figures("0.0001", "0.0001"), []),
        (figures("-15", "-20", comment="Statsbidrag.", action="Fördelas."), []),
        (figures("0", None), [("G8", "forecast-missing", "error")]),
        (figures("0", "1.1"), [("K8", "deviation-unexplained", "error"),
                             ("L8", "deviation-unexplained", "error")]),
    ],
)  # fmt: skip
def test_a_frame_that_is_only_a_small_rest_says_nothing_of_amounts(
    units: str, typed: Mapping[str, object], expected: Found
) -> None:
    the_form = issue("stab", "T2", of=plan_with(Decimal("50.4"), unit("1100", units)))
    rest = {("budget", "stab/", key): value for key, value in typed.items()}
    amount = Decimal(units)
    own = {("budget", ROW, "actual"): amount, ("budget", ROW, "forecast"): amount}
    result = examined(the_form.workbook({**OTHER, **own, **rest}), the_form, expected="T2")
    found = [(f.place.cell, f.code, f.severity.value) for f in result.findings]
    assert found == expected


def test_a_great_part_that_is_not_distributed_is_a_frame_like_others() -> None:
    the_form = issue("stab", "T2", of=plan_with(Decimal("50.4"), unit("1100", "10")))
    typed = {
        ("budget", ROW, "forecast"): Decimal(10),
        ("budget", "stab/", "actual"): Decimal(-5),
        ("budget", "stab/", "forecast"): Decimal(40400),
    }
    result = examined(the_form.workbook({**OTHER, **typed}), the_form, expected="T2")
    assert said(result) == [
        ("Budget", "F8", "suspected-sign-error"),
        ("Budget", "G8", "suspected-unit-error"),
    ]


@pytest.mark.parametrize("name", ["Kommentar", "Enhet", "Ram", "=1+1", "Ej fördelat", "Staben"])
def test_a_unit_may_be_called_anything(name: str) -> None:
    plan = plan_with(Decimal("50.4"), unit("1100", "30", name), unit("", "20", name))
    the_form = issue("stab", "T2", of=plan)
    forecasts = {"stab/1100": Decimal(30), f"stab/{name}": Decimal(20), "stab/": Decimal("0.4")}
    typed = {("budget", row, "actual"): Decimal("0.1") for row in forecasts}
    typed |= {("budget", row, "forecast"): amount for row, amount in forecasts.items()}
    result = examined(the_form.workbook({**OTHER, **typed}), the_form, expected="T2")
    assert said(result) == []
    assert {key: each for key, each in values(result).items() if key[0] == "budget"} == typed


BOTH = [("K5", "deviation-unexplained", "error"), ("L5", "deviation-unexplained", "error")]


@pytest.mark.parametrize(
    "comment, action, expected",
    [
        ("", "", BOTH),
        ("Två vikarier.", "Rekrytering pågår.", BOTH),
        ("TVÅ  vikarier. ", "Rekrytering\npågår.", BOTH),
        ("Se ovan.", "samma som förra gången!", BOTH),
        ("As above", "OK", BOTH),
        ("Samma som förra: två vikarier.", "Rekryteringen klar i maj.", []),
        ("Två vikarier till.", "Rekrytering pågår.", BOTH[1:]),
        ("Två vikarier.", "Rekryteringen klar i maj.", BOTH[:1]),
        # Last time's cause is a comment that was not given then.
        ("Rekrytering pågår.", "Två vikarier.", []),
    ],
)
def test_an_explanation_says_something_and_something_new(
    comment: str, action: str, expected: Found
) -> None:
    before: Before = {**WORDS, "forecast": Decimal(52), "actual": Decimal(17)}
    typed = figures("33", "53", comment=comment, action=action)
    assert found("50", typed, before) == expected


def test_nothing_is_to_be_explained_within_the_limits() -> None:
    assert found("50", figures("33", "50.5", comment="Se ovan")) == []


@pytest.mark.parametrize(
    "booked, actual, expected",
    [
        ("26.812345", "26.8", []),
        ("26.812345", "26.87", [("F5", "ledger-differs", "warning")]),
        ("26.85", "26.9", []),
        ("26.849999", "26.9", [("F5", "ledger-differs", "warning")]),
        ("26.8", None, []),
        ("-0.06", "0", [("F5", "ledger-differs", "warning")]),
        (None, "26.8", []),
    ],
)
def test_an_actual_is_held_against_what_is_booked(
    booked: str | None, actual: str | None, expected: Found
) -> None:
    assert found("50", figures(actual, "50"), booked=booked) == expected


def test_the_finding_tells_what_is_booked_and_the_difference() -> None:
    the_form = form("50", booked="26.8")
    answers = {**OTHER, ("budget", ROW, "actual"): Decimal("27.1"),
               ("budget", ROW, "forecast"): Decimal(50)}  # fmt: skip
    result = examined(the_form.workbook(answers), the_form, expected="T2")
    assert said(result) == [("Budget", "F5", "ledger-differs")]
    assert dict(result.findings[0].details) == {
        "ledger": "26.8", "difference": "0.3", "unit": "mnkr",
    }  # fmt: skip


def test_a_figure_that_history_doubts_tells_what_it_was() -> None:
    the_form = form("0", LAST)
    answers = {**OTHER, ("budget", ROW, "actual"): Decimal(60),
               ("budget", ROW, "forecast"): Decimal("0.4")}  # fmt: skip
    (finding,) = examined(the_form.workbook(answers), the_form, expected="T2").findings
    assert dict(finding.details) == {"frame": "0", "previous": "0.2"}
