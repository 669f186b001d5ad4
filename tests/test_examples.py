from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kexcel.demo import run_demo

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LONGEST = {"follow_up.py": 55, "year.py": 200}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "demo"
    run_demo(folder)
    return folder


@pytest.fixture(scope="module")
def follow_up(demo: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "follow_up.py"), str(demo), "T1"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout.splitlines()


def test_the_script_says_what_must_be_mended_and_where(follow_up: list[str]) -> None:
    said = [line for line in follow_up if line.startswith("Svar T1 staben.xlsx: ")]
    places = [line.removeprefix("Svar T1 staben.xlsx: ").partition(":")[0] for line in said]
    assert places == [
        "Uppföljning!J7 (3.1.1-4)",
        "Uppföljning!L10 (3.1.2-2)",
        "Uppföljning!N10 (3.1.2-2)",
        "Uppföljning!O33 (3.4.7-2)",
    ]


def test_the_script_tells_what_is_behind_with_its_cell(follow_up: list[str]) -> None:
    start = follow_up.index("Behind, and where it says so")
    rows = [line.split() for line in follow_up[start + 2 : follow_up.index("", start)]]
    assert [(row[0], row[-1]) for row in rows] == [
        ("3.1.1-6", "Socialavdelningen.xlsx!Uppföljning!J9"),
        ("3.1.2-2", "staben.xlsx!Uppföljning!J10"),
        ("3.3.5-2", "(slutlig).xlsx!Uppföljning!J11"),
        ("3.4.7-2", "staben.xlsx!Uppföljning!J33"),
        ("3.5.1-8", "Socialavdelningen.xlsx!Uppföljning!J34"),
    ]


def test_every_script_is_executed_here() -> None:
    assert [script.name for script in SCRIPTS] == ["follow_up.py", "year.py"]  # tests/year


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= LONGEST[script.name]


def test_the_code_of_the_library_page_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = PYTHON_BLOCK.findall((ROOT / "docs" / "library.md").read_text(encoding="utf-8"))
    namespace: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/library.md", "exec"), namespace)  # noqa: S102 - our own page
    assert len(blocks) > 1
