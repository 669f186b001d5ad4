"""Rules about tables hold for what a department's files, and all departments', have together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kexcel.model.returned import Return, ReturnState
from tests.builders import Issued
from tests.merge.round_files import (
    Typed,
    approver,
    file,
    merged,
    money,
    round_form,
    said,
    together,
)

HALF = Decimal("25.2")
D, A = "Fördelning", "Attest"


def halves() -> tuple[Return, Return]:
    one = file(money(1, "1100", HALF), approver(1, "1100"), approver(2, "1110"))
    two = file(money(1, "1110", HALF), name="b", at=11)
    return one, two


def test_two_files_with_half_a_distribution_each_are_whole_together() -> None:
    one, two = halves()
    assert said((one,)) == [("a.xlsx", D, "D7", "frame-not-distributed")]
    assert said((two,)) == [
        ("b.xlsx", D, "B7", "responsibility-uncovered"),
        ("b.xlsx", D, "D7", "frame-not-distributed"),
    ]
    settled = together(one, two)
    assert said(settled) == []
    assert [each.state for each in settled] == [ReturnState.ACCEPTED] * 2
    whole = merged(one, two)
    assert {f.code for f in whole.findings} == {"not-signed-off"}
    assert [row.answers["amount"].value for row in whole.tables if row.sheet == "distribution"] == [
        HALF, HALF,
    ]  # fmt: skip


def test_a_table_that_two_files_made_too_large_is_told_once_where_it_ends() -> None:
    right = money(1, "1100", Decimal("50.4"))
    again = money(3, "1100", Decimal("50.4"), comment="Enligt beslut.")
    one = file(right, approver(1, "1100"))
    two = file(again, approver(1, "1100"), name="b", at=11)
    assert (said((one,)), said((two,))) == ([], [])
    settled = together(one, two)
    assert said(settled) == [
        ("a.xlsx", D, "B7", "row-repeated"),
        ("b.xlsx", D, "B9", "row-repeated"),
        ("b.xlsx", D, "D9", "frame-not-distributed"),
    ]
    found = [f for each in settled for f in each.findings if f.about_table]
    assert dict(found[-1].details) == {
        "frame": "50.4", "distributed": "100.8", "difference": "-50.4",
    }  # fmt: skip
    cells = [dict(f.details)["cells"] for f in found[:-1]]
    assert cells == ["b.xlsx, Fördelning!B9", "a.xlsx, Fördelning!B7"]


def test_a_table_that_two_files_both_have_counts_once() -> None:
    answers = (money(1, "1100", Decimal("50.4")), approver(1, "1100"))
    one = file(*answers)
    two = file(*answers, approver(2, "1110"), name="b", at=11)
    assert said(together(one, two)) == []


def test_what_both_lack_is_asked_of_the_fuller_file() -> None:
    one = file(approver(1, "1100"))
    two = file(approver(1, "1100"), approver(2, "1110"), name="b", at=11)
    three = file(approver(5, "1120"), name="c", at=9)
    found = said(together(one, two, three))
    assert found == [("b.xlsx", D, "D7", "frame-not-distributed")]


def test_a_mended_correction_replaces_what_was_said_of_the_table() -> None:
    faulty = file(money(1, "1100", Decimal("50.3")), approver(1, "1100"))
    mended = file(money(1, "1100", Decimal("50.4")), approver(1, "1100"), name="b", at=11)
    settled = together(faulty, replace(mended, corrects=faulty.sha256))
    assert [(each.state, each.errors) for each in settled if each.is_usable] == [
        (ReturnState.ACCEPTED, 0)
    ]


def test_a_draft_row_that_gave_way_is_not_to_be_mended() -> None:
    draft = file(money(1, "1100", "ca 50"), approver(1, "1100"), signing="Utkast")
    final = file(money(1, "1100", Decimal("50.4")), name="b", at=11, signing="Slutlig")
    assert ("a.xlsx", D, "D7", "not-a-number") in said((draft,))
    settled = together(draft, final)
    assert (settled[0].is_usable, said(settled)) == (True, [])


def test_an_amount_that_cannot_be_read_counts_as_nothing_in_the_whole() -> None:
    one = file(money(1, "1100", "ca 25"), approver(1, "1100"))
    two = file(money(1, "1110", HALF), approver(2, "1110"), name="b", at=11)
    found = said(together(one, two))
    assert found == [
        ("a.xlsx", D, "D7", "not-a-number"),
        ("b.xlsx", D, "D7", "frame-not-distributed"),
    ]


def test_a_sheet_that_one_file_lacks_is_known_by_the_other() -> None:
    one = file(money(1, "1100", Decimal("50.4")), without="attest")
    assert said((one,)) == []
    two = file(approver(1, "1110"), name="b", at=11)
    assert said(together(one, two)) == [("a.xlsx", D, "B7", "responsibility-uncovered")]


def test_the_frame_is_that_of_the_newest_form() -> None:
    newer = Issued(
        replace(round_form("stab").form, code="KX-NYARE123", frame=Decimal("51.4")),
        round_form("stab").book,
    )
    one = file(money(1, "1100", Decimal("50.4")), approver(1, "1100"))
    two = file(money(2, "1100", Decimal(1), unit="Annan"), name="b", at=11, of=newer)
    assert said(together(one, two, more=(newer,))) == []


COMMON = file(money(1, "9000", Decimal(3)), department="gemensamt", name="gemensamt")


def test_a_code_that_another_department_approves_is_covered() -> None:
    stab = file(money(1, "1100", Decimal("50.4")), approver(1, "1100"), approver(2, "9000"))
    assert said((COMMON,)) == [("gemensamt.xlsx", D, "B7", "responsibility-uncovered")]
    assert said(together(COMMON)) == said((COMMON,))
    settled = together(COMMON, stab)
    assert said(settled) == []
    assert [each.state for each in settled] == [ReturnState.ACCEPTED] * 2
    assert merged(COMMON, stab).errors == 0


def test_a_code_whose_cover_ceases_in_another_department_is_told_there() -> None:
    stab = file(
        money(1, "1100", Decimal("50.4")),
        approver(1, "1100"),
        approver(2, "9000", valid_to=date(2024, 6, 30)),
    )
    assert said((stab,)) == []
    assert said(together(COMMON, stab)) == [("a.xlsx", A, "A6", "responsibility-uncovered")]
    ekonomi = file(
        money(1, "2000", Decimal(9)),
        approver(1, "2000"),
        approver(2, "9000", valid_from=date(2024, 7, 1)),
        department="ekonomi",
        name="ekonomi",
    )
    assert said(together(COMMON, stab, ekonomi)) == []


def test_rows_of_other_departments_never_repeat_or_overlap_ones_own() -> None:
    stab = file(money(1, "1100", Decimal("50.4")), approver(1, "1100"))
    ekonomi = file(
        money(1, "1100", Decimal(9)), approver(1, "1100"), department="ekonomi", name="ekonomi"
    )
    assert said(together(stab, ekonomi)) == []


LINES = st.lists(
    st.tuples(
        st.sampled_from(("1100", "1110", "9000", "")),
        st.sampled_from((Decimal("25.2"), Decimal("50.4"), Decimal(-1), "ca 3", None)),
        st.sampled_from(("A", "B")),
    ),
    max_size=3,
)
APPROVERS = st.lists(
    st.tuples(
        st.sampled_from(("1100", "1110", "9000")),
        st.sampled_from((date(2024, 1, 1), date(2024, 7, 1), None, "snart")),
        st.sampled_from((date(2024, 6, 30), date(2024, 12, 31), None)),
    ),
    max_size=3,
)


@st.composite
def answers(draw: st.DrawFn) -> Typed:
    typed: dict[tuple[str, int, str], object] = {}
    for row, (code, amount, unit) in enumerate(draw(LINES), start=1):
        typed |= money(row, code, amount, unit)
    for row, (code, first, last) in enumerate(draw(APPROVERS), start=1):
        typed |= approver(row, code, valid_from=first, valid_to=last)
    return typed  # type: ignore[return-value]


@settings(max_examples=60, deadline=None)
@given(answers())
def test_put_together_alone_a_file_says_what_it_says(typed: Typed) -> None:
    alone = file(typed)
    assert together(alone)[0].findings == alone.findings


@settings(max_examples=40, deadline=None)
@given(st.lists(answers(), min_size=2, max_size=3))
def test_put_together_once_more_nothing_changes(each: list[Typed]) -> None:
    files = [file(typed, name=f"fil {place}", at=10) for place, typed in enumerate(each)]
    settled = together(*files)
    assert together(*settled) == settled


@settings(max_examples=40, deadline=None)
@given(st.lists(answers(), min_size=2, max_size=3))
def test_files_given_in_any_order_say_the_same(each: list[Typed]) -> None:
    files = [file(typed, name=f"fil {place}", at=9 + place) for place, typed in enumerate(each)]
    results = {tuple(sorted(map(str, said(together(*order))))) for order in permutations(files)}
    assert len(results) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(answers(), min_size=1, max_size=3))
def test_money_is_conserved_to_the_last_krona(each: list[Typed]) -> None:
    """What is distributed, over all files, is what each row says that counts, exactly."""
    files = [file(typed, name=f"fil {place}", at=9 + place) for place, typed in enumerate(each)]
    whole = merged(*files)
    rows = [row.answers.get("amount") for row in whole.tables if row.sheet == "distribution"]
    amounts = [a.value for a in rows if a and a.sound and isinstance(a.value, Decimal)]
    told = [dict(f.details) for f in whole.findings if f.code == "frame-not-distributed"]
    total = sum(amounts, Decimal(0))
    # Of departments that have sent nothing, nothing is said.
    expected = [] if total == Decimal("50.4") else [Decimal("50.4") - total]
    assert [Decimal(each["difference"]) for each in told] == expected
