from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "ange-2024" / "plan.xlsx"

Edit = Callable[[Workbook], None]
Changes = Mapping[tuple[str, str], Any]
"""Sheet and cell → what is written there."""


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def example() -> bytes:
    return EXAMPLE.read_bytes()


@pytest.fixture
def edited(example: bytes) -> Callable[[Edit], bytes]:
    def edit_example(edit: Edit) -> bytes:
        workbook = load_workbook(BytesIO(example))
        edit(workbook)
        return saved(workbook)

    return edit_example


@pytest.fixture
def changed(edited: Callable[[Edit], bytes]) -> Callable[[Changes], bytes]:
    def change_example(changes: Changes) -> bytes:
        def edit(workbook: Workbook) -> None:
            for (sheet, cell), value in changes.items():
                workbook[sheet][cell] = value

        return edited(edit)

    return change_example
