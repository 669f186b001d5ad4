"""kexcel.toml for another year, with the coordinator's own comments and order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal

from kexcel.errors import ConfigurationError
from kexcel.settings import Settings, parse_settings
from kexcel.strict import Strict

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"(\s*)([\w-]+)(\s*=\s*)(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^#\s]+)(.*)", re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")

_PROFILES = "money.profile"
_PROFILE = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")

_MOVED = ("name", "opens", "closes", "due")
"""The keys of a period that change with the year."""


def rolled_file(data: bytes, after: Settings) -> tuple[bytes, bool]:
    """The file that says what ``after`` says, and whether its comments could be kept.

    Lines are changed one by one, and the outcome is read again. Where it does not say what it
    should, since its values stand in another way than the usual, it is written anew.
    """
    text = data.decode("utf-8-sig")
    changed = "".join(_lines(_with_profiles(text, after), after)).encode()
    try:
        if parse_settings(changed) == after:
            return changed, True
    except ConfigurationError:
        pass
    return written(after), False


def written(settings: Settings) -> bytes:
    """The settings as a file of their own."""
    return "\n".join([*_table(_told(settings), ""), ""]).encode()


def _told(part: Strict) -> dict[str, object]:
    """What a part of the settings says besides what holds without it."""
    found = {}
    for each in fields(part):
        value = getattr(part, each.name)
        holds = each.default if each.default_factory is MISSING else each.default_factory()
        if value != holds:
            found[each.name] = _content(value)
    return found


def _content(value: object) -> object:
    if isinstance(value, Strict):
        return _told(value)
    return [_content(each) for each in value] if isinstance(value, tuple) else value


def _lines(text: str, after: Settings) -> Iterator[str]:
    table, period = "", -1
    for line in text.splitlines(keepends=True):
        found = _TABLE.fullmatch(line.rstrip("\r\n"))
        if found:
            table = found[2]
            period += table == "periods" and found[1] == "[["
        value = None if found else _value(line, table, period, after)
        yield line if value is None else _KEY.sub(rf"\g<1>\g<2>\g<3>{_escaped(value)}\g<5>", line)


def _value(line: str, table: str, period: int, after: Settings) -> str | None:
    """What is to stand on a line instead; None for a line that stays as it is."""
    key = found[2] if (found := _KEY.match(line)) else ""
    if (table, key) == ("", "year"):
        return _toml(after.year)
    if (table, key) == ("money", "frame"):
        return _toml(after.money.frame)
    if table == "periods" and key in _MOVED and 0 <= period < len(after.periods):
        return _toml(getattr(after.periods[period], key))
    return None


def _with_profiles(text: str, after: Settings) -> str:
    """The text with the profiles that there are: new ones first, and those that are gone as
    comments.
    """
    try:
        before = parse_settings(text.encode()).money.profile
    except ConfigurationError:
        return text
    profile = after.money.profile
    new = [f"{_key(key)} = {_toml(profile[key])}\n" for key in profile if key not in before]
    table, lines = "", []
    for line in text.splitlines(keepends=True):
        if found := _TABLE.fullmatch(line.rstrip("\r\n")):
            table = found[2]
        key = _PROFILE.match(line) if table == _PROFILES and not found else None
        is_gone = key is not None and key[1].strip("\"'") not in profile
        lines += [f"# {line}" if is_gone else line, *(new if found and table == _PROFILES else ())]
    return "".join(lines)


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\")


def _table(content: Mapping[str, object], name: str) -> Iterator[str]:
    """The lines of a table: its own values, then the tables in it."""
    inner = {key: value for key, value in content.items() if _is_table(value)}
    for key, value in content.items():
        if key not in inner:
            yield f"{_key(key)} = {_toml(value)}"
    for key, value in inner.items():
        path = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, Mapping):
            yield from ("", f"[{path}]", *_table(value, path))
        else:
            for each in value if isinstance(value, list | tuple) else ():
                yield from ("", f"[[{path}]]", *_table(each, path))


def _is_table(value: object) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping) or is_list


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)
