"""The folder a coordinator works in, and everything that can be done there."""

from kexcel.workspace.check_result import CheckResult
from kexcel.workspace.create import create_workspace
from kexcel.workspace.merge_result import MergeResult
from kexcel.workspace.results import (
    ActualsResult,
    CollectResult,
    DepartmentStatus,
    ExportResult,
    FramesResult,
    GenerateResult,
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
    "ActualsResult",
    "Awaited",
    "CheckResult",
    "CollectResult",
    "DepartmentStatus",
    "ExportResult",
    "FramesResult",
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
