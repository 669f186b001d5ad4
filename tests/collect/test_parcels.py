from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import olefile  # type: ignore[import-untyped] # carries no types
import pytest
from oxmsg import Message

from kexcel.collect.parcels import ParcelKind, open_parcel, parcel_findings
from tests.builders import examined, said, sound
from tests.collect.letters import (
    PNG,
    SENDER,
    WORKBOOK,
    archive,
    flagged,
    forwarded,
    letter,
)
from tests.collect.outlook import Attached, Letter, message
from tests.collect.unpacking import SMALL, opened, passed, refused, taken

SENT = "2024-05-10T08:12:33+00:00"


def test_a_workbook_comes_out_of_a_mail_with_its_sender_and_time() -> None:
    parcel = opened("svar.eml", letter({"T1 Staben.xlsx": WORKBOOK}).as_bytes())
    (file,) = parcel.files
    assert (parcel.kind, file.name, file.data) == (ParcelKind.MAIL, "T1 Staben.xlsx", WORKBOOK)
    assert (file.sender, file.sent, file.inside) == (SENDER, SENT, "svar.eml")


def test_a_logotype_in_a_mail_is_passed_over_by_name() -> None:
    parcel = opened("svar.eml", letter({"T1.xlsx": WORKBOOK, "foto.jpg": PNG}).as_bytes())
    assert (taken(parcel), refused(parcel)) == ([("T1.xlsx", "svar.eml")], [])
    assert passed(parcel) == ["svar.eml › image001.png", "svar.eml › foto.jpg"]


@pytest.mark.parametrize(
    "header",
    [
        "filename*=UTF-8''Uppf%C3%B6ljning%20%E2%80%93%20Staben.xlsx",
        "filename*0*=UTF-8''Uppf%C3%B6ljning; filename*1*=%20%E2%80%93%20Staben.xlsx",
        'filename="=?utf-8?Q?Uppf=C3=B6ljning_=E2=80=93_Staben.xlsx?="',
        'filename="=?utf-8?B?VXBwZsO2bGpuaW5nIOKAkyBTdGFiZW4ueGxzeA==?="',
        'filename="Uppföljning – Staben.xlsx"',
        r'filename="C:\\Users\\chef\\Uppföljning – Staben.xlsx"',
        'filename="../../Uppföljning – Staben.xlsx"',
    ],
)
def test_attachments_names_are_read_however_they_are_written(header: str) -> None:
    mail = letter({"NAMN.xlsx": WORKBOOK}).as_bytes().decode()
    data = mail.replace('filename="NAMN.xlsx"', header).encode()
    assert taken(opened("svar.eml", data)) == [("Uppföljning – Staben.xlsx", "svar.eml")]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "x-uuencode", "8bit"])
