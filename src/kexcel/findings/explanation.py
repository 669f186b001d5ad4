"""What a code means, for the one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from kexcel.errors import UsageError
from kexcel.findings.catalogue import CATALOGUE, CODES, Entry, Group
from kexcel.findings.rendering import Rendered, render
from kexcel.findings.wording import Wording, wordings
from kexcel.locale import translator
from kexcel.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in plain words. ``example`` is a message as it may look, ``hint`` its remedy."""

    code: str
    title: str
    severity: Severity
    group: Group
    text: str
    hint: str
    example: str


def explain(code: str, language: str) -> Explanation:
    """What the code, in letters of any case, means, why it matters and how to mend it.

    UsageError, with the codes most like it, if there is no such code; ConfigurationError
    if the language isn't spoken.
    """
    entry = CATALOGUE.get(code.strip().lower())
    if entry is None:
        raise UsageError(_no_such_code(code, language))
    wording = wordings(language)[entry.code]
    example = _example(entry, wording, language)
    return Explanation(
        code=entry.code,
        title=wording.title,
        severity=entry.severity,
        group=entry.group,
        text=wording.explain,
        hint=example.hint,
        example=example.message,
    )


def cell_text(code: str, language: str) -> str:
    """The short sentence, at most 60 characters, that the live column Kontroll shows.

    ValueError if the code never shows there; ConfigurationError if the language isn't spoken.
    """
    entry = CATALOGUE.get(code)
    if entry is None or not entry.in_cell:
        raise ValueError(f"the code {code!r} has no sentence for a cell")
    return wordings(language)[code].cell


def _example(entry: Entry, wording: Wording, language: str) -> Rendered:
    details = wording.example_details
    value = details.pop("value", None)
    place = wording.example_place
    found = Finding(entry.code, entry.severity, place, value, tuple(details.items()))
    return render(found, language)


def _no_such_code(code: str, language: str) -> str:
    _ = translator(language)
    near = get_close_matches(code.strip().lower().replace("_", "-"), CODES, n=3, cutoff=0.5)
    sentence = _('There is no finding with the code "{code}".').format(code=code)
    if not near:
        return sentence
    return f"{sentence} " + _("Do you mean: {codes}?").format(codes=", ".join(near))
