"""Received files read in a process that may die of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kexcel.collect.packed import FileToRead
from kexcel.model.returned import Return, ReturnState
from kexcel.workspace.execution.local import local_desk, whole
from kexcel.workspace.execution.lot_reader import LotReader
from kexcel.workspace.execution.reader import Reader
from kexcel.workspace.isolation import OUT_OF_MEMORY, Allowance
from tests.builders import sound
from tests.corpus.makers import hostile_files
from tests.corpus.runner import known
from tests.workspace.places import filled, issued_workspace, opened, put

MEGABYTE = 1_000_000


def files(*contents: bytes) -> Iterator[FileToRead]:
    for number, data in enumerate(contents):
        yield FileToRead(data, f"Staben {number}.xlsx", f"{number:064}", "2024-05-10")


def made(name: str) -> bytes:
    return next(each.make() for each in hostile_files() if each.name == name)


def told(returns: Iterator[Return]) -> list[tuple[str, str | None, list[str]]]:
    return [(r.state.value, r.department, [f.code for f in r.findings]) for r in returns]


def test_a_file_that_ends_its_reader_is_suspicious_and_the_others_are_read() -> None:
    allowance = Allowance(memory=40 * MEGABYTE, seconds=60)
    greedy = made("one text of eighteen megabytes.xlsx")
    with LotReader(known(), allowance=allowance) as readers:
        read = readers.read(list(files(sound(), greedy, sound())))
    returns = [each.unpacked() for each in whole(read)]
    assert told(iter(returns)) == [
        ("accepted", "stab", []),
        ("rejected", "stab", ["file-suspicious"]),
        ("accepted", "stab", []),
    ]
    assert dict(returns[1].findings[0].details) == {"reason": OUT_OF_MEMORY}


def test_several_processes_give_the_same_returns_in_the_same_order() -> None:
    contents = [sound(), b"", sound()[:5000], b"%PDF-1.7"] * 2
    with local_desk(known(), 1) as one, local_desk(known(), 3) as three:
        alone = [each.unpacked() for each in Reader(one, 16).read(files(*contents))]
        together = [each.unpacked() for each in Reader(three, 2).read(files(*contents))]
    assert alone == together
    assert [each.file for each in together] == [f"Staben {n}.xlsx" for n in range(8)]


def test_hostile_files_are_kept_told_and_stop_no_other(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    names = ["overlapping.xlsx", "whole sheet filled.ods", "password.xls", "cyclic chain.xls"]
    for name in names:
        put(workspace, name, made(name))
    put(workspace, "svar.xlsx", filled("stab"))
    received = opened(workspace.layout.root).collect("T1").received
    states = {each.returned.file: each.returned.state for each in received}
    assert states == {**dict.fromkeys(names, ReturnState.REJECTED), "svar.xlsx": "accepted"}
    kept = {path.read_bytes() for path in (workspace.layout.root / "arkiv/inkommet").iterdir()}
    assert kept == {*(made(name) for name in names), filled("stab")}
