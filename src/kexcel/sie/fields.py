"""The fields of a line: how they are written, and how they are told apart when read (5.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kexcel.sie.code_page import representable
from kexcel.sie.posts import Field, Objects, Text

_BARE = re.compile(r"[-+.0-9A-Za-z]+")
"""What needs no quotation marks and is never taken for anything else."""

_SPACE = " \t\r\n"
"""What parts fields; the last two only end a line."""

_HELD_TOGETHER = re.compile(r'[ \t"{}]')
_PLAIN = re.compile(r'[ \t]*(?:"((?:\\"|[^"])*)("?)|((?:\\"|[^ \t"])+))')
_IN_BRACES = re.compile(r'[ \t]*(?:"((?:\\"|[^"])*)("?)|([{}])|((?:\\"|[^ \t"{}])+))')


class UnclosedError(Exception):
    """A quotation mark or a brace is opened and never closed; ``fields`` are those before it."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self.fields = fields


def written(field: Field) -> tuple[str, str]:
    """A field as it stands in a file, in signs that can, and those of its own that could not.

    A backslash that would stand last before the closing mark would open what it closes, and the
    standard has no way to write it: it becomes a slash.
    """
    if isinstance(field, tuple):
        return _written_objects(field)
    text, lost = representable(field)
    if _BARE.fullmatch(text) and not isinstance(field, Text):
        return text, lost
    if not text.endswith("\\"):
        return f'"{_escaped(text)}"', lost
    if not _HELD_TOGETHER.search(text):
        return text, lost
    return f'"{_escaped(text[:-1])}/"', f"{lost}\\"


def _escaped(text: str) -> str:
    return text.replace('"', '\\"')


def _written_objects(objects: Objects) -> tuple[str, str]:
    pairs = zip(objects[::2], objects[1::2], strict=True)
    parts = [
        part for dimension, code in pairs for part in (written(dimension), written(Text(code)))
    ]
    return "{" + " ".join(text for text, _ in parts) + "}", "".join(lost for _, lost in parts)


def read_plain(text: str) -> tuple[Field, ...]:
    """The fields of a post without objects, in which a brace is a sign like others.

    Raises:
        UnclosedError: a quotation mark is never closed.
    """
    fields: list[Field] = []
    for found in _PLAIN.finditer(text.rstrip(_SPACE)):
        quoted, closing, bare = found.groups()
        if quoted is None:
            fields.append(_unescaped(bare))
        elif closing:
            fields.append(_unescaped(quoted))
        else:
            raise UnclosedError((*fields, _unescaped(quoted)))
    return tuple(fields)


def read_with_objects(text: str) -> tuple[Field, ...]:
    """The fields of a post that has a list of objects within braces.

    Raises:
        UnclosedError: a quotation mark or a brace is never closed.
    """
    fields: list[Field] = []
    inside: list[str] | None = None
    for kind, value in _tokens(text.rstrip(_SPACE)):
        if kind == "unclosed":
            raise UnclosedError(tuple(fields))
        if kind == "brace":
            if value == "{":
                inside = [] if inside is None else inside
            elif inside is not None:
                fields.append(tuple(inside))
                inside = None
        elif inside is None:
            fields.append(value)
        else:
            inside.append(value)
    if inside is not None:
        raise UnclosedError(tuple(fields))
    return tuple(fields)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for found in _IN_BRACES.finditer(text):
        quoted, closing, brace, bare = found.groups()
        if quoted is not None:
            yield ("field" if closing else "unclosed"), _unescaped(quoted)
        elif brace:
            yield "brace", brace
        else:
            yield "field", _unescaped(bare)


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"')
