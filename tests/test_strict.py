"""Parts of files as plain records: what pydantic holds them to, and how they are told as JSON."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from kexcel.settings import Settings
from kexcel.strict import Held, Strict, as_json, checked, checked_json
from kexcel.template import Template, load_template
from tests.builders import settings


@dataclass(frozen=True, kw_only=True)
class Share(Strict):
    """A part of this page's own."""

    key: Annotated[str, Held(pattern="^[a-z]+$", max_length=4)]
    count: Annotated[int, Held(ge=0, le=6)] = 1
    day: date = date(2024, 4, 30)
    amount: Decimal = Decimal("0.5")


@pytest.mark.parametrize(
    "content, place, kind",
    [
        ({}, ("key",), "missing"),
        ({"key": "A"}, ("key",), "string_pattern_mismatch"),
        ({"key": "abcde"}, ("key",), "string_too_long"),
        ({"key": "ab", "count": 7}, ("count",), "less_than_equal"),
        ({"key": "ab", "coutn": 1}, ("coutn",), "unexpected_keyword_argument"),
        ({"key": "ab", "day": "maj"}, ("day",), "date_from_datetime_parsing"),
    ],
)
def test_what_is_not_held_is_told_with_its_place(
    content: object, place: tuple[str], kind: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        checked(content, Share)
    [fault] = raised.value.errors()
    assert (fault["loc"], fault["type"]) == (place, kind)


def test_a_part_does_not_change_after_reading() -> None:
    with pytest.raises(FrozenInstanceError):
        checked({"key": "ab"}, Share).count = 2  # type: ignore[misc]


def test_json_gives_the_same_part_again() -> None:
    part = checked({"key": "ab", "count": 2, "amount": "1.50"}, Share)
    assert as_json(part) == b'{"key":"ab","count":2,"day":"2024-04-30","amount":"1.50"}'
    assert checked_json(as_json(part), Share) == part


def test_json_is_byte_for_byte_as_pydantic_writes_it_so_that_archived_templates_stay() -> None:
    template = load_template()
    for indent in (None, 1):
        told = TypeAdapter(Template).dump_json(template, indent=indent)
        assert as_json(template, indent=indent) == told
    assert as_json(settings()) == TypeAdapter(Settings).dump_json(settings())


def test_only_checking_loads_pydantic() -> None:
    program = """
import sys
from kexcel.settings import Settings, parse_settings
from kexcel.template import Template
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_cannot_be_told_as_json_is_refused() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Odd(Strict):
        """Holds what no file can hold."""

        value: object

    with pytest.raises(TypeError):
        as_json(Odd(value=object()))
