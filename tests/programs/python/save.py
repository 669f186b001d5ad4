"""Opens each workbook with a Python library and saves it, as someone's script would.

In: a JSON list of {"program", "source", "target"}. Out: the versions of the programs.
Runs in an environment of its own, so that what it needs is not what kexcel is tested with.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import pandas as pd


def pandas(source: str, target: str) -> None:
    """Every sheet to a table without headings, and back."""
    sheets = pd.read_excel(source, sheet_name=None, header=None, dtype=object)
    with pd.ExcelWriter(target) as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)


def pyexcel(source: str, target: str) -> None:
    """The values of every sheet."""
    import pyexcel as library  # type: ignore[import-not-found]  # noqa: PLC0415 - slow to load

    library.save_book_as(file_name=source, dest_file_name=target)


PROGRAMS = {"pandas": pandas, "pyexcel": pyexcel}


def main() -> None:
    """Do every job."""
    for job in json.load(sys.stdin):
        PROGRAMS[job["program"]](job["source"], job["target"])
    json.dump({name: version(name) for name in PROGRAMS}, sys.stdout)


if __name__ == "__main__":
    main()
