"""Corrections that are mended, and mended again; newer forms; copies of the same file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kexcel.model.consolidation import SetAsideBy
from kexcel.model.returned import Return, ReturnState
from tests.merge.files import (
    ACTUAL,
    CLEARED,
    COMMENT,
    FULL,
    SIGNING,
    STATUS,
    Cell,
    merged,
    newer,
    outcome,
    returned,
    together,
)

OWN: Cell = ("own", "own-001", "title")
OWN_2: Cell = ("own", "own-002", "title")


def states(*files: Return) -> list[ReturnState]:
    return [each.state for each in together(*files)]


def test_a_correction_mended_again_leaves_only_its_last_answers() -> None:
    first = returned({STATUS: "Klart typ", COMMENT: "Ett"})
    second = returned({STATUS: "Pågående", COMMENT: "Två"}, "b", at=11, corrects=first)
    third = returned({COMMENT: CLEARED}, "c", at=12, corrects=second)
    whole = merged(first, second, third)
    assert (outcome(whole, STATUS), outcome(whole, COMMENT)) == ("Pågående", "blank")
    assert states(first, second, third)[:2] == [ReturnState.SUPERSEDED] * 2


def test_two_people_who_mend_the_same_correction_differ_only_where_both_changed_it() -> None:
    first = returned({STATUS: "Klart typ", COMMENT: "Ett", ACTUAL: Decimal(1)})
    anna = returned({STATUS: "Pågående", COMMENT: "Två"}, "anna", at=11, corrects=first)
    bo = returned({STATUS: "Genomförd", ACTUAL: Decimal(2)}, "bo", at=12, corrects=first)
    whole = merged(first, anna, bo)
    assert [outcome(whole, each) for each in (STATUS, COMMENT, ACTUAL)] == ["conflict", "Två", "2"]


def test_a_mended_correction_of_a_superseded_file_still_mends_what_it_was_made_from() -> None:
    first = returned({STATUS: "Pågående", COMMENT: "Ett"})
    fuller = returned({STATUS: "Pågående", COMMENT: "Ett", ACTUAL: Decimal(1)}, "b", at=11)
    mended = returned({COMMENT: "Två"}, "c", at=12, corrects=first)
    whole = merged(first, fuller, mended)
    assert states(first, fuller, mended)[0] is ReturnState.SUPERSEDED
    assert [outcome(whole, each) for each in (STATUS, COMMENT, ACTUAL)] == ["Pågående", "Två", "1"]
    assert {each.rule for each in whole.set_aside} == {SetAsideBy.CORRECTION}


def test_a_file_of_another_line_that_comes_after_the_mended_one_says_its_answer_anew() -> None:
    first = returned({STATUS: "Pågående", COMMENT: "Ett"})
    mended = returned({COMMENT: "Två"}, "b", at=11, corrects=first)
    other = returned({COMMENT: "Ett", ACTUAL: Decimal(3)}, "c", at=12)
    assert outcome(merged(first, mended, other), COMMENT) == "conflict"


def test_the_unmended_file_sent_once_more_is_a_duplicate() -> None:
    first = returned({STATUS: "Klart typ"})
    mended = returned({STATUS: "Pågående"}, "b", at=11, corrects=first)
    again = returned({STATUS: "Klart typ"}, "c", at=12)
    settled = together(first, mended, again)
    assert [each.state for each in settled][2] is ReturnState.DUPLICATE
    assert settled[2].replaced_by == "a.xlsx"


def test_a_resaved_copy_is_a_duplicate_and_says_of_which_file() -> None:
    settled = together(returned(FULL), returned(FULL, "kopia", at=11))
    assert [(each.state, each.replaced_by) for each in settled] == [
        (ReturnState.ACCEPTED, ""),
        (ReturnState.DUPLICATE, "a.xlsx"),
    ]
    assert [each.code for each in settled[1].findings] == ["duplicate-file"]


def test_a_file_that_only_adds_supersedes_the_earlier_one() -> None:
    less = {key: value for key, value in FULL.items() if key != COMMENT}
    settled = together(returned(less), returned(FULL, "b", at=11))
    assert [(each.state, each.replaced_by) for each in settled] == [
        (ReturnState.SUPERSEDED, "b.xlsx"),
        (ReturnState.ACCEPTED, ""),
    ]


def test_a_new_sign_off_of_the_same_answers_supersedes_the_earlier_file() -> None:
    later = {**FULL, ("cover", "signed_on", "value"): date(2024, 5, 9)}
    assert states(returned(FULL), returned(later, "b", at=11)) == [
        ReturnState.SUPERSEDED,
        ReturnState.ACCEPTED,
    ]


def test_an_answer_changed_in_a_newer_form_replaces_the_one_it_was_issued_with() -> None:
    older = returned({STATUS: "Pågående", COMMENT: "Ett", ACTUAL: Decimal(1)})
    form = newer(((STATUS, "Pågående"), (COMMENT, "Ett")), (older.sha256,))
    new = returned({COMMENT: "Två", SIGNING: "Slutlig"}, "b", at=11, form=form)
    whole = merged(older, new, forms=(form,))
    assert [outcome(whole, each) for each in (STATUS, COMMENT, ACTUAL)] == ["Pågående", "Två", "1"]


def test_an_answer_cleared_in_a_newer_form_stays_cleared() -> None:
    older = returned({STATUS: "Pågående", COMMENT: "Ett"})
    form = newer(((STATUS, "Pågående"), (COMMENT, "Ett")), (older.sha256,))
    new = returned({COMMENT: CLEARED}, "b", at=11, form=form)
    assert outcome(merged(older, new, forms=(form,)), COMMENT) == "blank"


def test_a_conflict_that_a_newer_form_showed_is_settled_by_what_is_written_in_it() -> None:
    one, two = returned({COMMENT: "Ett"}), returned({COMMENT: "Två"}, "b", at=11)
    form = newer(((COMMENT, "Ett | Två"),), (one.sha256, two.sha256))
    new = returned({COMMENT: "Två"}, "c", at=12, form=form)
    assert outcome(merged(one, two, new, forms=(form,)), COMMENT) == "Två"


def test_an_older_form_changed_after_the_newer_went_out_is_compared_with_its_own_ancestor() -> None:
    first = returned({STATUS: "Pågående", COMMENT: "Ett"})
    form = newer(((STATUS, "Pågående"), (COMMENT, "Ett")), (first.sha256,))
    new = returned({COMMENT: "Två"}, "b", at=11, form=form)
    late = returned({COMMENT: "Tre"}, "c", at=12)
    assert outcome(merged(first, new, late, forms=(form,)), COMMENT) == "conflict"


def test_a_newer_form_sent_back_untouched_says_nothing() -> None:
    form = newer(((COMMENT, "Ett"),))
    assert merged(returned({}, form=form), forms=(form,)).missing == ("stab",)


def test_answers_that_a_clean_form_was_issued_with_count_when_it_comes_back_signed() -> None:
    form = newer(((STATUS, "Pågående"), (COMMENT, "Ett")))
    whole = merged(returned({SIGNING: "Slutlig"}, form=form), forms=(form,))
    assert [outcome(whole, each) for each in (STATUS, COMMENT)] == ["Pågående", "Ett"]


def test_own_rows_of_several_files_are_kept_and_equal_ones_taken_once() -> None:
    one = returned({OWN: "Ett", OWN_2: "Två", STATUS: "Pågående"})
    two = returned({OWN: "Två", OWN_2: "Tre", COMMENT: "Nytt"}, "b", at=11)
    rows = [each.answers["title"].written for each in merged(one, two).tables]
    assert rows == ["Ett", "Två", "Tre"]


def test_own_rows_changed_in_a_newer_form_replace_those_it_was_issued_with() -> None:
    older = returned({OWN: "Ett", STATUS: "Pågående"})
    form = newer(((OWN, "Ett"),), (older.sha256,))
    new = returned({OWN: "Ett och ett halvt"}, "b", at=11, form=form)
    rows = [each.answers["title"].written for each in merged(older, new, forms=(form,)).tables]
    assert rows == ["Ett och ett halvt"]


def test_a_withdrawn_file_takes_no_part_in_anything() -> None:
    withdrawn = replace_state(returned({STATUS: "Genomförd", COMMENT: "Ett"}))
    mended = returned({STATUS: "Pågående"}, "b", at=11, corrects=withdrawn)
    whole = merged(withdrawn, mended)
    assert outcome(whole, STATUS) == "Pågående"
    assert {f.place.file for f in whole.findings if f.place.department == "stab"} == {"b.xlsx"}
    assert together(withdrawn, mended)[0] == withdrawn


def replace_state(file: Return) -> Return:
    return replace(file, state=ReturnState.WITHDRAWN)
