"""Every hostile file is answered with a finding, within the limits, and never with a traceback."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kexcel.collect import read_return
from kexcel.model.returned import Return, ReturnState
from tests.builders import sound
from tests.corpus.makers import Hostile, hostile_files
from tests.corpus.parts import binary_sheet, number_cell, ods, xls, xlsb
from tests.corpus.runner import Outcome, known, run

GIBIBYTE = 1 << 30
EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@cache
def outcomes() -> dict[str, Outcome]:
    files = list(hostile_files())
    found = run((each.name, each.make()) for each in files)
    return {each.name: outcome for each, outcome in zip(files, found, strict=True)}


@pytest.mark.parametrize("hostile", list(hostile_files()), ids=lambda each: each.name)
def test_a_hostile_file_is_answered_within_the_limits(hostile: Hostile) -> None:
    outcome = outcomes()[hostile.name]
    assert outcome.returned.state is ReturnState.REJECTED
    assert hostile.codes.intersection(outcome.codes)
    assert outcome.stopped_by == ""
    assert outcome.peak < GIBIBYTE


@cache
def forms() -> dict[str, bytes]:
    """A real form, and the smallest workbooks of the other formats."""
    cell = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
    return {
        "svar.xlsx": sound(),
        "svar.ods": ods(f"{cell}</table:table-row>"),
        "svar.xls": xls(b"".join(number_cell(row, 1) for row in range(9))),
        "svar.xlsb": xlsb(binary_sheet((0, 0), (1, 2))),
    }


def is_answered(returned: Return) -> bool:
    """A file that is no sound form has a finding that says what is wrong."""
    return returned.state is ReturnState.ACCEPTED or bool(returned.findings)


def read(data: bytes, name: str = "svar.xlsx") -> Return:
    return read_return(known(), data, name, "0" * 64)


@EXAMPLES
@given(st.binary(max_size=2000), st.sampled_from(["svar.xlsx", "svar.ods", "~$svar.xlsx", ""]))
def test_any_bytes_are_answered(data: bytes, name: str) -> None:
    assert is_answered(read(data, name))


@EXAMPLES
@given(
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml", b"\xff\xfe"]),
    st.binary(max_size=2000),
)
def test_any_bytes_after_a_known_beginning_are_answered(beginning: bytes, rest: bytes) -> None:
    assert is_answered(read(beginning + rest))


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_file_cut_off_anywhere_is_answered(name: str) -> None:
    data = forms()[name]
    for part in range(20):
        assert read(data[: len(data) * part // 20], name).findings


@pytest.mark.parametrize("name", sorted(forms()))
@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_a_file_with_bits_turned_over_is_answered(name: str, seed: int) -> None:
    data, chance = bytearray(forms()[name]), random.Random(seed)  # noqa: S311 - for a test
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    assert is_answered(read(bytes(data), name))


@pytest.mark.parametrize("name", sorted(forms()))
@EXAMPLES
@given(seed=st.integers(0, 2**32))
def test_a_file_with_a_piece_moved_is_answered(name: str, seed: int) -> None:
    data, chance = forms()[name], random.Random(seed)  # noqa: S311 - for a test
    first, middle, last = sorted(chance.randrange(len(data)) for _ in range(3))
    moved = data[:first] + data[middle:last] + data[first:middle] + data[last:]
    assert is_answered(read(moved, name))


@pytest.mark.parametrize("first", sorted(forms()))
@pytest.mark.parametrize("second", sorted(forms()))
def test_two_files_in_one_are_answered(first: str, second: str) -> None:
    assert is_answered(read(forms()[first] + forms()[second], first))
