"""What a workspace's kexcel.toml says: the organisation, its year, its periods and its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from kexcel.errors import ConfigurationError, Fault, UsageError
from kexcel.locale import mark
from kexcel.model.period import FOLLOWUP, Period
from kexcel.strict import Held, Strict
from kexcel.toml_file import parse_toml

SETTINGS_FILE = "kexcel.toml"


MONTHS = 12
"""How many shares a plan profile has."""

STANDARD_PROFILE = "standard"
"""The plan profile of whatever has none of its own."""


@dataclass(frozen=True, kw_only=True)
class MoneySettings(Strict):
    """One unit and one sign for every amount in the workspace.

    ``frame`` is the printed column of plan.xlsx that the year's frames start from; the decisions
    of its sheet Rambeslut change it. ``profile`` says how the year's frame is spread over its
    twelve months, in per cent that add up to 100: under "standard" for all, under a department's
    key or a responsibility code for those that differ. Without one, months are alike.
    """

    unit: str = "mnkr"
    sign: Literal["cost-positive"] = "cost-positive"
    decimals: Annotated[int, Held(ge=0, le=6)] = 1
    frame: str
    profile: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, shares in self.profile.items():
            if len(shares) != MONTHS or sum(shares) != 100:  # noqa: PLR2004 - per cent
                phrase = mark(
                    "the profile {key} must have twelve figures that add up to 100 per cent; "
                    "it has {count} that add up to {total}."
                )
                raise Fault(phrase, key=key, count=len(shares), total=sum(shares))


@dataclass(frozen=True, kw_only=True)
class CodeSettings(Strict):
    """What a code of money may look like: so many signs, a pattern, or one of a list.

    ``pattern`` is a regular expression that the whole code must match. What is left out does not
    restrict.
    """

    length: Annotated[int | None, Held(ge=1, le=40)] = None
    pattern: str = ""
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        try:
            re.compile(self.pattern)
        except re.error as fault:
            phrase = mark("the pattern {pattern} is not a regular expression: {fault}.")
            raise Fault(phrase, pattern=self.pattern, fault=str(fault)) from fault


@dataclass(frozen=True, kw_only=True)
class CodesSettings(Strict):
    """Codes of the chart of accounts: ``responsibility`` (ansvar) and ``activity`` (verksamhet)."""

    responsibility: CodeSettings = CodeSettings()
    activity: CodeSettings = CodeSettings()


@dataclass(frozen=True, kw_only=True)
class LedgerSettings(Strict):
    """How the ledger's export prints outcomes: its ``unit``, what sign a cost has, its headings.

    ``sign`` and ``unit`` have no defaults: whoever reads a printed column must be told.
    """

    unit: str = ""
    sign: Literal["", "cost-positive", "cost-negative"] = ""
    responsibility: tuple[str, ...] = ("Ansvar", "Ansvarskod", "Kostnadsställe")
    amount: tuple[str, ...] = ("Utfall", "Utfall ack.", "Ackumulerat utfall", "Belopp", "Saldo")


@dataclass(frozen=True, kw_only=True)
class AccountingSettings(Strict):
    """How codes are mapped in files for the accounting system (SIE).

    kexcel has no accounts, so all net costs are booked on ``account``, which the standard wants in
    digits. Responsibility and activity codes are objects of these dimensions; 1 is the standard's
    own for cost centres, and 20 the first that it leaves free. The names are those that the
    accounting system is told.
    """

    organisation_number: Annotated[str, Held(pattern=r"^([0-9]{6}-?[0-9]{4})?$")] = ""
    account: Annotated[str, Held(pattern=r"^[0-9]{1,10}$")]
    account_name: str = "Nettokostnad"
    responsibility_dimension: Annotated[int, Held(ge=1)] = 1
    responsibility_name: str = "Ansvar"
    activity_dimension: Annotated[int, Held(ge=1)] = 20
    activity_name: str = "Verksamhet"

    def __post_init__(self) -> None:
        if self.responsibility_dimension == self.activity_dimension:
            phrase = mark("both dimensions are {number}; each needs a number of its own.")
            raise Fault(phrase, number=self.activity_dimension)


@dataclass(frozen=True, kw_only=True)
class LimitSettings(Strict):
    """When a deviation must be explained: beyond both the amount and the per cent."""

    deviation_amount: Decimal = Decimal("0.5")
    deviation_percent: Decimal = Decimal("1.0")


@dataclass(frozen=True, kw_only=True)
class PeriodSettings(Strict):
    """A round of forms."""

    key: Annotated[str, Held(pattern=r"^[A-Za-z0-9_-]{1,20}$")]
    name: str
    opens: date
    closes: date
    due: date
    sheets: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            phrase = mark("the period {key} closes ({closes}) before it opens ({opens}).")
            raise Fault(phrase, key=self.key, closes=self.closes, opens=self.opens)


@dataclass(frozen=True, kw_only=True)
class Settings(Strict):
    """The whole of kexcel.toml.

    ``owners`` gives words by the keys of departments: ``kexcel import`` proposes a department
    for an activity whose text holds them.
    """

    organisation: str
    body: str
    year: Annotated[int, Held(ge=1900, le=2200)]
    language: Literal["sv", "en"] = "sv"
    template: str = "standard"
    contact: str = ""
    money: MoneySettings
    limits: LimitSettings = LimitSettings()
    codes: CodesSettings = CodesSettings()
    ledger: LedgerSettings = LedgerSettings()
    accounting: AccountingSettings | None = None
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Annotated[tuple[PeriodSettings, ...], Held(min_length=1)]

    def __post_init__(self) -> None:
        self._check_keys()
        self._check_years()

    def _check_keys(self) -> None:
        keys = [period.key.casefold() for period in self.periods]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            keys_twice = ", ".join(sorted(twice))
            raise Fault(mark("the period's key is there twice: {keys}."), keys=keys_twice)

    def _check_years(self) -> None:
        """A round of follow-up belongs to the year; the internal budget comes before it."""
        for period in self.periods:
            inside = period.opens.year == self.year == period.closes.year
            if FOLLOWUP in period.sheets and not inside:
                phrase = mark(
                    "the period {key} ({opens}–{closes}) does not lie in the year {year}."
                )
                raise Fault(
                    phrase,
                    key=period.key,
                    opens=period.opens,
                    closes=period.closes,
                    year=self.year,
                )

    def period(self, key: str) -> Period:
        """The period with the key, in any case.

        Raises:
            UsageError: there is none; the message lists those that exist.
        """
        for period in self.periods:
            if period.key.casefold() == key.casefold():
                return self._as_period(period)
        known = ", ".join(period.key for period in self.periods)
        raise UsageError(
            mark("There is no period {key} in kexcel.toml. Choose one of: {known}."),
            key=key,
            known=known,
        )

    def previous_period(self, key: str) -> Period | None:
        """The last period before this one that asks the same sheets' follow-up."""
        current = self.period(key)
        earlier = [p for p in self.periods if p.closes < current.opens and FOLLOWUP in p.sheets]
        return self._as_period(max(earlier, key=lambda p: p.closes)) if earlier else None

    def _as_period(self, period: PeriodSettings) -> Period:
        rounds = [each for each in self.periods if FOLLOWUP in each.sheets] or self.periods
        last = max(rounds, key=lambda each: each.closes)
        return Period(
            key=period.key,
            name=period.name,
            opens=period.opens,
            closes=period.closes,
            due=period.due,
            sheets=period.sheets,
            is_last=period.key == last.key,
        )


def parse_settings(data: bytes, *, file: str = SETTINGS_FILE) -> Settings:
    """Read kexcel.toml.

    Raises:
        ConfigurationError: a key is missing, unknown or wrong; the message names it.
    """
    return parse_toml(data, Settings, file=file, error=ConfigurationError)
