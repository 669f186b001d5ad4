"""Drafts against final files: what the department itself called its file decides."""

from __future__ import annotations

import pytest

from kexcel.model.consolidation import Basis, SetAsideBy
from kexcel.model.returned import Return, ReturnState
from tests.merge.files import (
    COMMENT,
    FULL,
    SIGNING,
    STATUS,
    Typed,
    answer,
    merged,
    outcome,
    returned,
    together,
)

DRAFT: Typed = {SIGNING: "Utkast", STATUS: "Ej påbörjad", COMMENT: "Bara i utkastet."}
FINAL: Typed = {SIGNING: "Slutlig", STATUS: "Pågående"}


def states(*files: Return) -> list[ReturnState]:
    return [each.state for each in together(*files)]


def test_a_final_file_replaces_an_earlier_draft_without_asking_and_it_is_said() -> None:
    draft, final = returned(DRAFT, "utkast"), returned(FINAL, "slutlig", at=11)
    whole = merged(draft, final)
    assert outcome(whole, STATUS) == "Pågående"
    (aside,) = whole.set_aside
    assert (aside.written, aside.rule, aside.to) == (
        "Ej påbörjad",
        SetAsideBy.FINAL,
        "slutlig.xlsx",
    )
    assert whole.activities[0].answers["status"].basis is Basis.FINAL


def test_what_only_the_draft_says_is_kept_and_called_a_drafts() -> None:
    whole = merged(returned(DRAFT, "utkast"), returned(FINAL, "slutlig", at=11))
    kept = whole.activities[0].answers["comment"]
    assert (kept.written, kept.basis) == ("Bara i utkastet.", Basis.DRAFT)


def test_a_draft_that_the_final_file_answers_in_full_is_superseded() -> None:
    draft = returned({SIGNING: "Utkast", STATUS: "Ej påbörjad"}, "utkast")
    final = returned(FINAL, "slutlig", at=11)
    assert states(draft, final)[0] is ReturnState.SUPERSEDED
    assert together(draft, final)[0].replaced_by == "slutlig.xlsx"


def test_a_draft_after_a_final_file_is_a_conflict_and_never_overrides_it() -> None:
    final, draft = returned(FINAL, "slutlig"), returned(DRAFT, "utkast", at=11)
    whole = merged(final, draft)
    assert outcome(whole, STATUS) == "conflict"
    assert answer(whole, STATUS) is None
    assert ReturnState.SUPERSEDED not in states(final, draft)


def test_of_files_taken_at_the_same_moment_the_final_one_counts() -> None:
    final, draft = returned(FINAL, "a"), returned(DRAFT, "b")
    assert outcome(merged(final, draft), STATUS) == "Pågående"


@pytest.mark.parametrize("sent, expected", [((8, 9), "Pågående"), ((9, 8), "conflict")])
def test_when_mails_were_sent_is_truer_than_when_they_were_taken(
    sent: tuple[int, int], expected: str
) -> None:
    draft = returned(DRAFT, "utkast", at=12, sent=sent[0])
    final = returned(FINAL, "slutlig", at=11, sent=sent[1])
    assert outcome(merged(final, draft), STATUS) == expected


def test_a_draft_never_supersedes_a_final_file_though_it_says_more() -> None:
    final = returned(FINAL, "slutlig")
    draft = returned({**FINAL, SIGNING: "Utkast", COMMENT: "Mer."}, "utkast", at=11)
    assert states(final, draft)[0] is not ReturnState.SUPERSEDED
    whole = merged(final, draft)
    assert (outcome(whole, STATUS), outcome(whole, COMMENT)) == ("Pågående", "Mer.")


def test_a_correction_mended_as_a_draft_does_not_override_its_final_original() -> None:
    final = returned(FINAL, "slutlig")
    mended = returned({SIGNING: "Utkast", STATUS: "Genomförd"}, "b", at=11, corrects=final)
    assert outcome(merged(final, mended), STATUS) == "conflict"


def test_the_drafts_missing_sign_off_is_not_asked_for_when_the_final_file_has_it() -> None:
    draft = returned({**FULL, SIGNING: "Utkast", STATUS: "Ej påbörjad"}, "utkast")
    final = returned({k: v for k, v in FULL.items() if k != COMMENT}, "slutlig", at=11)
    whole = merged(draft, final)
    assert "not-signed-off" not in {each.code for each in whole.findings}


def test_a_drafts_own_rows_give_way_to_the_final_files_table() -> None:
    own = ("own", "own-001", "title")
    draft = returned({**DRAFT, own: "Flytta arkivet"}, "utkast")
    final = returned({**FINAL, own: "Flytta hela arkivet"}, "slutlig", at=11)
    whole = merged(draft, final)
    assert [row.answers["title"].written for row in whole.tables] == ["Flytta hela arkivet"]
    assert "Flytta arkivet" in {each.written for each in whole.set_aside}
