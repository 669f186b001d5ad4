"""A year's history as JSON and back: how the archive of the next year keeps it."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from kexcel.roll.history import PastYear

_YEAR = TypeAdapter(PastYear)


def encode_history(year: PastYear) -> bytes:
    """The year as JSON: equal years give equal bytes."""
    return json.dumps(_YEAR.dump_python(year, mode="json"), ensure_ascii=False, indent=1).encode()


def decode_history(data: bytes) -> PastYear:
    """The year that ``encode_history`` gave these bytes for; ValueError if they are none of it."""
    return _YEAR.validate_json(data)
