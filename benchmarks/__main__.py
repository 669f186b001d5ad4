"""Measure kexcel and its rivals: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.growth import Measured, growth
from benchmarks.measure import Cost, cost_of, python
from benchmarks.page import Line, load, machine, put_in_page, table
from benchmarks.rivals import LIBRARY
from benchmarks.sizes import SIZES, Size

_PERIOD = "T1"
IN_ONE_PROCESS = "validate, in one process"
_PROGRAM = "from kexcel.cli import main; main()"
"""What the command that is installed does."""

_FLOOR = f"inflate ({LIBRARY})"


def main() -> None:
    """Measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure what kexcel costs.")
    parser.add_argument("sizes", nargs="*", default=["kommun", "stad"], metavar="SIZE")
    parser.add_argument("--departments", type=int, help="of each size, at most so many")
    parser.add_argument("--rows", type=int, default=0, help="also one workbook of so many rows")
    parser.add_argument("--times", type=int, default=3, help="runs of each step")
    parser.add_argument("--without-pandas", action="store_true", help="it takes minutes")
    parser.add_argument("--page", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kexcel-bench-") as place:
        for name, text in _tables(asked, Path(place)):
            print(text, flush=True)
            if asked.page:
                put_in_page(name, f"{machine()} {load()}\n\n{text}")


def _tables(asked: argparse.Namespace, place: Path) -> Iterator[tuple[str, str]]:
    """Each with its name in the page."""
    yield "start-up", table("Start-up", _start_up(place, asked.times), ["python -c pass"])
    before: Measured | None = None
    for name in asked.sizes:
        size = SIZES[name]
        size = size.of(asked.departments) if asked.departments else size
        title = f"{size.name}: {size.departments} workbooks of {size.activities} activities"
        lines, against = _of_size(size, place / name, asked)
        measured = Measured(size, lines)
        yield name, table(title, lines, against)
        if before:
            yield f"growth-{name}", growth(before, measured)
        before = measured
    if asked.rows:
        lines = _large(place, asked.rows, asked.times)
        title = f"One workbook of {asked.rows} rows"
        yield "large", table(title, lines, ["calamine", _FLOOR])


def _start_up(place: Path, times: int) -> list[Line]:
    folder = place / "start"
    _made(SIZES["prov"], folder)
    _step("generate", folder)
    bare = cost_of(python("-c", "pass"), times=times * 3)
    commands = {
        "kexcel --help": python("-c", _PROGRAM, "--help"),
        "kexcel status, nothing returned": python("-c", _PROGRAM, "-w", str(folder), "status"),
    }
    lines = [Line("python -c pass", bare, {})]
    for name, command in commands.items():
        cost = cost_of(command, times=times * 3)
        lines.append(Line(name, cost, {"python -c pass": cost.processor / bare.processor}))
    return lines


def _of_size(size: Size, folder: Path, asked: argparse.Namespace) -> tuple[list[Line], list[str]]:
    """The steps and the rivals on one body's workbooks; each step in a workspace before it."""
    _made(size, folder)
    costs = {"generate": _step("generate", folder)}
    _step("answer", folder)
    returned, times = folder / "inkommet" / _PERIOD, asked.times
    for rival in ("nothing", "calamine", "inflate"):
        costs[rival] = cost_of(_rival(rival, returned), times=times)
    if not asked.without_pandas:
        costs["pandas"] = cost_of(_rival("pandas", returned, folder / "pandas.xlsx"))
    costs["open"] = cost_of(_step_command("open", folder), times=times)
    costs["validate"] = cost_of(_step_command("validate", folder), times=times)
    costs[IN_ONE_PROCESS] = cost_of(_step_command("validate-alone", folder), times=times)
    costs["loop"] = _step("loop", _copied(folder, "loop"))
    costs["collect"] = _step("collect", folder)
    costs["collect again"] = _step("collect", folder)
    _send_again(folder)
    costs["collect one more"] = _step("collect", folder)
    costs["merge"] = _step("merge", folder)
    costs["merge again"] = _step("merge", folder)
    costs["deflate"] = cost_of(_rival("deflate", folder / "resultat" / _PERIOD), times=times)
    return _lines(costs, size), [
        name for name in ("pandas", "calamine", "inflate") if name in costs
    ]


def _lines(costs: dict[str, Cost], size: Size) -> list[Line]:
    """Each with its ratios; reading and its rivals also without what starting them costs."""
    lines = []
    read = {"validate", IN_ONE_PROCESS, "collect", "collect again", "collect one more"}
    rows = dict.fromkeys(read, size.departments)
    rows |= dict.fromkeys(("merge", "merge again", "loop"), size.rows)
    rivals = [name for name in ("pandas", "calamine", "inflate") if name in costs]
    for name, cost in costs.items():
        ratios = {str(rival): cost.processor / costs[rival].processor for rival in rivals}
        ratios = ratios if name not in {"nothing", "open"} else {}
        lines.append(Line(name, cost, ratios, rows.get(name, 0)))
    work = costs[IN_ONE_PROCESS].processor - costs["open"].processor
    bare = {r: costs[r].processor - costs["nothing"].processor for r in rivals if r != "pandas"}
    wall = costs[IN_ONE_PROCESS].wall - costs["open"].wall
    alone = Cost(wall, work, costs[IN_ONE_PROCESS].memory)
    alone_ratios = {str(rival): work / max(seconds, 1e-9) for rival, seconds in bare.items()}
    return [*lines, Line("the same, without start-up", alone, alone_ratios)]


def _large(place: Path, rows: int, times: int) -> list[Line]:
    folder = place / "large"
    folder.mkdir()
    path = folder / "rader.xlsx"
    cost_of(python("-m", "benchmarks.large", "write", str(path), str(rows)))
    costs = {
        "calamine": cost_of(_rival("calamine", folder), times=times),
        _FLOOR: cost_of(_rival("inflate", folder), times=times),
        "kexcel's scan": cost_of(python("-m", "benchmarks.large", "scan", str(path)), times=times),
        "openpyxl": cost_of(python("-m", "benchmarks.large", "openpyxl", str(path))),
    }
    rivals = ("calamine", _FLOOR)
    return [
        Line(name, cost, {str(r): cost.processor / costs[r].processor for r in rivals})
        for name, cost in costs.items()
    ]


def _made(size: Size, folder: Path) -> None:
    cost_of(_step_command("make", folder, size.name, size.departments))


def _step_command(step: str, folder: Path, size: str = "", departments: int = 0) -> list[str]:
    return python("-m", "benchmarks.steps", step, str(folder), size, str(departments))


def _step(step: str, folder: Path) -> Cost:
    return cost_of(_step_command(step, folder))


def _rival(rival: str, folder: Path, target: Path = Path()) -> list[str]:
    return python("-m", "benchmarks.rivals", rival, str(folder), str(target))


def _copied(folder: Path, name: str) -> Path:
    copy = folder.with_name(f"{folder.name}-{name}")
    shutil.copytree(folder, copy)
    return copy


def _send_again(folder: Path) -> None:
    """The last department sends its file once more, with something else in it."""
    last = max((folder / "inkommet" / _PERIOD).iterdir())
    again = last.with_name(f"igen {last.name}")
    shutil.copyfile(last, again)
    with again.open("ab") as stream:
        stream.write(b"\0")


if __name__ == "__main__":
    main()
