"""Departments by every name that a document gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kexcel.model.plan import Department

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NameRules:
    """The words that departments' names share and that do not tell them apart."""

    common: frozenset[str]

    def stem(self, name: str) -> str:
        """What is left of a name that tells it from others: "social" of "Sociala avdelningen"."""
        return " ".join(_bare(word, _ENDINGS) for word in self._telling(name))

    def key(self, name: str) -> str:
        """A key made of a name: "samhallsbyggnad" of "Samhällsbyggnadsavdelningen"."""
        words = [_ascii(_bare(word, _JOINTS)) for word in self._telling(name)]
        return "-".join(word for word in words if word) or "avdelning"

    def _telling(self, name: str) -> list[str]:
        words = [word.casefold() for word in _WORD.findall(name)]
        return [self._shortened(word) for word in words if word not in self.common] or words

    def _shortened(self, word: str) -> str:
        for ending in sorted(self.common, key=len, reverse=True):
            if word.endswith(ending) and len(word) > len(ending):
                return word.removesuffix(ending)
        return word


_JOINTS = ("en", "et", "s", "-")
_ENDINGS = ("en", "et", "s", "a", "n", "-")
_SHORTEST = 4
_TELLING = 6
"""How many letters of a key in kexcel.toml a department's name must begin with to be meant."""


def _bare(word: str, endings: Sequence[str]) -> str:
    """A word without the ending that it takes before another word, or as a known one."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


@dataclass(frozen=True, slots=True)
class Named:
    """A department with all its names. ``is_new`` tells one that the document alone speaks of."""

    department: Department
    is_new: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What it goes by, its key last."""
        return (self.department.name, *self.department.aliases, self.department.key)


class Register:
    """The departments that are known, added to as a document names more of them."""

    def __init__(
        self, known: Iterable[Department], keys: Sequence[str], common: Iterable[str]
    ) -> None:
        """Start with the plan's own. ``keys`` are those that kexcel.toml gives words for."""
        self._rules = NameRules(frozenset(word.casefold() for word in common))
        self._keys = tuple(keys)
        self._named = [Named(department) for department in known]

    @property
    def departments(self) -> tuple[Department, ...]:
        """All of them, in the order they became known."""
        return tuple(each.department for each in self._named)

    @property
    def new(self) -> tuple[Department, ...]:
        """Those that the document alone speaks of."""
        return tuple(each.department for each in self._named if each.is_new)

    def find(self, name: str) -> str | None:
        """The key of the department that goes by a name, or by one with the same stem."""
        plain, stem = name.strip().casefold(), self._rules.stem(name)
        for each in self._named:
            if plain in {other.casefold() for other in each.names}:
                return each.department.key
        for each in self._named:
            if stem in {self._rules.stem(other) for other in each.names}:
                return each.department.key
        return None

    def named_with(self, word: str) -> str | None:
        """The key of the one department whose name has a word: "utbildning" of many names."""
        stem = self._rules.stem(word)
        found = {
            each.department.key
            for each in self._named
            if any(stem in self._rules.stem(name).split() for name in each.names)
        }
        return found.pop() if len(found) == 1 else None

    def tells(self, name: str) -> bool:
        """Whether a name can only mean a department: "Ekonomiavdelningen", but not "Ekonomi"."""
        return self._rules.stem(name) != name.strip().casefold()

    def add(self, name: str) -> str:
        """The key of the department that goes by a name, which is made if there is none.

        A name that it did not go by before becomes another of its names.
        """
        key = self.find(name)
        if key is None:
            key = self._new_key(name)
            self._named.append(Named(Department(key, name), is_new=True))
        else:
            self._learn(key, name)
        return key

    def add_named_in_settings(self) -> None:
        """Make a department of each key of kexcel.toml that no name answers to."""
        taken = {each.department.key for each in self._named}
        for key in self._keys:
            if key not in taken:
                self._named.append(Named(Department(key, key.capitalize()), is_new=True))

    def _learn(self, key: str, name: str) -> None:
        place = next(i for i, n in enumerate(self._named) if n.department.key == key)
        named = self._named[place]
        department = named.department
        known = {other.casefold() for other in (department.name, *department.aliases)}
        if name.casefold() not in known:
            aliases = (*department.aliases, name)
            self._named[place] = replace(named, department=replace(department, aliases=aliases))

    def _new_key(self, name: str) -> str:
        slug = self._rules.key(name)
        taken = {each.department.key for each in self._named}
        for key in self._keys:
            if key not in taken and slug.startswith(_ascii(key)[:_TELLING]):
                return key
        number, key = 1, slug
        while key in taken:
            number += 1
            key = f"{slug}-{number}"
        return key


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return plain.encode("ascii", "ignore").decode()
