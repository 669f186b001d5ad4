from __future__ import annotations

import pytest

from kexcel.documents.amending.likeness import Known, likeness, matched


def known(*rows: str) -> list[Known]:
    """Activities from "1.1-1 Bygga hus"."""
    made = []
    for row in rows:
        number, _blank, title = row.partition(" ")
        made.append(Known(number, number.partition("-")[0], title))
    return made


TWINS = ["1.1-1 Hus", "1.1-2 Hus"]


@pytest.mark.parametrize(
    "old, new, pairs",
    [
        (["1.1-1 Bygga hus"], ["1.1-1 Bygga hus"], {"1.1-1": "1.1-1"}),
        (
            ["1.1-1 Bygga hus", "1.1-2 Riva hus"],
            ["1.1-1 Måla staketet", "1.1-2 Bygga hus", "1.1-3 Riva hus"],
            {"1.1-2": "1.1-1", "1.1-3": "1.1-2"},
        ),
        (["1.1-1 Bygga tio nya hus"], ["1.1-1 Bygga tolv nya hus"], {"1.1-1": "1.1-1"}),
        (["1.1-4 Bygga tio nya hus"], ["1.1-1 Bygga tolv nya hus"], {"1.1-1": "1.1-4"}),
        (["1.1-1 Bygga tio hus i Alby"], ["2.1-1 Bygga tio hus i Alby"], {"2.1-1": "1.1-1"}),
        (["1.1-1 Bygga hus"], ["1.1-1 Utbilda personal"], {}),
        (TWINS, TWINS, {"1.1-1": "1.1-1", "1.1-2": "1.1-2"}),
    ],
    ids=["the same", "one put first", "reworded", "renumbered", "moved", "another", "twins"],
)
def test_an_activity_is_known_again(old: list[str], new: list[str], pairs: dict[str, str]) -> None:
    assert matched(known(*old), known(*new)) == pairs


def test_case_and_blanks_do_not_matter() -> None:
    assert likeness("Bygga  HUS", "bygga hus") == 1
