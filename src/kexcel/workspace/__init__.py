"""The folder a coordinator works in, and everything that can be done there."""

from kexcel.workspace.create import create_workspace
from kexcel.workspace.results import (
    CheckResult,
    CollectResult,
    DepartmentStatus,
    GenerateResult,
    MergeResult,
    Received,
    StatusResult,
)
from kexcel.workspace.workspace import Workspace, open_workspace

__all__ = [
    "CheckResult",
    "CollectResult",
    "DepartmentStatus",
    "GenerateResult",
    "MergeResult",
    "Received",
    "StatusResult",
    "Workspace",
    "create_workspace",
    "open_workspace",
]
