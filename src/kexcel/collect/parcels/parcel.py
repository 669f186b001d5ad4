"""What came out of a parcel: a zip archive, a mail or an Outlook message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kexcel.excel.guard import MEGABYTE, Notice

INSIDE = " › "
"""Stands between the names of a parcel and of what lies in it."""


class ParcelKind(StrEnum):
    """What a parcel is."""

    ZIP = "zip"
    MAIL = "mail"
    OUTLOOK = "outlook"


@dataclass(frozen=True, slots=True)
class ParcelLimits:
    """How much a parcel may hold, in bytes and numbers, with what is nested in it counted in.

    A municipality's mail server stops at 25 to 50 MB, and a folder of thirty forms is 10 MB.
    ``entry_bytes`` is what a form of its own may be; ``ratio`` what a sound spreadsheet at most
    is packed by.
    """

    file_bytes: int = 60 * MEGABYTE
    entries: int = 1_000
    entry_bytes: int = 20 * MEGABYTE
    inflated_bytes: int = 100 * MEGABYTE
    ratio: int = 150
    ratio_from_bytes: int = MEGABYTE
    nesting: int = 1


DEFAULT_PARCEL_LIMITS = ParcelLimits()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that lay in a parcel.

    ``name`` is its own, without any folder; ``sender`` and ``sent`` (ISO 8601) are those of the
    innermost mail it lay in, or ""; ``inside`` names the parcels, the outermost first.
    """

    name: str
    data: bytes
    sender: str
    sent: str
    inside: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in a parcel, or the parcel itself, that could not be taken, and why."""

    name: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in a parcel that nobody sent as an answer; ``why`` is a phrase."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """All there is to say of a parcel. The names of what is told begin with its own."""

    kind: ParcelKind
    files: tuple[Enclosed, ...] = ()
    refused: tuple[Refused, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found in a parcel: exactly one of the last four says what it is."""

    name: str
    data: bytes | None = None
    contents: Contents | None = None
    refusal: Notice | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A parcel that has been opened, with what lies in it taken out as it is asked for."""

    items: Iterator[Item]
    sender: str = ""
    sent: str = ""
