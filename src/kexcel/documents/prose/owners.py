"""Who leads an activity and who takes part, proposed from its words and never silently final."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kexcel.documents.prose.names import Register
from kexcel.documents.prose.profile import OwnerProfile

_NAMED_IN_TITLE, _NAMED = 6, 4
_WORD_IN_TITLE, _WORD = 3, 1
"""What a department's name, and a word that kexcel.toml gives it, weigh where they stand."""

_TAKES_PART = 3
"""What must tell for a department beside the lead, so that it takes part."""

_SEVERAL = re.compile(r"\s*(?:[,;/&\n]|\boch\b|\bsamt\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owners:
    """The lead's key, "" where nothing tells, and those of the departments that take part.

    ``reasons`` are the words that told for each department, the lead first; none where the
    document prints its one owner. ``unknown`` is a printed owner that is no department.
    """

    lead: str = ""
    contributing: tuple[str, ...] = ()
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_printed: bool = False
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    key: str
    words: str
    weight: int
    place: int
    only_takes_part: bool = False


class OwnerFinder:
    """Finds owners by the names of departments and the words that kexcel.toml gives them."""

    def __init__(
        self,
        register: Register,
        words: Mapping[str, Sequence[str]],
        rules: OwnerProfile,
        everyone: Sequence[str],
    ) -> None:
        """``everyone`` are the keys of those that "all departments" means."""
        self._register = register
        self._everyone = tuple(everyone)
        self._rules = rules
        self._names = list(_names(register))
        known = {department.key for department in register.departments}
        self._words = [
            (key, _word_pattern(word))
            for key, each in words.items()
            if key in known
            for word in each
            if word.strip("* ")
        ]

    def find(self, title: str, description: str, printed: str, also: str) -> Owners:
        """The owners of an activity, with its printed owner and its printed contributors."""
        stated, unknown = self._printed(printed)
        helping, unknown_helping = self._printed(also)
        hits = [*self._hits(title, description)]
        if not stated and unknown:
            hits = [*self._hits(unknown, ""), *hits]
        if stated:
            return self._as_printed(stated, helping, printed, unknown or unknown_helping)
        return self._proposed(hits, helping, f"{title} {description}", unknown or unknown_helping)

    def _printed(self, names: str) -> tuple[list[str], str]:
        """The departments that a cell names, and what it names besides them."""
        whole = self._register.find(names) if names else None
        if whole:
            return [whole], ""
        keys: list[str] = []
        unknown: list[str] = []
        for name in filter(None, (part.strip() for part in _SEVERAL.split(names))):
            key = self._register.find(name)
            if key is None:
                unknown.append(name)
            elif key not in keys:
                keys.append(key)
        return keys, ", ".join(unknown)

    def _as_printed(
        self, stated: list[str], helping: list[str], printed: str, unknown: str
    ) -> Owners:
        lead, *others = stated
        contributing = tuple(dict.fromkeys(k for k in (*others, *helping) if k != lead))
        is_one = not others and not unknown
        reasons = {} if is_one else dict.fromkeys(stated, (printed,))
        return Owners(lead, contributing, reasons, is_printed=is_one, unknown=unknown)

    def _proposed(self, hits: list[_Hit], helping: list[str], text: str, unknown: str) -> Owners:
        told: defaultdict[str, list[_Hit]] = defaultdict(list)
        for hit in hits:
            told[hit.key].append(hit)
        leading = {k: [h for h in each if not h.only_takes_part] for k, each in told.items()}
        ranked = sorted(
            (key for key, each in leading.items() if each),
            key=lambda key: (-_weight(leading[key]), min(h.place for h in leading[key])),
        )
        lead = ranked[0] if ranked else ""
        takes_part = [key for key, each in told.items() if _weight(each) >= _TAKES_PART]
        everyone = next((p for p in self._rules.everyone if p.casefold() in text.casefold()), "")
        everybody = self._everyone if everyone else ()
        contributing = dict.fromkeys(k for k in (*takes_part, *helping, *everybody) if k != lead)
        reasons = {lead: _words(leading[lead])} if lead else {}
        for key in contributing:
            reasons[key] = (
                _words(told[key]) if key in takes_part else (everyone,) if everyone else ()
            )
        return Owners(lead, tuple(contributing), reasons, unknown=unknown)

    def _hits(self, title: str, description: str) -> Iterator[_Hit]:
        texts = ((title, 0, _NAMED_IN_TITLE, _WORD_IN_TITLE), (description, 10_000, _NAMED, _WORD))
        for text, offset, named, word in texts:
            for key, pattern in self._names:
                for found in pattern.finditer(text):
                    helps = self._helps(text[: found.start()])
                    yield _Hit(key, found.group(), named, offset + found.start(), helps)
            for key, pattern in self._words:
                if first := pattern.search(text):
                    yield _Hit(key, first.group(), word, offset + first.start())

    def _helps(self, before: str) -> bool:
        """Whether the words before a department's name say that it only takes part."""
        return (
            before.rstrip()
            .casefold()
            .endswith(tuple(phrase.casefold() for phrase in self._rules.contributing))
        )


def _names(register: Register) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The names that cannot be taken for other words: "Ekonomi" alone is no department."""
    for department in register.departments:
        for name in (department.name, *department.aliases):
            if register.tells(name):
                spaced = re.escape(name).replace(r"\ ", r"\s+")
                yield department.key, re.compile(rf"(?<!\w){spaced}s?(?!\w)", re.IGNORECASE)


def _word_pattern(word: str) -> re.Pattern[str]:
    """A word and what it is the beginning of; with an asterisk before it, what it is part of."""
    opening = r"\w*" if word.strip().startswith("*") else r"(?<!\w)"
    spaced = re.escape(word.strip("* ")).replace(r"\ ", r"\s+")
    return re.compile(rf"{opening}{spaced}\w*", re.IGNORECASE)


def _weight(hits: Sequence[_Hit]) -> int:
    """What the hits weigh; the same words in one text count once."""
    return sum({(hit.words.casefold(), hit.weight): hit.weight for hit in hits}.values())


def _words(hits: Sequence[_Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.words for hit in sorted(hits, key=lambda hit: -hit.weight)))
