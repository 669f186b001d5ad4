"""What is attached to a message as Outlook on the desktop saves it (.msg)."""

from __future__ import annotations

from collections.abc import Iterator
from email.parser import HeaderParser
from io import BytesIO

from olefile import OleFileIO  # type: ignore[import-untyped] # carries no types
from oxmsg.domain import model
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from kexcel.collect.parcels.attachments import LINK, attachment, not_a_form
from kexcel.collect.parcels.budget import TOO_MANY, TOO_MUCH, Budget, SpentError
from kexcel.collect.parcels.faults import FAULTS
from kexcel.collect.parcels.headers import moment_in, sender_in, told_moment
from kexcel.collect.parcels.mails import BROKEN_PART
from kexcel.collect.parcels.names import last_component
from kexcel.collect.parcels.parcel import Contents, Item
from kexcel.excel.guard import Notice
from kexcel.locale import mark

DRAWN = mark("something drawn or pasted into the mail itself")

_TOP_HEADER, _EMBEDDED_HEADER = model.MSG_HDR_OFFSET, 24
_MOST_STREAMS_PER_ENTRY = 100
_STREAM = 2
_EMBEDDED_MESSAGE = "__substg1.0_3701000D"

# Property identifiers, by the names of [MS-OXPROPS].
_TRANSPORT_HEADERS = 0x007D
_SUBJECT = 0x0037
_CLIENT_SUBMIT_TIME, _DELIVERY_TIME = 0x0039, 0x0E06
_SENDER_NAMES = (0x0C1A, 0x0042)
_SENDER_ADDRESSES = (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_ATTACH_METHOD, _ATTACH_DATA, _ATTACH_MEDIA_TYPE = 0x3705, 0x3701, 0x370E
_ATTACH_NAMES = (0x3707, 0x3704, 0x3001)
_BY_REFERENCE, _EMBEDDED, _OLE_OBJECT = {2, 3, 4, 7}, 5, 6


def outlook_contents(data: bytes, budget: Budget) -> Contents:
    """The attachments of a message, with who sent it and when."""
    with OleFileIO(BytesIO(data)) as ole:
        _hold_limits(ole, budget)
        storage = Storage.from_ole(ole)
    return _contents(storage, _TOP_HEADER, budget)


def _hold_limits(ole: OleFileIO, budget: Budget) -> None:
    """Refuse streams that are more, or larger together, than a message can hold.

    The streams are read whole, and many of them can lay claim to the same bytes.
    """
    entries = [entry for entry in ole.direntries if entry is not None]
    if len(entries) > budget.limits.entries * _MOST_STREAMS_PER_ENTRY:
        raise SpentError(TOO_MANY)
    if sum(e.size for e in entries if e.entry_type == _STREAM) > budget.limits.inflated_bytes:
        raise SpentError(TOO_MUCH)


def _contents(storage: Storage, header_bytes: int, budget: Budget) -> Contents:
    properties = Properties(storage, header_bytes)
    headers = HeaderParser().parsestr(_text(properties, _TRANSPORT_HEADERS))
    author = headers.get("from")
    return Contents(
        _items(storage, budget),
        sender=sender_in(str(author)) if author else _sender(properties),
        sent=_sent(properties) or moment_in(str(headers.get("date") or "")),
    )


def _sender(properties: Properties) -> str:
    name = _first(properties, _SENDER_NAMES)
    addresses = [_text(properties, each) for each in _SENDER_ADDRESSES]
    address = next((each for each in addresses if "@" in each), "")
    return sender_in(f'"{name}" <{address}>') if name and address else address or name


def _sent(properties: Properties) -> str:
    for identifier in (_CLIENT_SUBMIT_TIME, _DELIVERY_TIME):
        try:
            moment = properties.date_prop_value(identifier)
        except FAULTS:
            continue
        if moment is not None:
            return told_moment(moment)
    return ""


def _items(storage: Storage, budget: Budget) -> Iterator[Item]:
    for attached in storage.iter_attachment_storages():
        budget.count()
        try:
            yield _item(attached, budget)
        except FAULTS:
            yield Item("", refusal=Notice("file-unreadable", (("reason", BROKEN_PART),)))


def _item(attached: Storage, budget: Budget) -> Item:
    properties = Properties(attached, model.ATTACH_HDR_OFFSET)
    name = last_component(_first(properties, _ATTACH_NAMES))
    method = properties.int_prop_value(_ATTACH_METHOD)
    embedded = next((s for s in attached.storages if s.name == _EMBEDDED_MESSAGE), None)
    if method == _EMBEDDED and embedded is not None:
        return _forwarded(embedded, name, budget)
    if method in _BY_REFERENCE:
        return Item(name, refusal=not_a_form(LINK))
    if method == _OLE_OBJECT:
        return Item(name, why=DRAWN)
    data = properties.binary_prop_value(_ATTACH_DATA) or b""
    return attachment(name, _text(properties, _ATTACH_MEDIA_TYPE).lower(), data, budget)


def _forwarded(embedded: Storage, name: str, budget: Budget) -> Item:
    subject = _text(Properties(embedded, _EMBEDDED_HEADER), _SUBJECT)
    contents = _contents(embedded, _EMBEDDED_HEADER, budget)
    return Item(name or f"{last_component(subject)}.msg", contents=contents)


def _first(properties: Properties, identifiers: tuple[int, ...]) -> str:
    return next((text for each in identifiers if (text := _text(properties, each))), "")


def _text(properties: Properties, identifier: int) -> str:
    """A text property on one line, "" if there is none or it cannot be read."""
    try:
        text = properties.str_prop_value(identifier) or ""
    except FAULTS:
        return ""
    return text.replace("\0", "") if identifier == _TRANSPORT_HEADERS else _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
