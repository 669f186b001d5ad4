"""Settings and templates: TOML read strictly, with faults told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kexcel.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


class Strict(BaseModel):
    """A part of a TOML file: unknown keys are faults, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Document = TypeVar("Document", bound=Strict)

_WORDING = {
    "missing": "nyckeln saknas",
    "extra_forbidden": "okänd nyckel",
    "string_type": "väntade text inom citattecken",
    "bool_type": "väntade true eller false",
    "bool_parsing": "väntade true eller false",
    "int_type": "väntade ett heltal",
    "int_parsing": "väntade ett heltal",
    "decimal_type": "väntade ett tal",
    "decimal_parsing": "väntade ett tal",
    "date_type": "väntade ett datum, till exempel 2024-04-30",
    "date_from_datetime_parsing": "väntade ett datum, till exempel 2024-04-30",
    "tuple_type": "väntade en lista inom hakparenteser",
    "model_type": "väntade en tabell",
}


def parse_toml(
    data: bytes,
    document: type[Document],
    *,
    file: str,
    error: type[ConfigurationError] = ConfigurationError,
) -> Document:
    """Read a TOML document into its model.

    Raises:
        ConfigurationError: (or ``error``) the text is not TOML or does not fit the model; the
            message has one line per fault, each with the file, the key and what was expected.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        message = f"{file}: filen är inte text i UTF-8 (byte {fault.start})."
        raise error(message) from fault
    except tomllib.TOMLDecodeError as fault:
        message = f"{file}: filen är inte giltig TOML: {fault}."
        raise error(message) from fault
    try:
        return document.model_validate(content)
    except ValidationError as fault:
        raise error("\n".join(_lines(file, fault.errors()))) from fault


def _lines(file: str, faults: Iterable[ErrorDetails]) -> list[str]:
    return [f"{file}: {_key(fault['loc'])}: {_expected(fault)}" for fault in faults]


def _key(location: tuple[int | str, ...]) -> str:
    key = ""
    for part in location:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return key or "(hela filen)"


def _expected(fault: ErrorDetails) -> str:
    kind, found = fault["type"], fault["input"]
    if kind in {"literal_error", "enum"}:
        return f"{found!r} går inte; väntade {fault['ctx']['expected']}."
    if kind == "value_error":
        return f"{fault['ctx']['error']}."
    if kind == "string_pattern_mismatch":
        return f"{found!r} går inte; väntade text på formen {fault['ctx']['pattern']}."
    wording = _WORDING.get(kind)
    if wording is None:
        return f"{fault['msg']} (fann {found!r})."
    return f"{wording}." if kind in {"missing", "extra_forbidden"} else f"{wording}, fann {found!r}."
