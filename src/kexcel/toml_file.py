"""TOML read strictly: faults are told by file, key and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kexcel.errors import ConfigurationError, Fault
from kexcel.locale import mark
from kexcel.strict import checked

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


Document = TypeVar("Document")

_WORDING = {
    "missing": mark("the key is missing."),
    "extra_forbidden": mark("unknown key."),
    "unexpected_keyword_argument": mark("unknown key."),
    "string_type": mark("expected text in quotation marks, found {found}."),
    "bool_type": mark("expected true or false, found {found}."),
    "bool_parsing": mark("expected true or false, found {found}."),
    "int_type": mark("expected a whole number, found {found}."),
    "int_parsing": mark("expected a whole number, found {found}."),
    "decimal_type": mark("expected a number, found {found}."),
    "decimal_parsing": mark("expected a number, found {found}."),
    "date_type": mark("expected a date, such as 2024-04-30, found {found}."),
    "date_from_datetime_parsing": mark("expected a date, such as 2024-04-30, found {found}."),
    "tuple_type": mark("expected a list in square brackets, found {found}."),
    "model_type": mark("expected a table, found {found}."),
    "dataclass_type": mark("expected a table, found {found}."),
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
    import tomllib  # noqa: PLC0415 - start-up time

    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        phrase = mark("{file}: the file is not text in UTF-8 (byte {place}).")
        raise error(phrase, file=file, place=fault.start) from fault
    except tomllib.TOMLDecodeError as fault:
        phrase = mark("{file}: the file is not valid TOML: {reason}.")
        raise error(phrase, file=file, reason=fault) from fault
    from pydantic import ValidationError  # noqa: PLC0415 - start-up time

    try:
        return checked(content, document)
    except ValidationError as fault:
        faults = tuple(_fault(file, each) for each in fault.errors())
        raise error("{faults}", faults=faults) from fault


def _fault(file: str, details: ErrorDetails) -> Fault:
    line = "{file}: {key}: {expected}"
    return Fault(line, file=file, key=_key(details["loc"]), expected=_expected(details))


def _key(location: tuple[int | str, ...]) -> str:
    key = ""
    for part in location:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return key or "–"


def _expected(details: ErrorDetails) -> Fault:
    kind, found = details["type"], repr(details["input"])
    context = details.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Fault):
        return cause
    if kind in {"literal_error", "enum"}:
        phrase = mark("{found} does not fit; expected {expected}.")
        return Fault(phrase, found=found, expected=context["expected"])
    if kind == "string_pattern_mismatch":
        phrase = mark("{found} does not fit; expected text of the form {pattern}.")
        return Fault(phrase, found=found, pattern=context["pattern"])
    if kind in _WORDING:
        return Fault(_WORDING[kind], found=found)
    return Fault(mark("{message} (found {found})."), message=details["msg"], found=found)
