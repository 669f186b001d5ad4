"""Whatever a ledger holds, its money is all there: on codes, without a code, or told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kexcel.errors import UnreadableInputError
from kexcel.ledger import Terms, read_ledger

TERMS = Terms("utfall.csv", date(2024, 4, 30), "kr", unit="kr", sign="cost-positive")


def is_read_or_refused(data: bytes, terms: Terms) -> bool:
    """Whether there are amounts, or a sentence about the file; anything else is raised."""
    try:
        reading = read_ledger(data, terms)
    except UnreadableInputError as refused:
        return str(refused).startswith(f"{terms.file} cannot be read: ")
    return all(each.amount.is_finite() for each in reading.booked)


amounts = st.decimals(-(10**9), 10**9, places=2)
rows = st.lists(st.tuples(st.sampled_from(["1100", "1110", "1200", "A-1"]), amounts), min_size=1)
kinds = st.sampled_from(["swedish", "plain", "minus last", "parentheses"])


def printed(amount: Decimal, kind: str) -> str:
    size = f"{abs(amount):,.2f}".replace(",", "\u00a0").replace(".", ",")
    if kind == "plain":
        return f"{amount:.2f}"
    if amount >= 0 and not amount.is_signed():
        return size
    return {"swedish": f"\u2212{size}", "minus last": f"{size}-", "parentheses": f"({size})"}[kind]


@hypothesis_settings(deadline=None)
@given(st.lists(rows, min_size=1, max_size=4), kinds, st.sampled_from(["Summa", "Totalt", None]))
def test_totals_between_and_after_the_rows_change_no_sum(
    groups: list[list[tuple[str, Decimal]]], kind: str, label: str | None
) -> None:
    lines, whole = ["Ansvar;Konto;Belopp"], Decimal(0)
    for group in groups:
        lines += [f"{code};5010;{printed(amount, kind)}" for code, amount in group]
        part = sum((amount for _, amount in group), Decimal(0))
        whole += part
        if label:
            lines.append(f"{label};;{printed(part, kind)}")
    lines.append(f";;{printed(whole, kind)}")
    reading = read_ledger("\n".join(lines).encode(), TERMS)
    assert reading.findings == ()
    assert sum(each.amount for each in reading.booked) == whole
    assert sum(each.parts for each in reading.booked) == sum(map(len, groups))


@hypothesis_settings(deadline=None)
@given(rows, st.sampled_from(["kr", "tkr", "mnkr"]), st.sampled_from(["kr", "tkr", "mnkr"]))
def test_the_other_sign_and_another_unit_and_back_give_the_same(
    content: list[tuple[str, Decimal]], unit: str, own: str
) -> None:
    text = "\n".join(["Ansvar;Belopp", *(f"{code};{amount}" for code, amount in content)])
    there = replace(TERMS, unit=unit, own_unit=own, sign="cost-negative")
    first = read_ledger(text.encode(), there)
    again = "\n".join(["Ansvar;Belopp", *(f"{b.code};{b.amount:f}" for b in first.booked)])
    again = again.replace(".", ",")
    back = replace(TERMS, unit=own, own_unit=unit, sign="cost-negative")
    second = {each.code: each.amount for each in read_ledger(again.encode(), back).booked}
    sums: dict[str, Decimal] = {}
    for code, amount in content:
        sums[code] = sums.get(code, Decimal(0)) + amount
    assert second == sums


posts = st.sampled_from(
    [
        '#TRANS 5010 {1 "1100"} 5.00', "#TRANS 5010 {} x", '#PSALDO 0 202401 5010 {1 "1"} 2',
        "#VER A 1 20240101", "{", "}", "#RAR 0 20240101 20241231", "#KSUMMA", '#OBJEKT 1 "a',
        "#PSALDO -1 999999 3", "#FORMAT UTF-8", "#VALUTA", "#KTYP 5010", "#OMFATTN 2024", "\0\x1a",
    ]
)  # fmt: skip


@hypothesis_settings(deadline=None)
@given(st.lists(posts, max_size=12), st.binary(max_size=40))
def test_a_sie_file_of_any_posts_is_read_or_refused_in_words(lines: list[str], end: bytes) -> None:
    data = "\n".join(["#FLAGGA 0", *lines]).encode() + b"\n" + end
    assert is_read_or_refused(data, replace(TERMS, file="a.se"))


cells = st.sampled_from(
    [
        "1100",
        "",
        "5",
        "-",
        "Summa",
        '"',
        '"a;b"',
        "=1+1",
        "1e99",
        "\0",
        "1 234",
        "(",
        ")",
        "5-",
        "%",
    ]
)


@hypothesis_settings(deadline=None)
@given(st.lists(st.lists(cells, max_size=4), max_size=8), st.sampled_from([";", ",", "\t"]))
def test_a_table_of_any_cells_is_read_or_refused_in_words(
    table: list[list[str]], delimiter: str
) -> None:
    lines = [delimiter.join(row) for row in [["Ansvar", "x", "Belopp"], *table]]
    assert is_read_or_refused("\n".join(lines).encode(), TERMS)
