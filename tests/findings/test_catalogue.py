from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

import kexcel
from kexcel.findings import CATALOGUE, CODES, Group, finding
from kexcel.model.finding import Place, Severity

SOURCE = Path(kexcel.__file__).parent

CONTRACT = {
    Group.ANSWERS: """missing-status unknown-status comment-required action-required
        new-end-required decision-required completed-required completed-out-of-range overdue
        late-start done-before-start status-regressed stale-comment answer-lapsed not-a-date
        not-a-number interpreted out-of-range error-value not-signed-off""",
    Group.STRUCTURE: """locked-cell-changed row-missing row-duplicated row-unknown answer-overtaken
        column-missing column-renamed sheet-missing repaired""",
    Group.FILES: """not-a-form wrong-period wrong-department wrong-plan outdated-form
        file-unreadable file-encrypted file-too-large file-suspicious has-macros
        has-external-links duplicate-file conflicting-answers character-replaced
        department-reorganised answers-moved""",
    Group.MONEY: """forecast-before-move frame-not-distributed forecast-missing
        deviation-unexplained
        suspected-unit-error suspected-sign-error total-mismatch self-substitute
        substitute-missing responsibility-uncovered validity unknown-code row-incomplete
        row-repeated ledger-differs ledger-unplaced ledger-incomplete""",
    Group.PLAN: """unknown-goal unknown-department end-before-start number-duplicated
        missing-value unknown-word text-too-long perspectives-differ outside-year no-description
        no-activities verdict-missing plan-mismatch frame-not-decided frame-change-unclear
        transfer-unbalanced version-contradicts frame-rewritten unknown-activity activity-cancelled
        number-needed amendment-outside-year amendment-changes-nothing amendment-contradicts
        end-before-decision reorganisation-unclear department-not-there reorganisation-to-do
        distribution-before-move history-divided proposals-left""",
    Group.IMPORT: """no-activities-found text-not-understood page-without-text column-not-read
        joined-text heading-unsure number-passed-over number-assigned count-stated-differs
        name-stated-differs date-assumed year-differs owner-proposed owner-missing owner-unknown
        department-proposed sign-unconfirmed unit-not-printed perspective-unclear figure-unclear
        gone-from-document changed-on-both-sides decided-already""",
}

PLACE = Place(file="T1.xlsx", sheet="Uppföljning", cell="J7", row="3.1.1-4", column="status")


@pytest.mark.parametrize("group", CONTRACT)
def test_the_catalogue_has_the_codes_of_the_contract_and_no_others(group: Group) -> None:
    codes = [code for code in CODES if CATALOGUE[code].group is group]
    assert codes == CONTRACT[group].split()


def test_a_finding_has_its_codes_severity_and_its_details_in_the_catalogues_order() -> None:
    made = finding("overdue", PLACE, status="Pågående", end="2024-03-31")
    assert made.severity is Severity.WARNING
    assert made.details == (("end", "2024-03-31"), ("status", "Pågående"))


def test_a_template_may_give_a_finding_another_severity() -> None:
    made = finding("stale-comment", PLACE, severity=Severity.ERROR)
    assert made.severity is Severity.ERROR


@pytest.mark.parametrize(
    "code, details",
    [
        ("no-such-code", {}),
        ("overdue", {"end": "2024-03-31"}),
        ("stale-comment", {"status": "Pågående"}),
    ],
)
def test_what_the_catalogue_does_not_know_is_a_fault_in_the_code(
    code: str, details: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=code):
        finding(code, PLACE, value=None, severity=None, **details)


def test_something_is_checked_against_every_code() -> None:
    found: set[str] = set()
    for folder, kind in ((SOURCE, "*.py"), (SOURCE.parent.parent / "templates", "*.toml")):
        for path in folder.rglob(kind):
            if path.name != "catalogue.py":
                found.update(re.findall(r'"([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert set(CODES) - found == set()


def test_a_detail_must_be_text() -> None:
    details: dict[str, object] = {"limit": 5}
    with pytest.raises(ValueError, match="limit"):
        finding("file-too-large", PLACE, **details)  # type: ignore[arg-type]


def test_a_finding_survives_pickling() -> None:
    made = finding("unknown-status", PLACE, value="Klart typ", allowed="Pågående, Genomförd")
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
