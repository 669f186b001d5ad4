"""The fixtures ``gnumeric``, ``node`` and ``python``, and ``save``, which uses them and more."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.builders import change
from tests.office.driver import Job
from tests.programs.programs import (
    INSTALL,
    Program,
    convert,
    find_gnumeric,
    find_node,
    find_python,
    run_jobs,
)
from tests.programs.ways import Way

Save = Callable[[Way, Mapping[str, bytes]], dict[str, bytes]]
"""A way and workbooks by name, to what the program makes of each."""


def _found(program: Program | None, missing: str) -> Program:
    """The program; the test is skipped without it, or fails when KEXCEL_REQUIRE_OFFICE=1."""
    if program is None:
        if os.environ.get("KEXCEL_REQUIRE_OFFICE") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return program


@pytest.fixture(scope="session")
def gnumeric() -> Program:
    return _found(find_gnumeric(), "Gnumeric (ssconvert) was not found")


@pytest.fixture(scope="session")
def node() -> Program:
    return _found(find_node(), f"Node with its libraries was not found: {INSTALL}")


@pytest.fixture(scope="session")
def python() -> Program:
    return _found(find_python(), f"Python with its libraries was not found: {INSTALL}")


@pytest.fixture
def save(request: pytest.FixtureRequest, tmp_path: Path) -> Save:
    """Saves workbooks in any way there is."""

    def saved(way: Way, workbooks: Mapping[str, bytes]) -> dict[str, bytes]:
        return save_with(way, workbooks, tmp_path, request.getfixturevalue)

    return saved


def save_with(
    way: Way, workbooks: Mapping[str, bytes], folder: Path, program: Callable[[str], object]
) -> dict[str, bytes]:
    """What a program makes of each workbook; ``program`` gives what runs it, by its name."""
    if way.by == "here":
        return {name: change(data, lambda _workbook: None) for name, data in workbooks.items()}
    paths = {name: (folder / f"{name}.xlsx", folder / f"{name} sparad.{way.ending}")
             for name in workbooks}  # fmt: skip
    for name, (source, _) in paths.items():
        source.write_bytes(workbooks[name])
    _run(way, program(way.by), list(paths.values()))
    return {name: target.read_bytes() for name, (_, target) in paths.items()}


def _run(way: Way, program: object, paths: list[tuple[Path, Path]]) -> None:
    if isinstance(program, Program) and way.by == "gnumeric":
        for source, target in paths:
            convert(program, way.exporter, source, target)
    elif isinstance(program, Program):
        run_jobs(
            program,
            [
                {"program": way.program, "source": str(source), "target": str(target)}
                for source, target in paths
            ],
        )
    else:
        jobs = [Job(source, target, {}, filter=way.exporter) for source, target in paths]
        program.fill_many(jobs)  # type: ignore[attr-defined]
