"""What kexcel is held against, each run as a program of its own: ``python -m benchmarks.rivals``.

``nothing`` starts and ends. ``pandas`` is what a user would write: read every workbook's sheets,
put them together, write them. ``calamine`` reads the same sheets and does nothing with them.
``inflate`` unpacks the files, ``deflate`` packs the results' parts again: nobody can do with less.
"""

from __future__ import annotations

import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

SHEETS = ["Uppföljning", "Mått", "Budget"]
_HEADINGS = 3
"""How many rows stand above the headings of a form's tables."""


def pandas_script(files: list[Path], target: Path) -> None:
    """Read, put together and write with pandas, without looking for a single fault."""
    import pandas as pd  # noqa: PLC0415 - each rival loads what it needs and no more

    def _read(file: Path) -> dict[str, pd.DataFrame]:
        return pd.read_excel(file, sheet_name=SHEETS, header=_HEADINGS, engine="openpyxl")

    read: dict[str, list[pd.DataFrame]] = {name: [] for name in SHEETS}
    for file in files:
        for name, frame in _read(file).items():
            read[str(name)].append(frame.assign(file=file.name))
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, frames in read.items():
            pd.concat(frames).to_excel(writer, sheet_name=name, index=False)


def calamine(files: list[Path]) -> None:
    """Read every sheet of every file."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - as above

    for file in files:
        workbook = CalamineWorkbook.from_path(file)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def inflate(files: list[Path]) -> None:
    """Unpack every part of every file, with the fastest library that is there."""
    for file in files:
        data = file.read_bytes()
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if entry.compress_type == zipfile.ZIP_DEFLATED:
                    _inflated(data[_first_byte(data, entry) :][: entry.compress_size])


def deflate(files: list[Path]) -> None:
    """Pack every part of every file again."""
    for file in files:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                _deflated(archive.read(name))


def _first_byte(data: bytes, entry: zipfile.ZipInfo) -> int:
    start = entry.header_offset
    name, extra = data[start + 26 : start + 28], data[start + 28 : start + 30]
    return start + 30 + int.from_bytes(name, "little") + int.from_bytes(extra, "little")


def _fastest() -> tuple[str, Callable[[bytes], bytes], Callable[[bytes], bytes]]:
    """The library's name, and its ways to unpack and to pack a raw stream."""
    try:
        from isal import isal_zlib  # type: ignore[import-not-found] # noqa: PLC0415 - may be there
    except ImportError:
        return "zlib", lambda data: zlib.decompress(data, -15), lambda data: zlib.compress(data, 6)
    return (
        "isal",
        lambda data: bytes(isal_zlib.decompress(data, -15)),
        lambda data: bytes(isal_zlib.compress(data, 2)),
    )


LIBRARY, _inflated, _deflated = _fastest()


def main(rival: str, folder: str, target: str) -> None:
    """Run one of them on the files of a folder."""
    files = sorted(Path(folder).glob("*.xlsx"))
    if rival == "pandas":
        pandas_script(files, Path(target))
    elif rival != "nothing":
        {"calamine": calamine, "inflate": inflate, "deflate": deflate}[rival](files)


if __name__ == "__main__":
    main(*sys.argv[1:])
