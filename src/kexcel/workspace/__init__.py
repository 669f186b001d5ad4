"""The folder a coordinator works in, and everything that can be done there."""

from kexcel.workspace.create import create_workspace
from kexcel.workspace.results import (
    CheckResult,
    CollectResult,
    DepartmentStatus,
    GenerateResult,
    MergeResult,
    PassedOver,
    Received,
    Reminder,
    RemindResult,
    RollResult,
    StatusResult,
    WithdrawResult,
)
from kexcel.workspace.watching import Awaited
from kexcel.workspace.workspace import Workspace, open_workspace

__all__ = [
    "Awaited",
    "CheckResult",
    "CollectResult",
    "DepartmentStatus",
    "GenerateResult",
    "MergeResult",
    "PassedOver",
    "Received",
    "RemindResult",
    "Reminder",
    "RollResult",
    "StatusResult",
    "WithdrawResult",
    "Workspace",
    "create_workspace",
    "open_workspace",
]
