"""What there is to say of a parcel that is itself the return."""

from __future__ import annotations

from kexcel.collect.parcels.kinds import parcel_kind
from kexcel.collect.parcels.parcel import (
    DEFAULT_PARCEL_LIMITS,
    Parcel,
    ParcelKind,
    ParcelLimits,
    Refused,
)
from kexcel.excel.guard import Notice
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.finding import Finding, Place

A_PARCEL = {
    ParcelKind.ZIP: mark("a zip archive"),
    ParcelKind.MAIL: mark("a mail"),
    ParcelKind.OUTLOOK: mark("an Outlook message"),
}


def parcel_findings(
    name: str, data: bytes, limits: ParcelLimits = DEFAULT_PARCEL_LIMITS
) -> tuple[Finding, ...]:
    """Why a parcel, or something in it, is no answer; () if the bytes are no parcel.

    The place names what lies in it too: "svar.zip › Staben.xlsx".
    """
    if parcel_kind(data) is None:
        return ()
    from kexcel.collect.parcels.opening import open_parcel  # noqa: PLC0415 - loads what opens mails

    parcel = open_parcel(name, data, limits)
    if parcel is None:
        return ()
    refused = parcel.refused or (
        Refused(name, Notice("not-a-form", (("kind", A_PARCEL[parcel.kind]),))),
    )
    return tuple(
        finding(
            each.notice.code,
            Place(file=each.name),
            value=None,
            severity=None,
            **dict(each.notice.details),
        )
        for each in refused
    )


def given_up_parcel(name: str, data: bytes, reason: str) -> Parcel | None:
    """A parcel that could not be opened to its end, and why; None if the bytes are none."""
    kind = parcel_kind(data)
    if kind is None:
        return None
    notice = Notice("file-suspicious", (("reason", reason),))
    return Parcel(kind, refused=(Refused(name, notice),))
