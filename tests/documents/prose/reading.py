"""Reading plan documents in tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kexcel.documents.prose.imported import Imported
from kexcel.documents.prose.profile import Profile, load_profile
from kexcel.documents.prose.reader import read_document
from kexcel.documents.prose.request import Request
from kexcel.model.plan import Department
from kexcel.toml_file import parse_toml

EXAMPLE = Path(__file__).parents[3] / "examples" / "ange-2024"
PLANS = Path(__file__).parents[1] / "plans"
REAL = (EXAMPLE / "verksamhetsplan-2024.txt").read_bytes()
STANDARD = load_profile()


def profile_of(name: str) -> Profile:
    """A profile of the tests' own."""
    path = PLANS / "profiles" / f"{name}.toml"
    return parse_toml(path.read_bytes(), Profile, file=path.name)


def read(
    data: bytes | str,
    *,
    profile: Profile = STANDARD,
    year: int = 2024,
    owners: Mapping[str, Sequence[str]] | None = None,
    departments: Iterable[Department] = (),
    file: str = "plan.txt",
) -> Imported:
    """A document read for Ånge, or for whoever it is of."""
    request = Request(
        profile=profile,
        organisation="Ånge kommun",
        body="Kommunstyrelsen",
        year=year,
        unit="mnkr",
        owners=owners or {},
        departments=tuple(departments),
    )
    content = data.encode() if isinstance(data, str) else data
    return read_document(content, request, file=file)


def activities(imported: Imported) -> list[tuple[str, str, str, str, str]]:
    """Goal, title, description, start and end of every activity."""
    return [
        (each.goal, each.title, each.description, each.start.isoformat(), each.end.isoformat())
        for each in imported.plan.activities
    ]


def goals(imported: Imported) -> list[tuple[str, str]]:
    """Number and text of every goal."""
    return [(goal.number, goal.text) for goal in imported.plan.goals]


def codes(imported: Imported, *, but: Iterable[str] = ()) -> list[str]:
    """The codes of what is said, without those of owners and others that are not asked about."""
    left_out = {"owner-missing", "owner-proposed", "department-proposed", *but}
    return [each.code for each in imported.findings if each.code not in left_out]


def said(imported: Imported, code: str) -> list[tuple[int | None, str | None, str | None]]:
    """Line, row and value of every finding with the code."""
    return [
        (each.place.spot.line if each.place.spot else None, each.place.row, each.value)
        for each in imported.findings
        if each.code == code
    ]
