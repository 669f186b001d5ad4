"""The steps of the work, in their order: as calls, and as they are written on the command line.

What is booked is read in by the call alone: its files are too small to fill a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kexcel.workspace import Workspace

STEPS: Mapping[str, Callable[[Workspace], object]] = {
    "generate": lambda workspace: workspace.generate("T1"),
    "collect": lambda workspace: workspace.collect("T1"),
    "actuals": lambda workspace: workspace.actuals(
        [workspace.layout.root / "utfall.csv", workspace.layout.root / "skolan.csv"],
        period="T1",
        unit="kr",
        sign="cost-positive",
    ),
    "merge": lambda workspace: workspace.merge("T1"),
    "withdraw": lambda workspace: workspace.withdraw("T1", "Rätt svar.xlsx", "fel version"),
    "merge again": lambda workspace: workspace.merge("T1"),
}

WORDS: Mapping[str, tuple[str, ...]] = {
    "generate": ("generate", "T1"),
    "collect": ("collect", "T1"),
    "merge": ("merge", "T1"),
    "withdraw": ("withdraw", "T1", "Rätt svar.xlsx", "--reason", "fel version"),
    "merge again": ("merge", "T1"),
}
