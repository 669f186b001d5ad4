"""Plan, template and period to the workbooks that departments fill in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_OF_COMPOSE = {"PreviousAnswers", "compose_form", "departments_with_forms"}


def __getattr__(name: str) -> object:
    """Load what is asked for: whoever asks which departments answer needs nothing that writes."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "compose" if name in _OF_COMPOSE else "workbook" if name == "write_form" else "carried"
    return getattr(import_module(f"{__name__}.{home}"), name)
