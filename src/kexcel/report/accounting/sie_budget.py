"""The year's budget as SIE: type 4E with #PBUDGET by month and code, or the codes alone as 4I.

Source: SIE filformat, edition 4B, 2008-09-30. A budget has no place in 4I (6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kexcel.errors import ConfigurationError
from kexcel.locale import mark, translator
from kexcel.model.consolidation import BudgetResult, Consolidation
from kexcel.model.plan import Plan, UnitFrame
from kexcel.money.profile import monthly, shares_in
from kexcel.report.accounting.rows import printed_version, version_in_force
from kexcel.settings import MONTHS, AccountingSettings, Settings
from kexcel.sie import Field, Post, SieType, Text, Written, write_posts
from kexcel.timeline.profiles import profiles_in
from kexcel.validate.plain_form import plain_form
from kexcel.validate.units import converted

KRONOR = "kr"
_ORE = Decimal("0.01")
_RANGE = re.compile(r"[0-9]+\s*[-\u2013\u2212]\s*[0-9]+")
_COST = "K"
"""The type of an account of costs, in #KTYP."""

Months = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class _Budgeted:
    """An object of a dimension with its name and its twelve months, in kronor."""

    dimension: int
    code: str
    name: str
    months: Months


def write_sie_budget(
    consolidation: Consolidation,
    settings: Settings,
    accounting: AccountingSettings,
    *,
    version: str,
    language: str,
) -> Written:
    """The budget for the accounting system, ``budget.se``. ``version`` is the program's own.

    Each frame is in kronor to the öre, cost positive as a debit; the twelve months add up to it,
    and the objects of the responsibility dimension to the account as a whole. Equal input gives
    equal bytes.

    Raises:
        ConfigurationError: the workspace's unit is none of money.
    """
    budgeted = tuple(_budgeted(consolidation, settings, accounting))
    posts = [
        *_identification(consolidation, accounting, version, language),
        *_chart(accounting, budgeted),
        *_budget(consolidation, accounting, budgeted),
    ]
    return write_posts(posts, SieType.EXPORT)


def write_sie_codes(
    consolidation: Consolidation,
    settings: Settings,
    accounting: AccountingSettings,
    *,
    version: str,
    language: str,
) -> Written:
    """The account, the dimensions and their codes without any amounts, ``koder.si``.

    For an accounting system that wants codes to be there before a budget on them is read in.
    """
    budgeted = tuple(_budgeted(consolidation, settings, accounting))
    posts = [
        *_identification(consolidation, accounting, version, language),
        *_chart(accounting, budgeted),
    ]
    return write_posts(posts, SieType.IMPORT)


def _identification(
    consolidation: Consolidation, accounting: AccountingSettings, version: str, language: str
) -> Iterator[Post]:
    plan, period = consolidation.plan, consolidation.period
    yield Post("#FLAGGA", ("0",))
    yield Post("#PROGRAM", (Text("kexcel"), version))
    yield Post("#FORMAT", ("PC8",))
    yield Post("#GEN", (f"{period.closes:%Y%m%d}",))
    yield Post("#SIETYP", ("4",))
    yield Post("#PROSA", (Text(_remark(consolidation, language)),))
    if accounting.organisation_number:
        yield Post("#ORGNR", (_with_hyphen(accounting.organisation_number),))
    yield Post("#FNAMN", (Text(plan.organisation),))
    yield Post("#RAR", ("0", f"{plan.year}0101", f"{plan.year}1231"))
    yield Post("#VALUTA", ("SEK",))


def _remark(consolidation: Consolidation, language: str) -> str:
    plan, version = consolidation.plan, version_in_force(consolidation.plan)
    printed = (printed_version(each, plan) for each in consolidation.budget)
    versions = [version.name] if version else dict.fromkeys(printed)
    _ = translator(language)
    return _("Budget {year}, {period}. Frames: {versions}").format(
        year=plan.year,
        period=consolidation.period.name,
        versions=", ".join(filter(None, versions)) or "-",
    )


def _chart(accounting: AccountingSettings, budgeted: Iterable[_Budgeted]) -> Iterator[Post]:
    yield Post("#KONTO", (accounting.account, Text(accounting.account_name)))
    yield Post("#KTYP", (accounting.account, _COST))
    objects = tuple(budgeted)
    names = {
        accounting.responsibility_dimension: accounting.responsibility_name,
        accounting.activity_dimension: accounting.activity_name,
    }
    for dimension in dict.fromkeys(each.dimension for each in objects):
        yield Post("#DIM", (str(dimension), Text(names[dimension])))
    for each in objects:
        yield Post("#OBJEKT", (str(each.dimension), Text(each.code), Text(each.name)))


