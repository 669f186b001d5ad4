"""A reminder as a mail that has not been sent: an .eml file that opens as a draft."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePath

from kexcel.report.reminders.letter import Letter

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BOUNDARY = "=_kexcel_"
"""Stands in no body: neither base64 nor quoted-printable text can hold ``=_``."""

_KINDS = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "vnd.oasis.opendocument.spreadsheet",
    ".xls": "vnd.ms-excel",
}
_ANY_KIND = "octet-stream"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail is from: a name and an address, each "" where unknown."""

    name: str
    address: str


def addresses_in(text: str) -> tuple[str, ...]:
    """The mail addresses of a text, in order, each once. None for what no mail server takes."""
    words = re.split(r"[\s,;<>()]+", text)
    found = [word.strip(".:").removeprefix("mailto:") for word in words]
    return tuple(dict.fromkeys(word for word in found if _ADDRESS.fullmatch(word)))


def sender_in(contact: str) -> Sender:
    """The sender that a contact names, such as "Staben, staben@ange.example"."""
    found = addresses_in(contact)
    address = found[0] if found else ""
    name = contact.partition(address)[0] if address else contact
    return Sender(_one_line(name).strip(" ,;:<("), address)


def write_draft(
    letter: Letter,
    *,
    to: tuple[str, ...],
    name: str,
    sender: Sender,
    day: datetime,
    attachments: tuple[Attachment, ...],
) -> bytes:
    """The mail's bytes, the same for the same input.

    ``name`` is the department's, which stands in the subject too where ``to`` is empty. ``day`` is
    the day of the draft; the mail program puts its own time and identity in when it is sent.
    """
    mail = EmailMessage()
    mail["X-Unsent"] = "1"
    mail["Date"] = day.replace(hour=0, minute=0, second=0, microsecond=0)
    if sender.address:
        mail["From"] = Address(sender.name, addr_spec=sender.address)
    if to:
        shown = [Address(_one_line(name), addr_spec=address) for address in to]
        mail["To"] = shown
    mail["Subject"] = _subject(letter.subject, name, is_addressed=bool(to))
    mail.set_content(letter.text, cte="quoted-printable")
    for each in attachments:
        kind = _KINDS.get(PurePath(each.name).suffix.lower(), _ANY_KIND)
        mail.add_attachment(
            each.data, maintype="application", subtype=kind, filename=_one_line(each.name)
        )
    if attachments:
        mail.set_boundary(_BOUNDARY)
    return mail.as_bytes(policy=SMTP)


def _subject(words: str, name: str, *, is_addressed: bool) -> str:
    subject = _one_line(words)
    if is_addressed or _one_line(name) in subject:
        return subject
    return f"{subject} ({_one_line(name)})"


def _one_line(text: str) -> str:
    """The text as a header can hold it: no control signs and no line breaks."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join(kept.split())
