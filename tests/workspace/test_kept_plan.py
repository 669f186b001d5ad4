"""A large plan that was read before is read again only when it has changed."""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path

import pytest

from kexcel.documents.plan.reader import read_plan
from kexcel.workspace import Workspace, kept_plan
from kexcel.workspace.kept import FOLDER
from tests.workspace.places import issued_workspace, opened, tree
from tests.workspace.test_plan_changes import activities, save


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """One whose plan is as large as one that is worth keeping."""
    monkeypatch.setattr(kept_plan, "_WORTH_KEEPING", 0)
    return issued_workspace(tmp_path / "ws")


def kept(workspace: Workspace) -> Path:
    return workspace.layout.root / FOLDER / "plan.read"


def refuse(_data: bytes) -> kept_plan.ReadPlan:
    raise RuntimeError("the plan is read again")


def test_it_is_the_same_plan_with_the_same_findings(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read_plan((workspace.layout.root / "plan.xlsx").read_bytes())
    opened(workspace.layout.root).collect("T1")
    monkeypatch.setattr(kept_plan, "_read", refuse)
    assert opened(workspace.layout.root).read_plan == expected


def test_a_plan_that_was_changed_is_read_again(workspace: Workspace) -> None:
    opened(workspace.layout.root).collect("T1")
    path, sheet = activities(workspace)
    sheet["C2"] = "En annan aktivitet"
    save(sheet, path)
    assert opened(workspace.layout.root).plan.activities[0].title == "En annan aktivitet"


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 0.99])
def test_what_is_damaged_is_as_if_it_were_not_there(workspace: Workspace, share: float) -> None:
    opened(workspace.layout.root).collect("T1")
    expected = opened(workspace.layout.root).read_plan
    data = bytearray(kept(workspace).read_bytes())
    data[int(share * len(data))] ^= 0xFF
    kept(workspace).write_bytes(data)
    assert opened(workspace.layout.root).read_plan == expected


def test_nothing_but_a_plan_is_made_of_what_someone_has_put_there(workspace: Workspace) -> None:
    opened(workspace.layout.root).collect("T1")
    expected = opened(workspace.layout.root).read_plan
    key = kept(workspace).read_bytes()[:32]
    content = pickle.dumps(workspace.layout.root)
    checksum = zlib.crc32(content).to_bytes(4, "little")
    kept(workspace).write_bytes(key + checksum + content)
    assert opened(workspace.layout.root).read_plan == expected


def test_who_does_not_hold_the_lock_writes_nothing(workspace: Workspace) -> None:
    before = tree(workspace.layout.root)
    kept(workspace).unlink(missing_ok=True)
    opened(workspace.layout.root).check()
    assert not kept(workspace).exists()
    assert tree(workspace.layout.root) == before
