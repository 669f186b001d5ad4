"""The sentences of the catalogue in one language, read from the packaged data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kexcel import locale
from kexcel.findings.catalogue import CODES
from kexcel.model.finding import Place
from kexcel.model.spot import Spot

_PLACE_FIELDS = ("sheet", "cell", "row", "column")
_SPOT_FIELDS = ("page", "line")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one code is said.

    ``message``, ``hint`` are recipes with named gaps; ``cell`` is empty for a code that never
    shows in the live column; ``example`` fills the gaps with a case one can recognise.
    """

    title: str
    message: str
    hint: str
    explain: str
    cell: str
    example: Mapping[str, str]

    @property
    def example_place(self) -> Place:
        """Where the example points; a page or line is of a document without cells."""
        fields = {key: text for key, text in self.example.items() if key in _PLACE_FIELDS}
        spot = {key: int(text) for key, text in self.example.items() if key in _SPOT_FIELDS}
        return Place(spot=Spot(**spot) if spot else None, **fields)

    @property
    def example_details(self) -> dict[str, str]:
        """What the example fills in: the details of its code, and perhaps ``value``."""
        place = {*_PLACE_FIELDS, *_SPOT_FIELDS}
        return {key: text for key, text in self.example.items() if key not in place}


@cache
def wordings(language: str) -> Mapping[str, Wording]:
    """Code → wording in the language; ConfigurationError if kexcel doesn't speak it."""
    name = f"findings.{locale.require_language(language)}.toml"
    tables = tomllib.loads((files(locale) / name).read_text(encoding="utf-8"))
    return MappingProxyType({code: _wording(tables[code]) for code in CODES})


def _wording(table: Mapping[str, Any]) -> Wording:
    return Wording(
        title=table["title"],
        message=table["message"],
        hint=table["hint"],
        explain=table["explain"].strip(),
        cell=table.get("cell", ""),
        example=MappingProxyType(table["example"]),
    )
