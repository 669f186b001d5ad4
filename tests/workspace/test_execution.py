"""However many read, and wherever they do, the result is the same bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from kexcel.cli import main
from kexcel.workspace import Workspace, open_workspace
from kexcel.workspace.execution.execution import Execution
from kexcel.workspace.layout import KEPT
from tests.builders import SOUND
from tests.corpus.makers import hostile_files
from tests.workspace.places import noon, put, tree
from tests.workspace.small import FAULTY, OTHER, issued_small_workspace, returned

ROOT = Path(__file__).resolve().parent.parent.parent
STRANGE = ("overlapping.xlsx", "whole sheet filled.ods", "password.xls")
RETURNS = 16


def workspace_with_returns(root: Path) -> Path:
    """Returns under their own names and others, with faults and without, and what are none."""
    workspace = issued_small_workspace(root)
    issued = {e.department: e.file for e in workspace.archive.issued("T1")}
    put(workspace, issued["stab"], returned(workspace, FAULTY))
    put(workspace, "Staben igen.xlsx", returned(workspace, SOUND))
    for number in range(RETURNS):
        comment = {("followup", "4-1", "comment"): f"Steg {number} är klart."}
        put(
            workspace,
            f"{number:02} svar.xlsx",
            returned(workspace, {**OTHER, **comment}, "ekonomi"),
        )
    for hostile in hostile_files():
        if hostile.name in STRANGE:
            put(workspace, hostile.name, hostile.make())
    return root


def done(root: Path, folder: Path, execution: Execution) -> Workspace:
    """A copy in which everything is collected and merged."""
    shutil.copytree(root, folder)
    workspace = open_workspace(folder, clock=noon, execution=execution)
    workspace.collect("T1")
    workspace.merge("T1")
    return workspace


def everything(folder: Path) -> dict[str, object]:
    """Every file, and besides what was read, in the order in which it was kept."""
    readings = [path.read_bytes() for path in sorted((folder / KEPT).glob("*.readings"))]
    return {**tree(folder), "readings": readings}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A workspace with returns, and all there is once one process has collected and merged."""
    place = tmp_path_factory.mktemp("one")
    root = workspace_with_returns(place / "ws")
    done(root, place / "done", Execution(jobs=1))
    return root, everything(place / "done")


def test_several_processes_give_the_same_bytes_as_one(
    collected: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    root, expected = collected
    done(root, tmp_path / "ws", Execution(jobs=3, lot=2))
    assert everything(tmp_path / "ws") == expected


@pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not installed")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes_as_one_process(
    collected: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    root, expected = collected
    shutil.copytree(root, tmp_path / "ws")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.workspace.cluster_driver", tmp_path / "ws"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (0, "killed"), ran.stderr
    assert everything(tmp_path / "ws") == expected


@pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not installed")
def test_a_scheduler_that_is_not_there_is_told(
    collected: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    shutil.copytree(collected[0], tmp_path / "ws")
    told = run(tmp_path / "ws", "collect", "T1", "--scheduler", "tcp://127.0.0.1:9")
    assert told == (2, "kexcel: Schemaläggaren tcp://127.0.0.1:9 svarar inte. Är den igång där?\n")


def test_what_a_cluster_needs_is_told_where_it_is_missing(
    collected: tuple[Path, dict[str, object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(collected[0], tmp_path / "ws")
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = run(tmp_path / "ws", "validate", "--scheduler", "tcp://127.0.0.1:9", "x.xlsx")
    assert told[0] == 2
    assert 'pip install "kexcel[dask]"' in told[1]


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and what was said."""
    result = CliRunner().invoke(main, ["-w", str(folder), *arguments])
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    "jobs, files, expected", [(None, 0, 1), (None, 6, 1), (3, 5, 1), (3, 33, 3), (3, 4000, 3)]
)
def test_there_are_no_more_processes_than_lots(jobs: int | None, files: int, expected: int) -> None:
    assert Execution(jobs=jobs).jobs_for(files) == expected


def test_there_are_at_most_as_many_as_cores_and_four(monkeypatch: pytest.MonkeyPatch) -> None:
    for cores, expected in ((1, 1), (2, 2), (16, 4)):
        monkeypatch.setattr("kexcel.workspace.execution.execution.cores", lambda n=cores: n)
        assert Execution().jobs_for(4000) == expected


def test_jobs_are_told_by_the_command(collected: tuple[Path, dict[str, object]]) -> None:
    files = sorted((collected[0] / "inkommet/T1").glob("*.xlsx"))[:5]
    one, two = (run_json(collected[0], "--jobs", jobs, *map(str, files)) for jobs in ("1", "2"))
    assert one == two
    assert run(collected[0], "validate", "--jobs", "0", "x.xlsx")[0] == 2


def run_json(folder: Path, *arguments: str) -> str:
    return CliRunner().invoke(main, ["-w", str(folder), "validate", "--json", *arguments]).stdout
