"""What is attached to mails and is no answer, whichever program wrote them."""

from __future__ import annotations

from kexcel.collect.litter import why_passed_over
from kexcel.collect.parcels.budget import Budget
from kexcel.collect.parcels.parcel import Item
from kexcel.excel.guard import Notice
from kexcel.excel.sniff import FileKind, sniff
from kexcel.locale import mark

PICTURE = mark("a picture in the mail")
SIGNATURE = mark("the mail's electronic signature")
CARD = mark("an invitation or a contact card")
TNEF = mark("an attachment in a format that only Outlook reads (winmail.dat)")
SEALED = mark("an encrypted mail, whose attachments cannot be taken out")
LINK = mark("a link to a file, not the file itself")

_TNEF_SIGNATURE = b"\x78\x9f\x3e\x22"
_ENDINGS = {".p7s": SIGNATURE, ".asc": SIGNATURE, ".sig": SIGNATURE, ".ics": CARD, ".vcf": CARD}
_TYPES = {
    "application/pkcs7-signature": SIGNATURE,
    "application/x-pkcs7-signature": SIGNATURE,
    "application/pgp-signature": SIGNATURE,
    "application/pgp-encrypted": SIGNATURE,
    "text/calendar": CARD,
    "text/vcard": CARD,
    "text/x-vcard": CARD,
}
_SEALED_TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_PGP_MESSAGE = b"-----BEGIN PGP MESSAGE-----"


def attachment(name: str, media_type: str, data: bytes, budget: Budget) -> Item:
    """An attachment as what it is by its bytes, and where they do not say, by its type."""
    budget.spend(len(data))
    if refusal := budget.too_large(len(data)):
        return Item(name, refusal=refusal)
    if data.startswith(_TNEF_SIGNATURE):
        return Item(name, refusal=not_a_form(TNEF))
    if media_type in _SEALED_TYPES or data.startswith(_PGP_MESSAGE):
        return Item(name, refusal=not_a_form(SEALED))
    if why := _why_passed_over(name, media_type, data):
        return Item(name, why=why)
    return Item(name, data=data)


def not_a_form(kind: str) -> Notice:
    """That something is no form; ``kind`` is a phrase that says what it is."""
    return Notice("not-a-form", (("kind", kind),))


def _why_passed_over(name: str, media_type: str, data: bytes) -> str | None:
    dot = name.rfind(".")
    ending = name[dot:].lower() if dot >= 0 else ""
    kind = sniff(data, name)
    if kind is FileKind.PICTURE:
        return PICTURE
    if kind in {FileKind.TEXT, FileKind.UNKNOWN, FileKind.WEB_PAGE} and (
        media_type.startswith("image/")
    ):
        return PICTURE
    return _TYPES.get(media_type) or _ENDINGS.get(ending) or why_passed_over(name)
