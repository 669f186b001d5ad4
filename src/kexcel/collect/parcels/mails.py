"""What is attached to a mail as it is saved by Outlook on the web, Thunderbird or a server."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from kexcel.collect.parcels.attachments import attachment
from kexcel.collect.parcels.budget import Budget
from kexcel.collect.parcels.faults import FAULTS
from kexcel.collect.parcels.headers import (
    header,
    mend_headers,
    moment_in,
    part_name,
    sender_in,
)
from kexcel.collect.parcels.names import last_component
from kexcel.collect.parcels.parcel import Contents, Item
from kexcel.excel.guard import Notice
from kexcel.locale import mark

BROKEN_PART = mark("the attachment is damaged")

_BODY = {"text", "multipart"}
_BASE64 = 3 / 4


def mail_contents(data: bytes, budget: Budget) -> Contents:
    """The attachments of a mail, with who sent it and when.

    Parsed with the older policy of Python's library: the newer one's reading of headers raises
    on broken ones, and takes a time that grows with the square of their length.
    """
    start = data.find(b"\n") + 1 if data.startswith(b"From ") else 0
    text = data[start:].removeprefix(b"\xef\xbb\xbf").lstrip()
    return _contents(BytesParser(policy=compat32).parsebytes(text), budget)


def _contents(message: Message, budget: Budget) -> Contents:
    mend_headers(message)
    author = message.get("from") or message.get("sender") or ""
    return Contents(
        _items(message, budget),
        sender=sender_in(str(author)),
        sent=moment_in(str(message.get("date") or "")),
    )


def _items(message: Message, budget: Budget) -> Iterator[Item]:
    for part in _leaves(message):
        budget.count()
        mend_headers(part)
        try:
            item = _item(part, budget)
        except FAULTS:
            item = Item("", refusal=Notice("file-unreadable", (("reason", BROKEN_PART),)))
        if item is not None:
            yield item


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; a mail within the mail is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in reversed(payload) if isinstance(each, Message)]
        else:
            yield part


def _item(part: Message, budget: Budget) -> Item | None:
    """An attachment; None for the mail's own text and a server's report."""
    payload = part.get_payload()
    if isinstance(payload, list):
        inner = payload[0] if payload else None
        is_mail = part.get_content_type() == "message/rfc822" and isinstance(inner, Message)
        return _forwarded(part, inner, budget) if is_mail and isinstance(inner, Message) else None
    name = last_component(part_name(part))
    is_attached = part.get_content_disposition() == "attachment" or bool(name)
    if not is_attached and part.get_content_maintype() in _BODY:
        return None
    if refusal := budget.too_large(int(len(str(payload)) * _BASE64)):
        return Item(name, refusal=refusal)
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    return attachment(name, part.get_content_type(), content, budget)


def _forwarded(part: Message, inner: Message, budget: Budget) -> Item:
    """A mail attached to the mail, by its file's name or what it is about."""
    mend_headers(inner)
    name = last_component(part_name(part)) or f"{header(inner, 'subject')}.eml"
    return Item(name, contents=_contents(inner, budget))
