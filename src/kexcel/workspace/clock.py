"""The only place that asks what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time now, to the second, in the time zone of the machine."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)
