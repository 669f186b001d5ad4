"""Every code there is: how much it matters, what it is about, and what a sentence needs.

The sentences themselves are in ``kexcel/locale/findings.<language>.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kexcel.model.finding import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

PHRASE_DETAILS = frozenset({"kind", "meaning", "reason", "what"})
"""Details that are phrases of the program, given in English and translated when shown."""


class Group(StrEnum):
    """What a finding is about, and thereby who can mend it.

    Findings of the plan, and of a document that it is read from, are for the coordinator; all
    others for the department.
    """

    ANSWERS = "answers"
    STRUCTURE = "structure"
    FILES = "files"
    MONEY = "money"
    PLAN = "plan"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the code stands for.

    ``details`` are the names of the gaps that a finding with the code must fill, ``optional``
    of those that it may fill;
    ``amounts`` those of them shown as numbers in the reader's language.
    ``in_cell`` says whether the code has a short sentence for the live column Kontroll.
    """

    code: str
    severity: Severity
    group: Group
    details: tuple[str, ...] = ()
    amounts: frozenset[str] = frozenset()
    in_cell: bool = False
    optional: tuple[str, ...] = ()


def _answer(
    code: str, severity: Severity, details: str = "", *, in_cell: bool = True, optional: str = ""
) -> Entry:
    names = tuple(details.split())
    amounts = frozenset({"meaning"} & set(names))
    may = tuple(optional.split())
    return Entry(code, severity, Group.ANSWERS, names, amounts, in_cell, optional=may)


def _structure(code: str, severity: Severity, details: str = "") -> Entry:
    return Entry(code, severity, Group.STRUCTURE, tuple(details.split()))


def _file(code: str, severity: Severity, details: str = "") -> Entry:
    return Entry(code, severity, Group.FILES, tuple(details.split()))


def _money(
    code: str,
    severity: Severity,
    amounts: str = "",
    *,
    details: str = "",
    in_cell: bool = True,
    optional: str = "",
) -> Entry:
    names, may = tuple(amounts.split()), tuple(optional.split())
    return Entry(
        code,
        severity,
        Group.MONEY,
        names + tuple(details.split()),
        frozenset(names + may) - PHRASE_DETAILS,
        in_cell,
        optional=may,
    )


def _plan(
    code: str, severity: Severity, details: str = "", *, amounts: str = "", optional: str = ""
) -> Entry:
    names = tuple(amounts.split())
    return Entry(
        code,
        severity,
        Group.PLAN,
        names + tuple(details.split()),
        frozenset(names),
        optional=tuple(optional.split()),
    )


def _import(code: str, severity: Severity, details: str = "") -> Entry:
    return Entry(code, severity, Group.IMPORT, tuple(details.split()))


