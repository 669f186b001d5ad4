"""The fixture ``office``: LibreOffice for a whole session."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.office.driver import Office
from tests.office.programs import find_programs


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice; the test is skipped without it, or fails when KEXCEL_REQUIRE_OFFICE=1."""
    programs = find_programs()
    if programs is None:
        _do_without()
        return
    running = Office(programs)
    yield running
    running.close()


def _do_without() -> None:
    missing = "LibreOffice with its Python bridge (uno) was not found"
    if os.environ.get("KEXCEL_REQUIRE_OFFICE") == "1":
        pytest.fail(missing)
    pytest.skip(missing)
