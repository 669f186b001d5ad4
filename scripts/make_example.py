"""Make examples/ange-2024/plan.xlsx from the structure of the document it is taken from.

    python scripts/make_example.py FOLDER

FOLDER holds ``expected-plan.json``. With ``--facts`` the facts that the tests hold the
example against are made too, straight from that file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kexcel.documents.plan.layout import COST_POSITIVE
from kexcel.documents.plan.measures import measure_identity
from kexcel.documents.plan.writer import write_plan
from kexcel.files import write_whole
from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    FrameChange,
    FrameKind,
    FrameLine,
    FrameVersion,
    Goal,
    GoalLevel,
    Measure,
    Perspective,
    Plan,
    PrintedSigns,
)

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "ange-2024" / "plan.xlsx"
FACTS = ROOT / "tests" / "documents" / "ange-2024.json"

Json = dict[str, Any]

KEYS = {
    "gemensamt": "Gemensamma resurser",
    "stab": "Staben",
    "ekonomi": "Ekonomiavdelningen",
    "samhallsbyggnad": "Samhällsbyggnadsavdelningen",
    "utbildning": "Utbildningsavdelningen",
    "social": "Socialavdelningen",
}
"""Department key → name, in the order of the budget table."""

LAST_DAY = date(2024, 12, 31)
"""The goals were adopted for 2024."""

DECISION = (
    "Förslag. Kommunfullmäktige beslutade i juni 2023 om ramar per medborgargrupp; "
    "en reviderad budget behandlas i kommunfullmäktige i november 2023."
)
VERSION = "Förslag november 2023"
VERSIONS = (
    FrameVersion(
        name=VERSION,
        kind=FrameKind.PROPOSED,
        decided=date(2023, 10, 24),
        decision="",
        note="Ramarna som de står i dokumentet. Dagen är ett exempel.",
    ),
    FrameVersion(
        name="Beslut november 2023 (exempel)",
        kind=FrameKind.DECIDED,
        decided=date(2023, 11, 27),
        decision="KF 2023-11-27 § 0 (exempel)",
        note="Enligt förslaget.",
    ),
    FrameVersion(
        name="Överföring juni 2024 (exempel)",
        kind=FrameKind.TRANSFER,
        decided=date(2024, 6, 11),
        decision="KS 2024-06-11 § 0 (exempel)",
        note="Upphandling av IT flyttas.",
        changes=(
            FrameChange(
                perspective=Perspective.DEPARTMENT,
                name="Staben",
                department="stab",
                change=Decimal("-0.5"),
                responsibility="1120",
            ),
            FrameChange(
                perspective=Perspective.DEPARTMENT,
                name="Ekonomiavdelningen",
                department="ekonomi",
                change=Decimal("0.5"),
                responsibility="1210",
            ),
        ),
    ),
)
"""Decisions made up for the example, the first but for its day."""

CODES = {
    "gemensamt": "1000-1099",
    "stab": "1100-1199",
    "ekonomi": "1200-1299",
    "samhallsbyggnad": "1300-1399",
    "utbildning": "1400-1499",
    "social": "1500-1599",
}
"""Department key → its responsibility codes, made up for the example."""

REMARK = (
    "Ansvarig och medverkande är ett exempel: de är föreslagna utifrån texten, "
    "för dokumentet anger inga ansvariga."
)
PERSPECTIVES = {"citizen": Perspective.CITIZEN, "department": Perspective.DEPARTMENT}


def make_plan(source: Json) -> Plan:
    """The plan of the document, its frames as net cost."""
    stated = source["plan"]
    tables = source["budget"]["tables"]
    return Plan(
        organisation=stated["municipality"],
        body=stated["body"],
        year=stated["year"],
        unit=tables[0]["unit_inferred"],
        sign=COST_POSITIVE,
        decision=DECISION,
        departments=tuple(_departments(stated["aliases"])),
        goals=tuple(_goals(source)),
        activities=tuple(_activity(*each) for each in _activities(source)),
        measures=tuple(_measures(source["chapter4"])),
        frames=tuple(line for table in tables for line in _frames(table, stated["aliases"])),
        frame_columns=tuple(tables[0]["columns"]),
        remark=REMARK,
        frame_versions=VERSIONS,
    )


def printed_signs(source: Json) -> PrintedSigns:
    """The sign of a net cost in each printed column."""
    words = {"negative": "-", "positive": "+"}
    return {
        (PERSPECTIVES[table["perspective"]], column): words[computed["sign"]]
        for table in source["budget"]["tables"]
        for column, computed in table["computed"].items()
    }


def make_facts(source: Json) -> Json:
    """What the example must hold, without a detour over kexcel's own types."""
    return {
        "goals": [[goal["id"], goal["name_as_printed"]] for goal, _ in _goals_in(source)],
        "activities": [
            {
                "number": each["id"],
                "title": each["title"],
                "description": each["description"],
                "start": each["start"],
                "end": each["end"],
                "lead": _key(each["responsible_proposed"]["lead"]),
            }
            for _, each in _activities(source)
        ],
        "measures": [row["value"] for row in source["chapter4"]["measures"]["rows"]],
        "figures": {
            table["perspective"]: [
                [row["name"], *row["value_as_printed"].values()] for row in table["rows"]
            ]
            for table in source["budget"]["tables"]
        },
    }


