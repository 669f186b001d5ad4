"""SIE files as programs write them: by the standard, and not quite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kexcel.sie import Decoded, Post, Trouble, begins_as_sie, decode, read_posts
from kexcel.sie.reading import CUT_SHORT, NO_CHECKSUM, NO_LINE_END, TOO_LONG, UNCLOSED

VERIFICATION = """#FLAGGA 0
#VER A 1 20240115 "Porto"
{
\t#TRANS 1910 {} -100.00
\t#TRANS\t6250  {1 "1100" 6 "P 7"}   100.00 20240116 "Frimärken"
}
"""


def posts(text: str) -> list[Post]:
    return [each for each in read_posts(text.encode(), "utf-8") if isinstance(each, Post)]


def troubles(text: str) -> list[Trouble]:
    return [each for each in read_posts(text.encode(), "utf-8") if isinstance(each, Trouble)]


def test_posts_have_their_line_and_their_objects() -> None:
    *_, last = posts(VERIFICATION)
    assert (last.label, last.line, last.text(0), last.text(2)) == ("#TRANS", 5, "6250", "100.00")
    assert last.objects() == {"1": "1100", "6": "P 7"}
    assert last.text(4) == "Frimärken"
    assert troubles(VERIFICATION) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n\n"])
def test_lines_may_end_as_on_any_system_and_blank_ones_are_nothing(end: str) -> None:
    text = VERIFICATION.replace("\n", end)
    assert [post.label for post in posts(text)] == ["#FLAGGA", "#VER", "#TRANS", "#TRANS"]
    assert troubles(text) == []


@pytest.mark.parametrize(
    "line, fields",
    [
        ('#KONTO 1910 "Kassa {1}"', ("1910", "Kassa {1}")),
        ("#KONTO 1910 Kassa{1}", ("1910", "Kassa{1}")),
        ('#KONTO "1910" "5\\" rör"', ("1910", '5" rör')),
        ('#KONTO 1910 5\\"', ("1910", '5"')),
        ('#KONTO 1910 ""', ("1910", "")),
        ("#TRANS 1910 { } 5", ("1910", (), "5")),
        ("#TRANS 1910 {} 5 okänt fält", ("1910", (), "5", "okänt", "fält")),
        ('#TRANS 1910{"1" "11"}5', ("1910", ("1", "11"), "5")),
        ("#trans 1910 {1 11} 5", ("1910", ("1", "11"), "5")),
        ("#PSALDO 0 202401 5010 5.00", ("0", "202401", "5010", "5.00")),
        ("#NYTT 1 2", ("1", "2")),
        ('#FNR "D:\\Program\\', ("D:\\Program\\",)),
    ],
)
def test_fields_are_told_apart(line: str, fields: tuple[object, ...]) -> None:
    (post,) = posts(line + "\n")
    assert post.fields == fields


def test_a_backslash_that_escapes_nothing_is_itself() -> None:
    (post,) = posts('#FNAMN "C:\\SIE\\fil \\"ny\\""\n')
    assert post.text(0) == 'C:\\SIE\\fil "ny"'


def test_what_is_not_a_post_is_passed_over() -> None:
    assert [post.label for post in posts("hej\n  \n#FLAGGA 0\n// slut\n}\n")] == ["#FLAGGA"]


@pytest.mark.parametrize(
    "text, line, reason",
    [
        (VERIFICATION.removesuffix("}\n"), 5, CUT_SHORT),
        ('#VER A 1 20240101 "x" {\n#TRANS 5010 {} 1\n', 2, CUT_SHORT),
        ('#TRANS 5010 {1 "11 5.00\n', 1, UNCLOSED),
        ("#TRANS 5010 {1 11 5.00\n", 1, UNCLOSED),
        ("#FLAGGA 0\n#KSUMMA\n#FNAMN Ånge\n", 3, NO_CHECKSUM),
        ("#PSALDO 0 202401 5010 {} 12", 1, NO_LINE_END),
        ("#FLAGGA 0\n#FNAMN " + "a" * 200_000, 2, TOO_LONG),
    ],
)
def test_a_file_that_is_cut_short_is_told(text: str, line: int, reason: str) -> None:
    assert [(each.line, each.reason) for each in troubles(text)] == [(line, reason)]


@pytest.mark.parametrize("text", ["#FLAGGA 0\n#KSUMMA\n#KSUMMA 5\n", "#FLAGGA 0", "}\n}\n{\n}\n"])
def test_a_file_that_is_whole_is_not(text: str) -> None:
    assert troubles(text) == []


@pytest.mark.parametrize(
    "data, encoding, certain",
    [
        (b"#FNAMN Ange", "cp437", True),
        ("#FNAMN Ånge".encode("cp437"), "cp437", True),
        ("#FNAMN Ånge".encode("cp1252"), "cp1252", True),
        ("#FNAMN Ånge".encode(), "utf-8", True),
        ("#FNAMN Ånge".encode("utf-8-sig"), "utf-8-sig", True),
        ("#FNAMN Ånge".encode("utf-16"), "utf-16", True),
        ("#FNAMN Ånge".encode("cp437") + "Åre".encode("cp1252"), "cp437", False),
        (b"#FNAMN \xff", "cp437", False),
    ],
)
def test_the_bytes_tell_the_encoding_whatever_the_file_says(
    data: bytes, encoding: str, *, certain: bool
) -> None:
    assert decode(data) == Decoded(encoding, certain)


@hypothesis_settings(deadline=None)
@given(
    st.sampled_from(["cp437", "cp1252", "utf-8"]),
    st.text("åäöÅÄÖ abc", min_size=1),
)
def test_swedish_text_is_never_taken_for_another_encoding(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding), declared=encoding)
    assert text.encode(encoding).decode(found.encoding) == text
    assert found.is_certain


@pytest.mark.parametrize(
    "data, is_sie",
    [
        (b"#FLAGGA 0\n", True),
        (b"\r\n  #PROGRAM x\n", True),
        (b"\xef\xbb\xbf#FLAGGA 0", True),
        ("#FLAGGA 0".encode("utf-16"), True),
        (b"Ansvar;Belopp\n", False),
        (b"# kommentar\n", False),
        (b"", False),
    ],
)
def test_a_file_is_known_by_how_it_begins(data: bytes, *, is_sie: bool) -> None:
    assert begins_as_sie(data) == is_sie


@hypothesis_settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["cp437", "cp1252", "utf-8", "utf-16"]))
def test_no_bytes_are_too_odd_to_read(data: bytes, encoding: str) -> None:
    start = "#FLAGGA 0\n#TRANS ".encode(encoding)
    for each in read_posts(start + data, encoding):
        assert each.line >= 1
