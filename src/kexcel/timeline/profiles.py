"""Plan profiles of departments that have begun by a reorganisation."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.model.plan import Plan
from kexcel.money.profile import Shares


def profiles_in(profile: Mapping[str, Shares], plan: Plan) -> Mapping[str, Shares]:
    """The profiles of kexcel.toml, with those of departments for departments that took them over.

    A department without a profile of its own, and that has taken over from one alone, has that
    one's. A code's own profile follows the code.
    """
    found = dict(profile)
    for move in plan.reorganisations:
        sources = {x.source for x in plan.reorganisations if x.target == move.target}
        if sources == {move.source} and move.source in found:
            found.setdefault(move.target, found[move.source])
    return found
