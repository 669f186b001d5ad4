"""Outlook messages (.msg), written as [MS-CFB] and [MS-OXMSG] describe them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

Tree = Mapping[str, "bytes | Tree"]
"""A storage: its streams and storages by name."""

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1
_STRING, _INTEGER, _BOOLEAN, _TIME, _BINARY, _OBJECT = 0x1F, 0x03, 0x0B, 0x40, 0x102, 0x0D
_READABLE_WRITABLE = 6
_BY_VALUE, _EMBEDDED, _OLE, _BY_WEB_REFERENCE = 1, 5, 6, 7


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to a message; ``hidden`` is what Outlook sets on a signature's picture."""

    name: str
    data: bytes
    hidden: bool = False
    is_link: bool = False
    is_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A message."""

    subject: str = "Svar T1"
    sender: str = "Avdelningschef (exempel)"
    address: str = "chef@ange.example"
    sent: datetime | None = datetime(2024, 5, 10, 8, 12, 33, tzinfo=UTC)
    headers: str = ""
    attached: Sequence[Attached | Letter] = ()


def message(letter: Letter) -> bytes:
    """The message as a file."""
    tree = _storage(letter, struct.pack("<8x4I8x", 0, *_counts(letter)))
    names = {"__nameid_version1.0": {f"__substg1.0_000{n}0102": b"" for n in (2, 3, 4)}}
    return compound_file({**names, **tree})


def _counts(letter: Letter) -> tuple[int, int, int]:
    number = len(letter.attached)
    return number, 0, number


def _storage(letter: Letter, header: bytes) -> dict[str, bytes | Tree]:
    texts = {
        0x001A: "IPM.Note",
        0x0037: letter.subject,
        0x0C1A: letter.sender,
        0x5D01: letter.address,
        0x007D: letter.headers,
        0x1000: "Hej! Här kommer vårt svar.",
    }
    tree, lines = _texts(texts)
    if letter.sent is not None:
        lines.append(_line(_TIME, 0x0039, struct.pack("<Q", _file_time(letter.sent))))
    for number, each in enumerate(letter.attached):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(each, number)
    return {"__properties_version1.0": header + b"".join(lines), **tree}


def _attachment(attached: Attached | Letter, number: int) -> Tree:
    if isinstance(attached, Letter):
        method, content = _EMBEDDED, _embedded(attached)
        texts = {0x3001: attached.subject}
    else:
        method, content = _method(attached), {"__substg1.0_37010102": attached.data}
        texts = {0x3707: attached.name, 0x3704: attached.name[:8], 0x3001: attached.name}
    tree, lines = _texts(texts)
    lines += [
        _line(_INTEGER, 0x3705, struct.pack("<I4x", method)),
        _line(_INTEGER, 0x0E21, struct.pack("<I4x", number)),
    ]
    if isinstance(attached, Letter):
        lines.append(_line(_OBJECT, 0x3701, struct.pack("<II", _NONE, 1)))
    else:
        lines.append(_line(_BINARY, 0x3701, struct.pack("<I4x", len(attached.data))))
        lines.append(_line(_BOOLEAN, 0x7FFE, struct.pack("<H6x", attached.hidden)))
    return {"__properties_version1.0": bytes(8) + b"".join(lines), **tree, **content}


def _method(attached: Attached) -> int:
    if attached.is_drawn:
        return _OLE
    return _BY_WEB_REFERENCE if attached.is_link else _BY_VALUE


def _embedded(letter: Letter) -> dict[str, bytes | Tree]:
    header = struct.pack("<8x4I", 0, *_counts(letter))
    return {"__substg1.0_3701000D": _storage(letter, header)}


def _texts(texts: Mapping[int, str]) -> tuple[dict[str, bytes | Tree], list[bytes]]:
    """The streams of text properties, and the lines that tell of them."""
    tree: dict[str, bytes | Tree] = {}
    lines = []
    for identifier, text in texts.items():
        if text:
            data = text.encode("utf-16-le")
            tree[f"__substg1.0_{identifier:04X}{_STRING:04X}"] = data
            lines.append(_line(_STRING, identifier, struct.pack("<I4x", len(data) + 2)))
    return tree, lines


def _line(kind: int, identifier: int, value: bytes) -> bytes:
    return struct.pack("<HHI", kind, identifier, _READABLE_WRITABLE) + value


def _file_time(moment: datetime) -> int:
    since = moment - datetime(1601, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 10_000_000


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE
    start: int = _END
    size: int = 0


def compound_file(tree: Tree) -> bytes:
    """A compound file of version 3 with these streams and storages."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add_children(entries, 0, tree)
    sectors = _Sectors()
    mini_table = _place_small(entries)
    for entry in entries:
        if entry.kind == _ROOT or len(entry.data) >= _CUTOFF:
            entry.start, entry.size = sectors.add(entry.data), len(entry.data)
    mini_start = sectors.add(struct.pack(f"<{len(mini_table)}I", *mini_table), b"\xff")
    directory = sectors.add(_directory(entries))
    mini_sectors = -(-len(mini_table) * 4 // _SECTOR)
    return sectors.file(directory, mini_start, mini_sectors)


def _add_children(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Add what is in a storage; the names of siblings stand in a balanced tree."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    ids = {}
    for name in names:
        content = tree[name]
        ids[name] = len(entries)
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE))
            _add_children(entries, ids[name], content)
    entries[parent].child = _balance(entries, [ids[name] for name in names])


