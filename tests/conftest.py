"""What every test may use."""

from __future__ import annotations

import pytest

from tests.office.fixtures import office

__all__ = ["office"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use LibreOffice, so that ``-m "not office"`` leaves them out."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.office)
