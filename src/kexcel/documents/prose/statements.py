"""What a document says of itself in running text, held against what was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kexcel.documents.prose.coverage import Use, Uses
from kexcel.documents.prose.profile import StatementProfile
from kexcel.documents.prose.sections import Section
from kexcel.documents.prose.stream import Block, join_pair
from kexcel.model.spot import Spot

_NUMBERS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
_ALSO = {"en": 1, "inget": 0, "inga": 0}
_BETWEEN = re.compile(r"[\s,;.:–-]*(?:\b(?:samt|och)\b)?[\s,;.:–-]*", re.IGNORECASE)
_LIST = re.compile(r",\s+(?:samt\s+|och\s+)?|\s+(?:samt|och)\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a section: how many there are, what they are called, and until which year.

    ``count`` and ``year`` are None where the sentence doesn't say.
    """

    about: str
    section: Section
    text: str
    spot: Spot
    count: int | None
    names: str
    year: int | None


def find_statements(
    sections: Sequence[Section],
    blocks: Sequence[Block],
    rules: Sequence[StatementProfile],
    uses: Uses,
) -> list[Statement]:
    """Every sentence that a profile's patterns find. The lines that it stands on are used."""
    return [
        found
        for section in sections
        for rule in rules
        for found in _in_section(section, blocks, rule, uses)
    ]


def _in_section(
    section: Section, blocks: Sequence[Block], rule: StatementProfile, uses: Uses
) -> Iterator[Statement]:
    text, ends = "", []
    for index in section.prose:
        text = join_pair(text, blocks[index].text)
        ends.append(len(text))
    for found in re.finditer(rule.pattern, text, re.IGNORECASE):
        lines = [
            index
            for index, end, start in zip(section.prose, ends, [0, *ends], strict=False)
            if start < found.end() and end > found.start()
        ]
        uses.say(Use.STATEMENT, *lines)
        groups = found.groupdict()
        yield Statement(
            about=rule.about,
            section=section,
            text=found.group(),
            spot=blocks[lines[0]].spot,
            count=number_in_words(groups.get("count") or ""),
            names=(groups.get("names") or "").strip(),
            year=int(groups["year"]) if groups.get("year") else None,
        )


def number_in_words(word: str) -> int | None:
    """A number in figures or as a Swedish word up to twenty; None for anything else."""
    plain = word.strip().casefold()
    if plain.isdecimal():
        return int(plain)
    return _NUMBERS.index(plain) if plain in _NUMBERS else _ALSO.get(plain)


def names_missing(names: str, known: Sequence[str]) -> tuple[list[str], str]:
    """Which of the known names a list does not hold, and what it holds besides them.

    Names may hold commas and full stops, so the list is never split: each known name is looked
    for where the one before it ended. A full stop after a name, and case, do not matter.
    """
    rest = names
    missing = []
    left = ""
    for name in known:
        wanted = re.escape(_bare(name)).replace(r"\ ", r"\s+")
        found = re.search(rf"{wanted}\.?", rest, re.IGNORECASE)
        if found is None:
            missing.append(name)
            continue
        left += f" {rest[: found.start()]}"
        rest = rest[found.end() :]
    left = " ".join(f"{left} {rest}".split())
    return missing, "" if _BETWEEN.fullmatch(_without_joints(left)) else left


def split_names(names: str) -> list[str]:
    """A list of short names, parted by commas and "och"."""
    return [name.strip(" .") for name in _LIST.split(names) if name.strip(" .")]


def _bare(name: str) -> str:
    return name.strip().rstrip(".!?")


def _without_joints(text: str) -> str:
    return re.sub(r"\b(samt|och)\b|[\s,;.:]", "", text, flags=re.IGNORECASE)
