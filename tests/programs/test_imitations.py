"""Returns as programs write them that cannot be had here."""

from __future__ import annotations

import pytest

from tests.builders import SOUND, examined, said, values
from tests.programs.imitations import IMITATIONS

NOTES = {"Google Sheets": set(), "Apple Numbers": {"repaired"}, "WPS Office": set()}


@pytest.mark.parametrize("program", IMITATIONS)
def test_every_answer_is_there_and_no_fault_is_found(program: str) -> None:
    result = examined(IMITATIONS[program]())
    assert {code for _, _, code in said(result)} == NOTES[program]
    assert values(result) == dict(SOUND)
