"""What a code may look like: as a formula can tell, as Python can tell, and in words."""

from __future__ import annotations

from random import Random

import pytest

from kexcel.rules.codes import code_formula, code_words, is_code, is_restricted, may_be_code
from kexcel.settings import CodeSettings

FOUR = CodeSettings(length=4)
DIGITS = CodeSettings(pattern=r"\d{4}")
SOME = CodeSettings(pattern="[0-9]{2,4}")
ANY = CodeSettings(pattern=r"^\d+$")
SHAPED = CodeSettings(pattern=r"1\d{3}", length=4)
LISTED = CodeSettings(values=("1100", "12AB"))


@pytest.mark.parametrize(
    "codes, good, shaped_only, bad",
    [
        (CodeSettings(), ["", "x", "åäö"], [], []),
        (FOUR, ["1100", "abcd", "å 1-"], [], ["", "110", "11000"]),
        (DIGITS, ["1100", "0000"], [], ["11o0", "110", "11000", "١١٠٠", "11 0"]),
        (SOME, ["11", "1100"], [], ["1", "11000", "1a"]),
        (ANY, ["1", "123456789012"], [], ["", "1,0", "-1"]),
        (SHAPED, ["1100"], ["2100", "abcd"], ["110"]),
        (LISTED, ["1100", "12ab"], [], ["1200", "", "110"]),
    ],
)
def test_a_formula_knows_less_than_python_but_never_more(
    codes: CodeSettings, good: list[str], shaped_only: list[str], bad: list[str]
) -> None:
    texts = [*good, *shaped_only, *bad]
    assert [text for text in texts if may_be_code(text, codes)] == [*good, *shaped_only]
    assert [text for text in texts if is_code(text, codes)] == good


def test_only_what_python_takes_too_is_ever_complained_of_by_the_workbook() -> None:
    random = Random("codes")  # noqa: S311 - trials, not secrets
    patterns = ["", r"\d{4}", r"\d\d", "[0-9]+", r"\d{2,3}", r"[A-Z]\d+", "(11|22)0*", r"\d?0"]
    for _ in range(2000):
        codes = CodeSettings(
            length=random.choice((None, None, 2, 4)),
            pattern=random.choice(patterns),
            values=random.choice(((), (), ("1100", "220"))),
        )
        text = "".join(random.choices("0012AB ", k=random.randint(0, 5))).strip()
        assert may_be_code(text.lower(), codes) or not is_code(text, codes)


@pytest.mark.parametrize(
    "codes, formula",
    [
        (CodeSettings(), "TRUE"),
        (FOUR, "AND(LEN(B7)=4)"),
        (LISTED, "AND(SUMPRODUCT(1*(B7=$D$2:$D$3))>0)"),
        (CodeSettings(pattern="[A-Z]{2}.*"), "TRUE"),
    ],
)
def test_the_formula_asks_for_what_it_can(codes: CodeSettings, formula: str) -> None:
    assert code_formula("B7", codes, "$D$2:$D$3") == formula


def test_digits_are_counted_without_a_pattern() -> None:
    formula = code_formula("B7", SOME, "")
    assert formula.startswith("AND(LEN(B7)>=2,LEN(B7)<=4,LEN(SUBSTITUTE(SUBSTITUTE(")
    assert formula.count("B7") == 3


@pytest.mark.parametrize(
    "codes, swedish, english",
    [
        (FOUR, "4 tecken", "4 characters"),
        (CodeSettings(length=1), "1 tecken", "1 character"),
        (DIGITS, "4 siffror", "4 digits"),
        (ANY, "bara siffror", "digits only"),
        (SHAPED, r"4 tecken, av formen 1\d{3}", r"4 characters, of the form 1\d{3}"),
        (LISTED, "någon av 1100, 12AB", "one of 1100, 12AB"),
        (CodeSettings(values=tuple(str(n) for n in range(9))),
         "någon av de 9 koderna i kexcel.toml", "one of the 9 codes in kexcel.toml"),
    ],
)  # fmt: skip
def test_what_a_code_must_be_is_told(codes: CodeSettings, swedish: str, english: str) -> None:
    assert (code_words(codes, "sv"), code_words(codes, "en")) == (swedish, english)
    assert is_restricted(codes)


def test_without_settings_any_text_will_do() -> None:
    assert not is_restricted(CodeSettings())
