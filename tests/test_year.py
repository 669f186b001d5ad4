"""The example's year from plan document to next year, every published figure worked out again.

examples/year.py goes through the year. What it published is held against what tests/year works out
from the document, the answers, the ledgers and the decisions, with nothing of kexcel's arithmetic.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.test_sie_budget import budget as months_in
from tests.year import expected, money
from tests.year.links import agrees, links
from tests.year.planned import GOALS, KEYS, NAMES, departments_on, plan_on
from tests.year.published import Row, column, table, workbook
from tests.year.said import counted, proposed, said, under
from tests.year.written import CLOSES, FACTS, ROOT, TERTIALS, typed_in_the_plan, verdicts

MILLION = 1_000_000

every_tertial = pytest.mark.parametrize("period", TERTIALS)
later_tertials = pytest.mark.parametrize("period", TERTIALS[1:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("year") / "Ånge"


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[str]:
    """What the example says as it goes through the year."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "year.py"), str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def year(folder: Path, printed: list[str]) -> Path:
    """The workspace of 2024 at the year's end."""
    assert printed
    return folder / "2024"


def results(year: Path, period: str, kind: str) -> Path:
    return year / "resultat" / period / f"{kind} {period} 2024.xlsx"


def follow_up(year: Path, period: str, sheet: str) -> Any:
    return workbook(results(year, period, "Uppföljning"))[sheet]


def budget(year: Path, period: str, sheet: str) -> Any:
    return workbook(results(year, period, "Budget"))[sheet]


def only(row: Row, wanted: Row) -> Row:
    """What a row says under the headings that are asked for."""
    return {label: row[label] for label in wanted}


def as_published(figures: Row, *, within: float = 5e-7) -> Row:
    """Figures as a workbook holds them: to within half of the sixth decimal."""
    return {
        label: pytest.approx(float(value), abs=within) if isinstance(value, Decimal) else value
        for label, value in figures.items()
    }


# ---------------------------------------------------------------- what was done


