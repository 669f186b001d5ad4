"""Rules that look across departments, where each department has sent a single file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kexcel.resources import resource
from kexcel.workspace import Workspace
from tests.builders import SOUND
from tests.workspace.places import opened, put
from tests.workspace.small import OTHER, returned, small_workspace

WHEN = (
    "not blank(comment) and any(other is not this and not blank(other.comment) "
    "and same(other.comment, comment) for other in budget)"
)
RULE = f"""
[[rules]]
code = "row-repeated"
sheet = "budget"
at = "comment"
when = "{WHEN}"
across = true
"""
SAME = "Priserna har stigit."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One whose template has a rule against saying what another department has said."""
    root = tmp_path / "ws"
    small_workspace(root)
    own = root / "templates" / "standard"
    shutil.copytree(resource("templates", "standard"), own)
    with (own / "template.toml").open("a", encoding="utf-8") as stream:
        stream.write(RULE)
    again = opened(root)
    again.generate("T1")
    return again


def told(workspace: Workspace) -> list[tuple[str, str, str]]:
    result = opened(workspace.layout.root).collect("T1")
    return [(str(f.place.file), f.code, dict(f.details)["cells"]) for f in result.findings]


@pytest.mark.parametrize("theirs, is_told", [(SAME.upper(), True), ("Hyran.", False)])
def test_what_two_departments_say_alike_is_told_of_both(
    workspace: Workspace, theirs: str, *, is_told: bool
) -> None:
    both = {"staben.xlsx": ("stab", SOUND, SAME), "ekonomi.xlsx": ("ekonomi", OTHER, theirs)}
    for name, (department, answers, comment) in both.items():
        said = {**answers, ("budget", department, "comment"): comment}
        put(workspace, name, returned(workspace, said, department))
    expected = [
        ("ekonomi.xlsx", "row-repeated", "staben.xlsx, Budget!K5"),
        ("staben.xlsx", "row-repeated", "ekonomi.xlsx, Budget!K5"),
    ]
    assert told(workspace) == (expected if is_told else [])
