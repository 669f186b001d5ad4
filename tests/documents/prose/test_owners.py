"""Who leads is proposed with its reason, and is never silently final."""

from __future__ import annotations

import pytest

from kexcel.model.plan import Activity, Department
from tests.documents.prose.reading import read

DEPARTMENTS = (
    Department("stab", "Staben", ("Stab", "HR")),
    Department("social", "Socialavdelningen", ("Sociala avdelningen",)),
    Department("skola", "Utbildningsavdelningen", ("Utbildning",)),
)
WORDS = {
    "social": ("äldreomsorg", "hemtjänst"),
    "skola": ("*skola", "lärare"),
    "stab": ("personalpolicy",),
}


def owned(title: str, description: str = "") -> tuple[Activity, str]:
    text = (
        "1 Mål\n\n1.1 Målet.\nVerksamhetens aktiviteter Startdatum Slutdatum\n\n"
        f"{title} 2024-01-01 2024-06-30\n\n{description}\n"
    )
    imported = read(text, owners=WORDS, departments=DEPARTMENTS)
    [activity] = imported.plan.activities
    return activity, imported.proposals.get(activity.number, "")


IN_COOPERATION = (
    "Ansvarig Socialavdelningen: ”äldreomsorg”. "
    "Medverkande Utbildningsavdelningen: ”utbildningsavdelningen”."
)
FOR_ALL = (
    "Ansvarig Staben: ”personalpolicy”. "
    "Medverkande Socialavdelningen, Utbildningsavdelningen: ”alla avdelningar”."
)
BY_WEIGHT = (
    "Ansvarig Socialavdelningen: ”äldreomsorgen”, ”Hemtjänsten”. "
    "Medverkande Utbildningsavdelningen: ”lärare”."
)


def test_words_of_the_profile_tell_for_a_department_named_with_them() -> None:
    text = "1 Mål\n\n1.1 Målet.\nVerksamhetens aktiviteter Startdatum Slutdatum\n\n"
    text += "Fler lärare 2024-01-01 2024-06-30\n\nNy detaljplan 2024-01-01 2024-06-30\n"
    named = (Department("bou", "Barn- och utbildningsförvaltningen"),)
    assert [each.lead for each in read(text, departments=named).plan.activities] == ["bou", ""]
    assert [each.key for each in read(text, departments=named).plan.departments] == ["bou"]
    two = (*named, Department("vux", "Utbildning för vuxna"))
    assert [each.lead for each in read(text, departments=two).plan.activities] == ["", ""]


def test_words_of_the_settings_go_before_those_of_the_profile() -> None:
    text = "1 Mål\n\n1.1 Målet.\nVerksamhetens aktiviteter Startdatum Slutdatum\n\n"
    text += "Fler lärare 2024-01-01 2024-06-30\n"
    named = (Department("utbildning", "Utbildningsavdelningen"),)
    imported = read(text, departments=named, owners={"utbildning": ("elevhälsa",)})
    assert imported.plan.activities[0].lead == ""


@pytest.mark.parametrize(
    "title, description, lead, contributing, reason",
    [
        (
            "Utbilda inom sociala avdelningen",
            "",
            "social",
            (),
            "Ansvarig Socialavdelningen: ”sociala avdelningen”.",
        ),
        ("Förstärka hemtjänsten", "", "social", (), "Ansvarig Socialavdelningen: ”hemtjänsten”."),
        ("Bygga en förskola", "", "skola", (), "Ansvarig Utbildningsavdelningen: ”förskola”."),
        (
            "Möten för föräldrar",
            "Sker i samverkan med utbildningsavdelningen, inom äldreomsorg.",
            "social",
            ("skola",),
            IN_COOPERATION,
        ),
        (
            "Ny personalpolicy för alla avdelningar",
            "",
            "stab",
            ("social", "skola"),
            FOR_ALL,
        ),
        (
            "Fler lärare än i äldreomsorgen",
            "Hemtjänsten bidrar.",
            "social",
            ("skola",),
            BY_WEIGHT,
        ),
    ],
)
def test_an_owner_is_proposed_with_the_words_that_tell(
    title: str, description: str, lead: str, contributing: tuple[str, ...], reason: str
) -> None:
    activity, proposal = owned(title, description)
    assert (activity.lead, activity.contributing) == (lead, contributing)
    assert proposal == reason


@pytest.mark.parametrize("title", ["Utbildning i ergonomi", "Stabilisera ekonomin", "Bygga hus"])
def test_a_common_word_that_is_also_a_short_name_is_no_owner(title: str) -> None:
    activity, proposal = owned(title)
    assert (activity.lead, proposal) == ("", "")


def printed(owner: str) -> tuple[Activity, str, list[str]]:
    text = (
        "1 Mål\n\n1.1 Målet.\n"
        "Aktivitet            Ansvarig                     Slutdatum\n"
        f"Bygga                {owner:<28} 2024-06-30\n"
    )
    imported = read(text, owners=WORDS, departments=DEPARTMENTS)
    [activity] = imported.plan.activities
    said = [each.code for each in imported.findings if each.code.startswith("owner")]
    return activity, imported.proposals.get(activity.number, ""), said


def test_an_owner_that_is_printed_is_no_proposal() -> None:
    activity, proposal, said = printed("Sociala avdelningen")
    assert (activity.lead, said) == ("social", [])
    assert "Ansvarig" not in proposal


def test_of_several_printed_owners_the_first_is_proposed_to_lead() -> None:
    activity, proposal, said = printed("Staben, Utbildning")
    assert (activity.lead, activity.contributing) == ("stab", ("skola",))
    assert said == ["owner-proposed"]
    assert "Ansvarig Staben: ”Staben, Utbildning”." in proposal


def test_a_printed_owner_that_is_no_department_is_told_and_read_by_its_words() -> None:
    activity, _proposal, said = printed("Rektor, Åsens skola")
    assert activity.lead == "skola"
    assert said == ["owner-unknown", "owner-proposed"]


def test_departments_are_those_of_the_plan_and_no_others_are_made() -> None:
    imported = read(
        "2 Förvaltning\n\nDen är uppdelad i två avdelningar; Staben och Socialavdelningen.\n",
        departments=DEPARTMENTS,
    )
    assert imported.plan.departments == DEPARTMENTS
    assert imported.new_departments == ()
