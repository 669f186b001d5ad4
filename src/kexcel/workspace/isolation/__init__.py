"""Do work in processes of its own, which may die without taking the caller along."""

from __future__ import annotations

from kexcel.workspace.isolation.isolation import Isolation
from kexcel.workspace.isolation.process import (
    DEFAULT_ALLOWANCE,
    DIED,
    OUT_OF_MEMORY,
    TOO_SLOW,
    Allowance,
    IsolationError,
)

__all__ = [
    "DEFAULT_ALLOWANCE",
    "DIED",
    "OUT_OF_MEMORY",
    "TOO_SLOW",
    "Allowance",
    "Isolation",
    "IsolationError",
]
