"""What a workspace's kexcel.toml says: the organisation, its year, its periods and its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from kexcel.errors import ConfigurationError, Fault, UsageError
from kexcel.locale import mark
from kexcel.model.period import FOLLOWUP, Period
from kexcel.toml_file import Strict, parse_toml

SETTINGS_FILE = "kexcel.toml"


MONTHS = 12
"""How many shares a plan profile has."""

STANDARD_PROFILE = "standard"
"""The plan profile of whatever has none of its own."""


class MoneySettings(Strict):
    """One unit and one sign for every amount in the workspace.

    ``frame`` is the printed column of plan.xlsx that the year's frames start from; the decisions
    of its sheet Rambeslut change it. ``profile`` says how the year's frame is spread over its
    twelve months, in per cent that add up to 100: under "standard" for all, under a department's
    key or a responsibility code for those that differ. Without one, months are alike.
    """

    unit: str = "mnkr"
    sign: Literal["cost-positive"] = "cost-positive"
    decimals: int = Field(default=1, ge=0, le=6)
    frame: str
    profile: Mapping[str, tuple[Decimal, ...]] = {}

    @model_validator(mode="after")
    def _profiles_are_whole(self) -> Self:
        for key, shares in self.profile.items():
            if len(shares) != MONTHS or sum(shares) != 100:  # noqa: PLR2004 - per cent
                phrase = mark(
                    "the profile {key} must have twelve figures that add up to 100 per cent; "
                    "it has {count} that add up to {total}."
                )
                raise Fault(phrase, key=key, count=len(shares), total=sum(shares))
        return self


class CodeSettings(Strict):
    """What a code of money may look like: so many signs, a pattern, or one of a list.

    ``pattern`` is a regular expression that the whole code must match. What is left out does not
    restrict.
    """

    length: int | None = Field(default=None, ge=1, le=40)
    pattern: str = ""
    values: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _pattern_is_sound(self) -> Self:
        try:
            re.compile(self.pattern)
        except re.error as fault:
            phrase = mark("the pattern {pattern} is not a regular expression: {fault}.")
            raise Fault(phrase, pattern=self.pattern, fault=str(fault)) from fault
        return self


class CodesSettings(Strict):
    """Codes of the chart of accounts: ``responsibility`` (ansvar) and ``activity`` (verksamhet)."""

    responsibility: CodeSettings = CodeSettings()
    activity: CodeSettings = CodeSettings()


class LedgerSettings(Strict):
    """How the ledger's export prints outcomes: its ``unit``, what sign a cost has, its headings.

    ``sign`` and ``unit`` have no defaults: whoever reads a printed column must be told.
    """

    unit: str = ""
    sign: Literal["", "cost-positive", "cost-negative"] = ""
    responsibility: tuple[str, ...] = ("Ansvar", "Ansvarskod", "Kostnadsställe")
    amount: tuple[str, ...] = ("Utfall", "Utfall ack.", "Ackumulerat utfall", "Belopp", "Saldo")


class AccountingSettings(Strict):
    """How codes are mapped in files for the accounting system (SIE).

    kexcel has no accounts, so all net costs are booked on ``account``, which the standard wants in
    digits. Responsibility and activity codes are objects of these dimensions; 1 is the standard's
    own for cost centres, and 20 the first that it leaves free. The names are those that the
    accounting system is told.
    """

    organisation_number: str = Field(default="", pattern=r"^([0-9]{6}-?[0-9]{4})?$")
    account: str = Field(pattern=r"^[0-9]{1,10}$")
    account_name: str = "Nettokostnad"
    responsibility_dimension: int = Field(default=1, ge=1)
    responsibility_name: str = "Ansvar"
    activity_dimension: int = Field(default=20, ge=1)
    activity_name: str = "Verksamhet"

    @model_validator(mode="after")
    def _dimensions_differ(self) -> Self:
        if self.responsibility_dimension == self.activity_dimension:
            phrase = mark("both dimensions are {number}; each needs a number of its own.")
            raise Fault(phrase, number=self.activity_dimension)
        return self


class LimitSettings(Strict):
    """When a deviation must be explained: beyond both the amount and the per cent."""

    deviation_amount: Decimal = Decimal("0.5")
    deviation_percent: Decimal = Decimal("1.0")


class PeriodSettings(Strict):
    """A round of forms."""

    key: str = Field(pattern=r"^[A-Za-z0-9_-]{1,20}$")
    name: str
    opens: date
    closes: date
    due: date
    sheets: tuple[str, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes < self.opens:
            phrase = mark("the period {key} closes ({closes}) before it opens ({opens}).")
            raise Fault(phrase, key=self.key, closes=self.closes, opens=self.opens)
        return self


class Settings(Strict):
    """The whole of kexcel.toml.

    ``owners`` gives words by the keys of departments: ``kexcel import`` proposes a department
    for an activity whose text holds them.
    """

    organisation: str
    body: str
    year: int = Field(ge=1900, le=2200)
    language: Literal["sv", "en"] = "sv"
    template: str = "standard"
    contact: str = ""
    money: MoneySettings
    limits: LimitSettings = LimitSettings()
    codes: CodesSettings = CodesSettings()
    ledger: LedgerSettings = LedgerSettings()
    accounting: AccountingSettings | None = None
    owners: Mapping[str, tuple[str, ...]] = {}
    periods: tuple[PeriodSettings, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [period.key.casefold() for period in self.periods]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            keys_twice = ", ".join(sorted(twice))
            raise Fault(mark("the period's key is there twice: {keys}."), keys=keys_twice)
        return self

    @model_validator(mode="after")
    def _periods_lie_in_the_year(self) -> Self:
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
        return self

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
