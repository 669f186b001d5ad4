"""The benchmark runs at its smallest size. What it measures is never asserted."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.growth import Measured, growth
from benchmarks.measure import ROOT, Cost, as_installed, cost_of, python
from benchmarks.page import PAGE, Line, put_in_page, table
from benchmarks.sizes import Size


def test_it_runs_at_its_smallest_size() -> None:
    command = [sys.executable, "-m", "benchmarks", "prov", "--times", "1", "--rows", "50"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    titles = re.findall("^### (.*)$", done.stdout, re.MULTILINE)
    assert titles == [
        "Start-up",
        "prov: 3 workbooks of 4 activities",
        "One workbook of 50 rows",
    ]
    steps = re.findall(r"^\| ([a-z ]+?)(?:,.*?)? \| \d", done.stdout, re.MULTILINE)
    assert {"generate", "validate", "collect", "merge", "loop", "pandas", "calamine"} <= set(steps)


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="Dask is not installed")
def test_collecting_by_several_is_measured_at_its_smallest_size() -> None:
    command = [sys.executable, "-m", "benchmarks.spread", "prov"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    readers = re.findall(r"^\| (.*?) \| \d", done.stdout, re.MULTILINE)
    assert readers == ["one process", "2 processes", "2 workers of a cluster"]


def test_what_is_measured_finds_its_modules_compiled_wherever_it_is_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    as_installed.cache_clear()
    told = tmp_path / "told"
    program = f"""
import sys, benchmarks.measure, kexcel.errors
from pathlib import Path
modules = (benchmarks.measure, kexcel.errors)
told = [sys.dont_write_bytecode, *(Path(each.__cached__).is_file() for each in modules)]
Path({str(told)!r}).write_text(repr(told))
"""
    cost_of(python("-c", program))
    as_installed.cache_clear()
    assert told.read_text(encoding="utf-8") == "[False, True, True]"
    module = Path(importlib.util.cache_from_source(str(ROOT / "src/kexcel/cli/roll.py")))
    assert module.is_file()  # which the program did not load


def test_a_table_has_the_figures_and_the_ratios_that_there_are() -> None:
    lines = [Line("read", Cost(2.0, 1.5, 3_000_000), {"calamine": 2.0})]
    assert table("Title", lines, ["calamine", "pandas"]).splitlines()[-1] == (
        "| read | 2.00 | 1.50 | 3 | 2.00 |  |"
    )


@pytest.mark.parametrize(
    "name",
    [
        "start-up",
        "kommun",
        "stad",
        "growth-stad",
        "region",
        "growth-region",
        "nation",
        "growth-nation",
        "large",
    ],
)
def test_the_page_has_a_place_for_every_table(name: str, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_bytes(PAGE.read_bytes())
    put_in_page(name, "new", page)
    assert f"<!-- begin {name} -->\nnew\n<!-- end {name} -->" in page.read_text(encoding="utf-8")


def _measured(size: str, workbooks: int, seconds: float, memory: int) -> Measured:
    lines = [
        Line(step, Cost(1.0, seconds, memory), {}, rows=workbooks if "merge" not in step else 0)
        for step in ("generate", "validate", "collect", "collect again", "merge", "merge again")
    ]
    opened = Line("open", Cost(1.0, 0.5, 1_000_000), {})
    return Measured(Size(size, workbooks, 1), [*lines, opened])


def test_growth_tells_a_workbooks_cost_at_both_sizes_and_the_bytes_of_each_further_file() -> None:
    small, large = _measured("liten", 5, 1.0, 2_000_000), _measured("stor", 25, 2.0, 2_200_000)
    rows = growth(small, large).splitlines()
    assert rows[0] == "### From liten to stor"
    assert "| collect | 100.0 | 60.0 | 10,000 a file |" in rows
    assert "| merge | 100.0 | 60.0 |  |" in rows


def test_a_page_without_a_place_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for stad"):
        put_in_page("stad", "new", page)
