from __future__ import annotations

import os
import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kexcel.collect.identify import FormIndex
from kexcel.collect.packed import AskedForms, packed, still_so
from kexcel.collect.unpacking import unpack
from kexcel.model.cell import ErrorValue, FormulaText, Percentage, TimeOfDay
from kexcel.model.returned import Answer, ReturnedRow, RowAnswers
from tests.builders import answered, examined, issued, sound

FORMS = FormIndex([issued("stab").form, issued("ekonomi").form])


@pytest.mark.parametrize(
    "data",
    [sound(), answered({("followup", "3.1-1", "status"): "Klart typ"}), b"", sound()[:900]],
    ids=["sound", "faulty", "empty", "cut short"],
)
def test_a_return_is_the_same_after_it_was_packed(data: bytes) -> None:
    returned = examined(data)
    again = packed(returned).unpacked()
    assert again == returned
    assert [dict(rows) for rows in again.rows.values()] == list(returned.rows.values())


def test_every_kind_of_value_is_the_same_after_it_was_packed() -> None:
    values = ("text", 1, 0.5, True, None, date(2024, 4, 30), Decimal("1.50"), ErrorValue("#N/A"),
              FormulaText("=1+1", "2"), Percentage(0.5), TimeOfDay(0.5))  # fmt: skip
    answers = {
        f"c{place}": Answer(f"c{place}", value, "w", "A1") for place, value in enumerate(values)
    }
    places = tuple((key, place) for place, key in enumerate(answers))
    row = ReturnedRow("1", "Blad", 0, RowAnswers(0, places, answers))
    whole = replace(examined(sound()), rows={"followup": {"1": row}})
    again = packed(whole).unpacked().rows["followup"]["1"].answers
    assert [(type(a.value), a.value) for a in again.values()] == [(type(v), v) for v in values]


def test_a_blank_answer_is_where_its_column_is() -> None:
    answers = RowAnswers(6, (("status", 9), ("comment", 12)), {})
    assert answers["comment"] == Answer("comment", None, "", "M7")
    assert list(answers) == ["status", "comment"]
    assert answers.get("other") is None
    with pytest.raises(KeyError):
        answers["other"]


class Mischief:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize(
    "data", [b"", b"\x80", b"cos\n", *map(pickle.dumps, (Mischief(), print, os.getcwd))]
)
def test_nothing_but_records_of_the_model_is_unpacked(data: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpack(data)


def test_what_was_asked_of_the_forms_is_known_and_asked_again() -> None:
    asked = AskedForms(FORMS)
    form = issued("stab").form
    asked.get(form.code), asked.get("KX-00000000"), asked.newest(form)
    asked.department_named_in("Svar från Staben.xlsx")
    assert [answer for _, _, answer in asked.questions] == [form.code, "", form.code, "stab"]
    questions = tuple(asked.questions)
    assert still_so(questions, FORMS)
    newer = replace(form, code="KX-00000000")
    assert not still_so(questions[2:3], FormIndex([form, newer]))
    assert not still_so(questions[1:2], FormIndex([form, newer]))
    assert not still_so(questions[:1], FormIndex())
