"""The sheet Ändringsbeslut: its columns and their help, and an amendment as a row of it."""

from __future__ import annotations

from collections.abc import Mapping

from kexcel.documents.plan.layout import SEPARATOR, PlanColumn, PlanSheet
from kexcel.documents.plan.rows import RowValue, shown_names
from kexcel.model.plan import Amendment, Plan

NOTHING = "–"
"""What stands in a cell that a decision empties: no description, or nobody who contributes."""

NOTHING_SIGNS = frozenset({NOTHING, "-", "—", "\u2212"})
"""What is read as that: people write any of them."""

AMENDMENTS_SHEET = PlanSheet(
    "Ändringsbeslut",
    "number",
    (
        PlanColumn(
            "decided",
            "Datum",
            12,
            "Dagen för beslutet, som datum. Det gäller från och med den dagen.",
            required=True,
        ),
        PlanColumn(
            "decision", "Paragraf", 24, "Var beslutet finns: KS 2024-06-11 § 87.", required=True
        ),
        PlanColumn(
            "kind",
            "Slag",
            11,
            "Ny lägger till en aktivitet, Ändrad ändrar det som är ifyllt på raden, Upphävd "
            "betyder att aktiviteten inte ska göras.",
            required=True,
        ),
        PlanColumn(
            "number",
            "Nr",
            10,
            "Numret i bladet Aktiviteter. En ny får nästa lediga under målet: 3.1.1-5.",
        ),
        PlanColumn("goal", "Mål", 9, "Numret på målet i bladet Mål. Behövs för en ny."),
        PlanColumn("title", "Aktivitet", 38, "Vad som ska göras. Behövs för en ny."),
        PlanColumn(
            "description",
            "Beskrivning",
            50,
            f"Varför och hur. Tomt ändrar inget; {NOTHING} tar bort beskrivningen.",
        ),
        PlanColumn("start", "Start", 12, "Första dagen, som datum. Tomt ändrar inget."),
        PlanColumn("end", "Slut", 12, "Sista dagen, som datum. Tomt ändrar inget."),
        PlanColumn("lead", "Ansvarig", 27, "Avdelningen som ansvarar. Tomt ändrar inget."),
        PlanColumn(
            "contributing",
            "Medverkande",
            29,
            "Alla som medverkar efter beslutet, skilda med semikolon. Tomt ändrar inget; "
            f"{NOTHING} betyder ingen.",
        ),
        PlanColumn("comment", "Kommentar", 40, "Vad beslutet innebär.", optional=True),
    ),
    optional=True,
)


def amendment_rows(plan: Plan) -> list[list[RowValue]]:
    """One row per decision, departments by name; what a decision leaves as it stood is blank."""
    shown = shown_names(plan)
    return [_row(each, shown) for each in plan.amendments]


def _row(amendment: Amendment, shown: Mapping[str, str]) -> list[RowValue]:
    names = [shown[key] for key in amendment.contributing or ()]
    return [
        amendment.decided,
        amendment.decision,
        str(amendment.kind),
        amendment.number,
        amendment.goal,
        amendment.title,
        _or_nothing(amendment.description),
        amendment.start,
        amendment.end,
        shown[amendment.lead] if amendment.lead else None,
        None if amendment.contributing is None else _or_nothing(f"{SEPARATOR} ".join(names)),
        amendment.comment,
    ]


def _or_nothing(text: str | None) -> str | None:
    """What is emptied by a decision is told from what it leaves as it stood."""
    return NOTHING if text == "" else text
