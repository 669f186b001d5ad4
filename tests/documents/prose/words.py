"""Word documents with what python-docx has no words for."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    f'<w:pStyle w:val="Heading{depth + 1}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for depth, text in enumerate(("%1", "%1.%2", "%1.%2.%3"))
)


def with_numbered_headings() -> WordDocument:
    """A document whose headings get their numbers from Word, by their styles."""
    word = Document()
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {_SPACE} w:abstractNumId="900">'
            f'<w:multiLevelType w:val="multilevel"/>{_LEVELS}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {_SPACE} w:numId="900"><w:abstractNumId w:val="900"/></w:num>')
    )
    for depth in range(3):
        style = word.styles[f"Heading {depth + 1}"].element
        style.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_SPACE}><w:numId w:val="900"/></w:numPr>')
        )
    return word


def add(paragraph: Paragraph, xml: str) -> None:
    """Add an element to a paragraph, with ``w:`` for its namespace."""
    name = xml[1:].split(">", maxsplit=1)[0].split(maxsplit=1)[0]
    paragraph._p.append(parse_xml(xml.replace(f"<{name}", f"<{name} {_SPACE}", 1)))  # noqa: SLF001


def in_content_control(paragraph: Paragraph, gallery: str = "") -> None:
    """Put a paragraph into a content control, such as that of the table of contents."""
    kind = f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj>' if gallery else ""
    control = parse_xml(
        f"<w:sdt {_SPACE}><w:sdtPr>{kind}</w:sdtPr><w:sdtContent></w:sdtContent></w:sdt>"
    )
    element = paragraph._p  # noqa: SLF001 - python-docx has no content controls
    element.addprevious(control)
    control[-1].append(element)


def bytes_of(word: WordDocument) -> bytes:
    """The document as a file."""
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


HEAD = ("Verksamhetens aktiviteter", "Startdatum", "Slutdatum")


def add_table(word: WordDocument, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> None:
    """A table of activities."""
    table = word.add_table(0, len(head))
    for row in (head, *rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
