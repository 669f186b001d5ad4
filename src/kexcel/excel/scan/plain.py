"""What a plain part is, and how its texts are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate

_BEGINNING = re.compile(
    rb"""(?:<\?xml\ version=["']1\.0["'](?:\ encoding=["'][Uu][Tt][Ff]-8["'])?"""
    rb"""(?:\ standalone=["'](?:yes|no)["'])?\ ?\?>\s*)?<(?=[A-Za-z])""",
    re.VERBOSE,
)
_REFERENCE = re.compile("&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_UNKNOWN_REFERENCE = re.compile("&(?!(?:lt|gt|amp|quot|apos|#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7});)")
_NO_SIGNS = bytes(sorted({*range(0x20)} - {0x01, *b"\t\n\r"}))
_NO_TEXTS = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What no XML may hold; but for the first sign, which stands for what was cut out."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AFTER_NAMESPACE = "}"
_KEPT_TREES = 64


class NotPlainError(Exception):
    """The workbook has something that the careful reader must look at."""


def require_beginning(part: bytes) -> None:
    """A plain part is in UTF-8 and begins with its first element.

    Raises:
        NotPlainError: it may be in another encoding, or begins with something else.
    """
    if not _BEGINNING.match(part):
        raise NotPlainError


def require_whole(part: bytes) -> None:
    """Let a parser say whether a part is sound XML; expat does in a moment what takes Python long.

    Raises:
        NotPlainError: it is not.
    """
    try:
        ParserCreate().Parse(part, True)  # noqa: FBT003 - the parser takes it by place only
    except ExpatError as fault:
        raise NotPlainError from fault


def sound_text(part: bytes) -> str:
    """A part, or a piece of one, as text: no sign that XML forbids, no entity it doesn't have.

    Raises:
        NotPlainError: there is one.
    """
    is_sound = len(part.translate(None, _NO_SIGNS)) == len(part)
    if not is_sound or any(each in part for each in _NO_TEXTS):
        raise NotPlainError
    text = part.decode()
    if "&" in text and _UNKNOWN_REFERENCE.search(text):
        raise NotPlainError
    return text


@dataclass(slots=True)
class Part:
    """An element of a small part, its name after its namespace and a brace: "http://…}sheet"."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    parts: list[Part] = field(default_factory=list)

    def named(self, tag: str) -> list[Part]:
        """The elements in this one that have the name."""
        return [each for each in self.parts if each.tag == tag]


@lru_cache(_KEPT_TREES)
def shared_tree(part: bytes) -> Part:
    """The tree of a part that many workbooks have in common; nobody may change it."""
    return tree(part)


def tree(part: bytes) -> Part:
    """The tree of a small part.

    Raises:
        NotPlainError: it is no sound XML, or declares a document type.
    """
    require_beginning(part)
    whole = Part("", {})
    open_elements = [whole]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Part(tag, attributes)
        open_elements[-1].parts.append(element)
        open_elements.append(element)

    def end(_tag: str) -> None:
        open_elements.pop()

    def text(words: str) -> None:
        open_elements[-1].text += words

    parser = ParserCreate(namespace_separator=_AFTER_NAMESPACE)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the parser takes it by place only
    except ExpatError as fault:
        raise NotPlainError from fault
    return whole.parts[0]


def _refuse(*_: object) -> None:
    raise NotPlainError


def expanded(text: str) -> str:
    """A text of an XML part as it is meant: its references to signs resolved, one line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    if "&#" in text:
        text = _REFERENCE.sub(_sign, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&apos;", "'").replace("&amp;", "&")


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16) if found[1] else int(found[2]))
    if _FORBIDDEN.match(sign):
        raise NotPlainError
    return "&amp;" if sign == "&" else sign
