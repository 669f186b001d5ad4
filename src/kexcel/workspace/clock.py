"""The only place that asks what time it is, and that waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Ticks = Callable[[], float]
Pause = Callable[[float], None]


def now() -> datetime:
    """The time now, to the second, in the time zone of the machine."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def ticks() -> float:
    """Seconds since some moment: not to be told, only to measure by."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Wait so many seconds."""
    time.sleep(seconds)
