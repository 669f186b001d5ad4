"""Plan documents of three other shapes, as Word and text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table

WITH_WORDS = (
    (
        "Fullmäktiges mål A: Alla invånare ska känna sig trygga.",
        (
            (
                "Nämndens mål 1: Fler ska få hjälp i tid.",
                (
                    ("Korta väntetiden\nHögst fjorton dagar.", "Socialkontoret", "12 mars"),
                    ("Utbilda handläggare", "Socialkontoret; Staben", "våren 2025"),
                    ("Se över rutiner\nTvå steg.\nSteg två i höst.", "Elevhälsan", "kvartal 2"),
                ),
            ),
            (
                "Nämndens mål 2: Stödet ska vara lätt att hitta.",
                (("Ny webbplats", "Staben", "december 2025"), ("Öppet hus", "", "vid behov")),
            ),
        ),
    ),
    (
        "Fullmäktiges mål B: Kommunen ska vara en god arbetsgivare.",
        (
            (
                "Nämndens mål 1: Sjukfrånvaron ska minska.",
                (("Friskvård för alla", "Staben", "2025-10-31"),),
            ),
        ),
    ),
)


def in_words(*, of_the_year: str = "2025") -> bytes:
    """Goals by words, an owner in a column, one date in words, descriptions in titles' cells."""
    word = Document()
    _margins(word, f"Verksamhetsplan {of_the_year} – Socialnämnden", "Sida 1 av 9")
    word.add_heading("Inledning", 1)
    word.add_paragraph("Socialnämnden ansvarar för stöd och omsorg i kommunen.")
    word.add_heading("Mål och aktiviteter", 1)
    for council, goals in WITH_WORDS:
        word.add_heading(council, 2)
        counts = {1: "ett", 2: "två"}
        word.add_paragraph(
            f"Nämnden har {counts[len(goals)]} mål här, som följs upp varje tertial."
        )
        for goal, activities in goals:
            word.add_heading(goal, 3)
            _table(
                word, ("Vad ska göras?", "Vem?", "Klart", "Läge"), [(*a, "") for a in activities]
            )
    word.add_heading("Budget", 1)
    word.add_paragraph("Beloppen nedan är i tkr och delas per avdelning.")
    _table(
        word,
        ("Verksamhet", "Bokslut 2023", "Ram 2025"),
        (
            ("Socialkontoret", "-28 400", "-30 100"),
            ("Staben", "-7 050", "-7 900"),
            ("Totalt", "-35 450", "-38 000"),
        ),
    )
    return _saved(word)


ONE_TABLE = (
    ("När", "Id", "Åtgärd", "Varför", "Ansvar", "Bistår", "Pengar"),
    ("Fokusområde A. En trygg uppväxt",),
    ("Mål A1 Alla barn ska klara skolan",),
    ("jan–juni 2025", "A1:1", "Läxhjälp", "Fler behöver stöd.", "Skolan", "Kultur", "0"),
    ("2025-03-01 – 2025-05-31", "A1:2", "Lärarlyft", "", "Skolan", "", "50"),
    ("Mål A2 Fler ska idrotta",),
    ("hösten", "A2:1", "Ny hall", "Den gamla är sliten.", "Kultur", "Skolan, Teknik", ""),
    ("Fokusområde B. En hållbar kommun",),
    ("Mål B1 Utsläppen ska minska",),
    ("2025", "B1:1", "Elbilar", "Minst 10 st.", "Teknik", "", "200"),
)  # fmt: skip


def in_one_table() -> bytes:
    """Goals as rows that reach across one table, its columns in another order."""
    word = Document()
    _margins(word, "Diarienummer KS 2024/117", "3 (12)")
    word.add_paragraph("Planen antogs av kommunstyrelsen.")
    table = word.add_table(0, len(ONE_TABLE[0]))
    table.style = "Table Grid"
    for row in ONE_TABLE:
        cells = _row(table)
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    return _saved(word)


AS_POINTS = """\
Innehåll
1 Inledning ........ 2
2 Mål .............. 2
3 Budget ........... 3

Kulturnämnden                                   1 (3)
\f
1 Inledning
Nämnden ansvarar för bibliotek, musikskola och
fritid i kommunen.

2 Mål
KF-mål 1. Kommunen ska ha ett rikt kulturliv
Nämndmål 1.1 Fler ska besöka biblioteken
Det här gör vi:
• Ha öppet 3 kvällar i veckan (Biblioteket, jan–juni 2025)
• Starta en bokbuss som når alla byar
  i kommunen (Biblioteket, 2025-02-01 – 2025-12-01)
• Ordna sagostunder

Indikator        Utfall 2023    Utfall 2024    Målnivå
Besök per dag    1 204          1 310          1 500

Nämndmål 1.2 Andelen barn i musikskolan ska öka
Det här gör vi:

Kulturnämnden                                   2 (3)
\f
• Låna ut 10 st. instrument
• Ge konserter på 4 skolor (Musikskolan, hela året)

Indikator     Utfall 2024    Målnivå
Andel barn    12,5 %         15 %

3 Budget
Belopp i tkr. Fördelning per avdelning.

Verksamhet      Bokslut 2024    Budget 2025
Biblioteket     -4 350          -4 600
Musikskolan     -2 100          -2 250
Summa           -6 450          -6 850

Kulturnämnden                                   3 (3)
"""


def _margins(word: WordDocument, head: str, foot: str) -> None:
    section = word.sections[0]
    section.header.paragraphs[0].text = head
    section.footer.paragraphs[0].text = foot


def _table(word: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = word.add_table(0, len(head))
    table.style = "Table Grid"
    for row in (head, *rows):
        for cell, text in zip(_row(table), row, strict=True):
            first, *rest = text.split("\n")
            cell.text = first
            for line in rest:
                cell.add_paragraph(line)


def _row(table: Table):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return table.add_row().cells  # type: ignore[no-untyped-call]


def _saved(word: WordDocument) -> bytes:
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()
