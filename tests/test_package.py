from __future__ import annotations

import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def build_wheel(root: Path, folder: Path) -> Path:
    [built] = WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])
    return Path(built)


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder: str, *, as_named: str) -> set[str]:
    top = ROOT / folder
    return {
        f"{as_named}/{path.relative_to(top).as_posix()}"
        for path in top.rglob("*")
        if path.is_file() and not GENERATED & set(path.parts)
    }


@pytest.mark.parametrize(
    "folder, as_named",
    [
        ("src/kexcel", "kexcel"),
        ("templates", "kexcel/templates"),
        ("examples/ange-2024", "kexcel/examples/ange-2024"),
    ],
)
def test_the_wheel_carries_every_file_of(wheel: Path, folder: str, as_named: str) -> None:
    expected = files_under(folder, as_named=as_named)
    assert len(expected) > 0
    assert expected - names_in(wheel) == set()


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names_in(wheel)}
    assert tops == {"kexcel", "kexcel-0.1.0.dist-info"}


def test_the_wheel_installs_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read("kexcel-0.1.0.dist-info/entry_points.txt").decode()
        metadata = Parser().parsestr(archive.read("kexcel-0.1.0.dist-info/METADATA").decode())
    assert entry_points == "[console_scripts]\nkexcel = kexcel.cli:main\n"
    assert (metadata["Requires-Python"], metadata["License-Expression"]) == (">=3.11", "MIT")


def test_the_sdist_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    [packed] = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build_wheel(tmp_path / "kexcel-0.1.0", tmp_path / "again")
    assert names_in(again) == names_in(wheel)
    assert again.read_bytes() == wheel.read_bytes()
