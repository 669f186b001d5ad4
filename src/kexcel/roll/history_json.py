"""A year's history as JSON and back: how the archive of the next year keeps it."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from kexcel.roll.history import PastYear

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def encode_history(year: PastYear) -> bytes:
    """The year as JSON: equal years give equal bytes."""
    told = _adapter().dump_python(year, mode="json")
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def decode_history(data: bytes) -> PastYear:
    """The year that ``encode_history`` gave these bytes for; ValueError if they are none of it."""
    return _adapter().validate_json(data)


@cache
def _adapter() -> TypeAdapter[PastYear]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - most workspaces have no year before

    return TypeAdapter(PastYear)
