from __future__ import annotations

import re

import pytest

from kexcel.errors import ConfigurationError, UsageError
from kexcel.findings import CATALOGUE, CODES, Group, cell_text, explain
from kexcel.findings.wording import wordings
from kexcel.locale import LANGUAGES
from kexcel.model.finding import Severity

IN_CELL = [code for code in CODES if CATALOGUE[code].in_cell]


def test_a_code_is_explained_with_what_it_means_and_how_to_mend_it() -> None:
    explanation = explain("decision-required", "sv")
    assert explanation.code == "decision-required"
    assert explanation.title == "Beslut saknas"
    assert explanation.severity is Severity.ERROR
    assert explanation.group is Group.ANSWERS
    assert explanation.text.startswith("Kommunstyrelsen har beslutat om aktiviteten")
    assert explanation.hint.startswith("Skriv i kolumnen Beslut vem som beslutade")
    assert explanation.example == (
        "Uppföljning!O7 (3.1.1-4): Status är Avbruten, men Beslut är tomt."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_in_two_to_six_sentences(code: str, language: str) -> None:
    explanation = explain(code, language)
    sentences = re.findall(r'[.!?]"?(?= [A-ZÅÄÖ#"]|$)', explanation.text)
    assert 2 <= len(sentences) <= 6
    assert "\n" not in explanation.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_example_fills_exactly_the_details_of_its_code(code: str, language: str) -> None:
    details = set(wordings(language)[code].example_details) - {"value"}
    assert details == set(CATALOGUE[code].details)


@pytest.mark.parametrize(
    "code, language, near",
    [
        ("missing_status", "sv", 'koden "missing_status". Menar du: missing-status'),
        ("Unknown-Statuss", "en", 'code "Unknown-Statuss". Do you mean: unknown-status'),
    ],
)
def test_a_mistyped_code_is_met_with_the_nearest(code: str, language: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(code, language)
    assert near in str(caught.value)


def test_a_code_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(UsageError) as caught:
        explain("zzz", "sv")
    assert str(caught.value) == 'Det finns ingen anmärkning med koden "zzz".'


def test_an_unknown_language_is_a_fault_in_the_configuration() -> None:
    with pytest.raises(ConfigurationError, match="'no'"):
        explain("overdue", "no")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", IN_CELL)
def test_a_sentence_for_the_live_column_is_short_and_has_no_gaps(code: str, language: str) -> None:
    assert re.fullmatch(r'[^{}"\n]{5,59}[.?]', cell_text(code, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_say_the_same_in_the_live_column(language: str) -> None:
    texts = [cell_text(code, language) for code in IN_CELL]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("code", ["interpreted", "file-encrypted", "no-such-code"])
def test_a_code_that_never_shows_in_the_live_column_has_no_sentence_there(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        cell_text(code, "sv")
