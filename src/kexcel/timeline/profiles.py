"""Plan profiles of departments and units that have been reorganised."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.model.plan import Plan
from kexcel.money.profile import Shares, shares_in, unit_key


def profiles_in(profile: Mapping[str, Shares], plan: Plan) -> Mapping[str, Shares]:
    """The profiles of kexcel.toml, and who has them after the reorganisations of a plan.

    A unit keeps the profile that it had, so that the period budgets of the whole are the same,
    unless kexcel.toml has one for the department that began with it. What no unit has goes by its
    department: one without a profile, that has taken over from one alone, has that one's.
    """
    found = dict(profile)
    for move in plan.reorganisations:
        sources = {x.source for x in plan.reorganisations if x.target == move.target}
        if sources == {move.source} and move.source in found:
            found.setdefault(move.target, found[move.source])
    for unit in plan.units:
        is_set = unit.department in profile and not _is_printed(plan, unit.department)
        if unit.origin and unit.responsibility and not is_set:
            key = unit_key(unit.department, unit.responsibility)
            found[key] = shares_in(profile, unit.origin, unit.responsibility)
    return found


def _is_printed(plan: Plan, department: str) -> bool:
    return any(plan.frame_of(department, each) is not None for each in plan.frame_columns)
