"""What every test may use."""

from __future__ import annotations

import signal

import pytest

import tests.both_readers  # noqa: F401 - from here on, whatever is scanned is read carefully too
from tests.office.fixtures import office
from tests.programs.fixtures import gnumeric, node, python, save

# A shell that starts a run in the background has it pass Ctrl-C over, and every program that it
# starts; the tests that interrupt a program need it to mean what it does at a terminal.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

__all__ = ["gnumeric", "node", "office", "python", "save"]

PROGRAMS = {"gnumeric", "node", "python", "save"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use other programs, so that ``-m "not office"`` leaves them out."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if "office" in used:
            item.add_marker(pytest.mark.office)
        if used & PROGRAMS:
            item.add_marker(pytest.mark.programs)
