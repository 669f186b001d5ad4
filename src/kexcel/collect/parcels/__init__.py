"""What lies in a zip archive or a mail: bytes to the files enclosed in them."""

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
