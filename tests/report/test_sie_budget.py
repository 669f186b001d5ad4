"""budget.se and koder.si: post by post, and with the same figures when they are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kexcel.errors import ConfigurationError
from kexcel.ledger import Terms, read_ledger
from kexcel.model.consolidation import BudgetResult, Consolidation
from kexcel.model.plan import Department
from kexcel.report.accounting.sie_budget import write_sie_budget, write_sie_codes
from kexcel.settings import Settings
from kexcel.sie import Post, Written, read_posts
from tests.report.budget_samples import consolidation
from tests.report.distributed_samples import accounting_settings, distributed

MILLION = 1_000_000
WHOLE = consolidation()


def written(whole: Consolidation, settings: Settings | None = None) -> Written:
    settings = settings or accounting_settings()
    assert settings.accounting is not None
    return write_sie_budget(whole, settings, settings.accounting, version="0.1.0", language="sv")


def posts(data: bytes, label: str = "") -> list[Post]:
    read = [each for each in read_posts(data, "cp437") if isinstance(each, Post)]
    return [each for each in read if label in {"", each.label}]


def budget(data: bytes) -> dict[tuple[str, ...], list[Decimal]]:
    """The months of each object, and of the account as a whole under ()."""
    found: dict[tuple[str, ...], list[Decimal]] = {}
    for post in posts(data, "#PBUDGET"):
        pair = post.fields[3]
        assert isinstance(pair, tuple)
        found.setdefault(pair, []).append(Decimal(post.text(4)))
    return found


def test_the_file_says_what_it_is_before_what_it_holds() -> None:
    head = written(consolidation()).data.split(b"#PBUDGET")[0]
    assert head.decode("cp437").split("\r\n") == [
        "#FLAGGA 0",
        '#PROGRAM "kexcel" 0.1.0',
        "#FORMAT PC8",
        "#GEN 20240430",
        "#SIETYP 4",
        '#PROSA "Budget 2024, Tertial 1 2024. Ramar: Förslag november 2023"',
        "#ORGNR 212000-2387",
        '#FNAMN "Ånge kommun"',
        "#RAR 0 20240101 20241231",
        "#VALUTA SEK",
        '#KONTO 5000 "Nettokostnad"',
        "#KTYP 5000 K",
        '#DIM 1 "Ansvar"',
        '#OBJEKT 1 "gemensamt" "Gemensamma resurser"',
        '#OBJEKT 1 "stab" "Staben"',
        '#OBJEKT 1 "ekonomi" "Ekonomiavdelningen"',
        '#OBJEKT 1 "samhallsbyggnad" "Samhällsbyggnadsavdelningen"',
        '#OBJEKT 1 "utbildning" "Utbildningsavdelningen"',
        '#OBJEKT 1 "social" "Socialavdelningen"',
        "",
    ]
    assert b"\x8fnge kommun" in head


def test_without_an_organisation_number_there_is_no_post_for_it() -> None:
    data = written(consolidation(), accounting_settings(organisation_number="")).data
    assert posts(data, "#ORGNR") == []


def test_the_twelve_months_of_each_object_are_its_frame_and_the_objects_the_whole() -> None:
    whole = distributed()
    months = budget(written(whole).data)
    assert {len(each) for each in months.values()} == {12}
    frames = {
        ("1", "1100"): "60250000", ("1", "1200"): "21400000", ("1", "stab"): "50000",
        ("1", "gemensamt"): "3500000", ("1", "ekonomi"): "14200000",
        ("1", "samhallsbyggnad"): "63400000", ("1", "utbildning"): "258400000",
        ("1", "social"): "286500000", ("20", "4400"): "61650000", ("20", "4500"): "20000000",
    }  # fmt: skip
    sums = {pair: sum(amounts, Decimal(0)) for pair, amounts in months.items()}
    total = sum(each.frame for each in whole.budget if each.frame) * MILLION
    assert sums.pop(()) == total
    assert sums == {pair: Decimal(text) for pair, text in frames.items()}


def test_units_are_objects_and_activities_those_of_another_dimension() -> None:
    data = written(distributed()).data
    assert [post.fields for post in posts(data, "#DIM")] == [("1", "Ansvar"), ("20", "Verksamhet")]
    named = [post.fields for post in posts(data, "#OBJEKT")]
    assert named[:3] == [("1", "1100", "Kansli"), ("1", "1200", "It"), ("1", "stab", "Staben")]
    assert named[-2:] == [("20", "4400", "4400"), ("20", "4500", "4500")]


def test_dimensions_and_their_names_are_configured() -> None:
    told = accounting_settings(
        responsibility_dimension=30, responsibility_name="Enhet", account="4000",
        account_name="Netto", activity_dimension=31, activity_name="Vht",
    )  # fmt: skip
    data = written(distributed(), told).data
    assert [post.fields for post in posts(data, "#DIM")] == [("30", "Enhet"), ("31", "Vht")]
    assert [post.fields for post in posts(data, "#KONTO")] == [("4000", "Netto")]
    assert {post.text(2) for post in posts(data, "#PBUDGET")} == {"4000"}


def test_two_units_with_one_code_are_one_object() -> None:
    whole = distributed()
    twin = replace(whole.budget[1], identity="ekonomi/1100", responsibility="1100")
    months = budget(written(replace(whole, budget=(whole.budget[0], twin))).data)
    assert sum(months["1", "1100"]) == Decimal("81.65") * MILLION


def test_a_row_without_a_frame_has_no_budget() -> None:
    whole = consolidation()
    nothing = replace(whole, budget=(replace(whole.budget[0], frame=None),))
    assert budget(written(nothing).data) == {(): [Decimal(0)] * 12}


def test_the_plan_profile_says_what_falls_in_a_month() -> None:
    shares = (*(Decimal(5),) * 11, Decimal(45))
    settings = accounting_settings()
    money = replace(settings.money, profile={"stab": shares})
    months = budget(written(distributed(), replace(settings, money=money)).data)
    assert months["1", "1100"] == [*[Decimal("3012500.00")] * 11, Decimal("27112500.00")]
    assert months["1", "gemensamt"][:2] == [Decimal(291667), Decimal(291666)]


@hypothesis_settings(deadline=None)
@given(st.lists(st.decimals(-1000, 1000, places=4), min_size=1, max_size=6),
       st.sampled_from(["kr", "tkr", "mnkr"]))  # fmt: skip
def test_writing_conserves_money_in_any_unit(amounts: list[Decimal], unit: str) -> None:
    settings = accounting_settings()
    money = replace(settings.money, unit=unit)
    rows = tuple(
        BudgetResult(f"stab/{n}", "stab", f"Enhet {n}", amount, None, None, None,
                     responsibility=str(n))
        for n, amount in enumerate(amounts)
    )  # fmt: skip
    whole = replace(WHOLE, budget=rows)
    months = budget(written(whole, replace(settings, money=money)).data)
    kronor = {"kr": 1, "tkr": 1000, "mnkr": MILLION}[unit]
    for number, amount in enumerate(amounts):
        difference = sum(months["1", str(number)]) - amount * kronor
        assert abs(difference) <= Decimal("0.005")
    assert sum(months[()]) == sum(sum(each) for pair, each in months.items() if pair)


def test_what_goes_out_as_a_budget_comes_in_as_the_same_actuals() -> None:
    """An accounting system that books exactly what was budgeted reports no deviation."""
    data = written(distributed()).data.replace(b"#PBUDGET", b"#PSALDO")
    reading = read_ledger(data, Terms("budget.se", date(2024, 12, 31), "mnkr"))
    assert reading.findings == ()
    assert {each.code: each.amount for each in reading.booked} == {
        each.responsibility or each.department: each.frame for each in distributed().budget
    }


def test_names_that_the_code_page_lacks_are_told() -> None:
    whole = distributed()
    named = replace(whole, budget=(replace(whole.budget[0], name="Café Č"),))
    result = written(named)
    assert result.replaced == "Č"
    assert posts(result.data, "#OBJEKT")[0].text(2) == "Café C"


def test_a_unit_that_is_none_of_money_is_refused() -> None:
    settings = accounting_settings()
    money = replace(settings.money, unit="poäng")
    with pytest.raises(ConfigurationError, match="poäng"):
        written(consolidation(), replace(settings, money=money))


def test_the_same_again_is_byte_for_byte_the_same() -> None:
    assert written(distributed()) == written(distributed())


def test_a_file_of_codes_alone_holds_no_amounts() -> None:
    settings = accounting_settings()
    assert settings.accounting is not None
    result = write_sie_codes(
        distributed(), settings, settings.accounting, version="0.1.0", language="sv"
    )
    labels = [post.label for post in posts(result.data)]
    assert labels.index("#KONTO") < labels.index("#DIM") < labels.index("#OBJEKT")
    assert not {"#PBUDGET", "#VER", "#TRANS"} & set(labels)
    assert posts(result.data, "#OBJEKT") == [
        replace(each, line=each.line) for each in posts(written(distributed()).data, "#OBJEKT")
    ]


def test_what_a_department_has_left_is_on_a_code_of_its_own() -> None:
    whole = distributed()
    plan = replace(whole.plan, departments=(Department("stab", "Staben"),))
    codes = [post.text(1) for post in posts(written(replace(whole, plan=plan)).data, "#OBJEKT")]
    assert codes[:3] == ["1100", "1200", "stab"]
