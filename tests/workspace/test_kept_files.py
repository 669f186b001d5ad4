"""Settings, template and plan that were read before are read again only when they have changed."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from kexcel.documents.plan.reader import read_plan
from kexcel.errors import ConfigurationError
from kexcel.resources import resource
from kexcel.settings import parse_settings
from kexcel.template import load_template
from kexcel.workspace import Workspace
from kexcel.workspace.layout import KEPT
from tests.workspace.places import issued_workspace, opened, tree
from tests.workspace.test_plan_changes import activities, save

NAMES = ["settings", "template", "plan"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One in which everything was read once under the lock."""
    folder = issued_workspace(tmp_path / "ws").layout.root
    opened(folder).collect("T1")
    return opened(folder)


def kept(workspace: Workspace, name: str) -> Path:
    return workspace.layout.root / KEPT / f"{name}.read"


def all_read(workspace: Workspace) -> tuple[object, ...]:
    again = opened(workspace.layout.root)
    return again.settings, again.template, again.read_plan


def read_anew(workspace: Workspace) -> tuple[object, ...]:
    root = workspace.layout.root
    settings = parse_settings((root / "kexcel.toml").read_bytes())
    plan = read_plan((root / "plan.xlsx").read_bytes())
    return settings, load_template(settings.template, root), plan


def test_they_are_the_same_as_when_they_are_read_anew(workspace: Workspace) -> None:
    assert all(kept(workspace, name).is_file() for name in NAMES)
    assert all_read(workspace) == read_anew(workspace)


def test_nothing_that_checks_them_is_loaded(workspace: Workspace) -> None:
    program = f"""
import json, sys
from kexcel.workspace import open_workspace
workspace = open_workspace({str(workspace.layout.root)!r})
workspace.template, workspace.plan
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert loaded.isdisjoint(
        {
            "pydantic",
            "tomllib",
            "kexcel.documents.plan.reader",
            "kexcel.excel",
            "kexcel.rules",
            "kexcel.validate",
        }
    )


def test_settings_that_were_changed_are_read_again(workspace: Workspace) -> None:
    path = workspace.layout.root / "kexcel.toml"
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("year = 2024", "year = 1"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="year"):
        opened(workspace.layout.root)
    path.write_text(told.replace(workspace.settings.contact, "Kanslichefen (exempel)"), "utf-8")
    assert opened(workspace.layout.root).settings.contact == "Kanslichefen (exempel)"


def test_a_template_of_the_workspace_takes_the_place_of_the_packaged_one(
    workspace: Workspace,
) -> None:
    folder = workspace.layout.root / "templates" / "standard"
    folder.mkdir(parents=True)
    told = resource("templates", "standard", "template.toml")
    text = told.read_text(encoding="utf-8").replace('version = "1"', 'version = "1 egen"', 1)
    (folder / "template.toml").write_text(text, encoding="utf-8")
    assert opened(workspace.layout.root).template.version == "1 egen"


def test_a_plan_that_was_changed_is_read_again(workspace: Workspace) -> None:
    path, sheet = activities(workspace)
    sheet["C2"] = "En annan aktivitet"
    save(sheet, path)
    assert opened(workspace.layout.root).plan.activities[0].title == "En annan aktivitet"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.99])
def test_what_is_damaged_is_as_if_it_were_not_there(
    workspace: Workspace, name: str, share: float
) -> None:
    data = bytearray(kept(workspace, name).read_bytes())
    data[int(share * len(data))] ^= 0xFF
    kept(workspace, name).write_bytes(data)
    assert all_read(workspace) == read_anew(workspace)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_what_belongs_there_is_made_of_what_someone_has_put_there(
    workspace: Workspace, name: str
) -> None:
    key = kept(workspace, name).read_bytes()[:32]
    for put in (workspace.layout.root, parse_settings, workspace.settings.money, eval):
        content = pickle.dumps(put)
        checksum = zlib.crc32(content).to_bytes(4, "little")
        kept(workspace, name).write_bytes(key + checksum + content)
        assert all_read(workspace) == read_anew(workspace)


def test_who_does_not_hold_the_lock_writes_nothing(workspace: Workspace) -> None:
    for name in NAMES:
        kept(workspace, name).unlink()
    before = tree(workspace.layout.root)
    again = opened(workspace.layout.root)
    again.check()
    again.status("T1")
    assert not any(kept(workspace, name).exists() for name in NAMES)
    assert tree(workspace.layout.root) == before
