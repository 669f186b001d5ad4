"""The same as tests.report.budget_samples, where Staben has distributed its frame over units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kexcel.model.consolidation import BudgetResult, Consolidation, LedgerAmount, Source
from kexcel.model.plan import FrameKind, FrameVersion, UnitFrame
from kexcel.settings import AccountingSettings, Settings
from kexcel.strict import checked
from tests.report.budget_samples import answer, consolidation, settings

VERSION = FrameVersion("Budget november", FrameKind.REVISED, decision="KF § 12")


def distributed() -> Consolidation:
    """Staben has two units and a rest; finance has read in what is booked on the units."""
    whole = consolidation()
    units = (
        UnitFrame("stab", "Kansli", "1100", Decimal("60.25"), (("4400", Decimal("40.25")),
                                                                ("4500", Decimal(20)))),
        UnitFrame("stab", "It", "1200", Decimal("21.4"), (("4400", Decimal("21.4")),)),
    )  # fmt: skip
    plan = replace(
        whole.plan, units=units, frame_versions=(VERSION,), frame_column="Budget november"
    )
    rest = BudgetResult("stab", "stab", "Staben", Decimal("0.05"), None, None, None)
    others = tuple(each for each in whole.budget if each.department != "stab")
    return replace(whole, plan=plan, budget=(*map(_unit, units), rest, *others))


def accounting_settings(**changes: object) -> Settings:
    """The example's settings, with what SIE needs."""
    told = {"account": "5000", "organisation_number": "2120002387", **changes}
    return replace(settings(), accounting=checked(told, AccountingSettings))


def _unit(unit: UnitFrame) -> BudgetResult:
    is_first = unit.responsibility == "1100"
    booked = Decimal("21.500001") if is_first else Decimal(7)
    source = Source("utfall.csv", "arkiv/huvudbok/a.csv", "", "rad 2" if is_first else "rad 3")
    actual = Decimal("21.5") if is_first else booked
    forecast = Decimal(61) if is_first else None
    return BudgetResult(
        identity=unit.identity,
        department=unit.department,
        name=unit.unit,
        frame=unit.frame,
        actual=actual,
        forecast=forecast,
        deviation=unit.frame - forecast if forecast else None,
        answers={"actual": answer("stab", "actual", actual)} if is_first else {},
        responsibility=unit.responsibility,
        period_budget=Decimal(20) if is_first else None,
        ledger=LedgerAmount(unit.responsibility, booked, source, "stab", unit.unit),
        last_forecast=Decimal(60) if is_first else None,
    )