def test_attachments_are_read_however_they_are_encoded(encoding: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = SENDER, "Svar"
    if encoding == "x-uuencode":
        import binascii  # noqa: PLC0415 - here alone

        lines = binascii.b2a_uu(WORKBOOK[:45]) + binascii.b2a_uu(WORKBOOK[45:])
        body = b"begin 644 T1.xlsx\n" + lines + b"`\nend\n"
        data = mail.as_bytes().rstrip(b"\n") + (
            b"\nContent-Type: application/octet-stream; name=T1.xlsx\n"
            b"Content-Disposition: attachment\nContent-Transfer-Encoding: x-uuencode\n\n" + body
        )
    else:
        mail.set_content(
            WORKBOOK, maintype="application", subtype="zip", filename="T1.xlsx", cte=encoding
        )
        data = mail.as_bytes()
    (file,) = opened("svar.eml", data).files
    assert (file.name, file.data.rstrip(b"\n")) == ("T1.xlsx", WORKBOOK)


def test_a_forwarded_mail_keeps_the_sender_of_the_one_who_answered() -> None:
    inner = letter({"T1.xlsx": WORKBOOK}, sender="Ekonomichef (exempel) <eko@ange.example>")
    parcel = opened("vb.eml", forwarded(inner, sender=SENDER).as_bytes())
    (file,) = parcel.files
    assert (file.sender, file.inside) == (
        "Ekonomichef (exempel) <eko@ange.example>",
        "vb.eml › Svar T1.eml",
    )


def test_a_mail_answered_with_the_question_attached_is_no_fault() -> None:
    mail = forwarded(letter({}), sender=SENDER)
    mail.add_attachment(
        WORKBOOK, maintype="application", subtype="octet-stream", filename="T1.xlsx"
    )
    parcel = opened("vb.eml", mail.as_bytes())
    assert (taken(parcel), refused(parcel)) == ([("T1.xlsx", "vb.eml")], [])
    assert "vb.eml › Svar T1.eml" in passed(parcel)


@pytest.mark.parametrize(
    "outer, inner, expected",
    [
        ("svar.eml", "svar.zip", "svar.eml › svar.zip"),
        ("svar.zip", "svar.eml", "svar.zip › svar.eml"),
        ("svar.zip", "inre.zip", "svar.zip › inre.zip"),
        ("svar.zip", "svar.msg", "svar.zip › svar.msg"),
        ("svar.msg", "svar.zip", "svar.msg › svar.zip"),
        ("svar.msg", "svar.eml", "svar.msg › svar.eml"),
    ],
)
def test_a_parcel_in_a_parcel_is_opened(outer: str, inner: str, expected: str) -> None:
    data = wrapped(outer, {inner: wrapped(inner, {"T1.xlsx": WORKBOOK})})
    assert taken(opened(outer, data)) == [("T1.xlsx", expected)]


def wrapped(name: str, content: dict[str, bytes]) -> bytes:
    if name.endswith(".zip"):
        return archive(content)
    if name.endswith(".eml"):
        return letter(content).as_bytes()
    return message(Letter(attached=[Attached(each, data) for each, data in content.items()]))


@pytest.mark.parametrize("kind", ["zip", "eml", "msg"])
def test_a_parcel_in_a_parcel_in_a_parcel_is_told_and_not_followed(kind: str) -> None:
    inmost = wrapped(f"c.{kind}", {"T1.xlsx": WORKBOOK})
    data = wrapped(f"a.{kind}", {f"b.{kind}": wrapped(f"b.{kind}", {f"c.{kind}": inmost})})
    parcel = opened(f"a.{kind}", data)
    told = f"a.{kind} › b.{kind} › c.{kind}"
    assert (taken(parcel), refused(parcel)) == ([], [(told, "not-a-form")])


@pytest.mark.parametrize(
    "data",
    [letter({}).as_bytes(), letter({"foto.png": PNG}).as_bytes(), message(Letter()), archive({})],
)
def test_a_parcel_with_no_workbook_is_itself_refused(data: bytes) -> None:
    assert refused(opened("tom", data)) == [("tom", "not-a-form")]


def test_a_winmail_dat_is_told_clearly() -> None:
    mail = letter({"winmail.dat": b"\x78\x9f\x3e\x22" + bytes(50)})
    (finding,) = parcel_findings("svar.eml", mail.as_bytes())
    assert (finding.code, finding.place.file) == ("not-a-form", "svar.eml › winmail.dat")
    assert "winmail.dat" in dict(finding.details)["kind"]


@pytest.mark.parametrize("kind", ["application/pkcs7-mime", "application/x-pkcs7-mime"])
def test_an_encrypted_mail_is_told_clearly(kind: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = SENDER, "Svar"
    maintype, subtype = kind.split("/")
    mail.set_content(b"0\x82 sealed", maintype=maintype, subtype=subtype, filename="smime.p7m")
    (finding,) = parcel_findings("svar.eml", mail.as_bytes())
    assert "encrypted" in dict(finding.details)["kind"]


@pytest.mark.parametrize("name", ["smime.p7s", "signature.asc", "möte.ics", "chef.vcf"])
def test_signatures_cards_and_invitations_are_passed_over(name: str) -> None:
    parcel = opened("svar.eml", letter({"T1.xlsx": WORKBOOK, name: b"text"}).as_bytes())
    assert (taken(parcel), refused(parcel)) == ([("T1.xlsx", "svar.eml")], [])
    assert f"svar.eml › {name}" in passed(parcel)


def test_other_files_in_a_mail_are_taken_as_they_would_be_from_a_folder() -> None:
    parcel = opened("svar.eml", letter({"T1.xlsx": WORKBOOK, "bilaga.pdf": b"%PDF-1.4"}).as_bytes())
    assert [name for name, _ in taken(parcel)] == ["T1.xlsx", "bilaga.pdf"]


@pytest.mark.parametrize(
    "date, expected",
    [
        ("Fri, 10 May 2024 10:12:33 +0200", "2024-05-10T10:12:33+02:00"),
        ("Fri, 10 May 2024 08:12:33 -0000", "2024-05-10T08:12:33+00:00"),
        ("i fredags", ""),
        ("", ""),
    ],
)
def test_the_time_of_a_mail_is_told_with_its_offset(date: str, expected: str) -> None:
    mail = letter({"T1.xlsx": WORKBOOK})
    del mail["Date"]
    data = mail.as_bytes().replace(b"MIME-Version", f"Date: {date}\nMIME-Version".encode(), 1)
    assert opened("svar.eml", data).files[0].sent == expected


@pytest.mark.parametrize(
    "author, expected",
    [
        ("chef@ange.example", "chef@ange.example"),
        ('"Chef, Åsa" <a@ange.example>', "Chef, Åsa <a@ange.example>"),
        ("=?iso-8859-1?Q?=C5sa_Chef?= <a@ange.example>", "Åsa Chef <a@ange.example>"),
        ("=?okänd?Q?x?= <a@ange.example>", "=?okänd?Q?x?= <a@ange.example>"),
        ("Staben", "Staben"),
    ],
)
def test_the_sender_of_a_mail_is_told_in_plain_letters(author: str, expected: str) -> None:
    data = letter({"T1.xlsx": WORKBOOK}).as_bytes()
    start, end = data.index(b"From:"), data.index(b"To:")
    changed = data[:start] + f"From: {author}\n".encode() + data[end:]
    assert opened("svar.eml", changed).files[0].sender == expected


def test_a_mail_is_known_by_its_headers_and_nothing_else_is_one() -> None:
    mail = letter({"T1.xlsx": WORKBOOK}).as_bytes()
    from_mbox = b"From a@b Fri May 10 08:12:33 2024\n" + mail
    for data in (mail, b"\xef\xbb\xbf" + mail, b"\r\n" + mail, from_mbox):
        assert taken(opened("x.txt", data)) == [("T1.xlsx", "x.txt")]
    page = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x\nSubject: x\nDate: x\n\n"
    for other in (page, b"Datum;Belopp\n1;2\n", b"Till: oss\nSubject: hej\n\n", b"", sound()):
        assert open_parcel("x.eml", other) is None


def test_an_outlook_message_gives_its_attachments_sender_and_time() -> None:
    inner = Letter("VB: svar", "Ekonomichef (exempel)", "eko@ange.example", sent=None)
    inner = replace(inner, attached=[Attached("T1 Ekonomi åäö.xlsx", WORKBOOK)])
    data = message(
        Letter(
            attached=[
                Attached("T1 Staben.xlsx", WORKBOOK + bytes(9_000)),
                Attached("image001.png", PNG, hidden=True),
                Attached("penna", b"", is_drawn=True),
                Attached("T1 i molnet.xlsx", b"", is_link=True),
                inner,
            ]
        )
    )
    parcel = opened("svar.msg", data)
    assert [(f.name, f.sender, f.sent, f.inside) for f in parcel.files] == [
        ("T1 Staben.xlsx", "Avdelningschef (exempel) <chef@ange.example>", SENT, "svar.msg"),
        ("T1 Ekonomi åäö.xlsx", "Ekonomichef (exempel) <eko@ange.example>", "",
         "svar.msg › VB: svar"),
    ]  # fmt: skip
    assert parcel.files[0].data == WORKBOOK + bytes(9_000)
    assert refused(parcel) == [("svar.msg › T1 i molnet.xlsx", "not-a-form")]
    assert passed(parcel) == ["svar.msg › image001.png", "svar.msg › penna"]


def test_an_outlook_message_that_came_by_internet_is_of_whom_its_headers_say() -> None:
    headers = (
        "From: =?utf-8?Q?=C3=85sa?= <asa@ange.example>\r\nDate: Fri, 10 May 2024 08:12:33 +0000"
    )
    data = message(Letter(sent=None, headers=headers, attached=[Attached("T1.xlsx", WORKBOOK)]))
    (file,) = opened("svar.msg", data).files
    assert (file.sender, file.sent) == ("Åsa <asa@ange.example>", SENT)


def test_a_message_with_an_old_workbook_in_it_is_still_a_message() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(5_000)
    parcel = opened("svar.msg", message(Letter(attached=[Attached("T1.xls", old)])))
    assert (parcel.kind, taken(parcel)) == (ParcelKind.OUTLOOK, [("T1.xls", "svar.msg")])


def test_the_messages_of_these_tests_are_sound_to_other_readers(tmp_path: Path) -> None:
    path = tmp_path / "svar.msg"
    path.write_bytes(message(Letter(attached=[Attached("T1.xlsx", WORKBOOK * 100)])))
    with olefile.OleFileIO(path, raise_defects=olefile.DEFECT_POTENTIAL) as ole:
        assert ole.exists("__properties_version1.0")
    read = Message.load(str(path))
    assert (read.subject, read.attachments[0].file_bytes) == ("Svar T1", WORKBOOK * 100)


def test_a_mail_is_held_to_its_limits() -> None:
    large = letter({"T1.xlsx": bytes(200_000)}).as_bytes()
    assert refused(opened("a.eml", large, SMALL)) == [("a.eml › T1.xlsx", "file-too-large")]
    many = letter({f"{number}.xlsx": WORKBOOK for number in range(20)}).as_bytes()
    assert ("a.eml", "file-suspicious") in refused(opened("a.eml", many, SMALL))
    huge = letter({"T1.xlsx": bytes(3_000_000)}).as_bytes()
    assert refused(opened("a.eml", huge, SMALL)) == [("a.eml", "file-too-large")]


def test_an_outlook_message_is_held_to_its_limits() -> None:
    large = message(Letter(attached=[Attached("T1.xlsx", bytes(200_000))]))
    assert refused(opened("a.msg", large, SMALL)) == [("a.msg › T1.xlsx", "file-too-large")]
    many = [Attached(f"{number}.xlsx", WORKBOOK) for number in range(20)]
    parcel = opened("a.msg", message(Letter(attached=many)), SMALL)
    assert ("a.msg", "file-suspicious") in refused(parcel)


def test_a_refused_file_is_told_with_the_parcel_it_lay_in() -> None:
    data = flagged(archive({"T1 Staben.xlsx": WORKBOOK}), 1)
    result = examined(data, file="svar.zip")
    assert said(result) == [(None, None, "file-encrypted")]
    assert result.findings[0].place.file == "svar.zip › T1 Staben.xlsx"
