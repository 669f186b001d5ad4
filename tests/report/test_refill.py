"""A return refilled into a clean form says what it said, also when the form has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kexcel.findings import CATALOGUE, Group
from kexcel.generate import compose_form
from kexcel.model.form import Form
from kexcel.model.returned import Answer, Return
from kexcel.report.answers.refill import Refilled, refill
from kexcel.rules import compile_rules
from kexcel.template.schema import Column, Sheet, Template, Text
from kexcel.validate import Reckoning
from kexcel.validate.dates import read_date
from kexcel.validate.numbers import read_number
from tests import builders
from tests.builders import Issued, answered, edit, examined, issued, plan, sound, template

Place = tuple[str, str, str]
SIGN_OFF = {("cover", "signing", "value"), ("cover", "signed_on", "value")}

awkward = st.one_of(
    st.sampled_from(
        [
            "=1+1", "+46 63 12", "-", "@namn", "'citat", "_x0041_", "a | b", " ledande", "0123",
            "rad ett\nrad två", "1/2", "TRUE", "#N/A", "Å̈ e\u0301", "\u00a0hårt", "💡", "x" * 400,
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30),
)  # fmt: skip
words = st.sampled_from(
    ["Pågående", "Genomförd", "pågår", "KLAR", "Ongoing", "Klart typ", "Försenad", "?"]
)
days = st.one_of(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["30/4 2024", "efter sommaren", "04/03/24", "2024-02-30"]),
)
numbers = st.one_of(
    st.decimals(-(10**9), 10**9, places=3),
    st.sampled_from(["1 234,5", "ca 3", "12,5 mnkr", "50 400", "#DIV/0!"]),
)
BY_TYPE = {"text": awkward, "choice": words, "date": days, "number": numbers, "money": numbers}


@cache
def places() -> tuple[tuple[Place, str], ...]:
    """Every input cell of the form but those of the cover, with its column's type."""
    found = []
    for sheet in issued().form.sheets:
        layout = template().sheet(sheet.key)
        assert layout is not None
        for row in sheet.rows[:6]:
            for key in sorted(row.inputs):
                column = layout.column(key)
                if column is not None:
                    found.append(((sheet.key, row.identity, key), column.type))
    return tuple(found)


@st.composite
def answers(draw: st.DrawFn) -> dict[Place, object]:
    chosen = draw(st.lists(st.sampled_from(places()), max_size=12, unique=True))
    return {place: draw(BY_TYPE[kind]) for place, kind in chosen}


def clean(returned: Return, form: Form | None = None, of: Template | None = None) -> Refilled:
    the_template, the_form = of or template(), form or issued().form
    settings_ = builders.settings()
    rules = compile_rules(the_template, settings_, settings_.period("T1"), "sv")
    return refill(returned, issued().form, the_form, the_template, rules, settings_)


def said_of(returned: Return) -> dict[Place, tuple[bool, object]]:
    """What each cell says: free tables by their content, since their rows have no identity."""
    found: dict[Place, tuple[bool, object]] = {}
    for sheet, rows in returned.rows.items():
        in_order = sorted(rows.values(), key=lambda row: row.line)
        written = [r for r in in_order if any(a.written for a in r.answers.values())]
        for number, row in enumerate(written):
            for key, answer in row.answers.items():
                if answer.written:
                    name = str(number) if sheet == "own" else row.identity
                    found[sheet, name, key] = _meaning(answer)
    return found


def _meaning(answer: Answer) -> tuple[bool, object]:
    """A date or an amount that a rule doubts is carried as what it is, however it was written."""
    if answer.sound:
        return True, answer.value
    reckoning = Reckoning(2024, "mnkr", "sv")
    readings = [read(answer.written, reckoning) for read in (read_date, read_number)]
    meant = [reading.value for reading in readings if reading.sound]
    return False, meant[0] if meant else " ".join(answer.written.split())


def codes(returned: Return) -> set[tuple[str, str | None, str | None]]:
    groups = {Group.ANSWERS, Group.MONEY}
    return {
        (f.code, f.place.row if f.place.sheet != "Egna aktiviteter" else None, f.place.column)
        for f in returned.findings
        if CATALOGUE[f.code].group in groups and f.code != "interpreted"
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers())
def test_a_refilled_return_says_what_it_said(given_answers: dict[Place, object]) -> None:
    before = examined(issued().workbook(given_answers))
    made = clean(before)
    after = examined(made.data)
    assert said_of(after) == said_of(before)
    assert codes(after) == codes(before)
    assert {f.code for f in after.findings} <= {f.code for f in before.findings}
    assert made.without_place == ()


@cache
def changed_template() -> Template:
    """The template with a column more, the columns in another order, and other headings."""
    sheets = tuple(_changed(sheet) for sheet in template().sheets)
    return replace(template(), sheets=sheets)


def _changed(sheet: Sheet) -> Sheet:
    if sheet.source == "fields":
        return sheet
    extra = Column(key="extra", label=Text(sv="Tillägg", en="Extra"), input="all")
    renamed = [
        replace(column, label=Text(sv=f"{column.label.sv} (ny)", en=f"{column.label.en} (new)"))
        for column in sheet.columns
    ]
    moved = (*renamed[:1], extra, *reversed(renamed[1:]))
    return replace(sheet, columns=moved)


@cache
def changed_form() -> Issued:
    settings_ = builders.settings()
    period = settings_.period("T1")
    form = compose_form(plan(), changed_template(), settings_, period, plan().department("stab"))
    return Issued(form, compile_rules(changed_template(), settings_, period, "sv"))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers())
def test_a_return_says_the_same_in_a_form_of_another_template(
    given_answers: dict[Place, object],
) -> None:
    before = examined(issued().workbook(given_answers))
    made = clean(before, changed_form().form, changed_template())
    after = examined(made.data, changed_form())
    assert said_of(after) == said_of(before)
    assert codes(after) == codes(before)
    assert made.without_place == ()


def test_the_sign_off_stays_in_the_same_form_and_goes_in_a_newer_one() -> None:
    returned = examined(sound())
    same = said_of(examined(clean(returned).data))
    newer = clean(returned, changed_form().form, changed_template())
    kept = said_of(examined(newer.data, changed_form()))
    assert set(same) - set(kept) == SIGN_OFF
    assert kept.items() <= same.items()


def test_a_free_table_grows_with_the_rows_that_were_added() -> None:
    sheet = issued().form.sheet("own")
    assert sheet is not None
    last = sheet.rows[-1].index + 1
    rows = {(sheet.name, f"B{line}"): f"Aktivitet {line}" for line in range(5, last + 4)}
    before = examined(edit(answered({}), rows))
    after = examined(clean(before).data)
    assert len(after.rows["own"]) == len(before.rows["own"]) == last - 1
    assert said_of(after) == said_of(before)


def test_an_answer_to_a_column_that_is_gone_is_told_with_its_cell() -> None:
    sheets = tuple(
        replace(sheet, columns=tuple(c for c in sheet.columns if c.key != "comment"))
        if sheet.key == "measures"
        else sheet
        for sheet in template().sheets
    )
    without = replace(template(), sheets=sheets)
    settings_ = builders.settings()
    form = compose_form(
        plan(), without, settings_, settings_.period("T1"), plan().department("stab")
    )
    place = ("measures", "sjukfranvaro-stab", "comment")
    made = clean(examined(answered({place: "Vinterns influensa."})), form, without)
    assert [(each.sheet, each.cell, each.text) for each in made.without_place] == [
        ("Mått", issued().cell(*place), "Vinterns influensa.")
    ]
