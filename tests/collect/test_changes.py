from __future__ import annotations

from dataclasses import replace

import pytest

from kexcel.collect.changes import answered_by, is_answered
from kexcel.collect.packed import packed
from tests.builders import answered, examined, issued

FORM = issued("stab").form
UNTOUCHED = issued("stab").workbook()
ANSWERED = answered({("followup", "3.1-1", "status"): "Pågående"})


@pytest.mark.parametrize("data, says", [(UNTOUCHED, False), (ANSWERED, True)])
def test_reading_a_file_tells_whether_it_says_anything(data: bytes, *, says: bool) -> None:
    returned = examined(data)
    assert returned.is_answered is says
    assert is_answered(returned, FORM) is says


def test_what_is_no_form_has_not_been_compared_with_one() -> None:
    assert examined(b"").is_answered is None


@pytest.mark.parametrize("data, says", [(UNTOUCHED, set()), (ANSWERED, {"stab"})])
def test_who_has_answered_is_known_without_the_rows(data: bytes, says: set[str]) -> None:
    returned = packed(examined(data)).unpacked()
    assert answered_by([replace(returned, rows={})], {}) == says
    assert answered_by([replace(returned, is_answered=None)], {FORM.code: FORM}) == says
