"""What the year's workbooks must say, row by row, from what was written alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.year import money
from tests.year.planned import COUNCIL, GOALS, NAMES, departments_on, plan_on
from tests.year.said import (
    DONE,
    Said,
    contributed,
    counted,
    levels,
    proposed,
    reason,
    said,
    state,
    under,
)
from tests.year.written import CLOSES, TERTIALS, answers, typed_in_the_plan, verdicts

Row = dict[str, Any]

VERDICTS = ("Uppfyllt", "Enligt plan", "Avviker", "Ej uppfyllt", "Kan inte bedömas")


def activities(period: str) -> dict[str, Row]:
    """Number → its row of Aktiviteter."""
    comments = contributed(period)
    return {
        number: {
            "Aktivitet": each.activity.title,
            "Beskrivning": each.activity.description or None,
            "Start": each.activity.start,
            "Slut": each.activity.end,
            "Ansvarig": NAMES[each.activity.lead],
            "Medverkande": "\n".join(NAMES[key] for key in each.activity.others) or None,
            "Genomförd datum": each.completed,
            "Nytt slutdatum": each.new_end,
            "Kommentar": each.comment,
            "Orsak och åtgärd": each.action,
            "Beslut": each.decision,
            "Enligt datumen": state(each, CLOSES[period]),
            "Räknas som": each.status,
            "Medverkandes kommentarer": "\n".join(comments.get(number, ())) or None,
        }
        for number, each in said(period).items()
    }


def deviating(period: str) -> dict[str, Row]:
    """Number → its row of Avvikelser."""
    day = CLOSES[period]
    return {
        number: {
            "Aktivitet": each.activity.title,
            "Skäl": reason(each, day),
            "Enligt datumen": state(each, day),
            "Start": each.activity.start,
            "Slut": each.activity.end,
            "Nytt slutdatum": each.new_end,
            "Beslut": each.decision,
            "Ansvarig": NAMES[each.activity.lead],
            "Kommentar": each.comment,
            "Orsak och åtgärd": each.action,
        }
        for number, each in said(period).items()
        if reason(each, day)
    }


def by_council_goal(period: str) -> dict[str, Row]:
    """Council goal, and "Totalt" → its row of the status table."""
    counts = {goal: counted(under(goal, period)) for goal in COUNCIL}
    return counts | {"Totalt": counted(list(said(period).values()))}


def by_department(period: str) -> dict[str, Row]:
    """Name of a department, and "Totalt" → its row of the status table."""
    everything = list(said(period).values())
    counts = {
        NAMES[key]: counted([each for each in everything if each.activity.lead == key])
        for key in departments_on(CLOSES[period])
    }
    return counts | {"Totalt": counted(everything)}


def goals(period: str) -> dict[str, Row]:
    """Goal → its row of Mål."""
    return {
        goal: {
            "Nivå": levels()[goal],
            "Mål": text,
            **counted(under(goal, period)),
            "Föreslagen bedömning": proposed(goal, period),
        }
        for goal, text in GOALS.items()
    }


def verdict_counts(period: str) -> dict[str, Row]:
    """Verdict → how many goals of each level were proposed and decided to have it."""
    chosen, level = verdicts(period), levels()
    return {
        verdict: {
            "Föreslaget": sum(proposed(goal, period) == verdict for goal in GOALS),
            **{
                f"{whose} föreslagna": sum(
                    proposed(goal, period) == verdict and level[goal] == whose for goal in GOALS
                )
                for whose in ("KF", "KS")
            },
            **{
                f"{whose} beslutade": sum(
                    chosen.get(goal) == verdict and level[goal] == whose for goal in GOALS
                )
                for whose in ("KF", "KS")
            },
        }
        for verdict in VERDICTS
    }


def measures(period: str) -> dict[str, Row]:
    """Name of a department → its row of Mått."""
    return {
        NAMES[key]: {"Utfall": float(outcome), "Kommentar": comment}
        for key, (outcome, comment) in money.measures(period, CLOSES[period]).items()
    }


def own(period: str) -> list[Row]:
    """The rows of Egna aktiviteter."""
    return [
        {
            "Avdelning": NAMES[key],
            "Mål": row["goal"],
            "Aktivitet": row["title"],
            "Start": row["start"],
            "Slut": row["end"],
            "Status": row["status"],
            "Kommentar": row["comment"],
        }
        for key, table in answers(period).items()
        for row in table.get("own", {}).values()
    ]


def units(period: str) -> dict[str, Row]:
    """Code → its figures in the budget tables, in millions; None where nothing was said."""
    figures = {
        "Ram": money.frames(period),
        "Periodbudget": money.period_budget(period),
        "Bokfört": money.booked(period),
        "Utfall ack.": money.actuals(period),
        "Prognos helår": money.forecasts(period),
        "Avvikelse": money.deviations(period),
    }
    before = _forecasts_before(period)
    rows = money.rows(period)
    return {
        code: {
            **{label: amounts[code] for label, amounts in figures.items()},
            **({"Förra prognosen": before[code]} if before else {}),
            **({"Ändrad prognos": figures["Prognos helår"][code] - before[code]} if before else {}),
            "Kommentar": rows[code].get("comment"),
            "Orsak och åtgärd": rows[code].get("action"),
        }
        for code in figures["Ram"]
    }


def subtotals(period: str) -> dict[str, dict[str, Decimal]]:
    """Name of a department, and "Totalt" → the sums of its units' figures."""
    rows = units(period)
    summed = [label for label, value in next(iter(rows.values())).items() if _is_amount(value)]
    found: dict[str, dict[str, Decimal]] = {}
    for label in summed:
        figures = {code: row[label] for code, row in rows.items()}
        for key, amount in money.by_department(figures, period).items():
            found.setdefault(NAMES[key], {})[label] = amount
        found.setdefault("Totalt", {})[label] = sum(figures.values(), Decimal(0))
    return found


