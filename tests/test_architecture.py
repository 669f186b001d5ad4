from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kexcel"
MODULES = sorted(PACKAGE.rglob("*.py"))

ROOMS_THAT_MAY_IMPORT = {
    "docx": {"documents"},
    "lxml": {"documents"},
    "openpyxl": {"excel", "documents"},
    "pandas": {"merge", "report", "workspace"},
    "pdfplumber": {"documents"},
    "pyarrow": {"report"},
    "python_calamine": {"excel"},
    "xlsxwriter": {"excel", "documents", "generate", "report"},
}
ROOMS_WITH_A_CLOCK = {"cli", "workspace"}
WAYS_TO_READ_THE_CLOCK = {"now", "today", "utcnow", "time"}
WAYS_TO_WRITE_A_FILE = {"write_bytes", "write_text"}


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def place_of(module: Path, node: ast.expr | ast.stmt) -> str:
    return f"{module.relative_to(ROOT).as_posix()}:{node.lineno}"


def nodes(module: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def imported_libraries(module: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node


def called_methods(module: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in nodes(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def test_rooms_use_only_the_rooms_beneath_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT / "src"), *sys.path])
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library, rooms", ROOMS_THAT_MAY_IMPORT.items())
def test_a_library_is_known_in_its_own_rooms_only(library: str, rooms: set[str]) -> None:
    trespasses = [
        place_of(module, node)
        for module in MODULES
        for name, node in imported_libraries(module)
        if name == library and room_of(module) not in rooms
    ]
    assert trespasses == []


def test_only_the_outer_rooms_read_the_clock() -> None:
    readings = [
        place_of(module, call)
        for module in MODULES
        for method, call in called_methods(module)
        if method in WAYS_TO_READ_THE_CLOCK and room_of(module) not in ROOMS_WITH_A_CLOCK
    ]
    assert readings == []


def test_nothing_is_left_to_chance() -> None:
    chances = [
        place_of(module, node)
        for module in MODULES
        for name, node in imported_libraries(module)
        if name in {"random", "secrets"}
    ]
    assert chances == []


def test_files_are_written_by_one_function() -> None:
    writings = [
        place_of(module, call)
        for module in MODULES
        for method, call in called_methods(module)
        if method in WAYS_TO_WRITE_A_FILE and room_of(module) != "files"
    ]
    assert writings == []
