"""Fill in the tables of docs/plan-import.md from the schema of a profile.

    python scripts/make_profile_page.py            write them into the page
    python scripts/make_profile_page.py --check    exit 1 if the page says something else

Each table stands between <!-- table: NAME --> and <!-- end -->; the rest of the page is written
by hand. A key without a meaning in profile_words.toml stops the script.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kexcel.documents.prose import profile
from kexcel.files import write_whole

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "plan-import.md"
WORDS = ROOT / "scripts" / "profile_words.toml"
TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

PARTS: dict[str, type[BaseModel]] = {
    "profile": profile.Profile,
    "document": profile.DocumentProfile,
    "heading": profile.HeadingProfile,
    "statement": profile.StatementProfile,
    "activities": profile.ActivityProfile,
    "activity_columns": profile.ActivityColumns,
    "measures": profile.MeasureProfile,
    "measure_columns": profile.MeasureColumns,
    "budget": profile.BudgetProfile,
    "departments": profile.DepartmentProfile,
    "owners": profile.OwnerProfile,
    "dates": profile.DateProfile,
}

TYPES: dict[object, str] = {
    str: "text",
    bool: "`true` eller `false`",
    profile.HeadingLevel: "`chapter`, `council`, `committee`",
}
"""What a plain type is called; all others are tables."""


def main(arguments: list[str]) -> int:
    """Write the page, or check it when ``--check`` is given. 1 if it is stale, otherwise 0."""
    before = PAGE.read_text(encoding="utf-8")
    meanings = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    page = TABLE.sub(lambda found: f"{found[1]}{table(found[2], meanings)}{found[3]}", before)
    if "--check" not in arguments:
        write_whole(PAGE, page.encode())
        return 0
    if page == before:
        return 0
    sys.stdout.write("docs/plan-import.md is stale: run python scripts/make_profile_page.py\n")
    return 1


def table(name: str, meanings: Mapping[str, Mapping[str, str]]) -> str:
    """The lines of one table, as Markdown."""
    lines = ("| nyckel | typ | utan den | betydelse |", "|---|---|---|---|")
    return "".join(f"{line}\n" for line in (*lines, *_keys(name, meanings[name])))


def _keys(name: str, meanings: Mapping[str, str]) -> Iterator[str]:
    for key, field in PARTS[name].model_fields.items():
        told = _type(field.annotation, field.metadata)
        yield f"| `{key}` | {told} | {_default(field)} | {meanings[key]} |"


def _type(annotation: object, metadata: Sequence[object]) -> str:
    kind, inner = get_origin(annotation), get_args(annotation)
    if metadata and annotation is str:
        return "mönster"
    if kind is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if kind is Annotated:
        return _type(inner[0], inner[1:])
    if kind is tuple:
        told = _type(inner[0], ())
        return told if told.startswith("tabell") else f"lista av {told}"
    return TYPES.get(annotation, "tabell")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "krävs"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f"`{field.default}`" if isinstance(field.default, str) and field.default else "tomt"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
