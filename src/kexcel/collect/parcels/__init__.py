"""What lies in a zip archive or a mail: bytes to the files enclosed in them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.collect.parcels.kinds import parcel_kind
    from kexcel.collect.parcels.opening import open_parcel
    from kexcel.collect.parcels.parcel import (
        DEFAULT_PARCEL_LIMITS,
        Enclosed,
        Parcel,
        ParcelKind,
        ParcelLimits,
        PassedOver,
        Refused,
    )
    from kexcel.collect.parcels.telling import given_up_parcel, parcel_findings

__all__ = [
    "DEFAULT_PARCEL_LIMITS",
    "Enclosed",
    "Parcel",
    "ParcelKind",
    "ParcelLimits",
    "PassedOver",
    "Refused",
    "given_up_parcel",
    "open_parcel",
    "parcel_findings",
    "parcel_kind",
]

_HOMES = {
    "given_up_parcel": "telling",
    "open_parcel": "opening",
    "parcel_findings": "telling",
    "parcel_kind": "kinds",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: telling whether a file is a mail needs nothing that opens mails."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'parcel')}"), name)