@every_tertial
def test_each_activity_stands_as_the_plan_and_its_department_say(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    wanted = expected.activities(period)
    asked = {row["Nr"]: row for row in rows if row["Nr"] in wanted}
    assert {number: only(row, wanted[number]) for number, row in asked.items()} == wanted


@every_tertial
def test_status_is_counted_by_goal_by_department_and_in_all(year: Path, period: str) -> None:
    sheet = follow_up(year, period, "Sammanfattning")
    by_goal = table(sheet, "Nr", "KF-mål", "Totalt")
    counts = {row["Nr"] or row["KF-mål"]: only(row, counted([])) for row in by_goal}
    assert counts == expected.by_council_goal(period)
    by_department = table(sheet, "Retur", "Avdelning", "Totalt")
    counts = {row["Avdelning"]: only(row, counted([])) for row in by_department}
    assert counts == expected.by_department(period)
    assert {row["Ej besvarad"] for row in (*by_goal, *by_department)} == {0}
    assert [row["Retur"] for row in by_department[:-1]] == ["Mottagen"] * (len(by_department) - 1)


@every_tertial
def test_everybody_has_answered_everything(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Andel", "Svarsfrekvens")
    departments, activities = len(departments_on(CLOSES[period])), len(said(period))
    answered = {row["Svarsfrekvens"]: (row["Andel"], row["Besvarat"], row["Av"]) for row in rows}
    assert answered["Avdelningar"] == (1, departments, departments)
    label = next(label for label in answered if label.startswith("Aktiviteter"))
    assert answered[label] == (1, activities, activities)
    slags = [row["Slag"] for row in typed_in_the_plan("Ändringsbeslut", CLOSES[period])]
    added, cancelled = slags.count("Ny"), slags.count("Upphävd")
    told = f" ({added} tillagd, {cancelled} upphävd)" if slags else ""
    assert label == f"Aktiviteter{told}"


@every_tertial
def test_what_a_reader_must_know_of_is_listed_with_its_reason(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Nr", "Skäl")
    wanted = expected.deviating(period)
    assert {row["Nr"]: only(row, wanted.get(row["Nr"], row)) for row in rows} == wanted


@every_tertial
def test_each_goal_has_its_counts_and_the_verdict_they_call_for(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Mål"), "Nr", "Nivå", "Föreslagen bedömning")
    wanted = expected.goals(period)
    assert {row["Nr"]: only(row, wanted[row["Nr"]]) for row in rows} == wanted
    chosen = column(rows, "Nr", "Slutlig bedömning" if period == "T3" else "Beslutad bedömning")
    assert {number: verdict for number, verdict in chosen.items() if verdict} == verdicts(period)


@every_tertial
def test_goals_are_counted_by_verdict(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Föreslaget", "Bedömning")
    wanted = expected.verdict_counts(period)
    assert {row["Bedömning"]: only(row, wanted[row["Bedömning"]]) for row in rows} == wanted


@every_tertial
def test_goals_in_short_say_the_same(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Nr", "Aktiviteter att känna till")
    for row in rows:
        goal = expected.goals(period)[row["Nr"]]
        shown = ("Mål", "Nivå", "Totalt", "Genomförd", "Försenad", "Föreslagen bedömning")
        assert only(row, dict.fromkeys(shown)) == only(goal, dict.fromkeys(shown))
        leads = {NAMES[each.activity.lead] for each in under(row["Nr"], period)}
        assert set((row["Ansvarig"] or "").split("\n")) == leads
    assert [row["Nr"] for row in rows] == list(GOALS)


@every_tertial
def test_each_measure_has_its_outcome(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Mått"), "Mål", "Mått", "Utfall")
    wanted = expected.measures(period)
    shown = {row["Avdelning"]: only(row, wanted.get(row["Avdelning"], row)) for row in rows}
    assert shown.pop("Kommunstyrelsen")["Utfall"] is None  # nobody reports for them all
    assert shown == wanted


@every_tertial
def test_departments_own_activities_are_there(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Egna aktiviteter"), "Avdelning", "Mål", "Aktivitet")
    wanted = expected.own(period)
    if wanted:
        assert [only(row, wanted[0]) for row in rows] == wanted
    else:
        assert rows[0]["Aktivitet"] is None


# ---------------------------------------------------------------- the year's course and decisions


@later_tertials
def test_the_course_is_what_was_said_in_each_period(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Förlopp"), "Nr", "Mål eller aktivitet", "Slut")
    wanted = expected.course(period)
    assert {row["Nr"]: only(row, wanted[row["Nr"]]) for row in rows} == wanted


@later_tertials
def test_each_goals_chart_counts_what_was_said_in_each_period(year: Path, period: str) -> None:
    sheet = follow_up(year, period, "Förlopp i diagram")
    rows = table(sheet, "Nr", "Mål", "Period")
    shown = {(row["Nr"], row["Period"]): only(row, counted([])) for row in rows}
    assert shown == expected.course_counts(period)
    drawn = load_workbook(results(year, period, "Uppföljning"))[sheet.title]
    assert len(drawn._charts) == len(GOALS)  # noqa: SLF001 - told nowhere else


@later_tertials
def test_earlier_verdicts_and_outcomes_stand_beside_the_periods_own(
    year: Path, period: str
) -> None:
    goals = table(follow_up(year, period, "Mål"), "Nr", "Nivå", "Totalt")
    measures = table(follow_up(year, period, "Mått"), "Mål", "Mått", "Utfall")
    for earlier in TERTIALS[: TERTIALS.index(period)]:
        chosen = {goal: verdicts(earlier).get(goal, proposed(goal, earlier)) for goal in GOALS}
        assert column(goals, "Nr", f"Bedömning {earlier}") == chosen
        outcomes = column(measures, "Avdelning", f"Utfall {earlier}")
        told = money.measures(earlier, CLOSES[period])
        assert {key: value for key, value in outcomes.items() if value is not None} == {
            NAMES[key]: float(outcome) for key, (outcome, _) in told.items()
        }


@later_tertials
def test_each_decision_on_an_activity_is_told_with_what_it_changed(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Ändringar i planen"), "Datum", "Slag", "Var", "Är")
    wanted = typed_in_the_plan("Ändringsbeslut", CLOSES[period])
    told = ("Datum", "Paragraf", "Slag", "Nr", "Kommentar")
    assert [only(row, dict.fromkeys(told)) for row in rows] == [
        only(row, dict.fromkeys(told)) for row in wanted
    ]
    was, became = column(rows, "Nr", "Var"), column(rows, "Nr", "Är")
    assert (was["3.4.6-3"], became["3.4.6-3"]) == ("Slut: 2024-08-31", "Slut: 2024-11-30")
    assert became["3.2.1-4"] == "Upphävd"
    assert "Slut: 2024-11-30\nAnsvarig: Staben" in became["3.4.7-4"]


@later_tertials
def test_what_was_cancelled_stands_with_its_decision_and_is_not_counted(
    year: Path, period: str
) -> None:
    rows = table(follow_up(year, period, "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    plan = plan_on(CLOSES[period])
    assert {row["Nr"] for row in rows} == plan.keys()
    gone = {row["Nr"]: row["Status"] for row in rows if row["Nr"] not in said(period)}
    assert gone == {
        number: f"Upphävd, {each.cancelled}" for number, each in plan.items() if each.cancelled
    }


@later_tertials
@pytest.mark.parametrize("kind", ["Uppföljning", "Budget"])
def test_the_new_organisation_is_told_with_its_frames(year: Path, period: str, kind: str) -> None:
    sheet = workbook(results(year, period, kind))["Omorganisation"]
    rows = table(sheet, "Från avdelning", "Till avdelning", "Ram som följde med")
    typed = typed_in_the_plan("Omorganisation", CLOSES[period])
    assert [(row["Från avdelning"], row["Till avdelning"], row["Datum"]) for row in rows] == [
        (row["Från"], row["Till"], row["Datum"]) for row in typed
    ]
    held = money.decided(CLOSES[period])
    assert column(rows, "Till avdelning", "Ram som följde med") == as_published(
        {row["Till"]: held[KEYS[row["Till"]]] for row in typed}
    )
    for told, row in zip(rows, typed, strict=True):
        named = row.get("Aktiviteter", "Allt som inte nämns").replace(";", ",")
        assert named in told["Vad som gick över"]


def test_the_first_tertial_knows_nothing_of_what_was_decided_later(year: Path) -> None:
    later = {"Förlopp", "Förlopp i diagram", "Ändringar i planen", "Omorganisation"}
    for kind in ("Uppföljning", "Budget"):
        assert not later & set(workbook(results(year, "T1", kind)).sheetnames)
    rows = table(follow_up(year, "T1", "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    assert {row["Nr"] for row in rows} == {each["number"] for each in FACTS["activities"]}


# ---------------------------------------------------------------- the money


@every_tertial
def test_each_unit_has_its_frame_its_actual_and_its_forecast(year: Path, period: str) -> None:
    wanted = {code: as_published(row) for code, row in expected.units(period).items()}
    rows = table(follow_up(year, period, "Budget"), "Avdelning, enhet", "Ansvarskod")
    shown = {row["Ansvarskod"]: row for row in rows if row["Ansvarskod"]}
    assert {code: only(row, wanted[code]) for code, row in shown.items()} == wanted


@every_tertial
def test_each_department_is_the_sum_of_its_units(year: Path, period: str) -> None:
    wanted = {name: as_published(row) for name, row in expected.subtotals(period).items()}
    for sheet, first in (
        (follow_up(year, period, "Budget"), "Avdelning, enhet"),
        (budget(year, period, "Sammanställning"), "Avdelning och enhet"),
    ):
        rows = table(sheet, first, "Ansvarskod", "Ram")
        sums = {row[first]: row for row in rows if row[first] in wanted}
        both = {name: set(row) & set(wanted[name]) for name, row in sums.items()}
        assert {name: {label: row[label] for label in both[name]} for name, row in sums.items()} == {
            name: {label: wanted[name][label] for label in both[name]} for name in wanted
        }
        assert all(len(labels) > 5 for labels in both.values())


@every_tertial
def test_the_frames_of_departments_are_the_decided_ones(year: Path, period: str) -> None:
    sums = money.by_department(money.frames(period), period)
    assert sums == money.decided(CLOSES[period])
    assert sum(sums.values()) == Decimal("707.7")
    rows = table(budget(year, period, "Sammanställning"), "Avdelning och enhet", "Nivå", "Ram")
    shown = column([row for row in rows if row["Nivå"] == "Summa"], "Avdelning och enhet", "Ram")
    assert shown == as_published({NAMES[key]: amount for key, amount in sums.items()})


@every_tertial
def test_every_control_holds(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Sammanställning"), "Vad som jämförs", "Bedömning")
    assert len(rows) > 10
    assert {row["Bedömning"] for row in rows} <= {"stämmer", "avrundning"}


@every_tertial
def test_the_units_are_distributed_and_attested_as_handed_in(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Fördelning"), "Avdelning", "Enhet", "Belopp")
    frames, handed_in = money.frames(period), money.distributed()
    shown = {row["Ansvarskod"]: row for row in rows if row["Nivå"] == "Enhet"}
    assert shown.keys() == handed_in.keys()
    for code, row in shown.items():
        amount = handed_in[code]["amount"]
        assert (row["Enhet"], row["Verksamhet"]) == (
            handed_in[code]["unit"],
            handed_in[code]["activity"],
        )
        figures = {"Belopp": amount, "Ram": frames[code], "Skillnad": Decimal(0)}
        assert only(row, figures) == as_published(figures)
        moved = frames[code] - amount
        assert (row.get("Beslutat därefter") or 0) == pytest.approx(float(moved), abs=5e-7)
    approvers = table(budget(year, period, "Attest"), "Avdelning", "Ansvarskod", "Befattning")
    attested = money.attested()
    names = {row["Ansvarskod"]: (row["Befattning"], row["Namn"], row["Ersättare"]) for row in approvers}
    assert names == {
        code: (row["position"], row["name"], row["substitute"]) for code, row in attested.items()
    }


@every_tertial
def test_the_file_for_accounting_says_the_same(year: Path, period: str) -> None:
    text = (year / "resultat" / period / "budget.csv").read_text(encoding="utf-8-sig")
    lines = {line["Ansvarskod"]: line for line in csv.DictReader(text.splitlines(), delimiter=";")}
    for code, wanted in expected.units(period).items():
        for label in ("Ram", "Utfall ack.", "Bokfört", "Prognos helår", "Avvikelse"):
            assert Decimal(lines[code][label].replace(",", ".")) == wanted[label], (code, label)
        assert NAMES[lines[code]["Nyckel"]] == lines[code]["Avdelning"]


def test_the_accounting_file_holds_the_frames_in_force_to_the_krona(year: Path) -> None:
    months = months_in((year / "resultat" / "T3" / "budget.se").read_bytes())
    years = {pair[1]: sum(amounts) for pair, amounts in months.items() if pair[:1] == ("1",)}
    assert years == {code: frame * MILLION for code, frame in money.frames("T3").items()}
    assert sum(months[()]) == Decimal("707.7") * MILLION


@every_tertial
def test_each_version_of_the_frames_has_what_was_decided(year: Path, period: str) -> None:
    sheet = budget(year, period, "Ramversioner")
    listed = table(sheet, "Version", "Slag", "Totalt")
    wanted = expected.versions(period)
    dated = [row for row in listed if row["Slag"] and row["Totalt"] is not None]
    assert [row["Datum"] for row in dated] == [each["Datum"] for each in wanted]
    assert [row["Totalt"] for row in dated] == [pytest.approx(707.7)] * len(wanted)
    assert [row["Version"] for row in dated if row["Gäller"]] == [dated[-1]["Version"]]
    matrix = table(sheet, "Per avdelning", dated[0]["Version"])
    for row, version in zip(dated, wanted, strict=True):
        shown = column(matrix, "Per avdelning", row["Version"])
        frames = {
            money.PRINTED_AS.get(name) or KEYS[name]: amount
            for name, amount in shown.items()
            if name != "Totalt" and amount
        }
        assert frames == as_published(version["frames"])


@every_tertial
def test_forecasts_are_held_against_what_came_of_them(year: Path, period: str) -> None:
    rows = table(budget(year, period, "Prognossäkerhet"), "Avdelning", "Prognos helår")
    wanted = {
        # The departments' sums are rounded to the krona before they are added up.
        name: as_published(row, within=4e-6 if name == "Totalt" else 5e-7)
        for name, row in expected.accuracy(period).items()
    }
    shown = {row["Avdelning"]: row for row in rows if row["Avdelning"] in wanted}
    assert {name: only(row, wanted[name]) for name, row in shown.items()} == wanted


# ---------------------------------------------------------------- where it comes from


@every_tertial
@pytest.mark.parametrize("kind", ["Uppföljning", "Budget"])
def test_every_figure_leads_to_where_it_was_written(year: Path, period: str, kind: str) -> None:
    found = list(links(results(year, period, kind)))
    wrong = [(each.sheet, each.cell, each.said) for each in found if not leads_there(each)]
    assert wrong == []
    assert len(found) > 100


def leads_there(link: Any) -> bool:
    """Whether the archived file is what it was, and its cell says what is published."""
    if link.target.name == "plan.xlsx":
        return link.row["Nr"] in link.beside
    if link.target.name == "Beslut.xlsx":
        return {link.row["Nr"], link.said} <= link.beside
    if sha256(link.target.read_bytes()).hexdigest() != link.target.stem:
        return False
    if link.target.suffix == ".csv":
        return "Ansvarskod" not in link.row or agrees(link.said, link.booked)
    if link.place is None:
        return link.said == "Öppna"
    if link.heading == "Källa: cell":
        return link.said in {"!".join(link.place), link.place[1]} and link.archived is not None
    if link.heading == "Källa: medverkande":
        return str(link.archived) in link.row["Medverkandes kommentarer"]
    if link.sheet == "Anmärkningar":
        return link.row["Det som hittades"] == in_words(link.archived)
    return agrees(link.said, link.archived)


def in_words(value: Any) -> str:
    """How a value is told among what was found."""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


# ---------------------------------------------------------------- the workbooks themselves


@pytest.mark.parametrize("period", ["internbudget", *TERTIALS])
def test_every_formula_keeps_its_stored_value(office: Office, year: Path, period: str) -> None:
    for path in sorted((year / "resultat" / period).glob("*.xlsx")):
        assert stored_values_differing_after_recalculation(path, office) == [], path.name


def test_the_first_tertial_is_the_same_in_january_as_in_may(year: Path) -> None:
    handed_over = sorted((year / "handlingar" / "T1").iterdir())
    assert len(handed_over) == 4
    for path in handed_over:
        assert path.read_bytes() == (year / "resultat" / "T1" / path.name).read_bytes(), path.name
