"""SIE files as they are written: byte for byte, and the same again when they are read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kexcel.sie import Field, Post, SieType, Text, Trouble, read_posts, write_posts
from kexcel.sie.standard import WITH_OBJECTS

CODE_PAGE = [
    sign
    for number in range(256)
    if (sign := bytes([number]).decode("cp437")).isprintable() or sign == "\xa0"
]
texts = st.text(st.sampled_from(CODE_PAGE))
anything = st.text(st.characters(exclude_categories=["Cs"]))
objects = st.lists(st.tuples(st.integers(1, 99).map(str), texts), max_size=3).map(
    lambda pairs: tuple(part for pair in pairs for part in pair)
)
labels = st.sampled_from(["#FNAMN", "#OBJEKT", "#PBUDGET", "#TRANS", "#RES"])


def read(data: bytes) -> list[Post]:
    posts = list(read_posts(data, "cp437"))
    assert not any(isinstance(post, Trouble) for post in posts)
    return [post for post in posts if isinstance(post, Post)]


def written(*posts: Post) -> bytes:
    return write_posts(posts, SieType.EXPORT).data


def ends_as_the_standard_cannot(text: str) -> bool:
    return text.endswith("\\") and any(sign in text for sign in ' \t"{}')


def test_a_small_file_byte_for_byte() -> None:
    data = written(
        Post("#FLAGGA", ("0",)),
        Post("#FORMAT", ("PC8",)),
        Post("#FNAMN", (Text("Ånge kommun"),)),
        Post("#ORGNR", ("212000-0000",)),
        Post("#KONTO", ("5010", Text('Hyra av "lokal"'))),
        Post("#OBJEKT", ("1", Text("1100"), Text("Kök & städ"))),
        Post("#PBUDGET", ("0", "202401", "5010", (), "-1243.50")),
        Post("#PBUDGET", ("0", "202401", "5010", ("1", "1100"), "12.00")),
        Post("#TRANS", ("5010", ("1", "1100", "20", "4400"), "5.00")),
    )
    assert data == (
        b"#FLAGGA 0\r\n"
        b"#FORMAT PC8\r\n"
        b'#FNAMN "\x8fnge kommun"\r\n'
        b"#ORGNR 212000-0000\r\n"
        b'#KONTO 5010 "Hyra av \\"lokal\\""\r\n'
        b'#OBJEKT 1 "1100" "K\x94k & st\x84d"\r\n'
        b"#PBUDGET 0 202401 5010 {} -1243.50\r\n"
        b'#PBUDGET 0 202401 5010 {1 "1100"} 12.00\r\n'
        b'#TRANS 5010 {1 "1100" 20 "4400"} 5.00\r\n'
    )


@hypothesis_settings(deadline=None)
@given(labels, st.lists(texts, min_size=1, max_size=4))
def test_any_text_of_the_code_page_is_read_as_it_was_written(label: str, fields: list[str]) -> None:
    fields = [f"{text}." if ends_as_the_standard_cannot(text) else text for text in fields]
    for kind in (str, Text):
        result = write_posts([Post(label, tuple(map(kind, fields)))], SieType.EXPORT)
        assert result.replaced == ""
        assert [post.fields for post in read(result.data)] == [tuple(fields)]


@hypothesis_settings(deadline=None)
@given(objects, st.decimals(places=2, allow_nan=False, allow_infinity=False))
def test_any_objects_and_amounts_are_read_as_they_were_written(
    pairs: tuple[str, ...], amount: Decimal
) -> None:
    pairs = tuple(f"{text}." if ends_as_the_standard_cannot(text) else text for text in pairs)
    fields: tuple[Field, ...] = ("0", "202401", "5010", pairs, f"{amount:f}")
    (post,) = read(written(Post("#PBUDGET", fields)))
    assert post.fields == fields
    assert Decimal(post.text(4)) == amount


@hypothesis_settings(deadline=None)
@given(st.lists(anything, min_size=1, max_size=4), labels)
def test_whatever_the_text_the_file_is_sound_and_what_was_replaced_is_told(
    fields: list[str], label: str
) -> None:
    result = write_posts([Post(label, tuple(map(Text, fields)))], SieType.EXPORT)
    assert result.data.count(b"\r\n") == 1
    assert not set(result.data.removesuffix(b"\r\n")) & {*range(32), 127}
    (post,) = read(result.data)
    assert len(post.fields) == len(fields)
    for found, text in zip(post.fields, fields, strict=True):
        assert isinstance(found, str)
        if not set(result.replaced) & set(text) and text.isprintable() and text.isascii():
            assert found == text


def test_a_letter_loses_its_mark_and_another_sign_becomes_one_like_it_or_a_question_mark() -> None:
    result = write_posts(
        [Post("#FNAMN", (Text("Č – ”ett” … \u2212 ☃ Łódź € § 5"),))],
        SieType.EXPORT,
    )
    assert result.data.decode("cp437") == '#FNAMN "C - \\"ett\\" ... - ? ?ódz EUR par. 5"\r\n'
    assert result.replaced == "Č–”…−☃Łź€§"


def test_letters_put_together_from_parts_are_no_others() -> None:
    result = write_posts([Post("#FNAMN", ("A\u030ange",))], SieType.EXPORT)
    assert (result.data, result.replaced) == (b'#FNAMN "\x8fnge"\r\n', "")


def test_a_control_sign_becomes_a_space() -> None:
    assert written(Post("#FNAMN", ("a\tb\r\nc\x7f\x85d",))) == b'#FNAMN "a b  c  d"\r\n'


@pytest.mark.parametrize(
    "text, line, replaced",
    [
        ("C:\\SIE\\", b"#FNAMN C:\\SIE\\\r\n", ""),
        ("C:\\Mina filer\\", b'#FNAMN "C:\\Mina filer/"\r\n', "\\"),
        ('a\\"b', b'#FNAMN "a\\\\"b"\r\n', ""),
        ("", b'#FNAMN ""\r\n', ""),
    ],
)
def test_a_backslash_never_opens_what_a_mark_closes(text: str, line: bytes, replaced: str) -> None:
    result = write_posts([Post("#FNAMN", (Text(text),))], SieType.EXPORT)
    assert (result.data, result.replaced) == (line, replaced)
    assert [post.text(0) for post in read(line)] == [text if not replaced else text[:-1] + "/"]


@pytest.mark.parametrize("label", ["#PBUDGET", "#PSALDO", "#RES", "#OMFATTN", "#BKOD"])
def test_a_file_for_import_holds_no_balances_and_no_budget(label: str) -> None:
    with pytest.raises(ValueError, match="4I"):
        write_posts([Post(label, ("0",))], SieType.IMPORT)
    assert written(Post(label, ("0",))) == f"{label} 0\r\n".encode()


def test_a_label_of_ones_own_is_never_written() -> None:
    with pytest.raises(ValueError, match="#RAM"):
        written(Post("#RAM", ("1",)))


def test_the_groups_of_posts_keep_their_order() -> None:
    with pytest.raises(ValueError, match="#FNAMN"):
        written(Post("#KONTO", ("5010", "Hyra")), Post("#FNAMN", ("Ånge",)))
    assert written(Post("#FNAMN", ("Ange",)), Post("#GEN", ("20240430",))).count(b"\n") == 2


def test_those_with_objects_are_the_standards_and_the_years_results() -> None:
    assert sorted(WITH_OBJECTS) == [
        "#BTRANS", "#OIB", "#OUB", "#PBUDGET", "#PSALDO", "#RES", "#RTRANS", "#TRANS",
    ]  # fmt: skip
