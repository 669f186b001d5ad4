"""The steps of kexcel, each run as a program of its own: ``python -m benchmarks.steps STEP DIR``.

``make`` and ``answer`` make what the others work on: a workspace with a plan, and filled-in forms.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.opened import PERIOD, inbox, opened
from kexcel.garbage import none_collected_at_exit


def main(step: str, folder: Path, size: str, departments: str) -> None:
    """Run a step in a workspace."""
    if step == "make":
        from benchmarks.workspaces import new_workspace  # noqa: PLC0415 - only what is needed

        new_workspace(folder, size, int(departments))
        return
    none_collected_at_exit()  # as every command
    workspace = opened(folder, jobs=1 if step == "validate-alone" else None)
    if step == "answer":
        from benchmarks.answers import return_forms  # noqa: PLC0415 - as above

        return_forms(workspace, faults=False)
    elif step.startswith("validate"):
        workspace.validate(inbox(folder))
    elif step == "loop":
        workspace.collect(PERIOD)
        workspace.merge(PERIOD)
    elif step != "open":
        getattr(workspace, step)(PERIOD)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])
