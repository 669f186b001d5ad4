"""A form with answers in it is the same form but for them, and keeps them exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kexcel.generate import Carried, count_answers, fill_form, is_same_but_for_answers
from kexcel.model.cell import CellValue
from kexcel.model.form import CarriedReturn, Form, FormValue
from kexcel.model.form_json import decode_form, encode_form
from kexcel.model.returned import Answer
from kexcel.validate import as_written
from tests.builders import SOUND, issue, issued, plan, settings, template

Place = tuple[str, str, str]
RETURN = CarriedReturn("ab" * 32, "2024-05-08T12:00:00+00:00")


def said(value: CellValue, *, sound: bool = True) -> Answer:
    return Answer("", value if sound else None, as_written(value), "", sound)


def filled(answers: Mapping[Place, Answer], rows: int = 0) -> Form:
    tables = {"own": tuple({"title": said(f"Rad {n}")} for n in range(rows))} if rows else {}
    return fill_form(issued().form, Carried(answers, tables, (RETURN,)), template(), settings())


def value_of(form: Form, place: Place) -> FormValue:
    sheet = form.sheet(place[0])
    assert sheet is not None
    return next(row.values.get(place[2]) for row in sheet.rows if row.identity == place[1])


def test_a_filled_form_is_the_plain_one_but_for_the_answers() -> None:
    answers = {p: said(v) for p, v in SOUND.items() if isinstance(v, str | Decimal | date)}
    form = filled(answers)
    assert is_same_but_for_answers(form, issued().form)
    assert (form.code != issued().form.code, form.carried) == (True, (RETURN,))
    assert count_answers(form) == len([place for place in SOUND if place[0] != "cover"])


def test_without_answers_the_form_is_the_plain_one() -> None:
    assert fill_form(issued().form, Carried(), template(), settings()) == issued().form


def test_another_departments_activity_makes_no_other_form() -> None:
    *kept, last = plan().activities
    alone = replace(last, contributing=())
    ours = issue("stab", "T1", of=replace(plan(), activities=(*kept, alone))).form
    reworded = replace(alone, title="Nya inköpsrutiner")
    again = issue("stab", "T1", of=replace(plan(), activities=(*kept, reworded))).form
    assert is_same_but_for_answers(ours, again)
    assert not is_same_but_for_answers(issued().form, ours)


def test_the_archive_gives_a_filled_form_back() -> None:
    form = filled({("budget", "stab", "actual"): said(Decimal("16.90"))}, rows=30)
    assert decode_form(encode_form(form)) == form


def test_a_table_grows_with_rows_to_spare_and_is_still_the_same_form() -> None:
    form, plain = filled({}, rows=30), issued().form
    sheet, before = form.sheet("own"), plain.sheet("own")
    assert sheet is not None
    assert before is not None
    assert (len(before.rows), len(sheet.rows)) == (20, 35)
    assert [row.index for row in sheet.rows] == list(range(4, 39))
    assert is_same_but_for_answers(form, plain)


@pytest.mark.parametrize(
    "place, answer, value",
    [
        (("followup", "3.1-1", "status"), said("Ongoing"), "Pågående"),
        (("followup", "3.1-1", "status"), said("Klart typ", sound=False), "Klart typ"),
        (("followup", "3.1-1", "comment"), said("=1+1"), "=1+1"),
        (("followup", "3.1-2", "completed"), said(date(1850, 1, 1)), "1850-01-01"),
        (("budget", "stab", "actual"), said(Decimal(50400), sound=False), Decimal(50400)),
        (("budget", "stab", "actual"), said(Decimal("0.12345678901234567890")),
         Decimal("0.12345678901234568")),
        (("budget", "stab", "actual"), said("ca 3", sound=False), "ca 3"),
        (("followup", "4-1", "status"), said("Pågående"), None),
    ],
)  # fmt: skip
def test_a_cell_holds_what_an_answer_means_or_its_words(
    place: Place, answer: Answer, value: FormValue
) -> None:
    assert value_of(filled({place: answer}), place) == value


def test_the_sign_off_is_never_carried_but_the_name_is() -> None:
    keys = ("signing", "signed_by", "signed_on")
    given = {("cover", key, "value"): said(SOUND["cover", key, "value"]) for key in keys}  # type: ignore[arg-type]
    form = filled(given)
    assert [value_of(form, place) for place in given] == [None, "Avdelningschef (exempel)", None]
