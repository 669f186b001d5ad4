"""Mails and zip archives, made as the programs make them that people send with."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WORKBOOK = b"PK\x03\x04 the name [Content_Types].xml stands early in a workbook"
SENDER = "Åsa Chef (exempel) <asa.chef@ange.example>"


def letter(
    attached: Mapping[str, bytes], *, sender: str = SENDER, subject: str = "Svar T1"
) -> EmailMessage:
    """A mail as Outlook on the web saves it: two texts, a logotype and what is attached."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "Staben <verksamhetsplan@ange.example>"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 10 May 2024 08:12:33 +0000"
    mail["Message-ID"] = "<1@ange.example>"
    mail.set_content("Hej! Här kommer vårt svar.")
    mail.add_alternative('<p>Hej! Här kommer vårt svar.<img src="cid:logo"></p>', subtype="html")
    html = mail.get_payload()[1]  # type: ignore[index] # the second text
    assert isinstance(html, EmailMessage)
    html.add_related(PNG, "image", "png", cid="<logo>", filename="image001.png")
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def as_sent(mail: EmailMessage) -> bytes:
    """The mail's bytes, the same each time: what stands between its parts is not by chance."""
    for number, part in enumerate(mail.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=={number}==")
    return mail.as_bytes()


def forwarded(inner: EmailMessage, *, sender: str, subject: str = "VB: Svar T1") -> EmailMessage:
    """A mail with another attached to it."""
    mail = letter({}, sender=sender, subject=subject)
    mail.add_attachment(inner)
    return mail


def archive(entries: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these entries."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as zipped:
        for name, data in entries.items():
            zipped.writestr(name, data)
    return packed.getvalue()


def with_raw_name(data: bytes, name: bytes, raw: bytes) -> bytes:
    """The archive with a name of as many bytes, and without saying that names are UTF-8."""
    assert len(name) == len(raw)
    renamed = bytearray(data.replace(name, raw))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = renamed.find(signature)
        while start >= 0:
            renamed[start + offset + 1] &= 0xF7
            start = renamed.find(signature, start + 1)
    return bytes(renamed)


def flagged(data: bytes, flag: int) -> bytes:
    """The archive with a flag set on every entry, such as that it is encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(signature)
        while start >= 0:
            changed[start + offset] |= flag
            start = changed.find(signature, start + 1)
    return bytes(changed)
