"""Tell by its bytes whether a file is a parcel, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from kexcel.collect.parcels.faults import FAULTS
from kexcel.collect.parcels.parcel import ParcelKind
from kexcel.excel.sniff import ZIP_SIGNATURE

CENTRAL_HEADER = b"PK\x01\x02"
MOST_CENTRAL_HEADERS = 50_000
"""Each takes some hundred bytes to list. The workbooks of a stored archive count theirs too."""

_EMPTY_ZIP = b"PK\x05\x06"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OUTLOOK_STREAMS = tuple(
    name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version1.0")
)
_DOCUMENT_PARTS = {"[content_types].xml", "mimetype"}
_HEADERS_WITHIN = 200_000
_LEADING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:From [^\r\n]*\r?\n)?")
_HEADER = re.compile(rb"([!-9;-~]{1,100}):[ \t]?(.*)")
_FOLDED = (b" ", b"\t")
_OF_EVERY_MAIL = {b"from", b"sender", b"received", b"return-path"}
_OF_A_MAIL = {b"to", b"cc", b"subject", b"date", b"message-id", b"mime-version", b"received"}
_SAVED_PAGE = re.compile(rb"(?im)^(snapshot-content-location:|from:\s*[\"<]?saved by)")


def parcel_kind(data: bytes) -> ParcelKind | None:
    """What kind of parcel the bytes are; None for anything else, a workbook among them."""
    if data.startswith((ZIP_SIGNATURE, _EMPTY_ZIP)):
        return ParcelKind.ZIP if _is_plain_zip(data) else None
    if data.startswith(_OLE_SIGNATURE):
        is_message = all(stream in data for stream in _OUTLOOK_STREAMS)
        return ParcelKind.OUTLOOK if is_message else None
    return ParcelKind.MAIL if _is_mail(data[:_HEADERS_WITHIN]) else None


def _is_plain_zip(data: bytes) -> bool:
    """Whether it is an archive that is no document of its own. A broken one is not told."""
    if data.count(CENTRAL_HEADER) > MOST_CENTRAL_HEADERS:
        return True
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except FAULTS:
        return False
    return not names & _DOCUMENT_PARTS and not any(name.endswith(".iwa") for name in names)


def _is_mail(head: bytes) -> bool:
    """A mail has no signature: it is known by opening with the headers that mails have."""
    names = _header_names(head)
    is_mail = bool(names & _OF_EVERY_MAIL) and bool(names & _OF_A_MAIL)
    return is_mail and not _SAVED_PAGE.search(head)


def _header_names(head: bytes) -> set[bytes]:
    """The names of the headers that the text opens with, in lower case."""
    names: set[bytes] = set()
    for line in head[_end(_LEADING.match(head)) :].splitlines():
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not line.startswith(_FOLDED):
            break
    return names


def _end(match: re.Match[bytes] | None) -> int:
    return match.end() if match else 0
