"""Parts of files that are checked by pydantic, which is loaded only when there is one to check.

They are plain frozen dataclasses, so that one that was checked before can be had without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema


@dataclass(frozen=True, kw_only=True)
class Strict:
    """A part of a file, a frozen dataclass: unknown keys are faults, as pydantic is told here."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}


Part = TypeVar("Part")


class Held:
    """What a value is held to, beside its type: the limits are those of pydantic's ``Field``.

    ``before`` is given what is written, and gives what is then checked.
    """

    def __init__(
        self, *, before: Callable[[object], object] | None = None, **limits: float | str
    ) -> None:
        self.before = before
        self.limits = limits

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Tell pydantic, which asks here for what stands in ``Annotated``."""
        from pydantic import BeforeValidator, Field  # noqa: PLC0415 - start-up time

        limits = cast("dict[str, Any]", self.limits)
        held: list[object] = [Field(**limits)] if limits else []
        if self.before:
            held.append(BeforeValidator(self.before))
        return handler.generate_schema(Annotated[(source, *held)])


def checked(content: object, part: type[Part]) -> Part:
    """What was read, such as tables of TOML, as the part that it must be.

    Raises:
        ValidationError: pydantic's, which lists every fault.
    """
    adapter: TypeAdapter[Part] = _adapter(cast("Hashable", part))
    return adapter.validate_python(content)


def checked_json(data: bytes, part: type[Part]) -> Part:
    """The same of JSON."""
    adapter: TypeAdapter[Part] = _adapter(cast("Hashable", part))
    return adapter.validate_json(data)


def as_json(part: Strict, *, indent: int | None = None) -> bytes:
    """A part as JSON, its keys in their order: days in ISO 8601, and decimals as text."""
    separators = (",", ":") if indent is None else (",", ": ")
    told = json.dumps(
        part, ensure_ascii=False, indent=indent, separators=separators, default=_as_content
    )
    return told.encode()


def _as_content(value: object) -> object:
    if is_dataclass(value):
        return {each.name: _told(each.type, getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def _told(kind: object, value: object) -> object:
    """A value as its kind is told; a whole number is what some default for a float is."""
    is_whole = isinstance(value, int) and "float" in str(kind)
    return float(cast("int", value)) if is_whole else value


@cache
def _adapter(part: Hashable) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - start-up time

    return TypeAdapter(cast("type[Any]", part))
