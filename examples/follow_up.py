"""Put a period together and look at it with pandas: what to mend, who is behind, and the money.

kexcel demo demo
python examples/follow_up.py demo T1
"""

from __future__ import annotations

import sys

import kexcel


def main(folder: str, period: str) -> None:
    """Print what must be mended, the status by department, what is behind, and the budget."""
    workspace = kexcel.open_workspace(folder, language="sv")
    for finding in workspace.collect(period).findings:
        if finding.severity is kexcel.Severity.ERROR:
            print(f"{finding.place.file}: {kexcel.render(finding, workspace.language).message}")

    merged = workspace.merge(period).consolidation
    tables = kexcel.frames(merged)
    activities, budget = tables["activities"], tables["budget"]
    print(f"\n{merged.answered} of {len(merged.activities)} activities are answered")
    print(activities.groupby(["lead", "role"]).size().unstack(fill_value=0))

    behind = activities[activities["role"].isin(["delayed", "cancelled"])]
    print("\nBehind, and where it says so")
    print(behind[["number", "end", "new_end", "status_source"]].to_string(index=False))
    print("\n", budget[["department", "frame", "forecast", "deviation"]].to_string(index=False))


if __name__ == "__main__":
    main(*sys.argv[1:3])
