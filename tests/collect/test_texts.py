from __future__ import annotations

from random import Random

from kexcel.collect.texts import Beginnings, plain

WANTED = ("nr", "status", "åtgärd", "ny budget", "ort", "x", "straße", "eé")
LETTERS = "nrstaubNRSTAU oxOX.é\u0301åÅßK\u212a \t\n\u00a0\u2003\ufb01"


def test_no_text_that_is_looked_for_is_passed_over_by_how_it_begins() -> None:
    random = Random(6)  # noqa: S311 - for a test
    wanted = {plain(each) for each in WANTED}
    beginnings = Beginnings.of(wanted)
    texts = {_typed(random.choice(WANTED), random) for _ in range(3000)}
    found = [text for text in texts if plain(text) in wanted]
    assert len(found) > 100
    assert [text for text in found if not beginnings.may_begin(text[:3])] == []


def _typed(text: str, random: Random) -> str:
    """As someone may have typed it: other case and spaces, now and then another sign."""
    signs = [random.choice((sign, sign.upper(), sign.lower())) for sign in text]
    for _ in range(random.choice((0, 0, 1, 2))):
        signs.insert(random.randrange(len(signs) + 1), random.choice(LETTERS))
    return "".join(signs)
