"""Read a SIE file post by post, however large it is and whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from kexcel.locale import mark
from kexcel.sie.fields import UnclosedError, read_plain, read_with_objects
from kexcel.sie.posts import Post
from kexcel.sie.standard import WITH_OBJECTS

CUT_SHORT = mark("the file ends in the middle of a verification")
UNCLOSED = mark("a quotation mark or a brace is never closed")
NO_LINE_END = mark("the last line has no end, so its amount may be cut short")
NO_CHECKSUM = mark("a checksum is announced at its start and is not there at its end")
TOO_LONG = mark("a line is longer than any post can be")

_LONGEST = 100_000
_HEAD = 4096
_FIRST_LABEL = re.compile(rb"#(FLAGGA|FORMAT|SIETYP|PROGRAM|GEN|FNAMN|KSUMMA)\b")
_LABEL = re.compile(r"#[^ \t{\"]+")
_CHECKSUM = "#KSUMMA"
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a line; ``reason`` is a phrase, ``label`` the post's if it has one."""

    line: int
    reason: str
    label: str = ""


def begins_as_sie(data: bytes) -> bool:
    """Whether a file begins as one of the standard, types 1 to 4."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _FIRST_LABEL.match(head) is not None


def read_posts(data: bytes, encoding: str) -> Iterator[Post | Trouble]:
    """The posts in their order, with what cannot be read in its place.

    Lines without a label are passed over: they are blank, the braces around the transactions of a
    verification, or a program's own. Unknown labels are handed on like others (7.1).
    """
    stream = TextIOWrapper(BytesIO(data), encoding=encoding, errors="replace", newline=None)
    depth = announced = number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        is_ended = line.endswith("\n")
        if not is_ended and len(line) >= _LONGEST:
            yield Trouble(number, TOO_LONG)
            return
        stripped = line.strip(_SPACE)
        post = _post(stripped, number)
        depth = max(0, depth + _opened(stripped, post))
        if post is not None:
            announced += post.label == _CHECKSUM
            yield post
            if not is_ended and post.label in WITH_OBJECTS and not depth:
                yield Trouble(number, NO_LINE_END, post.label)
    if depth:
        yield Trouble(number, CUT_SHORT)
    if announced == 1:
        yield Trouble(number, NO_CHECKSUM)


def _opened(line: str, post: Post | Trouble | None) -> int:
    """How many braces a line opens around the transactions of a verification, less those closed."""
    if line in {"{", "}"}:
        return 1 if line == "{" else -1
    is_on_the_line = isinstance(post, Post) and post.label == "#VER" and post.fields[-1:] == ("{",)
    return int(is_on_the_line)


def _post(line: str, number: int) -> Post | Trouble | None:
    found = _LABEL.match(line)
    if found is None:
        return None
    label = found[0].upper()
    read = read_with_objects if label in WITH_OBJECTS else read_plain
    try:
        return Post(label, read(line[found.end() :]), number)
    except UnclosedError as fault:
        if label in WITH_OBJECTS:
            return Trouble(number, UNCLOSED, label)
        return Post(label, fault.fields, number)
