"""Fill in the tables of docs/template.md from the template's schema and the rules' language.

    python scripts/make_template_page.py            write them into the page
    python scripts/make_template_page.py --check    exit 1 if the page says something else

Each table stands between <!-- table: NAME --> and <!-- end -->; the rest of the page is written
by hand. A key or function without a meaning in template_words.toml stops the script.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from kexcel.files import write_whole
from kexcel.resources import resource
from kexcel.rules.book import compile_rules
from kexcel.rules.expression import FUNCTIONS
from kexcel.rules.look import LOOKS
from kexcel.settings import parse_settings
from kexcel.strict import Strict
from kexcel.template import Choice, Column, Looks, Rule, Sheet, Template, Word, load_template
from kexcel.template.schema import Phrases, Summary, Text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "template.md"
WORDS = ROOT / "scripts" / "template_words.toml"
TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

Meanings = Mapping[str, Mapping[str, str]]

PARTS: dict[str, type[Strict]] = {
    "template": Template,
    "looks": Looks,
    "choice": Choice,
    "word": Word,
    "sheet": Sheet,
    "summary": Summary,
    "column": Column,
    "rule": Rule,
}

TYPES: dict[object, str] = {
    str: "text",
    bool: "`true` eller `false`",
    int: "heltal",
    float: "tal",
    Text: "text eller `{ sv, en }`",
    Looks: "tabellen `[looks]`",
    Phrases: "tabellen `[hollow]`",
}

LISTS_OF: dict[object, str] = {
    str: "lista av text",
    Text: "lista av text eller `{ sv, en }`",
    Choice: "tabeller `[[choices]]`",
    Column: "lista av `{ … }`",
    Rule: "tabeller `[[rules]]`",
    Sheet: "tabeller `[[sheets]]`",
    Summary: "tabeller `[[sheets.summary]]`",
    Word: "lista av `{ … }`",
}


def main(arguments: list[str]) -> int:
    """Write the page, or check it when ``--check`` is given. 1 if it is stale, otherwise 0."""
    before = PAGE.read_text(encoding="utf-8")
    page = TABLE.sub(lambda found: f"{found[1]}{table(found[2])}{found[3]}", before)
    if "--check" not in arguments:
        write_whole(PAGE, page.encode())
        return 0
    if page == before:
        return 0
    sys.stdout.write("docs/template.md is stale: run python scripts/make_template_page.py\n")
    return 1


def table(name: str) -> str:
    """The lines of one table, as Markdown."""
    meanings: Meanings = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    if name in PARTS:
        heading, rows = "| nyckel | typ | utan den | betydelse |", _keys(name, meanings)
    else:
        heading, rows = "| skriv | betydelse |", _LISTS[name](meanings)
    rule = re.sub(r"[^|]+", "---", heading)
    return "".join(f"{line}\n" for line in (heading, rule, *rows))


def _keys(name: str, meanings: Meanings) -> Iterator[str]:
    kinds = get_type_hints(PARTS[name], include_extras=True)
    for field in fields(PARTS[name]):
        key = field.name
        meaning = meanings[name][key]
        yield f"| `{key}` | {_type(kinds[key])} | {_default(field)} | {meaning} |"


def _type(kind: object) -> str:
    if get_origin(kind) is Annotated:
        plain, *held = get_args(kind)
        patterns = [str(each.limits["pattern"]) for each in held if "pattern" in each.limits]
        if patterns:
            return "färg, `#RRGGBB`" if "#" in patterns[0] else "nyckel"
        return _type(plain)
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return ", ".join(f'`"{value}"`' for value in inner if value)
    if inner:
        return LISTS_OF[get_args(inner[0])[0] if get_args(inner[0]) else inner[0]]
    return TYPES[kind]


def _default(field: Field[Any]) -> str:
    default = field.default
    if default is MISSING:
        return "krävs"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, float):
        return f"`{default:g}`"
    if isinstance(default, str | int):
        return f"`{default}`" if default != "" else "tomt"
    return "tomt" if not isinstance(default, Looks) else "som nedan"


def _functions(meanings: Meanings) -> Iterator[str]:
    for function in (*FUNCTIONS, *LOOKS):
        written, meaning = meanings["function"][function].split(" = ", 1)
        yield f"| `{written}` | {meaning} |"


def _constants(meanings: Meanings) -> Iterator[str]:
    example = (resource("examples", "ange-2024") / "kexcel.toml").read_bytes()
    settings = parse_settings(example)
    book = compile_rules(load_template(), settings, settings.period("T1"), "sv")
    for constant in book.constants:
        yield f"| `{constant}` | {meanings['constant'][constant]} |"


_LISTS: dict[str, Callable[[Meanings], Iterator[str]]] = {
    "functions": _functions,
    "constants": _constants,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
