"""A draft as a mail: its headers, its lines and its attachments, read by Python's own parser."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from kexcel.model.remaining import LeftRow
from kexcel.report.reminders.draft import (
    Attachment,
    Sender,
    addresses_in,
    sender_in,
    write_draft,
)
from kexcel.report.reminders.left_words import left_lines
from kexcel.report.reminders.letter import Letter

DAY = datetime(2024, 5, 20, 13, 45, tzinfo=UTC)
EVERY_BYTE = bytes(range(256)) * 300


def draft(letter: Letter, *attachments: Attachment, to: str = "", name: str = "Staben") -> bytes:
    return write_draft(
        letter,
        to=addresses_in(to),
        name=name,
        sender=Sender("Staben på Ånge", "staben@ange.example"),
        day=DAY,
        attachments=attachments,
    )


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


@pytest.mark.parametrize(
    "text, found",
    [
        ("staben@ange.example", ["staben@ange.example"]),
        ("Staben, staben@ange.example", ["staben@ange.example"]),
        ("a@ange.example; b@ange.example", ["a@ange.example", "b@ange.example"]),
        ("Chef (exempel) <chef@ange.example>", ["chef@ange.example"]),
        ("mailto:a@ange.example.", ["a@ange.example"]),
        ("a@ange.example a@ange.example", ["a@ange.example"]),
        ("söder@ange.example", []),
        ("ring växeln", []),
        ("a@b", []),
        ("a@ange.example\nBcc: b@ange.example", ["a@ange.example", "b@ange.example"]),
        ("", []),
    ],
)
def test_addresses_are_found_in_what_people_write(text: str, found: list[str]) -> None:
    assert list(addresses_in(text)) == found


@pytest.mark.parametrize(
    "contact, name, address",
    [
        ("Staben, staben@ange.example", "Staben", "staben@ange.example"),
        ("Staben <staben@ange.example>", "Staben", "staben@ange.example"),
        ("staben@ange.example", "", "staben@ange.example"),
        ("Staben, 0690-00 00 00", "Staben, 0690-00 00 00", ""),
    ],
)
def test_the_contact_is_the_sender(contact: str, name: str, address: str) -> None:
    assert sender_in(contact) == Sender(name, address)


@pytest.mark.parametrize(
    "name",
    [
        "a.xlsx",
        "T1 2024 Samhällsbyggnadsavdelningen.xlsx",
        'Rättelse "ny" – Kultur; fritid, 100 % (2).xlsx',
        "Å" * 80 + ".xlsx",
    ],
)
def test_an_attachment_comes_out_as_it_went_in(name: str) -> None:
    message = read(draft(Letter("x", "y\n"), Attachment(name, EVERY_BYTE)))
    [part] = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == (name, EVERY_BYTE)


def test_several_attachments_keep_their_order() -> None:
    files = [Attachment(f"{place}.ods", bytes([place])) for place in range(3)]
    parts = list(read(draft(Letter("x", "y\n"), *files)).iter_attachments())
    assert [part.get_filename() for part in parts] == ["0.ods", "1.ods", "2.ods"]
    assert {part.get_content_type() for part in parts} == {
        "application/vnd.oasis.opendocument.spreadsheet"
    }


def test_swedish_words_stand_in_subject_body_and_names() -> None:
    words = "Å i åa ä e ö – 10 % = fem\n.\nFrom oss\n"
    subject = "Påminnelse: Tertial 1 2024 – " + "Samhällsbyggnadsavdelningen " * 4
    message = read(draft(Letter(subject.strip(), words), to="a@ange.example", name='Kök, "norr"'))
    body = message.get_body()
    assert body is not None
    assert message["Subject"] == subject.strip()
    assert body.get_content() == words.replace("\n", "\r\n")
    assert message["To"].addresses[0].display_name == 'Kök, "norr"'
    assert message["From"].addresses[0].display_name == "Staben på Ånge"


def test_no_line_is_longer_than_a_mail_server_takes() -> None:
    letter = Letter("Å" * 200, "lång rad " * 200 + "\n")
    data = draft(letter, Attachment("Ö" * 100 + ".xlsx", EVERY_BYTE), to="a@ange.example")
    assert max(len(line) for line in data.split(b"\r\n")) <= 80
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.isascii()


def test_nothing_that_is_written_becomes_a_header() -> None:
    letter = Letter("Svar\r\nBcc: b@ange.example", "x\n")
    name = "Staben\nBcc: c@ange.example"
    message = read(
        draft(letter, Attachment("a\nX-Y: 1.xlsx", b"x"), to="a@ange.example", name=name)
    )
    assert set(message.keys()) == {
        "X-Unsent", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert message["Subject"] == "Svar Bcc: b@ange.example"


def test_a_draft_is_the_same_bytes_all_day() -> None:
    made = draft(Letter("x", "y\n"), Attachment("å.xlsx", EVERY_BYTE))
    later = write_draft(
        Letter("x", "y\n"),
        to=(),
        name="Staben",
        sender=Sender("Staben på Ånge", "staben@ange.example"),
        day=DAY.replace(hour=23),
        attachments=(Attachment("å.xlsx", EVERY_BYTE),),
    )
    assert made == later
    assert b"Message-ID" not in made


def test_without_an_address_the_subject_names_the_department() -> None:
    assert read(draft(Letter("Svar?", "x\n")))["Subject"] == "Svar? (Staben)"
    assert read(draft(Letter("Svar från Staben?", "x\n")))["Subject"] == "Svar från Staben?"


def test_rows_that_are_left_are_named_by_sheet_and_the_many_counted() -> None:
    rows = [LeftRow("followup", "Uppföljning", f"1-{place}", "x") for place in range(1, 15)]
    rows.append(LeftRow("followup", "Uppföljning", "2-1", "x", is_blank=False))
    rows.append(LeftRow("measures", "Mått", "", "Sjukfrånvaro"))
    rows.append(LeftRow("attest", "Attest", "", ""))
    numbers = ", ".join(f"1-{place}" for place in range(1, 13))
    assert list(left_lines(rows, str)) == [
        f"Uppföljning: 14 rows without an answer ({numbers} and 2 more)",
        "Mått: 1 row without an answer (Sjukfrånvaro)",
        "Attest: nothing is filled in",
    ]
