from __future__ import annotations

import re

import pytest

from kexcel.findings import CATALOGUE, CODES, as_json, finding, render, where_text
from kexcel.findings.wording import wordings
from kexcel.locale import LANGUAGES
from kexcel.model.finding import Finding, Place, Severity

FULL = Place(
    file="T1.xlsx",
    department="stab",
    sheet="Uppföljning",
    cell="J7",
    row="3.1.1-4",
    column="status",
)


def of(code: str, place: Place, value: str | None) -> Finding:
    details = tuple((name, f"<{name}>") for name in CATALOGUE[code].details)
    return Finding(code, CATALOGUE[code].severity, place, value, details)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("place", [FULL, Place()], ids=["full", "empty"])
@pytest.mark.parametrize("value", ["Klart typ", None])
def test_every_recipe_renders_without_a_missing_gap(
    code: str, language: str, place: Place, value: str | None
) -> None:
    rendered = render(of(code, place, value), language)
    for sentence in (rendered.message, rendered.hint):
        assert not re.search(r"[{}]|None|  |^\W*: ", sentence)
        assert re.search(r"[.?]$", sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_detail_is_said_in_the_message_or_the_hint(code: str, language: str) -> None:
    rendered = render(of(code, FULL, "Klart typ"), language)
    said = rendered.message + rendered.hint
    assert [name for name in CATALOGUE[code].details if f"<{name}>" not in said] == []


@pytest.mark.parametrize("code", CODES)
def test_both_languages_quote_the_same_things(code: str) -> None:
    gaps = [re.findall(r"{\w+}", wordings(language)[code].message) for language in LANGUAGES]
    assert sorted(gaps[0]) == sorted(gaps[1])


@pytest.mark.parametrize(
    "place, where",
    [
        (FULL, "Uppföljning!J7 (3.1.1-4)"),
        (Place(sheet="Uppföljning", cell="J7"), "Uppföljning!J7"),
        (Place(sheet="Uppföljning", row="3.1.1-4"), "Uppföljning (3.1.1-4)"),
        (Place(row="3.1.1-4"), "3.1.1-4"),
        (Place(sheet="Uppföljning", cell="J7", row="3.1"), "Uppföljning!J7 (3.1)"),
        (Place(sheet="Uppföljning", cell="J7", row="1.1-2/vard"), "Uppföljning!J7 (1.1-2)"),
        (Place(sheet="Läs mig", cell="B15", row="signing"), "Läs mig!B15"),
        (Place(sheet="Budget", row="vard"), "Budget"),
        (Place(file="T1.xlsx"), ""),
    ],
)
def test_the_place_is_said_as_exactly_as_it_is_known(place: Place, where: str) -> None:
    assert where_text(place) == where


def test_a_message_without_a_place_starts_with_what_was_found() -> None:
    assert render(finding("file-encrypted", Place(file="T1.xlsx")), "sv").message == (
        "Filen är låst med lösenord och kan inte öppnas."
    )


@pytest.mark.parametrize(
    "language, message",
    [
        ("sv", "Ramar!E9: Summan är skriven som 1\N{NO-BREAK SPACE}608,20, men raderna ger -0,1. "),
        ("en", "Ramar!E9: The total is given as 1,608.20, but the rows add up to -0.1. "),
    ],
)
def test_amounts_are_written_as_in_the_language(language: str, message: str) -> None:
    made = finding(
        "total-mismatch",
        Place(sheet="Ramar", cell="E9"),
        printed="1608.20",
        computed="-0.1",
        difference="0",
    )
    assert render(made, language).message.startswith(message)


def test_years_and_numbers_of_goals_are_not_amounts() -> None:
    made = finding("plan-mismatch", Place(), value="2023", expected="2024")
    assert '"2023", men väntat var 2024.' in render(made, "sv").message
    missing = finding("row-missing", Place(), title="3.1")
    assert '"3.1"' in render(missing, "sv").message


def test_dates_stay_as_they_are() -> None:
    made = finding("interpreted", FULL, value="30/4 2024", meaning="2024-04-30")
    assert render(made, "sv").message.endswith('"30/4 2024" lästes som 2024-04-30.')


def test_an_empty_value_is_said_to_be_empty() -> None:
    made = finding("locked-cell-changed", FULL, value="", issued="")
    assert render(made, "sv").message.endswith(
        "Här står nu (tomt). I formuläret som skickades ut stod (tomt)."
    )
    assert "This now says (empty)." in render(made, "en").message


def test_a_long_value_on_several_lines_is_quoted_short_on_one() -> None:
    message = render(finding("not-a-date", Place(), value="rad\n" * 100), "sv").message
    quoted = message.removesuffix(" går inte att läsa som ett datum.")
    assert quoted.startswith('"rad rad rad')
    assert quoted.endswith('…"')
    assert len(quoted) <= 122


def test_braces_in_someones_words_are_only_braces() -> None:
    message = render(finding("not-a-date", Place(), value="{allowed} {0.__class__}"), "sv").message
    assert message == '"{allowed} {0.__class__}" går inte att läsa som ett datum.'


def test_a_finding_that_lacks_a_detail_is_a_fault_in_the_code() -> None:
    with pytest.raises(ValueError, match="'end'"):
        render(Finding("overdue", Severity.WARNING), "sv")


def test_the_json_has_the_keys_of_the_contract_in_their_order() -> None:
    made = finding("unknown-status", FULL, value="Klart typ", allowed="Pågående, Genomförd")
    assert list(as_json(made, "sv").items()) == [
        ("code", "unknown-status"),
        ("severity", "error"),
        ("file", "T1.xlsx"),
        ("department", "stab"),
        ("sheet", "Uppföljning"),
        ("cell", "J7"),
        ("row", "3.1.1-4"),
        ("column", "status"),
        ("value", "Klart typ"),
        ("message", 'Uppföljning!J7 (3.1.1-4): "Klart typ" är ingen status i listan.'),
        ("hint", "Välj ett av: Pågående, Genomförd."),
    ]
    assert type(as_json(made, "sv")["severity"]) is str
