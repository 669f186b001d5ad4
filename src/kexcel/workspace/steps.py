"""The steps of commands, and what not every workspace has, each a module loaded when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.workspace import (
        accounting_files,
        actuals,
        budgeting,
        checking,
        collecting,
        exporting,
        framing,
        generating,
        importing,
        ledger_reading,
        merging,
        merging_again,
        past,
        refilling,
        reminding,
        reporting,
        rolling,
        validating,
        verifying,
        withdrawing,
    )

__all__ = [
    "accounting_files",
    "actuals",
    "budgeting",
    "checking",
    "collecting",
    "exporting",
    "framing",
    "generating",
    "importing",
    "ledger_reading",
    "merging",
    "merging_again",
    "past",
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
