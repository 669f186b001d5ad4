from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.collect.parcels import ParcelLimits, open_parcel
from tests.collect.letters import PNG, WORKBOOK, archive, as_sent, forwarded, letter
from tests.collect.outlook import Attached, Letter, message

LIMITS = ParcelLimits(file_bytes=1_000_000, entries=20, entry_bytes=50_000, inflated_bytes=100_000)


def mail() -> EmailMessage:
    return letter({"T1 Staben.xlsx": WORKBOOK, "svar.zip": archive({"åäö.xlsx": WORKBOOK})})


PARCELS = (
    archive({"Mapp/T1.xlsx": WORKBOOK, "inre.zip": archive({"a.xlsx": WORKBOOK})}),
    as_sent(mail()),
    as_sent(forwarded(mail(), sender="a@ange.example")),
    message(Letter(attached=[Attached("T1.xlsx", WORKBOOK), Attached("x.png", PNG), Letter()])),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound parcel with some pieces overwritten, left out or put in again elsewhere."""
    data = draw(st.sampled_from(PARCELS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 2, 4, 16, 200]))
        other = draw(st.integers(0, len(data)))
        pieces = st.sampled_from(
            [b"", b"\xff" * length, b"\0" * length, data[other : other + length], b"\n\n", b'"']
        )
        data = data[:start] + draw(pieces | st.binary(max_size=8)) + data[start + length :]
    return data


def is_told(data: bytes) -> None:
    """That the bytes give a parcel within the limits, with something in it, or none."""
    parcel = open_parcel("svar", data, LIMITS)
    if parcel is not None:
        assert parcel.files or parcel.refused
        assert len(parcel.files) <= LIMITS.entries
        assert sum(len(each.data) for each in parcel.files) <= LIMITS.inflated_bytes
        assert not any({"/", "\\"} & set(each.name) for each in parcel.files)
        for each in parcel.files:
            assert (each.name + each.inside + each.sender).encode("utf-8", "replace")


@given(data=damaged())
@settings(deadline=None, max_examples=300)
def test_a_damaged_parcel_gives_files_or_a_refusal(data: bytes) -> None:
    is_told(data)


@given(
    start=st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
         b"From: a@b\nSubject: x\n", b"From: a@b\nSubject: x\nContent-Type: message/rfc822\n\n"]
    ),
    rest=st.binary(max_size=3_000),
)  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_any_bytes_give_files_or_a_refusal(start: bytes, rest: bytes) -> None:
    is_told(start + rest)


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b\nTo: c@d\n" + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000)
        ),
        b"From: a@b\nTo: c@d\nContent-Type: message/rfc822\n\n" * 3_000,
        b"From: " + b'"' * 100_000 + b"\nTo: c@d\n\n",
        b"From: " + b"=?utf-8?Q?=C3?= " * 20_000 + b"\nTo: c@d\n\n",
        b"From: a@b\nTo: c@d\nContent-Disposition: attachment; " + b"a=b; " * 50_000 + b"\n\nx",
        b"From: a@b\nTo: c@d\nDate: " + b"(" * 100_000 + b"\n\nx",
    ],
    ids=["deep parts", "mails in mails", "quotes", "words", "parameters", "date"],
)  # fmt: skip
def test_a_mail_built_to_stall_its_reader_is_answered(data: bytes) -> None:
    is_told(data)
