"""Gather from the posts of a SIE file what is booked on accounts and on a dimension's objects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kexcel.findings import finding
from kexcel.ledger.amounts import amount_in_post
from kexcel.ledger.booked import Terms, incomplete
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place
from kexcel.sie import Post, Trouble

_RESULT_CLASSES = tuple("345678")
"""Accounts of the income statement begin with one of these in the BAS charts."""

_BALANCE_TYPES = {"T", "S"}
_BALANCES = {"#PSALDO": 1, "#RES": 0}
"""Posts of balances, and how many fields stand between the year's number and the account."""

NOT_SO_FAR = mark("its balances do not reach the day the period closes")

_MONTH = re.compile(r"[0-9]{6}")
_DAY = re.compile(r"[0-9]{8}")


@dataclass(slots=True)
class Sum:
    """Amounts that have been added up: the first line that had one, and how many did."""

    line: int
    amount: Decimal = Decimal(0)
    parts: int = 0

    def add(self, amount: Decimal, parts: int = 1) -> None:
        """Add an amount."""
        self.amount += amount
        self.parts += parts


@dataclass(frozen=True, slots=True)
class Year:
    """A financial year of the file, by its number: 0 is the current one, -1 the one before."""

    number: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Key:
    """What a balance is of: "" for no code is the account as a whole, and then ``alone`` tells
    nothing; otherwise whether the dimension's code stood alone in the list of objects.
    """

    account: str
    code: str
    alone: bool = True


Balances = dict[Key, Sum]


@dataclass(slots=True)
class Gathered:
    """What the posts say, amounts as in the file: kronor, debit positive.

    ``balances`` are by label and year. ``transactions`` are by code, those dated from the start of
    the year that holds the close, to the close.
    """

    terms: Terms
    years: list[Year] = field(default_factory=list)
    currency: str = "SEK"
    reaches: date | None = None
    balances: dict[tuple[str, str], Balances] = field(default_factory=dict)
    transactions: dict[str, Sum] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _types: dict[str, str] = field(default_factory=dict)
    _dated: str = ""

    def take_all(self, posts: Iterable[Post | Trouble]) -> None:
        """Take what each post says; labels that say nothing of this are passed over (7.1)."""
        for post in posts:
            if isinstance(post, Trouble):
                place = self._place(post.line)
                self.findings.append(incomplete(place, post.reason, post.label or None))
            else:
                self._take(post)

    @property
    def year(self) -> Year | None:
        """The year that holds the close."""
        closes = self.terms.closes
        return next((each for each in self.years if each.start <= closes <= each.end), None)

    def _take(self, post: Post) -> None:
        match post.label:
            case "#TRANS":
                self._take_transaction(post)
            case "#PSALDO" | "#RES":
                self._take_balance(post)
            case "#VER":
                self._dated = post.text(2)
            case "#RAR" if (start := _day(post.text(1))) and (end := _day(post.text(2))):
                self.years.append(Year(post.text(0), start, end))
            case "#OMFATTN":
                self._take_reach(post)
            case "#VALUTA":
                self.currency = post.text(0).upper()
            case "#KTYP":
                self._types[post.text(0)] = post.text(1).upper()
            case "#DIM" | "#UNDERDIM":
                self.dimensions[post.text(0)] = post.text(1)
            case "#OBJEKT" if post.text(0) == self._dimension:
                self.names[post.text(1)] = post.text(2)

    def _take_reach(self, post: Post) -> None:
        self.reaches = _day(post.text(0))
        if self.reaches and self.reaches < self.terms.closes:
            said = f"{post.label} {post.text(0)}"
            self.findings.append(incomplete(self._place(post.line), NOT_SO_FAR, said))

    def _take_balance(self, post: Post) -> None:
        between = _BALANCES[post.label]
        account, objects = post.text(1 + between), post.objects()
        code = objects.get(self._dimension, "")
        is_of_others = bool(objects and not code)
        if is_of_others or not self._is_result(account):
            return
        if between and not self._is_in_time(post):
            return
        amount = self._amount(post, 2 + between)
        if amount is None:
            return
        balances = self.balances.setdefault((post.label, post.text(0)), {})
        key = Key(account, code, alone=len(objects) < 2)  # noqa: PLR2004 - it and another
        balances.setdefault(key, Sum(post.line)).add(amount)

    def _take_transaction(self, post: Post) -> None:
        if not self._is_result(post.text(0)):
            return
        amount = self._amount(post, 1)
        if amount is None:
            return
        place = _after_objects(post, 1)
        written = post.text(place + 1) or self._dated
        day = _day(written)
        if day is None:
            self.findings.append(finding("not-a-date", self._place(post.line), value=written))
        elif self._is_of_the_year(day):
            code = post.objects().get(self._dimension, "")
            self.transactions.setdefault(code, Sum(post.line)).add(amount)

    def _amount(self, post: Post, place: int) -> Decimal | None:
        """The amount, which follows the list of objects where there is one."""
        written = post.text(_after_objects(post, place))
        amount = amount_in_post(written)
        if amount is None:
            self.findings.append(finding("not-a-number", self._place(post.line), value=written))
        return amount

    def _place(self, line: int) -> Place:
        return self.terms.place(self.terms.line(line))

    def _is_result(self, account: str) -> bool:
        is_balance = self._types.get(account) in _BALANCE_TYPES
        return account.startswith(_RESULT_CLASSES) and not is_balance

    def _is_in_time(self, post: Post) -> bool:
        """Whether the month of a balance is no later than the close."""
        month = post.text(1)
        if not _MONTH.fullmatch(month):
            self.findings.append(finding("not-a-date", self._place(post.line), value=month))
            return False
        return month <= f"{self.terms.closes:%Y%m}"

    def _is_of_the_year(self, day: date) -> bool:
        year = self.year
        start = year.start if year else date(self.terms.closes.year, 1, 1)
        return start <= day <= self.terms.closes

    @property
    def _dimension(self) -> str:
        return str(self.terms.dimension)


def _after_objects(post: Post, place: int) -> int:
    """Where the field stands that follows a list of objects, if there is one at the place."""
    has_list = place < len(post.fields) and isinstance(post.fields[place], tuple)
    return place + has_list


def _day(text: str) -> date | None:
    """A day as the standard has it, 20240430."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
