"""One workbook of very many rows: how its cells are read, without the limits of the intake."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

COLUMNS = 14


def write_large(path: Path, rows: int) -> None:
    """A table of texts, numbers and days."""
    import xlsxwriter  # noqa: PLC0415 - what reads must not load what writes

    from benchmarks.example_plan import words  # noqa: PLC0415

    chance = Random(rows)  # noqa: S311 - the same every time
    texts = [words(chance, 6) for _ in range(500)]
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Rader")
    for row in range(rows):
        for column in range(COLUMNS):
            if column % 3 == 0:
                sheet.write_string(row, column, texts[(row * COLUMNS + column) % len(texts)])
            elif column % 3 == 1:
                sheet.write_number(row, column, row * column / 10)
            else:
                sheet.write_datetime(row, column, date(2024, 1, 1) + timedelta(row % 365), day)
    book.close()
    path.write_bytes(stream.getvalue())


def read_scan(path: Path) -> None:
    """Read as kexcel reads what is plain."""
    from kexcel.excel.guard import Limits, guard  # noqa: PLC0415 - each loads what it needs
    from kexcel.excel.read import read_workbook  # noqa: PLC0415

    most = 1 << 40
    limits = Limits(
        file_bytes=most,
        entry_bytes=most,
        inflated_bytes=most,
        ratio_from_bytes=most,
        cells=most,
        rows=most,
    )
    data = path.read_bytes()
    read_workbook(data, guard(data, path.name, limits), plain_only=True)


def read_openpyxl(path: Path) -> None:
    """Read with openpyxl's own way for large files."""
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    for sheet in load_workbook(path, read_only=True).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_large(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        {"scan": read_scan, "openpyxl": read_openpyxl}[sys.argv[1]](Path(sys.argv[2]))