def _balance(entries: list[_Entry], ids: list[int]) -> int:
    if not ids:
        return _NONE
    middle = len(ids) // 2
    entries[ids[middle]].left = _balance(entries, ids[:middle])
    entries[ids[middle]].right = _balance(entries, ids[middle + 1 :])
    return ids[middle]


def _place_small(entries: list[_Entry]) -> list[int]:
    """Put the small streams in the root's own; answers their table."""
    table: list[int] = []
    for entry in entries[1:]:
        if entry.kind == _STREAM and 0 < len(entry.data) < _CUTOFF:
            entry.start, entry.size = len(table), len(entry.data)
            number = -(-len(entry.data) // _MINI_SECTOR)
            table += [*range(len(table) + 1, len(table) + number), _END]
            entries[0].data += entry.data.ljust(number * _MINI_SECTOR, b"\0")
    return table


def _directory(entries: list[_Entry]) -> bytes:
    lines = [
        struct.pack(
            "<64sHBBIII16xI16xIQ",
            each.name.encode("utf-16-le"),
            2 * len(each.name) + 2,
            each.kind,
            _BLACK,
            each.left,
            each.right,
            each.child,
            0,
            each.start if each.kind != _STORAGE else 0,
            each.size,
        )
        for each in entries
    ]
    unused = struct.pack("<66xBBIII16xI16xIQ", 0, 0, _NONE, _NONE, _NONE, 0, 0, 0)
    return b"".join(lines) + unused * (-len(lines) % 4)


class _Sectors:
    """The sectors of a file and the table of what follows what."""

    def __init__(self) -> None:
        self._table: list[int] = []
        self._data = b""

    def add(self, data: bytes, padding: bytes = b"\0") -> int:
        """Add a stream; answers where it starts."""
        if not data:
            return _END
        start, number = len(self._table), -(-len(data) // _SECTOR)
        self._table += [*range(start + 1, start + number), _END]
        self._data += data.ljust(number * _SECTOR, padding)
        return start

    def file(self, directory: int, mini_start: int, mini_sectors: int) -> bytes:
        """The whole file: the header, the sectors, and last the table."""
        number = 1
        while number * 128 < len(self._table) + number:
            number += 1
        places = range(len(self._table), len(self._table) + number)
        table = [*self._table, *[_FAT_SECTOR] * number]
        table += [_FREE] * (number * 128 - len(table))
        header = struct.pack(
            "<8s16xHHHHH6xIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            0x3E, 3, 0xFFFE, 9, 6,
            0, number, directory, 0, _CUTOFF, mini_start, mini_sectors, _END, 0,
        )  # fmt: skip
        listed = [*places, *[_FREE] * (109 - number)]
        header += struct.pack("<109I", *listed)
        return header + self._data + struct.pack(f"<{len(table)}I", *table)
