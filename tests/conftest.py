"""What every test may use."""

from __future__ import annotations

import pytest

from tests.office.fixtures import office
from tests.programs.fixtures import gnumeric, node, python, save

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
