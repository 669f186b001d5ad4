"""Random answers in Fördelning and Attest: few codes and names, so that rows meet each other.

Truth values are left out of amounts and days: in a range LibreOffice holds TRUE for the number 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.rules import RuleBook
from tests.office.mixtures import Cell, Mixture, mixtures
from tests.office.values import CellToType, Typed

CODES = """
[codes.responsibility]
length = 4
values = ["0110", "1100", "1110", "12AB"]

[codes.activity]
pattern = "[0-9]{3}"
"""
"""What kexcel.toml says of codes in the rounds that are tried."""

ANSWERS: dict[str, tuple[CellToType, ...]] = {
    "responsibility": (
        None, "", " ", "0110", "1100", "1100", "1100 ", "\u00a01100", "1110", "12ab", "110", "9999",
        "11O0", 1100, 110, "11000", "*", "11?0", Typed("=NA()"),
    ),
    "activity": (None, None, "010", "020", "10", "01O", 10, 110, "\u00a0020\n"),
    "unit": (None, "Kansli", "KANSLI ", "Arkiv", " ", 12.5, "Kansli\u00a0", "Kans*"),
    "amount": (
        None, "", " ", 0, 1, Decimal("30.2"), Decimal("20.2"), Decimal("-5.5"), "ca 3", "12,5",
        Decimal("0.000001"), Decimal("0.0000001"), 1e12, -1e12, date(2024, 1, 1), Typed("=1/0"),
    ),
    "position": (None, "Enhetschef", "Enhetschef ", "Avdelningschef"),
    "name": (None, "Anna (exempel)", "Bo (exempel)", " bo  (EXEMPEL)", "\u00a0"),
    "limit": (None, 0, Decimal("0.5"), Decimal("0.5"), 1, -1, "0,5", "ingen", Typed("=NA()")),
    "substitute": (None, "Bo (exempel)", "ANNA (exempel)", "enhetschef", "Cecilia (exempel)"),
}  # fmt: skip

DAYS: tuple[CellToType, ...] = (
    None, "", "tills vidare", "2024-06-30", 0, 45412.5, -1, date(1990, 1, 1), Typed("=1/0"),
)  # fmt: skip
_START, _END = date(2024, 1, 1), date(2024, 12, 31)
_LIMITS = (_START, _START, _END, _END, date(2024, 6, 30), date(2024, 7, 1))
_SHEETS = {"distribution", "attest"}
ROWS = 6
"""So many of a sheet's rows are filled in."""


def round_mixtures(form: Form, book: RuleBook, seed: int, count: int) -> list[Mixture]:
    """So many random ways to fill in the two sheets; the others as in any round."""
    random = Random(f"{seed} {count}")  # noqa: S311 - mixtures, not secrets
    others = mixtures(form, book, seed, count)
    names = {sheet.name for sheet in form.sheets if sheet.key in _SHEETS}
    return [
        {
            **{cell: value for cell, value in other.items() if cell.sheet not in names},
            **dict(_typed(form, random)),
        }
        for other in others
    ]


def _typed(form: Form, random: Random) -> Iterator[tuple[Cell, CellToType]]:
    for sheet in form.sheets:
        if sheet.key in _SHEETS:
            # In a third of the rounds everything is sound, so that looks find what they look for.
            odd = random.choice((0.0, 0.15, 0.7))
            amounts = _parts(form.frame or Decimal(0), random)
            for row, amount in zip(sheet.rows[:ROWS], amounts, strict=True):
                yield from _row(sheet, row, random, odd, amount)


def _parts(frame: Decimal, random: Random) -> list[Decimal]:
    """Amounts that are the frame together, or but for a krona."""
    parts = [Decimal(random.randint(-9, 99)) / 10 for _ in range(ROWS - 1)]
    parts.append(frame - sum(parts) + random.choice((0, 0, Decimal("0.000001"))))
    return parts


def _row(
    sheet: FormSheet, row: FormRow, random: Random, odd: float, amount: Decimal
) -> Iterator[tuple[Cell, CellToType]]:
    for column in sheet.columns:
        if column.key in row.inputs:
            place = Cell(sheet.name, row.index, column.index)
            is_odd = random.random() < odd
            yield place, _answer(column.key, random, amount, is_odd=is_odd)


def _answer(key: str, random: Random, amount: Decimal, *, is_odd: bool) -> CellToType:
    if key in {"valid_from", "valid_to"}:
        near = random.choice(_LIMITS) + timedelta(days=random.choice((-1, 0, 0, 0, 1)))
        usual = _START if key == "valid_from" else _END
        return random.choice(DAYS) if is_odd else random.choice((near, near, usual))
    if is_odd:
        return random.choice(ANSWERS.get(key, (None, "Enligt plan.")))
    sound: dict[str, tuple[CellToType, ...]] = {
        "responsibility": ("0110", "1100", "1110"),
        "activity": (None, "010"),
        "unit": ("Kansli", "Arkiv"),
        "amount": (amount,),
        "position": ("Enhetschef",),
        "name": ("Anna (exempel)",),
        "limit": (Decimal("0.5"), 1),
        "substitute": ("Bo (exempel)", "Cecilia (exempel)"),
    }
    return random.choice(sound.get(key, (None, "Enligt plan.")))
