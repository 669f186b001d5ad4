"""What a mail's headers say: who sent it, when, and what its parts are called."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from kexcel.collect.parcels.faults import FAULTS

_UNDECODED = re.compile("[\udc80-\udcff]")
_LONGEST = 2_000
"""How many signs of a header are looked at. The standard's longest line has 998."""


def mend_headers(part: Message) -> None:
    """Read headers with raw letters in them as UTF-8, or else as Windows wrote it."""
    for name, value in list(part.raw_items()):
        if _UNDECODED.search(str(value)):
            part.replace_header(name, _letters(str(value)))


def header(part: Message, name: str) -> str:
    """A header in plain letters and on one line, "" if there is none."""
    value = part.get(name)
    return decoded(str(value)) if value is not None else ""


def decoded(text: str) -> str:
    """The text with its encoded words ("=?utf-8?Q?…?=") in plain letters, where they can be."""
    text = text[:_LONGEST]
    try:
        text = str(make_header(decode_header(text)))
    except FAULTS:
        text = _letters(text)
    return " ".join(text.split())


def sender_in(value: str) -> str:
    """Who a From header names: "Name <address>", or what there is of it."""
    name, address = parseaddr(value[:_LONGEST])
    name = decoded(name)
    if "@" not in address:
        return decoded(value)
    return f"{name} <{address}>" if name and name != address else address


def moment_in(value: str) -> str:
    """A Date header in ISO 8601 with its offset, "" if it cannot be read."""
    try:
        moment = parsedate_to_datetime(value[:_LONGEST])
        return told_moment(moment)
    except FAULTS:
        return ""


def told_moment(moment: datetime) -> str:
    """The moment in ISO 8601; one without an offset is in UTC, as mail has it."""
    placed = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return placed.isoformat(timespec="seconds")


def part_name(part: Message) -> str:
    """What an attachment is called, "" if nothing says."""
    for name, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, None, name)
        if value:
            return decoded(collapse_rfc2231_value(value))
    return ""


def _letters(text: str) -> str:
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
