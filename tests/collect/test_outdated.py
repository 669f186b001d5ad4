"""What is said of a return on an older form: what goes along, what is new, what has no place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kexcel.collect.outdated import transfer
from kexcel.model.finding import Finding
from kexcel.model.plan import Activity
from tests.builders import Issued, examined, issue, issued, plan, sound


def planned(activities: Iterable[Activity]) -> Issued:
    return issue("stab", "T1", of=replace(plan(), activities=tuple(activities)))


def told(newer: Issued) -> dict[str, str]:
    found: list[Finding] = [
        each for each in examined(sound(), issued(), newer).findings if each.code == "outdated-form"
    ]
    return dict(found[0].details)


def added(number: str, title: str) -> Activity:
    return Activity(number, "3.1", title, "", date(2024, 1, 1), date(2024, 12, 31), "stab")


def test_the_rows_that_are_new_are_counted_and_the_first_are_named() -> None:
    new = [added(f"3.1-{number}", f"Ny {number}") for number in range(4, 9)]
    newer = planned([*plan().activities, *new])
    assert told(newer) == {
        "newest": newer.form.code,
        "carried": "11",
        "new": "5 (3.1-4 Ny 4, 3.1-5 Ny 5, 3.1-6 Ny 6 …)",
        "lost": "0",
    }


def test_an_answer_in_a_row_that_is_gone_is_named_by_its_cell() -> None:
    newer = planned(each for each in plan().activities if each.number != "3.1-2")
    cells = [issued().cell("followup", "3.1-2", key) for key in ("status", "completed")]
    details = told(newer)
    assert details["lost"] == f"2 (Uppföljning!{cells[0]}, Uppföljning!{cells[1]})"
    assert (details["carried"], details["new"]) == ("9", "0")


def test_a_row_is_followed_by_its_title_and_a_reworded_title_by_its_number() -> None:
    first, second, third, other = plan().activities
    newer = planned(
        [
            replace(first, number="3.1-2"),
            replace(second, number="3.1-1"),
            replace(third, title="Delegationsordningen görs om"),
            other,
        ]
    )
    moved = transfer(issued().form, newer.form)
    rows = [moved.rows["followup", each.number] for each in (first, second, third, other)]
    assert (rows, moved.new) == (["3.1-2", "3.1-1", "3.1-3", "4-1"], ())


def test_a_lead_that_only_contributes_now_has_no_place_for_its_status() -> None:
    first, *others = plan().activities
    newer = planned([replace(first, lead="ekonomi", contributing=("stab",)), *others])
    status = issued().cell("followup", "3.1-1", "status")
    assert told(newer)["lost"] == f"1 (Uppföljning!{status})"
