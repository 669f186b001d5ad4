"""The files for the accounting system: written with a merge, and alone."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from kexcel.errors import UsageError
from kexcel.sie import Post, read_posts
from kexcel.workspace import Workspace
from tests.workspace.places import opened, tree
from tests.workspace.small import issued_small_workspace, small_workspace

ACCOUNTING = '\n[accounting]\naccount = "5000"\norganisation_number = "212000-2387"\n'


def told(workspace: Workspace, more: str) -> Workspace:
    path = workspace.layout.root / "kexcel.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return opened(workspace.layout.root)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return told(issued_small_workspace(tmp_path / "ws"), ACCOUNTING)


def results(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.layout.results("T1")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def from_csv(data: bytes) -> dict[str, Decimal]:
    rows = csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";")
    return {row["Nyckel"]: Decimal(row["Ram"].replace(",", ".")) for row in rows}


def from_sie(data: bytes) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for post in read_posts(data, "cp437"):
        if isinstance(post, Post) and post.label == "#PBUDGET" and post.objects():
            code = post.objects()["1"]
            sums[code] = sums.get(code, Decimal(0)) + Decimal(post.text(4)) / 1_000_000
    return sums


def from_parquet(data: bytes) -> dict[str, Decimal]:
    frame = pd.read_parquet(BytesIO(data))
    return dict(zip(frame["department"], frame["frame"], strict=True))


def test_a_merge_writes_csv_always_and_sie_where_accounts_are_configured(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert workspace.merge("T1").files["sie"] == "resultat/T1/budget.se"
    assert {"budget.csv", "budget.se"} <= set(results(workspace))
    without = issued_small_workspace(tmp_path / "utan")
    assert "sie" not in without.merge("T1").files
    assert {"budget.csv", "budget.se"} & set(results(without)) == {"budget.csv"}


def test_every_format_says_the_same_frames(workspace: Workspace) -> None:
    result = workspace.export("T1", parquet=True, codes=True)
    assert dict(result.files) == {
        "csv": "resultat/T1/budget.csv",
        "sie": "resultat/T1/budget.se",
        "codes": "resultat/T1/koder.si",
        "parquet": "resultat/T1/budget.parquet",
    }
    files = results(workspace)
    frames = {each.identity: each.frame for each in result.consolidation.budget}
    assert len(frames) > 1
    assert from_csv(files["budget.csv"]) == frames
    assert from_sie(files["budget.se"]) == frames
    assert from_parquet(files["budget.parquet"]) == frames


def test_alone_and_with_the_workbooks_they_are_the_same_bytes(workspace: Workspace) -> None:
    workspace.merge("T1")
    merged = results(workspace)
    workspace.export("T1")
    assert results(workspace) == merged


def test_an_export_makes_no_workbooks_and_needs_no_forms(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    workspace.export("T1")
    assert set(results(workspace)) == {"budget.csv"}
    before = tree(workspace.layout.root)
    opened(workspace.layout.root).export("T1")
    assert tree(workspace.layout.root) == before


def test_codes_need_the_account(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path / "ws")
    with pytest.raises(UsageError, match=r"\[accounting\]\naccount = "):
        workspace.export("T1", codes=True)
    assert not workspace.layout.results("T1").exists()


def test_without_pyarrow_nothing_is_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as Python does for what is not there
    with pytest.raises(UsageError, match="pip install"):
        workspace.export("T1", parquet=True)
    assert not workspace.layout.results("T1").exists()


def test_signs_that_sie_lacks_are_told_by_merge_and_export(tmp_path: Path) -> None:
    odd = ACCOUNTING + 'account_name = "Netto – ☃"\n'
    workspace = told(issued_small_workspace(tmp_path / "ws"), odd)
    for result in (workspace.merge("T1"), workspace.export("T1")):
        assert [(each.code, each.place.file, dict(each.details)) for each in result.findings] == [
            ("character-replaced", "budget.se", {"replaced": "–☃"})
        ]
    assert b'#KONTO 5000 "Netto - ?"\r\n' in results(workspace)["budget.se"]