_ENTRIES = (
    _answer("missing-status", ERROR, "title"),
    _answer("unknown-status", ERROR, "allowed"),
    _answer("comment-required", ERROR, "status"),
    _answer("action-required", ERROR, "status"),
    _answer("new-end-required", ERROR, "status"),
    _answer("decision-required", ERROR, "status"),
    _answer("completed-required", ERROR, "status"),
    _answer("completed-out-of-range", ERROR, "closes"),
    _answer("overdue", WARNING, "end status"),
    _answer("late-start", WARNING, "start status"),
    _answer("done-before-start", WARNING, "start"),
    _answer("status-regressed", WARNING, "previous status"),
    _answer("stale-comment", NOTE),
    _answer("answer-lapsed", WARNING, "title", in_cell=False),
    _answer("not-a-date", ERROR, optional="reason"),
    _answer("not-a-number", ERROR, optional="reason"),
    _answer("interpreted", NOTE, "meaning", in_cell=False),
    _answer("out-of-range", ERROR, "allowed"),
    _answer("error-value", ERROR),
    _answer("not-signed-off", WARNING),
    _structure("locked-cell-changed", WARNING, "issued"),
    _structure("row-missing", ERROR, "title"),
    _structure("row-duplicated", ERROR, "cells"),
    _structure("row-unknown", WARNING),
    _structure("answer-overtaken", NOTE, "reason decision"),
    _structure("column-missing", ERROR, "label"),
    _structure("column-renamed", NOTE, "label"),
    _structure("sheet-missing", ERROR, "label"),
    _structure("repaired", NOTE, "what"),
    _file("not-a-form", ERROR, "kind"),
    _file("wrong-period", ERROR, "expected found"),
    _file("wrong-department", ERROR, "expected found"),
    _file("wrong-plan", ERROR),
    _file("outdated-form", WARNING, "newest carried new lost"),
    _file("file-unreadable", ERROR, "reason"),
    _file("file-encrypted", ERROR),
    _file("file-too-large", ERROR, "limit"),
    _file("file-suspicious", ERROR, "reason"),
    _file("has-macros", WARNING),
    _file("has-external-links", WARNING),
    _file("duplicate-file", NOTE, "first"),
    _file("conflicting-answers", ERROR, "candidates"),
    _file("character-replaced", NOTE, "replaced"),
    _file("department-reorganised", NOTE, "day target"),
    _file("answers-moved", NOTE, "moved"),
    _money("forecast-before-move", WARNING, "issued now", details="day", in_cell=False),
    _money("frame-not-distributed", ERROR, "frame distributed difference"),
    _money("forecast-missing", ERROR),
    _money("deviation-unexplained", ERROR, "deviation limit percent", details="unit"),
    _money("suspected-unit-error", ERROR, "frame", optional="previous"),
    _money("suspected-sign-error", ERROR, "frame", optional="previous"),
    _money(
        "total-mismatch",
        WARNING,
        "printed computed difference",
        in_cell=False,
        optional="reason",
    ),
    _money("self-substitute", ERROR),
    _money("substitute-missing", WARNING),
    _money("responsibility-uncovered", ERROR, optional="reason"),
    _money("validity", ERROR, details="reason"),
    _money("unknown-code", ERROR, details="allowed"),
    _money("row-incomplete", ERROR, details="label"),
    _money("row-repeated", WARNING, details="cells"),
    _money("ledger-differs", WARNING, "ledger difference", details="unit"),
    _money("ledger-unplaced", WARNING, "amount", details="unit", in_cell=False),
    _money("ledger-incomplete", WARNING, details="reason", in_cell=False),
    _plan("unknown-goal", ERROR),
    _plan("unknown-department", ERROR),
    _plan("end-before-start", ERROR, "start end"),
    _plan("number-duplicated", ERROR, "cells"),
    _plan("missing-value", ERROR, "label"),
    _plan("unknown-word", ERROR, "allowed"),
    _plan("text-too-long", ERROR, "limit"),
    _plan(
        "perspectives-differ",
        WARNING,
        amounts="citizen department difference",
        optional="reason",
    ),
    _plan("outside-year", NOTE, "year"),
    _plan("no-description", NOTE),
    _plan("no-activities", WARNING),
    _plan("verdict-missing", WARNING, "goal"),
    _plan("plan-mismatch", ERROR, "expected"),
    _plan("frame-not-decided", NOTE),
    _plan("frame-change-unclear", ERROR, optional="reason"),
    _plan("transfer-unbalanced", ERROR, amounts="difference"),
    _plan("version-contradicts", ERROR, "label cells"),
    _plan("frame-rewritten", WARNING, "version", amounts="issued now"),
    _plan("unknown-activity", ERROR, "day"),
    _plan("activity-cancelled", ERROR, "decision"),
    _plan("number-needed", ERROR, "proposed"),
    _plan("amendment-outside-year", ERROR, "year"),
    _plan("amendment-changes-nothing", ERROR),
    _plan("amendment-contradicts", ERROR, "label"),
    _plan("end-before-decision", WARNING, "day"),
    _plan("reorganisation-unclear", ERROR, optional="reason"),
    _plan("department-not-there", ERROR, "day"),
    _plan("reorganisation-to-do", NOTE, "target day period"),
    _plan("distribution-before-move", WARNING, "period cells", amounts="issued now"),
    _plan("history-divided", NOTE, "target period"),
    _plan("proposals-left", WARNING, "count"),
    _import("no-activities-found", ERROR),
    _import("text-not-understood", WARNING),
    _import("page-without-text", WARNING),
    _import("column-not-read", WARNING),
    _import("joined-text", NOTE, "reason"),
    _import("heading-unsure", WARNING),
    _import("number-passed-over", WARNING),
    _import("number-assigned", NOTE),
    _import("count-stated-differs", WARNING, "stated found"),
    _import("name-stated-differs", WARNING, "stated"),
    _import("date-assumed", WARNING, "what meaning"),
    _import("year-differs", WARNING, "expected"),
    _import("owner-proposed", NOTE, "told"),
    _import("owner-missing", WARNING),
    _import("owner-unknown", WARNING),
    _import("department-proposed", NOTE),
    _import("sign-unconfirmed", WARNING, "sign others"),
    _import("unit-not-printed", NOTE, "unit"),
    _import("perspective-unclear", WARNING),
    _import("figure-unclear", WARNING, "meaning"),
    _import("gone-from-document", WARNING),
    _import("changed-on-both-sides", WARNING, "document"),
    _import("decided-already", NOTE, "decision"),
)

CATALOGUE: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}
"""Code → entry, in the order the codes are documented."""

CODES: tuple[str, ...] = tuple(CATALOGUE)
"""Every code, in the order of the catalogue."""
