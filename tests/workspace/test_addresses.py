"""Returns taken from addresses, by real file systems of fsspec's."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.collect.parcels import DEFAULT_PARCEL_LIMITS
from kexcel.workspace import Workspace
from kexcel.workspace.addresses import place
from tests.workspace.places import opened, tree
from tests.workspace.small import FAULTY, OTHER, issued_small_workspace, returned

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_small_workspace(tmp_path / "ws")


@pytest.fixture
def returns(workspace: Workspace) -> dict[str, bytes]:
    return {
        "ekonomi/svar.xlsx": returned(workspace, OTHER, "ekonomi"),
        "staben.xlsx": returned(workspace, FAULTY),
    }


@pytest.fixture
def memory(returns: dict[str, bytes]) -> Iterator[str]:
    """The address of a folder in memory that holds the returns, and litter."""
    system = fsspec.filesystem("memory")
    for name, data in {**returns, "~$staben.xlsx": b"x", "__MACOSX/._svar.xlsx": b"x"}.items():
        system.pipe(f"/inbox/{name}", data)
    yield "memory://inbox"
    system.rm("/inbox", recursive=True)


def taken(workspace: Workspace, *places: str) -> list[tuple[str, str]]:
    received = opened(workspace.layout.root).collect("T1", places).received
    return [(each.returned.file, each.returned.state.value) for each in received]


def test_a_folder_at_an_address_gives_the_same_as_a_folder_here(
    workspace: Workspace, memory: str, returns: dict[str, bytes], tmp_path: Path
) -> None:
    here = tmp_path / "here"
    shutil.copytree(workspace.layout.root, here)
    for name, data in returns.items():
        path = opened(here).layout.inbox("T1") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    opened(here).collect("T1")
    shutil.rmtree(here / "inkommet")
    assert taken(workspace, memory) == [
        ("svar.xlsx", "accepted"),
        ("staben.xlsx", "needs-correction"),
    ]
    shutil.rmtree(workspace.layout.root / "inkommet", ignore_errors=True)
    assert tree(workspace.layout.root) == tree(here)


def test_what_is_passed_over_is_told_by_its_address(workspace: Workspace, memory: str) -> None:
    passed_over = opened(workspace.layout.root).collect("T1", [memory]).passed_over
    assert [each.file for each in passed_over] == [
        "memory:///inbox/__MACOSX/._svar.xlsx",
        "memory:///inbox/~$staben.xlsx",
    ]


def test_a_file_in_an_archive_at_an_address(
    workspace: Workspace, returns: dict[str, bytes], tmp_path: Path
) -> None:
    archive = tmp_path / "svar.zip"
    with zipfile.ZipFile(archive, "w") as whole:
        whole.writestr("in/staben.xlsx", returns["staben.xlsx"])
    address = f"zip://in/staben.xlsx::{archive.as_uri()}"
    assert taken(workspace, address) == [("staben.xlsx", "needs-correction")]


def test_an_address_of_a_file_here_is_its_path(
    workspace: Workspace, returns: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "svar åäö.xlsx"
    path.write_bytes(returns["staben.xlsx"])
    assert place(path.as_uri()) == path
    assert taken(workspace, path.as_uri()) == [("svar åäö.xlsx", "needs-correction")]


def test_a_file_too_large_to_read_is_kept_and_told(workspace: Workspace) -> None:
    data = bytes(DEFAULT_PARCEL_LIMITS.file_bytes + 1)
    fsspec.filesystem("memory").pipe("/large/svar.xlsx", data)
    received = opened(workspace.layout.root).collect("T1", ["memory://large/svar.xlsx"]).received
    fsspec.filesystem("memory").rm("/large", recursive=True)
    assert [f.code for each in received for f in each.returned.findings] == ["file-too-large"]
    (kept,) = (workspace.layout.root / "arkiv/inkommet").iterdir()
    assert kept.stat().st_size == len(data)


def run(workspace: Workspace, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-w", str(workspace.layout.root), "collect", *arguments])
    return result.exit_code, result.stderr


def test_what_is_not_there_ends_with_3(workspace: Workspace, memory: str) -> None:
    assert run(workspace, "T1", f"{memory}/saknas.xlsx") == (
        3,
        "kexcel: memory://inbox/saknas.xlsx finns inte.\n",
    )


def test_an_address_of_no_kind_ends_with_2(workspace: Workspace) -> None:
    code, told = run(workspace, "T1", "nowhere://inbox")
    assert (code, "nowhere" in told) == (2, True)


def test_what_opens_the_address_is_told_where_it_is_missing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    code, told = run(workspace, "T1", "s3://bucket/inbox")
    assert (code, "s3fs" in told) == (2, True)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    code, told = run(workspace, "T1", "memory://inbox")
    assert (code, 'pip install "kexcel[cloud]"' in told) == (2, True)


def test_a_file_that_cannot_be_fetched_stops_no_other(workspace: Workspace, memory: str) -> None:
    system = fsspec.filesystem("memory")
    whole = type(system)._open  # noqa: SLF001 - what every file system opens by

    def broken(self: object, path: str, *arguments: object, **more: object) -> object:
        if path.endswith("svar.xlsx"):
            raise ConnectionError
        return whole(self, path, *arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(system), "_open", broken)
        result = opened(workspace.layout.root).collect("T1", [memory])
        alone = run(workspace, "T1", f"{memory}/ekonomi/svar.xlsx")
    assert [each.returned.file for each in result.received] == ["staben.xlsx"]
    assert [e.file for e in result.passed_over if e.needs_mending] == [
        "memory:///inbox/ekonomi/svar.xlsx"
    ]
    assert alone[0] == 3


def test_addresses_are_told_from_paths() -> None:
    addresses = ["s3://b/c", "https://h/x.xlsx", "zip://a::file:///b.zip", "memory://"]
    paths = ["svar.xlsx", "C:/svar.xlsx", r"C:\svar.xlsx", "in/a:b.xlsx", "file.xlsx"]
    assert [place(each) for each in addresses] == addresses
    assert [place(each) for each in paths] == [Path(each) for each in paths]
