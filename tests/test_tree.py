from __future__ import annotations

import ast
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 50
LONGEST_MODULE = 400
FOLDERS = ("src", "scripts", "tests", "examples")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
SOURCE = [path for path in MODULES if path.is_relative_to(ROOT / "src")]
PACKED = {".docx", ".ods", ".xlsm", ".xlsx", ".zip"}

# Written so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b([T]ODO|[F]IXME|[X]XX)\b|[N]otImplementedError")
MACHINE_PATH = re.compile(rb"(?<![\w.}~-])/(wor[k]|roo[t])/")
PACKAGE_INDEX = re.compile(rb"pypi[.]org|pythonhosted[.]org|--(extra-)?index[-]url")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def files_of_the_project() -> list[Path]:
    """Every file that is, or is about to be, in the repository; all files outside of one."""
    if not (ROOT / ".git").exists():
        return sorted(path for path in ROOT.rglob("*") if path.is_file())
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    paths = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return sorted(path for path in paths if path.is_file())


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """What a file holds, and if it is a packed one, what each of its parts holds."""
    yield name_of(path), path.read_bytes()
    if path.suffix in PACKED and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for part in archive.namelist():
                if not archive.getinfo(part).flag_bits & 1:
                    yield f"{name_of(path)}/{part}", archive.read(part)


def places(pattern: re.Pattern[bytes]) -> list[str]:
    return [
        f"{name}: {found.group().decode()}"
        for path in files_of_the_project()
        for name, content in contents(path)
        if (found := pattern.search(content))
    ]


def test_no_function_is_long() -> None:
    long = [
        f"{name_of(module)}:{function.lineno} {function.name}: {length_of(function)} lines"
        for module in MODULES
        for function in functions(module)
        if length_of(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_module_is_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_nothing_is_left_unfinished() -> None:
    unfinished = [
        f"{name_of(module)}:{number}"
        for module in SOURCE
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert unfinished == []


def test_only_the_command_line_prints() -> None:
    prints = [
        f"{name_of(module)}:{node.lineno}"
        for module in SOURCE
        if not module.is_relative_to(ROOT / "src" / "kexcel" / "cli")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "exit", "quit"}
    ]
    assert prints == []


def test_no_file_tells_of_the_machine_it_was_made_on() -> None:
    assert places(MACHINE_PATH) == []


def test_no_file_names_a_package_index() -> None:
    assert places(PACKAGE_INDEX) == []


@pytest.mark.parametrize(
    "text, found",
    [("{}/main", True), ('"{}/x"', True), ("docs{}/x", False), ("${{DIR}}{}/x", False)],
)
def test_a_machine_path_is_told_from_a_relative_one(text: str, *, found: bool) -> None:
    content = text.format("/" + "work").encode()
    assert bool(MACHINE_PATH.search(content)) is found
