"""Makes the table of docs/programs.md: what is left of a form after each program has saved it.

    python scripts/make_programs_page.py [--check]

Needs LibreOffice, Gnumeric, and the libraries that ``make programs`` installs. With ``--check``
nothing is written, and the exit code is 1 if the table is not what the programs here give; the
line that names their versions is not compared.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.office.driver import Office  # noqa: E402 - found by the path above
from tests.office.programs import Programs as LibreOffice  # noqa: E402
from tests.office.programs import find_programs  # noqa: E402
from tests.programs.answers import collected, workbooks  # noqa: E402
from tests.programs.fixtures import save_with  # noqa: E402
from tests.programs.programs import (  # noqa: E402
    Program,
    find_gnumeric,
    find_node,
    find_python,
    run_jobs,
)
from tests.programs.survival import HEADINGS, line  # noqa: E402
from tests.programs.ways import WAYS  # noqa: E402

PAGE = ROOT / "docs" / "programs.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"
VERSIONS = "Measured with "


@dataclass(frozen=True, slots=True)
class Programs:
    """Every program that forms are passed through."""

    libreoffice: LibreOffice
    gnumeric: Program
    node: Program
    python: Program


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; 0 when all is in order, 2 when a program is missing."""
    programs = _programs()
    if programs is None:
        print("a program is missing: LibreOffice, Gnumeric or make programs", file=sys.stderr)
        return 2
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    made = f"{head}{BEGIN}{_table(programs)}{END}{tail}"
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if _without_versions(made) != _without_versions(page):
        print(f"{PAGE.name} is out of date: python scripts/{Path(__file__).name}", file=sys.stderr)
        return 1
    return 0


def _programs() -> Programs | None:
    libreoffice, gnumeric, node, python = (
        find_programs(), find_gnumeric(), find_node(), find_python(),
    )  # fmt: skip
    if libreoffice and gnumeric and node and python:
        return Programs(libreoffice, gnumeric, node, python)
    return None


def _table(programs: Programs) -> str:
    office = Office(programs.libreoffice)
    running = {"office": office, "gnumeric": programs.gnumeric, "node": programs.node,
               "python": programs.python}  # fmt: skip
    rows = [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
    with tempfile.TemporaryDirectory() as folder:
        for way in WAYS:
            saved = save_with(way, workbooks(), Path(folder), running.__getitem__)
            results = {each: collected(data, each, way.ending) for each, data in saved.items()}
            rows.append(line(way, saved, results))
            print(rows[-1])
    office.close()
    return "\n".join(["", *rows, "", f"{VERSIONS}{_versions(programs)}.", "", ""])


def _versions(programs: Programs) -> str:
    said = [_first_words(programs.libreoffice.soffice), _first_words(*programs.gnumeric.command)]
    libraries = {**run_jobs(programs.node, []), **run_jobs(programs.python, [])}
    return ", ".join([*said, *(f"{name} {version}" for name, version in libraries.items())])


def _first_words(program: str) -> str:
    """A program's name and version."""
    done = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    words = (done.stdout or done.stderr).split()
    version = next(word.strip("'") for word in words if word.strip("'")[:1].isdigit())
    return f"{words[0]} {version}"


def _without_versions(page: str) -> list[str]:
    return [row for row in page.splitlines() if not row.startswith(VERSIONS)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
