"""The steps that commands are made of, each a module that is loaded when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.workspace import (
        actuals,
        budgeting,
        checking,
        collecting,
        exporting,
        framing,
        generating,
        importing,
        kept_plan,
        merging,
        merging_again,
        refilling,
        reminding,
        reporting,
        rolling,
        validating,
        verifying,
        withdrawing,
    )

__all__ = [
    "actuals",
    "budgeting",
    "checking",
    "collecting",
    "exporting",
    "framing",
    "generating",
    "importing",
    "kept_plan",
    "merging",
    "merging_again",
    "refilling",
    "reminding",
    "reporting",
    "rolling",
    "validating",
    "verifying",
    "withdrawing",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__package__}.{name}")