def _goals_in(source: Json) -> Iterator[tuple[Json, str | None]]:
    for council in source["council_goals"]:
        yield council, None
        for committee in council["executive_goals"]:
            yield committee, council["id"]
    yield source["chapter4"]["goal"], None


def _goals(source: Json) -> Iterator[Goal]:
    for goal, parent in _goals_in(source):
        yield Goal(
            number=goal["id"],
            level=GoalLevel.COMMITTEE if parent else GoalLevel.COUNCIL,
            text=goal["name_as_printed"],
            parent=parent,
            valid_until=LAST_DAY if "activities" in goal else None,
        )


def _activities(source: Json) -> Iterator[tuple[str, Json]]:
    for goal, _ in _goals_in(source):
        for activity in goal.get("activities", ()):
            yield goal["id"], activity


def _activity(goal: str, source: Json) -> Activity:
    proposed = source["responsible_proposed"]
    contributing = (_key(name) for name in proposed["also"] if name in KEYS.values())
    return Activity(
        number=source["id"],
        goal=goal,
        title=source["title"],
        description=source["description"],
        start=date.fromisoformat(source["start"]),
        end=date.fromisoformat(source["end"]),
        lead=_key(proposed["lead"]),
        contributing=tuple(contributing),
    )


def _departments(aliases: Mapping[str, list[str]]) -> Iterator[Department]:
    for key, name in KEYS.items():
        others = {alias.casefold(): alias for alias in reversed(aliases[name])}
        others.pop(name.casefold(), None)
        head = "Kommunchef" if key == "gemensamt" else f"Avdelningschef {name}"
        yield Department(
            key,
            name,
            tuple(reversed(others.values())),
            f"{head} (exempel)",
            f"{key}@ange.example",
            codes=(CODES[key],),
        )


def _measures(chapter: Json) -> Iterator[Measure]:
    table = chapter["measures"]
    goal = chapter["goal"]["id"]
    for row in table["rows"]:
        department = _key(row["department"]) if "department" in row else None
        yield Measure(
            identity=measure_identity(goal, department),
            name=row["name_as_printed"].removeprefix("- "),
            goal=goal,
            unit=table["unit"],
            direction=Direction.DOWN,
            department=department,
            outcome=Decimal(row["value"]),
            as_of=date.fromisoformat(table["value_date"]),
        )


def _frames(table: Json, aliases: Mapping[str, list[str]]) -> Iterator[FrameLine]:
    perspective = PERSPECTIVES[table["perspective"]]
    is_by_department = perspective is Perspective.DEPARTMENT
    for row in table["rows"]:
        department = _key(_name(row["name"], aliases)) if is_by_department else None
        amounts = {column: Decimal(text) for column, text in row["magnitude"].items()}
        yield FrameLine(perspective, row["name"], department, amounts, VERSION)
    total = table["total_row"]
    amounts = {column: abs(_decimal(text)) for column, text in total["printed"].items()}
    yield FrameLine(perspective, total["name"], None, amounts, VERSION, is_total=True)


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "."))


def _name(alias: str, aliases: Mapping[str, list[str]]) -> str:
    return next(name for name, others in aliases.items() if alias in others)


def _key(name: str) -> str:
    return next(key for key, other in KEYS.items() if other == name)


def _facts_as_text(facts: Json) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that holds expected-plan.json")
    parser.add_argument("--facts", action="store_true", help="make the tests' facts too")
    arguments = parser.parse_args()
    source = json.loads((arguments.folder / "expected-plan.json").read_text(encoding="utf-8"))
    write_whole(EXAMPLE, write_plan(make_plan(source), printed_signs=printed_signs(source)))
    if arguments.facts:
        write_whole(FACTS, _facts_as_text(make_facts(source)).encode())


if __name__ == "__main__":
    main()
