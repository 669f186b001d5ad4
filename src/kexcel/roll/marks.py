"""What stands as a note on a carried activity's number in the new plan.xlsx."""

from __future__ import annotations

from collections.abc import Iterable

from kexcel.roll.activities import Fate, Followed

_WORDS = {
    Fate.ANOTHER_END: "Överförd från {year}: beslutad till {end}, väntas klar {expected}.",
    Fate.UNFINISHED: "Överförd från {year}: inte klar, beslutat slut {end} har passerat. Nytt "
    "beslut behövs.",
    Fate.UNANSWERED: "Överförd från {year}: status saknas. Nytt beslut behövs.",
    Fate.CANCELLED_UNDECIDED: "Överförd från {year}: avbruten utan beslut. Nytt beslut behövs.",
}
"""The words are Swedish whatever the language of the workspace, as all words of plan.xlsx."""


def marks(activities: Iterable[Followed], year: int) -> dict[str, str]:
    """The number of each activity that is carried without a decision, and its note.

    ``year`` is the one that it comes from.
    """
    return {
        each.activity.number: _WORDS[each.fate].format(
            year=year,
            end=each.activity.end.isoformat(),
            expected=each.result.expected_end,
        )
        for each in activities
        if each.needs_decision
    }
