"""What a SIE file, type 1 to 4, says is booked on the objects of one dimension.

Source: SIE filformat, edition 4B, 8 and 11. Balances of periods are by account and object, and of
the account as a whole; transactions name the objects they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kexcel.errors import Fault
from kexcel.findings import finding
from kexcel.ledger.booked import KRONOR, Booked, LedgerReading, Terms
from kexcel.ledger.sie_posts import Balances, Gathered, Key, Sum
from kexcel.locale import mark
from kexcel.model.finding import Finding
from kexcel.sie import Post, decode, read_posts

_SWEDISH = "SEK"
_DECLARED = {
    "PC8": "cp437",
    "UTF8": "utf-8",
    "UTF-8": "utf-8",
    "ANSI": "cp1252",
    "ISO-8859-1": "cp1252",
    "ISO8859-1": "cp1252",
    "LATIN1": "cp1252",
}
_CALLED = {"cp437": "PC8", "cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8",
           "utf-16": "UTF-16"}  # fmt: skip
_HEAD = 4096


def read_sie_ledger(data: bytes, terms: Terms) -> LedgerReading:
    """Each object's sum over the accounts of the income statement, from January to the close.

    Period balances are read if any are by object; otherwise transactions; otherwise the year's
    balances, which some programs give by object though the standard does not.

    Raises:
        Fault: nothing in the file is by object, or it is of another year or in another currency.
    """
    encoding, said = _encoding(data, terms)
    gathered = Gathered(terms)
    gathered.take_all(read_posts(data, encoding))
    _refuse_another_kind(gathered)
    posts, sums = _chosen(gathered)
    booked = tuple(_booked(sums, gathered))
    return LedgerReading(booked, (*said, *gathered.findings), posts)


def _encoding(data: bytes, terms: Terms) -> tuple[str, tuple[Finding, ...]]:
    """How the file is encoded; said where that is not what it says itself."""
    head = data[:_HEAD]
    posts = read_posts(head, decode(head).encoding)
    declaring = (p for p in posts if isinstance(p, Post) and p.label == "#FORMAT")
    told = next(declaring, Post("#FORMAT", ("PC8",)))
    declared = _DECLARED.get(told.text(0).upper(), "cp437")
    found = decode(data, declared)
    if not found.is_certain or _CALLED[found.encoding] == _CALLED[declared]:
        return found.encoding, ()
    place = terms.place(terms.line(told.line)) if told.line else terms.place("")
    value = f"{told.label} {told.text(0)}"
    return found.encoding, (
        finding("interpreted", place, value=value, meaning=_CALLED[found.encoding]),
    )


def _refuse_another_kind(gathered: Gathered) -> None:
    if gathered.currency != _SWEDISH:
        phrase = mark("its amounts are in {currency}, not in Swedish kronor")
        raise Fault(phrase, currency=gathered.currency)
    if gathered.years and gathered.year is None:
        years = ", ".join(f"{each.start}–{each.end}" for each in gathered.years)
        phrase = mark("it is about {years}, and the period closes {closes}")
        raise Fault(phrase, years=years, closes=gathered.terms.closes)


def _chosen(gathered: Gathered) -> tuple[str, dict[str, Sum]]:
    """The posts that the amounts are taken from, and the sums by code."""
    number = gathered.year.number if gathered.year else "0"
    balances = gathered.balances.get(("#PSALDO", number), {})
    if _by_code(balances):
        return "#PSALDO", _of_balances(balances)
    if any(gathered.transactions):
        return "#TRANS", gathered.transactions
    results = gathered.balances.get(("#RES", number), {})
    if _by_code(results) and gathered.reaches and gathered.reaches <= gathered.terms.closes:
        return "#RES", _of_balances(results)
    raise _nothing_by_object(gathered)


def _nothing_by_object(gathered: Gathered) -> Fault:
    others = ", ".join(f"{key} {name}" for key, name in gathered.dimensions.items()) or "–"
    phrase = mark(
        "no period balances and no transactions in it are on objects of dimension {dimension}. "
        "Export type 3 or 4 with objects, or write under [accounting] in kexcel.toml which "
        "responsibility_dimension it is; the file has these: {others}"
    )
    return Fault(phrase, dimension=gathered.terms.dimension, others=others)


def _by_code(balances: Balances) -> bool:
    return any(key.code for key in balances)


def _of_balances(balances: Balances) -> dict[str, Sum]:
    """The sums by code; under "" what the accounts as a whole have beyond their objects."""
    sums: dict[str, Sum] = {}
    for account in dict.fromkeys(key.account for key in balances):
        own = {key: each for key, each in balances.items() if key.account == account}
        parts = _parts(own)
        for code, each in parts.items():
            sums.setdefault(code, Sum(each.line)).add(each.amount, each.parts)
        whole = own.get(Key(account, ""))
        beyond = whole.amount - sum((p.amount for p in parts.values()), Decimal(0)) if whole else 0
        if whole and beyond:
            sums.setdefault("", Sum(whole.line)).add(Decimal(beyond))
    return sums


def _parts(balances: Balances) -> dict[str, Sum]:
    """An account's sums by code. Balances of the code together with another object are parts of
    those of the code alone, and count only where there are none of it alone.
    """
    alone = {key.code: each for key, each in balances.items() if key.code and key.alone}
    together = {key.code: each for key, each in balances.items() if key.code and not key.alone}
    return alone or together


def _booked(sums: dict[str, Sum], gathered: Gathered) -> Iterator[Booked]:
    """In the order of the codes: how a file sorts its posts says nothing."""
    terms = gathered.terms
    for code, each in sorted(sums.items()):
        own = terms.own(each.amount, KRONOR)
        cell = terms.line(each.line)
        yield Booked(code, own, cell, name=gathered.names.get(code, ""), parts=each.parts)