def left_over() -> list[Said]:
    """What is neither done nor cancelled by decision when the year ends."""
    standing = said(TERTIALS[-1]).values()
    return [each for each in standing if each.status != DONE and not each.decision]


def going_on() -> dict[str, Row]:
    """Number → its row of Aktiviteter in the next year's plan."""
    return {
        each.activity.number: {
            "Mål": each.activity.goal,
            "Aktivitet": each.activity.title,
            "Beskrivning": each.activity.description or None,
            "Start": each.activity.start,
            "Slut": each.activity.end,
            "Ansvarig": NAMES[each.activity.lead],
            "Medverkande": "; ".join(NAMES[key] for key in each.activity.others) or None,
        }
        for each in left_over()
    }


def _is_amount(value: object) -> bool:
    return isinstance(value, Decimal)


def _forecasts_before(period: str) -> money.Figures:
    place = TERTIALS.index(period)
    return money.forecasts(TERTIALS[place - 1]) if place else {}


def course(period: str) -> dict[str, Row]:
    """Goal or activity → its row of Förlopp, as it stood in each period so far."""
    periods = TERTIALS[: TERTIALS.index(period) + 1]
    rows: dict[str, Row] = {goal: {} for goal in GOALS}
    rows |= {number: {} for number in plan_on(CLOSES[period])}
    for each in periods:
        chosen, standing, plan = verdicts(each), said(each), plan_on(CLOSES[each])
        for number, row in rows.items():
            ends = f"Väntat slut {each}"
            if number in GOALS:
                row |= {each: chosen.get(number, proposed(number, each)), ends: None}
            elif number in standing:
                row |= {each: standing[number].status, ends: standing[number].new_end}
            else:
                row |= {each: "Upphävd" if number in plan else "–", ends: None}
    return rows


def course_counts(period: str) -> dict[tuple[str, str], Row]:
    """Goal and period → the figures of the goal's chart."""
    periods = TERTIALS[: TERTIALS.index(period) + 1]
    return {(goal, each): counted(under(goal, each)) for goal in GOALS for each in periods}


def versions(period: str) -> list[Row]:
    """The versions of the frames that were decided by the close, with what each department has."""
    day = CLOSES[period]
    days = [row["Datum"] for row in typed_in_the_plan("Rambeslut", day) if "Slag" in row]
    days += sorted({row["Datum"] for row in typed_in_the_plan("Omorganisation", day)})
    return [{"Datum": each, "frames": money.decided(each)} for each in days]


def accuracy(period: str) -> dict[str, Row]:
    """Name of a department, and "Totalt" → its row of Prognossäkerhet."""
    day = CLOSES[period]
    periods = TERTIALS[: TERTIALS.index(period) + 1]
    names = [*(NAMES[key] for key in departments_on(day)), "Totalt"]
    rows: dict[str, Row] = {name: {} for name in names}
    for each in periods:
        ending = "" if each == period else f", {each}"
        for label, figures in (
            ("Prognos helår", money.forecasts(each)),
            ("Utfall ack.", money.actuals(each)),
        ):
            sums = money.by_department(figures, period)
            for key, amount in sums.items():
                rows[NAMES[key]][f"{label}{ending}"] = amount
            rows["Totalt"][f"{label}{ending}"] = sum(sums.values(), Decimal(0))
    return rows
