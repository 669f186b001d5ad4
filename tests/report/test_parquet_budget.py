"""budget.parquet: read back with pyarrow and with pandas, exactly."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from pyarrow import parquet

from kexcel.errors import UsageError
from kexcel.report.accounting.parquet import write_budget_parquet
from kexcel.report.accounting.rows import AMOUNTS, budget_rows
from tests.report.budget_samples import consolidation, settings
from tests.report.distributed_samples import distributed


def read(data: bytes) -> Any:
    return parquet.read_table(BytesIO(data))


def test_pyarrow_reads_the_rows_that_were_written() -> None:
    data = write_budget_parquet(distributed(), settings())
    assert read(data).to_pylist() == [asdict(row) for row in budget_rows(distributed(), settings())]


def test_pandas_reads_the_same_decimals() -> None:
    frame = pd.read_parquet(BytesIO(write_budget_parquet(distributed(), settings())))
    rows = budget_rows(distributed(), settings())
    assert list(frame["department"]) == [row.department for row in rows]
    assert list(frame["frame"]) == [row.frame for row in rows]
    assert sum(frame["frame"]) == sum(row.frame for row in rows if row.frame is not None)
    assert frame["booked"][0] == Decimal("21.500001")
    assert frame["forecast"].isna().tolist() == [row.forecast is None for row in rows]


def test_amounts_are_decimals_with_as_many_places_as_any_has_and_never_floats() -> None:
    schema = read(write_budget_parquet(distributed(), settings())).schema
    assert {str(schema.field(name).type) for name in AMOUNTS} == {"decimal128(38, 6)"}
    assert {str(each.type) for each in schema} == {"decimal128(38, 6)", "int32", "string"}
    few = read(write_budget_parquet(consolidation(), settings())).schema
    assert str(few.field("frame").type) == "decimal128(38, 1)"


def test_a_figure_beyond_all_measure_is_kept_as_it_is() -> None:
    whole = consolidation()
    vast = Decimal("123456789012345678901234567890123456.789")
    odd = replace(whole, budget=(replace(whole.budget[0], forecast=vast),))
    assert read(write_budget_parquet(odd, settings())).to_pylist()[0]["forecast"] == vast


def test_the_file_says_what_its_amounts_are() -> None:
    metadata = read(write_budget_parquet(consolidation(), settings())).schema.metadata
    assert {key.decode(): text.decode() for key, text in metadata.items()} == {
        "organisation": "Ånge kommun",
        "body": "Kommunstyrelsen",
        "year": "2024",
        "period": "T1",
        "closes": "2024-04-30",
        "unit": "mnkr",
        "sign": "cost-positive",
    }


def test_a_budget_without_rows_is_a_file_without_rows() -> None:
    table = read(write_budget_parquet(replace(consolidation(), budget=()), settings()))
    assert (table.num_rows, table.num_columns) == (0, 18)


def test_the_same_again_is_byte_for_byte_the_same() -> None:
    first = write_budget_parquet(distributed(), settings())
    assert write_budget_parquet(distributed(), settings()) == first


def test_without_pyarrow_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as Python does for what is not there
    with pytest.raises(UsageError, match=r'pip install "kexcel\[parquet\]"'):
        write_budget_parquet(consolidation(), settings())
