"""What tests of parcels ask of what was opened."""

from __future__ import annotations

from kexcel.collect.parcels import Parcel, ParcelLimits, open_parcel

SMALL = ParcelLimits(
    file_bytes=2_000_000,
    entries=10,
    entry_bytes=100_000,
    inflated_bytes=250_000,
    ratio_from_bytes=10_000,
)


def opened(name: str, data: bytes, limits: ParcelLimits | None = None) -> Parcel:
    parcel = open_parcel(name, data, limits or ParcelLimits())
    assert parcel is not None
    return parcel


def taken(parcel: Parcel) -> list[tuple[str, str]]:
    return [(each.name, each.inside) for each in parcel.files]


def refused(parcel: Parcel) -> list[tuple[str, str]]:
    return [(each.name, each.notice.code) for each in parcel.refused]


def passed(parcel: Parcel) -> list[str]:
    return [each.name for each in parcel.passed_over]
