"""A form is written fast to the very bytes that it has when XlsxWriter writes it cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from kexcel.excel.book import plainly
from kexcel.generate import (
    Carried,
    compose_form,
    departments_with_forms,
    fill_form,
    write_form,
)
from kexcel.model.form import CarriedReturn, Form
from kexcel.model.plan import Activity, Plan
from kexcel.model.returned import Answer
from kexcel.rules import compile_rules
from kexcel.settings import Settings, parse_settings
from kexcel.template import Template
from kexcel.validate import as_written
from tests.builders import SETTINGS, SOUND, issue, issued, plan, settings, template
from tests.workspace.places import issued_once, opened

LANGUAGES = ("sv", "en")
PERIODS = ("internbudget", "T1", "T2")
RETURN = CarriedReturn("ab" * 32, "2024-05-08T12:00:00+00:00")
WORDS = (
    "mål",
    "<b>&amp;</b>",
    '"citat"',
    "rad\nbryts",
    "_x0041_",
    "😀",
    "  ",
    "=SUM(A1)",
    "a" * 300,
)


def holds(form: Form, of: Template, config: Settings, **more: Any) -> bytes:
    """Write a form both ways; answers the bytes that both gave."""
    book = compile_rules(of, config, config.period(form.period), form.language)
    fast = write_form(form, of, book, config, **more)
    with plainly():
        plain = write_form(form, of, book, config, **more)
    assert fast == plain
    return fast


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("department", ["stab", "ekonomi"])
def test_a_form_is_the_same_blank_and_filled_in(
    department: str, period: str, language: str
) -> None:
    form = issue(department, period, language).form
    blank = holds(form, template(), settings())
    filled = holds(form, template(), settings(), values=dict(SOUND))
    assert blank != filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_the_example_is_the_same(language: str) -> None:
    workspace = opened(issued_once())
    for period in (workspace.period(each.key) for each in workspace.settings.periods):
        for department in departments_with_forms(workspace.plan):
            form = compose_form(
                workspace.plan,
                workspace.template,
                workspace.settings,
                period,
                department,
                language=language,
            )
            holds(form, workspace.template, workspace.settings, logo=workspace.logo)


def test_a_form_with_answers_so_far_is_the_same() -> None:
    answers = {
        place: Answer("", value, as_written(value), "", sound=True)
        for place, value in SOUND.items()
        if isinstance(value, str | Decimal | date)
    }
    own = tuple({"title": Answer("", f"Rad {n}", f"Rad {n}", "", sound=True)} for n in range(30))
    carried = Carried(answers, {"own": own}, (RETURN,))
    holds(fill_form(issued().form, carried, template(), settings()), template(), settings())


@pytest.mark.parametrize("seed", range(12))
def test_any_plan_template_and_answers_come_out_the_same(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same every time
    of, config, the_plan = any_template(random), any_settings(random), any_plan(random)
    period = config.period(random.choice(PERIODS))
    department = random.choice(departments_with_forms(the_plan))
    form = compose_form(the_plan, of, config, period, department, language=random.choice(LANGUAGES))
    holds(form, of, config, values=any_answers(form, random))


def any_plan(random: Random) -> Plan:
    """The plan with up to 120 activities more, so that row numbers have one to three digits."""
    more = tuple(
        Activity(
            f"3.1-{number}",
            "3.1",
            f"{random.choice(WORDS)} {number}",
            " ".join(random.choices(WORDS, k=random.randrange(5))),
            date(2024, random.randrange(1, 7), 1),
            date(2024, random.randrange(7, 13), 1),
            random.choice(("stab", "ekonomi")),
            random.choice(((), ("stab",), ("ekonomi",))),
        )
        for number in range(4, 4 + random.choice((0, 3, 60, 120)))
    )
    return replace(plan(), activities=(*plan().activities, *more))


def any_settings(random: Random) -> Settings:
    text = SETTINGS.replace("mnkr", random.choice(("mnkr", "tkr", "kr")))
    codes = '\n[codes.responsibility]\nvalues = ["1100", "1200"]\n'
    return parse_settings((text + random.choice(("", codes))).encode())


def any_template(random: Random) -> Template:
    """The template with some rules gone, other words in others, and other looks."""
    whole = template()
    kept = [rule for rule in whole.rules if random.random() > 0.3]
    looks = replace(whole.looks, size=random.choice((9, 11)), font="Arial")
    sheets = [
        replace(sheet, columns=tuple(any_column(each, random) for each in sheet.columns))
        for sheet in whole.sheets
    ]
    return replace(whole, rules=tuple(kept), looks=looks, sheets=tuple(sheets))


def any_column(column: Any, random: Random) -> Any:
    label = replace(column.label, sv=f"{column.label.sv} {random.choice(WORDS)}")
    return replace(column, label=label, width=random.choice((4, 12, 60)))


def any_answers(form: Form, random: Random) -> dict[tuple[str, str, str], object]:
    """What may stand in inputs: right, wrong, or odd."""
    given = (*WORDS, "Pågående", "Genomförd", date(2024, 3, 1), Decimal("1234.5"), 0, -1.5)
    return {
        (sheet.key, row.identity, key): random.choice(given)
        for sheet in form.sheets
        for row in sheet.rows
        for key in sorted(row.inputs)
        if random.random() < 0.4
    }
