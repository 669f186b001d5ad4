"""A department's only file, on a form made from today's plan, needs nothing to be put beside."""

from __future__ import annotations

import pytest

from kexcel.merge import Judge, settle_together
from kexcel.merge.combine import combine, weighed
from kexcel.merge.files import Files
from kexcel.model.decision import Decisions
from tests.builders import SOUND, Answers, answered, edit, examined, issued, plan, template

CASES: dict[str, Answers] = {
    "sound": {},
    "a fault": {("followup", "3.1-1", "status"): "Klart typ"},
    "something blank": {("followup", "3.1-1", "status"): None},
    "a day as text": {("followup", "3.1-2", "completed"): "15/3 2024"},
    "not signed off": {("cover", "signing", "value"): "Utkast"},
    "money": {("budget", "stab", "forecast"): 55},
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES.keys())
def test_what_is_said_of_it_stands_as_it_is(changes: Answers) -> None:
    one = issued("stab")
    returned = examined(answered(changes))
    judge = Judge({one.form.code: one.book}, template(), "mnkr")
    settled = settle_together([returned], {one.form.code: one.form}, plan(), judge, Decisions())
    assert settled.returns == (returned,)
    assert settled.conflicts == ()


def test_so_it_does_when_rows_and_locked_cells_were_tampered_with() -> None:
    one = issued("stab")
    cell = one.cell("followup", "3.1-1", "title")
    returned = examined(edit(answered(SOUND), {("Uppföljning", cell): "Något annat"}))
    assert returned.findings != ()
    judge = Judge({one.form.code: one.book}, template(), "mnkr")
    settled = settle_together([returned], {one.form.code: one.form}, plan(), judge, Decisions())
    assert settled.returns == (returned,)


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES.keys())
def test_it_says_what_it_would_say_if_each_cell_were_weighed(changes: Answers) -> None:
    one = issued("stab")
    files = Files([examined(answered(changes))], {one.form.code: one.form}, template())
    combined = combine(files, Decisions(), {})
    assert combined == weighed(files, Decisions(), {})
    assert list(combined.answers) == list(weighed(files, Decisions(), {}).answers)
    assert combined.answers != {}


def test_a_blank_form_says_nothing() -> None:
    one = issued("stab")
    files = Files([examined(one.workbook())], {one.form.code: one.form}, template())
    assert combine(files, Decisions(), {}).answers == {}
    assert weighed(files, Decisions(), {}).answers == {}
