"""From a finding to the words a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kexcel.findings.catalogue import CATALOGUE, PHRASE_DETAILS
from kexcel.findings.wording import wordings
from kexcel.locale import format_number, mark, translator
from kexcel.model.finding import Finding, Place
from kexcel.model.spot import Spot

LONGEST_QUOTE = 120
"""How many characters of someone's own words are quoted; the cell itself shows the rest."""

_OPENINGS = {"previous": mark("; last time it was {text}")}
"""How a detail that may be left out is joined to its sentence; others come after a colon."""

_PRINTED_NUMBER = re.compile(r"[A-ZÅÄÖ]{0,3}\d+([.:-]\d+)*[a-zåäö]?")
_AMOUNT = re.compile(r"(?P<number>-?\d{1,20}(?:\.\d{1,10})?)(?P<unit>(?: \S{1,20})?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finding in words: what was found where, and how to mend it."""

    message: str
    hint: str


def render(finding: Finding, language: str) -> Rendered:
    """The finding in the language, without the file's name, which callers show beside it.

    ConfigurationError if the language isn't spoken; ValueError if the finding wasn't made
    by ``kexcel.findings.finding`` and lacks a word its recipe needs.
    """
    gaps = _gaps(finding, language)
    wording = wordings(language)[finding.code]
    try:
        message, hint = wording.message.format_map(gaps), wording.hint.format_map(gaps)
    except KeyError as gap:
        raise ValueError(f"{finding.code}: nothing to put in the gap {gap}") from gap
    where = place_text(finding.place, language)
    message = f"{where}: {message}" if where else message[:1].upper() + message[1:]
    return Rendered(message, hint[:1].upper() + hint[1:])


def where_text(place: Place) -> str:
    """The place as a reader looks it up, "Uppföljning!J7 (3.1.1-4)"; empty if unknown.

    A row is named by the number printed on it. Other identities are the program's own.
    """
    spot = "!".join(part for part in (place.sheet, place.cell) if part)
    parts = (place.row or "").split("/")
    number = next((part for part in parts if _PRINTED_NUMBER.fullmatch(part)), "")
    if not number:
        return spot
    return f"{spot} ({number})" if spot else number


def spot_text(spot: Spot, language: str) -> str:
    """A place in a document, as a reader looks it up: "page 4, line 12"."""
    _ = translator(language)
    parts = (
        (_("page {number}"), spot.page),
        (_("line {number}"), spot.line),
        (_("paragraph {number}"), spot.paragraph),
        (_("table {number}"), spot.table),
        (_("row {number}"), spot.row),
    )
    return ", ".join(words.format(number=number) for words, number in parts if number is not None)


def place_text(place: Place, language: str) -> str:
    """A place as a reader looks it up, in a workbook or in a document without cells."""
    if place.spot is None:
        return where_text(place)
    number = where_text(Place(row=place.row))
    spot = spot_text(place.spot, language)
    return f"{spot} ({number})" if number else spot


def _gaps(finding: Finding, language: str) -> dict[str, str]:
    _, place = translator(language), finding.place
    empty = _("(empty)")
    known = {"sheet": place.sheet, "cell": place.cell, "row": place.row, "column": place.column}
    gaps = {name: text or "" for name, text in known.items()}
    gaps["value"] = _quoted(finding.value) or empty
    entry = CATALOGUE[finding.code]
    gaps |= dict.fromkeys(entry.optional, "")
    for name, text in finding.details:
        shown = _detail(finding.code, name, text, language)
        if name in entry.optional:
            opening = translator(language)(_OPENINGS.get(name, ": {text}"))
            gaps[name] = opening.format(text=shown) if shown else ""
        else:
            gaps[name] = shown or empty
    return gaps


def _detail(code: str, name: str, text: str, language: str) -> str:
    if name in CATALOGUE[code].amounts and (amount := _AMOUNT.fullmatch(text)):
        return format_number(Decimal(amount["number"]), language) + amount["unit"]
    if name in PHRASE_DETAILS:
        return translator(language)(text) if text else ""
    return _one_line(text)


def _quoted(value: str | None) -> str:
    words = _one_line(value or "")
    if len(words) > LONGEST_QUOTE:
        words = words[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f'"{words}"' if words else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