def _budget(
    consolidation: Consolidation, accounting: AccountingSettings, budgeted: Iterable[_Budgeted]
) -> Iterator[Post]:
    """The account as a whole, then each object, month by month; those of nothing too, so that they
    take the place of what was budgeted before.
    """
    objects = tuple(budgeted)
    own = [each.months for each in objects if each.dimension == accounting.responsibility_dimension]
    whole = tuple(sum(month, Decimal(0)) for month in zip(*own, strict=True)) or _NOTHING
    for pair, months in (((), whole), *((_pair(each), each.months) for each in objects)):
        for number, amount in enumerate(months, start=1):
            period = f"{consolidation.plan.year}{number:02}"
            fields: tuple[Field, ...] = ("0", period, accounting.account, pair, f"{amount:.2f}")
            yield Post("#PBUDGET", fields)


_NOTHING: Months = (Decimal(0),) * MONTHS


def _pair(budgeted: _Budgeted) -> tuple[str, str]:
    return str(budgeted.dimension), budgeted.code


def _budgeted(
    consolidation: Consolidation,
    settings: Settings,
    accounting: AccountingSettings,
) -> Iterator[_Budgeted]:
    """The objects of responsibility, then those of activity, each code once."""
    units = {each.identity: each for each in consolidation.plan.units}
    responsibility: dict[str, _Budgeted] = {}
    activity: dict[str, _Budgeted] = {}
    profiles = profiles_in(settings.money.profile, consolidation.plan)
    for result in consolidation.budget:
        if result.frame is None:
            continue
        shares = shares_in(profiles, result.department, result.responsibility)
        code, name = _object(result, consolidation)
        months = monthly(_kronor(result.frame, settings), shares, KRONOR)
        own = _Budgeted(accounting.responsibility_dimension, code, name, months)
        _add(responsibility, own)
        for each, amount in _activities(units.get(result.identity)):
            months = monthly(_kronor(amount, settings), shares, KRONOR)
            _add(activity, _Budgeted(accounting.activity_dimension, each, each, months))
    yield from responsibility.values()
    yield from activity.values()


def _add(objects: dict[str, _Budgeted], new: _Budgeted) -> None:
    before = objects.get(new.code)
    if before is None:
        objects[new.code] = new
        return
    months = tuple(a + b for a, b in zip(before.months, new.months, strict=True))
    objects[new.code] = _Budgeted(before.dimension, before.code, before.name, months)


def _activities(unit: UnitFrame | None) -> tuple[tuple[str, Decimal], ...]:
    return unit.activities if unit else ()


def _object(result: BudgetResult, consolidation: Consolidation) -> tuple[str, str]:
    """The code and the name that a row is budgeted on. What has no code, because it is not
    distributed or its unit has none, is on the department's own: the first single one that no unit
    has, else its key.
    """
    if result.responsibility:
        return result.responsibility, result.name
    names = {each.key: each.name for each in consolidation.departments}
    taken = {each.responsibility for each in consolidation.budget}
    own = _own_codes(consolidation.plan, result.department)
    code = next((each for each in own if each not in taken), result.department)
    return code, names.get(result.department, result.name)


def _own_codes(plan: Plan, department: str) -> list[str]:
    """A department's single codes; ranges, as "1200-1299", are no objects."""
    known = (each for each in plan.departments if each.key == department)
    entries = (code for each in known for code in each.codes)
    return [entry for entry in entries if not _RANGE.fullmatch(entry)]


def _kronor(amount: Decimal, settings: Settings) -> Decimal:
    found = converted(amount, plain_form(settings.money.unit).casefold(), KRONOR)
    if found is None:
        phrase = mark("kexcel.toml: the unit {unit} cannot be told in kronor, which SIE wants.")
        raise ConfigurationError(phrase, unit=settings.money.unit)
    return found.quantize(_ORE, rounding=ROUND_HALF_UP)


def _with_hyphen(number: str) -> str:
    """An organisation number with a hyphen after its sixth digit, as the standard wants it."""
    digits = number.replace("-", "")
    return f"{digits[:6]}-{digits[6:]}"
