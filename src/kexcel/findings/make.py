"""The one way to make a finding, so that none lacks a word when it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.findings.catalogue import CATALOGUE, Entry
from kexcel.model.finding import Finding, Place, Severity


def finding(
    code: str,
    place: Place,
    *,
    value: str | None = None,
    severity: Severity | None = None,
    **details: str,
) -> Finding:
    """A finding with the code's own severity, unless a template gives it another.

    ``value`` is what was found, in the words of whoever wrote it; ``details`` are exactly
    those that the catalogue names for the code, with or without its optional ones. Anything
    else is a fault in the calling code and raises ValueError.
    """
    entry = _entry(code)
    _require_details(entry, details)
    names = (*entry.details, *entry.optional)
    ordered = tuple((name, details[name]) for name in names if name in details)
    return Finding(code, severity or entry.severity, place, value, ordered)


def _entry(code: str) -> Entry:
    entry = CATALOGUE.get(code)
    if entry is None:
        raise ValueError(f"no finding has the code {code!r}")
    return entry


def _require_details(entry: Entry, details: Mapping[str, object]) -> None:
    if set(details) - set(entry.optional) != set(entry.details):
        expected, given = sorted(entry.details), sorted(details)
        raise ValueError(f"{entry.code} takes the details {expected}, not {given}")
    not_text = [name for name, text in details.items() if not isinstance(text, str)]
    if not_text:
        raise ValueError(f"{entry.code}: the details {not_text} must be text")
