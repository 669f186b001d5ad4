"""kexcel: a municipality's operational plan followed up with Excel workbooks.

    import kexcel

    workspace = kexcel.open_workspace("kommunen-2024")
    workspace.generate("T1")
    result = workspace.collect("T1")
    merged = workspace.merge("T1")
    activities = kexcel.frames(merged.consolidation)["activities"]

Every call answers with data, prints nothing and never exits. What there is to say about someone's
data is a ``Finding``; only what stops the work is raised, as a ``KexcelError``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.documents.plan.reader import read_plan
    from kexcel.errors import (
        ConfigurationError,
        KexcelError,
        TemplateError,
        UnreadableInputError,
        UsageError,
    )
    from kexcel.findings import explain, render
    from kexcel.merge import frames
    from kexcel.model.finding import Finding, Severity
    from kexcel.template import load_template
    from kexcel.workspace import Workspace, create_workspace, open_workspace
    from kexcel.workspace.comparing import compare_files

__all__ = [
    "ConfigurationError",
    "Finding",
    "KexcelError",
    "Severity",
    "TemplateError",
    "UnreadableInputError",
    "UsageError",
    "Workspace",
    "compare_files",
    "create_workspace",
    "explain",
    "frames",
    "load_template",
    "open_workspace",
    "read_plan",
    "render",
]

_HOMES = {
    "read_plan": "kexcel.documents.plan.reader",
    "ConfigurationError": "kexcel.errors",
    "KexcelError": "kexcel.errors",
    "TemplateError": "kexcel.errors",
    "UnreadableInputError": "kexcel.errors",
    "UsageError": "kexcel.errors",
    "explain": "kexcel.findings",
    "render": "kexcel.findings",
    "frames": "kexcel.merge",
    "Finding": "kexcel.model.finding",
    "Severity": "kexcel.model.finding",
    "load_template": "kexcel.template",
    "Workspace": "kexcel.workspace",
    "compare_files": "kexcel.workspace.comparing",
    "create_workspace": "kexcel.workspace",
    "open_workspace": "kexcel.workspace",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that ``import kexcel`` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
