"""How a candidate is offered in Beslut.xlsx, and which one a choice names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kexcel.collect.changes import Change, meaning_of
from kexcel.merge.claims import Claim
from kexcel.model.consolidation import MergedAnswer
from kexcel.model.decision import ConflictDecision, Decisions
from kexcel.model.returned import Answer, Return

_PLACE = re.compile(r" \([^!]*![A-Z]{1,3}\d+\)$")
"""The file, sheet and cell that a candidate is shown with."""

NOTHING = "–"
"""How a cell that was cleared is offered."""


def shown(claim: Claim) -> str:
    """A candidate as the dropdown offers it: what was written, and where."""
    words = claim.changed.answer.written or NOTHING
    return f"{words} ({_spot(claim)})"


def source_line(claim: Claim) -> str:
    """Where a candidate stands, when its file came and who sent it."""
    returned = claim.returned
    came = returned.received.replace("T", " ")[:16]
    return ", ".join(filter(None, (_spot(claim), came, returned.envelope.sender)))


def _spot(claim: Claim) -> str:
    return f"{claim.returned.file}, {claim.changed.sheet}!{claim.changed.answer.cell}"


def decision_on(key: Change, returned: Return, decisions: Decisions) -> ConflictDecision | None:
    """The row of Beslut.xlsx that is about a cell; of several, the first in which one is chosen."""
    wanted = (returned.period, returned.department, *key)
    about = [
        each
        for each in decisions.conflicts
        if (each.period, each.department, each.sheet, each.row, each.column) == wanted
    ]
    return next((each for each in about if each.chosen), about[0] if about else None)


def named(distinct: Iterable[Claim], choice: str) -> Claim | None:
    """The only candidate that a choice names: as the dropdown offers it, or by its words.

    The file that a meaning is shown with may change as more returns come in; the words do not.
    """
    claims = list(distinct)
    if not choice:
        return None
    words = {_plain(choice), _plain(_PLACE.sub("", choice))}
    exact = [each for each in claims if shown(each) == choice]
    alike = [each for each in claims if _plain(shown(each)) == _plain(choice)]
    worded = [each for each in claims if _plain(_words(each)) in words]
    meant = [each for each in claims if _plain(each.meaning[1]) in words]
    found = exact or alike or worded or meant
    return found[0] if len(found) == 1 else None


def is_named(choice: str, answer: MergedAnswer) -> bool:
    """Whether a choice was of what a cell's answer says."""
    words = {_plain(choice), _plain(_PLACE.sub("", choice))}
    means = meaning_of(Answer("", answer.value, answer.written, "", answer.sound))[1]
    return not words.isdisjoint({_plain(answer.written), _plain(means)})


def _words(claim: Claim) -> str:
    return claim.changed.answer.written or NOTHING


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
