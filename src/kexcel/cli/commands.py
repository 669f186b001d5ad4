"""The commands there are: each loaded when it is asked for, and listed without loading any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from kexcel.locale import mark

LISTED = {
    "actuals": mark("Read in what is booked in the ledger."),
    "check": mark("Check the plan, the template and the archive."),
    "collect": mark("Take in returns and answer each with a correction or a receipt."),
    "demo": mark("Run the whole loop on an example with faulty returns."),
    "diff": mark("Compare two plans, returns or results."),
    "explain": mark("Explain what a finding means and how to mend it."),
    "export": mark("Write the files for the accounting system."),
    "frames": mark("Show the versions of the frames and how they differ."),
    "generate": mark("Make one form per department."),
    "import": mark("Read a plan document into plan.xlsx."),
    "init": mark("Make a new workspace in DIR."),
    "merge": mark("Merge the returns into the follow-up and the budget."),
    "remind": mark("Write drafts of reminders; nothing is sent."),
    "roll": mark("Make next year's workspace."),
    "status": mark("Show who has answered and what is left."),
    "validate": mark("Show the findings of returned workbooks."),
    "withdraw": mark("Let a return no longer count."),
}
"""What the list of commands says of each."""

_HOMES = {"import": ("importing", "import_document")}
"""The module and the function of a command, where they are not named as it is."""


class Commands(Mapping[str, click.Command]):
    """The commands by their names, as click asks for them."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in LISTED:
            raise KeyError(name)
        module, function = _HOMES.get(name, (name, name))
        found: click.Command = getattr(import_module(f"kexcel.cli.{module}"), function)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(LISTED)

    def __len__(self) -> int:
        return len(LISTED)
