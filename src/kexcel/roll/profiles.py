"""Plan profiles for the year after one in which departments were reorganised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kexcel.model.plan import Plan
from kexcel.money.profile import Shares, shares_in, unit_key
from kexcel.settings import Settings
from kexcel.strict import as_json, checked_json
from kexcel.timeline.profiles import profiles_in


def with_profiles(settings: Settings, plan: Plan) -> Settings:
    """The settings with the profiles under the departments and codes of the year's last day.

    ``plan`` is the plan of that day. A unit that was moved has its profile by its code, where no
    other department has the code.
    """
    if not plan.reorganisations:
        return settings
    profile = _profiles(settings.money.profile, plan)
    whole = {key: tuple(shares) for key, shares in profile.items()}
    money = replace(settings.money, profile=whole)
    return checked_json(as_json(replace(settings, money=money)), Settings)


def _profiles(profile: Mapping[str, Shares], plan: Plan) -> dict[str, Shares]:
    now, gone = profiles_in(profile, plan), {each.key for each in plan.other_departments}
    units = {unit_key(each.department, each.responsibility): each for each in plan.units}
    found = {key: each for key, each in now.items() if key not in gone and key not in units}
    common = Counter(each.responsibility for each in plan.units)
    for key, unit in units.items():
        code, own = unit.responsibility, now.get(key)
        if own and common[code] == 1 and shares_in(found, unit.department, code) != own:
            found[code] = own
    return found
