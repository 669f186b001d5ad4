"""A budget through the example's year: distributed over units, followed up, and transferred.

python examples/budget_year.py FOLDER

It makes a workspace in FOLDER, answers its forms as the example's departments do, and reads in
what the ledger says each tertial.
"""

from __future__ import annotations

import sys
from pathlib import Path

import kexcel
from kexcel.demo import answer_forms
from kexcel.resources import resource

ANSWERS = resource("examples", "ange-2024", "svar", "budgetar")
WRONG = ("Internbudget 2024 ekonomi.xlsx", "Internbudget 2024 utbildning.xlsx")


def answer(workspace: kexcel.Workspace, period: str, answers: str) -> None:
    """Answer a period's forms, take them in and merge them; say what is wrong."""
    answer_forms(workspace, workspace.generate(period), (ANSWERS / answers).read_bytes())
    for each in workspace.collect(period).findings:
        if each.severity is kexcel.Severity.ERROR:
            print(each.code, each.place.sheet, each.place.cell)
    print(kexcel.frames(workspace.merge(period).consolidation)["budget"])


def main(folder: str) -> None:
    """Run the round internbudget, mended where it was wrong, and the three tertials."""
    kexcel.create_workspace(Path(folder), example="ange-2024")
    with Path(folder, "kexcel.toml").open("a", encoding="utf-8") as settings:
        settings.write((ANSWERS / "kexcel.toml").read_text(encoding="utf-8"))
    workspace = kexcel.open_workspace(folder)
    answer(workspace, "internbudget", "internbudget.toml")
    for file in WRONG:
        (workspace.layout.inbox("internbudget") / file).unlink()
        workspace.withdraw("internbudget", file, "rättad fil kommer")
    answer(workspace, "internbudget", "internbudget-rättad.toml")
    for period in ("T1", "T2", "T3"):
        workspace.actuals([ANSWERS / f"bokfört-{period}.csv"], period=period)
        answer(workspace, period, f"{period}.toml")


if __name__ == "__main__":
    main(sys.argv[1])
