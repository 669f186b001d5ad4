"""Plan, template and period to the workbooks that departments fill in."""

from kexcel.generate.carried import (
    NOTHING_CARRIED,
    Carried,
    count_answers,
    fill_form,
    is_same_but_for_answers,
    put_answers,
    without_sign_off,
)
from kexcel.generate.compose import PreviousAnswers, compose_form, departments_with_forms
from kexcel.generate.workbook import write_form

__all__ = [
    "NOTHING_CARRIED",
    "Carried",
    "PreviousAnswers",
    "compose_form",
    "count_answers",
    "departments_with_forms",
    "fill_form",
    "is_same_but_for_answers",
    "put_answers",
    "without_sign_off",
    "write_form",
]
