"""Make ``docs/rules.md`` from the catalogue of findings, or check that it is up to date.

With ``--check`` nothing is written, and the exit code is 1 if the page is stale.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from kexcel.files import write_whole
from kexcel.findings import CATALOGUE, Entry, Group, explain
from kexcel.model.finding import Severity

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
LANGUAGE = "sv"

INTRODUCTION = """\
# Anmärkningar

Allt som kexcel kan säga om en fil, en rad eller en cell. Samma förklaring ges av
`kexcel explain KOD`. Ett *fel* behöver rättas, en *varning* behöver ett öga, och en *notis* är
till för kännedom. Exemplen är påhittade; kolumner och blad heter som i formulären.

Sidan görs av `scripts/make_rules_page.py` ur `src/kexcel/locale/findings.sv.toml`.
"""

SEVERITIES = {Severity.ERROR: "fel", Severity.WARNING: "varning", Severity.NOTE: "notis"}

GROUPS = {
    Group.ANSWERS: "Svar",
    Group.STRUCTURE: "Formulärets uppbyggnad",
    Group.FILES: "Filer",
    Group.MONEY: "Pengar",
    Group.PLAN: "Planen (för den som samordnar)",
    Group.IMPORT: "Inläsning av plandokument (för den som samordnar)",
}


def main(arguments: list[str]) -> int:
    """Write the page, or check it when ``--check`` is given. 1 if it is stale, otherwise 0."""
    page = rules_page().encode()
    if "--check" not in arguments:
        write_whole(PAGE, page)
        return 0
    if PAGE.exists() and PAGE.read_bytes() == page:
        return 0
    sys.stdout.write("docs/rules.md is stale: run python scripts/make_rules_page.py\n")
    return 1


def rules_page() -> str:
    """The whole page, as Markdown."""
    sections = [INTRODUCTION]
    for group, entries in groupby(CATALOGUE.values(), key=lambda entry: entry.group):
        sections.append(f"## {GROUPS[group]}\n")
        sections.extend(_section(entry) for entry in entries)
    return "\n".join(sections)


def _section(entry: Entry) -> str:
    explanation = explain(entry.code, LANGUAGE)
    return (
        f"### {explanation.title}\n\n"
        f"`{entry.code}` · {SEVERITIES[entry.severity]}\n\n"
        f"{explanation.text}\n\n"
        f"> {explanation.example}\n\n"
        f"**Så rättar du:** {explanation.hint}\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
