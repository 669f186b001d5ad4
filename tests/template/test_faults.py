"""A wrong template is told by file, key and what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from kexcel.errors import TemplateError
from kexcel.locale import translator
from kexcel.model.period import Period
from kexcel.resources import resource
from kexcel.rules import compile_rules
from kexcel.template import load_template, parse_template
from tests.builders import settings

STANDARD = resource("templates", "standard", "template.toml").read_text(encoding="utf-8")
FILE = "templates/egen/template.toml"
T1 = Period("T1", "T1", date(2024, 1, 1), date(2024, 4, 30), date(2024, 5, 15), ())


def fault(before: str, after: str) -> str:
    """What is said of the standard template with one text replaced, in English."""
    assert STANDARD.count(before) >= 1
    data = STANDARD.replace(before, after, 1).encode()
    with pytest.raises(TemplateError) as raised:
        compile_rules(parse_template(data, file=FILE), settings(), T1, "sv", file=FILE)
    return str(raised.value)


@pytest.mark.parametrize(
    "before, after, said",
    [
        ('name = "standard"', 'nam = "standard"', ["name", "nam"]),
        ('version = "1"', "version = 1", ["version", "1"]),
        ("[looks]", "[looks", ["TOML"]),
        ("[looks]", '[looks]\nheading = "blå"', ["looks.heading", "'blå'"]),
        ('source = "measures"', 'source = "mått"', ["sheets[3].source", "'mått'", "'measures'"]),
        ('type = "check" },', 'type = "kontroll" },', ["sheets[1].columns[4].type", "'kontroll'"]),
        ('key = "measures"\nname', 'key = "Mått"\nname', ["sheets[3].key", "'Mått'"]),
        ('sv = "Uppföljning", en = "Follow-up"', 'sv = "Status/läge", en = "x"',
         ["sheets[2]", "Status/läge"]),
        ('sv = "Uppföljning", en = "Follow-up"', f'sv = "{"x" * 32}", en = "x"',
         ["sheets[2]", "31"]),
        ('choice = "signing"', 'choice = "signering"', ["signering", "signing", "status"]),
        ('sheet = "cover"\nat', 'sheet = "omslag"\nat', ["not-signed-off", "omslag", "cover"]),
        ('at = "signing"', 'at = "underskrift"', ["not-signed-off", "underskrift", "signing"]),
        ('code = "late-start"', 'code = "sen-start"', ["sen-start"]),
        ('blank(completed)"', 'tom(completed)"', ["completed-required", "tom", "blank"]),
        ("completed < start", "complete < start", ["done-before-start", "complete"]),
        ('key = "comment", label = { sv = "Kommentar", en = "Comment" }, input = "all", width = 34',
         'key = "action", label = { sv = "Kommentar", en = "Comment" }, input = "all", width = 34',
         ["sheets[2]", "action"]),
        ('sv = "Läget i korthet.', f'sv = "{"x" * 256}', ["255"]),
        ('sv = "Utkast"', 'sv = "Utkast, inte klart"', ["Utkast, inte klart"]),
        ('at = "responsibility"\nlabel', 'at = "ansvar"\nlabel',
         ["sheets[5]", "to_distribute", "ansvar", "responsibility"]),
        ('key = "distributed"', 'key = "amount"', ["sheets[5]", "amount"]),
        ('key = "distributed"', 'key = "frame"', ["the summary frame", "the name is taken"]),
        ('formula = "frame"', 'formula = ""', ["to_distribute", "check"]),
        ('formula = "frame"', 'formula = "ram"', ["ram", "year_start"]),
        ('type = "check"\nlabel', 'type = "text"\nformula = "frame"\nlabel',
         ["frame-not-distributed", "distribution", "check"]),
        ('when = "abs(difference) > 0"', 'when = "blank(amount)"',
         ["frame-not-distributed", "amount", "difference"]),
        ('for other in attest)"', 'for other in attester)"', ["attester", "attest"]),
        ("other.valid_from <= year_start", "other.start <= year_start", ["attest", "start"]),
        ('type = "date", input = "all", width = 12, help = { sv = "Första',
         'type = "date", code = "activity", input = "all", help = { sv = "Första',
         ["valid_from", "code"]),
    ],
)  # fmt: skip
def test_the_fault_is_told(before: str, after: str, said: list[str]) -> None:
    sentence = fault(before, after)
    assert [word for word in [FILE, *said] if word not in sentence] == []


def test_every_fault_has_a_line_of_its_own() -> None:
    twice = STANDARD.replace('version = "1"', "version = 1", 1).replace(
        'source = "measures"', 'source = "mått"', 1
    )
    with pytest.raises(TemplateError) as raised:
        parse_template(twice.encode(), file=FILE)
    lines = str(raised.value).splitlines()
    assert [line.split(":")[1].strip() for line in lines] == ["version", "sheets[3].source"]
    assert raised.value.say(translator("sv")) != str(raised.value)


def test_a_template_that_is_not_there_is_said() -> None:
    with pytest.raises(TemplateError) as raised:
        load_template("finns-inte")
    assert "finns-inte" in str(raised.value)


def test_the_standard_template_is_sound() -> None:
    template = load_template()
    assert [sheet.key for sheet in template.sheets] == [
        "cover", "followup", "measures", "budget", "distribution", "attest", "own",
    ]  # fmt: skip
    assert [word.role for word in template.choice("status").words] == [
        "not_started", "ongoing", "done", "delayed", "cancelled",
    ]  # fmt: skip
