"""Make ``docs/values.md`` from the table of cases that the tests hold the reading to.

With ``--check`` nothing is written, and the exit code is 1 if the page is stale.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kexcel.files import write_whole
from kexcel.locale import translator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "values.md"
TABLE = ROOT / "tests" / "validate" / "value_cases.toml"

INTRODUCTION = """\
# Vad som går att skriva i en cell

Människor skriver datum, tal och ord på många sätt, och program gör om det de skriver. kexcel
läser det som bara kan betyda en sak och säger hur det lästes, i notisen `interpreted`. Det som
kan betyda flera saker gissas aldrig: det blir ett fel, avdelningens egna ord står kvar, och felet
säger hur man skriver i stället. Varför gränserna går där de går står i
[Värden](design/values.md); koderna förklaras i [Anmärkningar](rules.md).

Varje rad nedan är ett test. Formuläret är T1 2024, som slutar 30 april, på svenska och i mnkr om
inget annat sägs. Tecken som inte syns står med sin kod, som ⟨U+00A0⟩; ␣ är ett mellanslag och
⏎ en radbrytning.

Sidan görs av `scripts/make_values_page.py` ur `tests/validate/value_cases.toml`.
"""

COLUMNS = {
    "date": "en egen aktivitets Start",
    "completed": "Genomförd datum",
    "new_end": "Nytt slutdatum",
    "signed_on": "Datum på Läs mig",
    "number": "Mått",
}
FIGURES = {"money", "number"}
LANGUAGES = {"en": "på engelska"}

Case = Mapping[str, Any]


def main(arguments: list[str]) -> int:
    """Write the page, or check it when ``--check`` is given. 1 if it is stale, otherwise 0."""
    page = values_page().encode()
    if "--check" not in arguments:
        write_whole(PAGE, page)
        return 0
    if PAGE.exists() and PAGE.read_bytes() == page:
        return 0
    sys.stdout.write("docs/values.md is stale: run python scripts/make_values_page.py\n")
    return 1


def values_page() -> str:
    """The whole page, as Markdown."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return "\n".join([INTRODUCTION, *(_section(section) for section in table["sections"])])


def _section(section: Case) -> str:
    rows = (_row(case, section) for case in section["cases"])
    head = "| i cellen | läses som | |\n|---|---|---|\n"
    intro = f"{section['intro']}\n\n" if "intro" in section else ""
    return f"## {section['title']}\n\n{intro}{head}{''.join(rows)}"


def _row(case: Case, section: Case) -> str:
    column = case.get("column", section["column"])
    about = " ".join(part for part in (_where(case), case.get("why", "")) if part)
    cells = (_held(case), _result(case, column), about)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _where(case: Case) -> str:
    """What is otherwise than the section says."""
    parts = [
        COLUMNS.get(case.get("column", ""), ""),
        f"beslutat slut {case['ends']}" if "ends" in case else "",
        f"enheten är {case['unit']}" if "unit" in case else "",
        LANGUAGES.get(case.get("language", ""), ""),
        "arbetsbok som räknar från 1904" if case.get("date1904") else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _held(case: Case) -> str:
    if "formula" in case:
        return f"formeln `{case['formula']}`"
    if "percent" in case:
        return f"talet {_figures(case['percent'])} i procentformat"
    if "time" in case:
        return f"ett klockslag ({_figures(case['time'])} dygn)"
    if "truth" in case:
        return "SANT" if case["truth"] else "FALSKT"
    return _written(case["written"])


def _written(value: str | float | date) -> str:
    match value:
        case str(text):
            return f"`{_visible(text)}`" if text else "inget"
        case date() as day:
            return f"dagen {day}"
        case number:
            return f"talet {_figures(number)}"


def _figures(number: float | str) -> str:
    return str(number).replace(".", ",")


def _visible(text: str) -> str:
    """The text with signs that would not be seen made visible."""
    inner = text.strip(" ")
    before, after = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    shown = inner.replace("  ", "␣␣")
    return "␣" * before + "".join(_sign(sign) for sign in shown) + "␣" * (after if inner else 0)


def _sign(sign: str) -> str:
    if sign == "\n":
        return "⏎"
    is_plain = unicodedata.category(sign)[0] in "LNPS" or sign == " "
    known = is_plain and sign not in "\u2009\u2010\u2011\u2012\u2013\u2212"
    return sign if known else f"⟨U+{ord(sign):04X}⟩"


def _result(case: Case, column: str) -> str:
    means = str(case.get("means", ""))
    shown = _figures(means) if column in FIGURES else means
    if "said" in case:
        shown = case["said"]
    value = f"`{_visible(shown)}`" if shown else "tomt"
    codes = case.get("finding", [])
    codes = [codes] if isinstance(codes, str) else codes
    if codes:
        said = ", ".join(f"`{code}`" for code in codes) + _reason(case)
        return f"{value}, med {said}" if means else said
    return f"{value}, utan notis" if case.get("silent") else value


def _reason(case: Case) -> str:
    return f": {translator('sv')(case['reason'])}" if "reason" in case else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
