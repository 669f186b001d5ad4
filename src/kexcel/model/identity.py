"""How a form and its rows are told apart from all others, whatever became of the file.

The form's code is printed on every sheet and kept in the workbook's hidden parts. Each row
carries its identity with a checksum of identity and anchor text in a hidden column, so that a
row sorted without that column is noticed. Row places and row names are never trusted.
"""

from __future__ import annotations

import hashlib
import re

MARK = "kexcel"
"""The first cell of the metadata sheet, by which it is found whatever its name became."""

ID_COLUMN = "id"
"""The key of the hidden column with the rows' identities."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CORRECTS = "kexcel rättar "
_CORRECTED = re.compile(rf"{_CORRECTS}([0-9a-f]{{64}})")
_CODE = re.compile(r"\bKX-[0-9A-HJKMNP-TV-Z]{8}\b")


def form_code(content: bytes) -> str:
    """The code of a form with this content: "KX-" and eight signs that are hard to mistake."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:5], "big")
    signs = ""
    for _ in range(8):
        number, remainder = divmod(number, 32)
        signs = _ALPHABET[remainder] + signs
    return f"KX-{signs}"


def find_form_code(text: str) -> str | None:
    """The first form code in a text, or None."""
    found = _CODE.search(text.upper())
    return found.group() if found else None


def row_mark(identity: str, anchor: str) -> str:
    """What the hidden column says: the identity, and a checksum of it with the anchor text."""
    return f"{identity}#{row_checksum(identity, anchor)}"


def row_checksum(identity: str, anchor: str) -> str:
    """Six hexadecimal signs of identity and anchor, blind to case and white space."""
    text = f"{identity}|{''.join(anchor.split()).casefold()}"
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def split_row_mark(mark: str) -> tuple[str, str] | None:
    """Identity and checksum of a hidden cell, or None when it holds something else."""
    identity, hash_sign, checksum = mark.strip().rpartition("#")
    return (identity, checksum) if hash_sign and re.fullmatch(r"[0-9a-f]{6}", checksum) else None


def column_mark(sheet: str, column: str) -> str:
    """What the hidden key row says of a column: "followup.status"."""
    return f"{sheet}.{column}"


def correction_mark(sha256: str) -> str:
    """What a correction says of the returned file it was made from."""
    return f"{_CORRECTS}{sha256}"


def find_correction_mark(text: str) -> str | None:
    """The sha256 of the return that a text says was corrected, or None."""
    found = _CORRECTED.fullmatch(text.strip())
    return found.group(1) if found else None


def fingerprint(content: bytes) -> str:
    """Twelve signs that stand for the content of a plan or a template."""
    return hashlib.sha256(content).hexdigest()[:12]
