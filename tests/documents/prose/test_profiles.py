"""Plans of three other shapes, each read by a profile of its own, and profiles that are wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.documents.prose.imported import Imported
from kexcel.documents.prose.profile import load_profile
from kexcel.errors import ConfigurationError
from kexcel.model.plan import Perspective
from tests.documents.prose.converting import Writer
from tests.documents.prose.reading import PLANS, codes, profile_of, read, said
from tests.documents.prose.shapes import AS_POINTS, in_one_table, in_words

office = pytest.mark.office

TWO_STEPS = "Två steg. Steg två i höst."
BUS = "Starta en bokbuss som når alla byar i kommunen"


def shaped(request: pytest.FixtureRequest, name: str, file: str, data: bytes) -> Imported:
    if str(request.param) == "pdf":
        writer: Writer = request.getfixturevalue("writer")
        data = writer.convert({file: data}, "pdf")[Path(file).stem]
    return read(data, profile=profile_of(name), year=2025, file=file)


@pytest.fixture(params=["docx", pytest.param("pdf", marks=office)])
def by_words(request: pytest.FixtureRequest) -> Imported:
    return shaped(request, "socialnamnden", "plan.docx", in_words())


@pytest.fixture(params=["docx", pytest.param("pdf", marks=office)])
def by_rows(request: pytest.FixtureRequest) -> Imported:
    return shaped(request, "en-tabell", "plan.docx", in_one_table())


@pytest.fixture(params=["txt", pytest.param("pdf", marks=office)])
def by_points(request: pytest.FixtureRequest) -> Imported:
    return shaped(request, "punktlista", "plan.txt", AS_POINTS.encode())


def rows(imported: Imported) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (a.number, a.title, a.description, a.start.isoformat(), a.end.isoformat(), a.lead)
        for a in imported.plan.activities
    ]


def test_goals_by_words_with_owners_and_a_single_date_in_words(by_words: Imported) -> None:
    assert [(g.number, g.parent) for g in by_words.plan.goals] == [
        ("A", None),
        ("1", "A"),
        ("2", "A"),
        ("B", None),
        ("B.1", "B"),
    ]
    year = ("2025-01-01", "2025-12-31")
    assert rows(by_words) == [
        ("1-1", "Korta väntetiden", "Högst fjorton dagar.", year[0], "2025-03-12", "socialkontor"),
        ("1-2", "Utbilda handläggare", "", year[0], "2025-05-31", "socialkontor"),
        ("1-3", "Se över rutiner", TWO_STEPS, year[0], "2025-06-30", "elevhalsan"),
        ("2-1", "Ny webbplats", "", *year, "stab"),
        ("2-2", "Öppet hus", "", *year, ""),
        ("B.1-1", "Friskvård för alla", "", year[0], "2025-10-31", "stab"),
    ]
    assert [value for _line, _row, value in said(by_words, "date-assumed")] == ["vid behov"]
    assert [value for _line, _row, value in said(by_words, "number-assigned")] == ["B.1"]
    assert by_words.statements == 2
    assert by_words.coverage.unknown == 0


def test_a_budget_with_blanks_between_thousands_and_costs_with_minus(by_words: Imported) -> None:
    plan = by_words.plan
    assert plan.unit == "tkr"
    assert plan.frame_of("socialkontor", "Ram 2025") == Decimal(30100)
    assert set(by_words.signs.values()) == {"-"}
    assert [column for _line, _row, column in said(by_words, "sign-unconfirmed")] == [
        "Bokslut 2023",
        "Ram 2025",
    ]


def test_goals_as_rows_of_one_table_with_its_columns_in_another_order(by_rows: Imported) -> None:
    assert [(g.number, g.text, g.parent) for g in by_rows.plan.goals] == [
        ("A", "En trygg uppväxt", None),
        ("A1", "Alla barn ska klara skolan", "A"),
        ("A2", "Fler ska idrotta", "A"),
        ("B", "En hållbar kommun", None),
        ("B1", "Utsläppen ska minska", "B"),
    ]
    assert rows(by_rows) == [
        ("A1:1", "Läxhjälp", "Fler behöver stöd.", "2025-01-01", "2025-06-30", "skolan"),
        ("A1:2", "Lärarlyft", "", "2025-03-01", "2025-05-31", "skolan"),
        ("A2:1", "Ny hall", "Den gamla är sliten.", "2025-08-15", "2025-11-30", "kultur"),
        ("B1:1", "Elbilar", "Minst 10 st.", "2025-01-01", "2025-12-31", "teknik"),
    ]
    assert by_rows.plan.activities[2].contributing == ("skolan", "teknik")
    assert codes(by_rows, but=("interpreted",)) == ["column-not-read"]
    assert by_rows.coverage.unknown == 0


def test_points_of_a_list_with_and_without_owner_and_time(by_points: Imported) -> None:
    assert rows(by_points) == [
        ("1.1-1", "Ha öppet 3 kvällar i veckan", "", "2025-01-01", "2025-06-30", "bibliotek"),
        ("1.1-2", BUS, "", "2025-02-01", "2025-12-01", "bibliotek"),
        ("1.1-3", "Ordna sagostunder", "", "2025-01-01", "2025-12-31", ""),
        ("1.2-1", "Låna ut 10 st. instrument", "", "2025-01-01", "2025-12-31", ""),
        ("1.2-2", "Ge konserter på 4 skolor", "", "2025-01-01", "2025-12-31", "musikskolan"),
    ]
    assert set(by_points.proposals) == {"1.1-3", "1.2-1"}
    assert by_points.coverage.unknown == 0


def test_measures_in_columns_have_their_latest_outcome_and_their_target(
    by_points: Imported,
) -> None:
    assert [
        (m.name, m.outcome, m.target, m.unit, str(m.as_of)) for m in by_points.plan.measures
    ] == [
        ("Besök per dag", Decimal(1310), Decimal(1500), "", "2024-12-31"),
        ("Andel barn", Decimal("12.5"), Decimal(15), "%", "2024-12-31"),
    ]
    assert [value for _line, _row, value in said(by_points, "column-not-read")] == ["Utfall 2023"]


def test_a_budget_whose_rows_are_departments_is_theirs(by_points: Imported) -> None:
    assert {line.perspective for line in by_points.plan.frames} == {Perspective.DEPARTMENT}
    assert by_points.plan.frame_of("bibliotek", "Budget 2025") == Decimal(4600)


def test_a_workspaces_own_profile_goes_before_the_packaged_one(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "plan"
    folder.mkdir(parents=True)
    source = (PLANS / "profiles" / "punktlista.toml").read_bytes()
    (folder / "standard.toml").write_bytes(source)
    assert load_profile("standard", tmp_path).name == "Punktlista"
    assert load_profile("standard").name == "Standard"


@pytest.mark.parametrize(
    "before, after, key",
    [
        ('level = "council"', 'level = "fullmäktige"', "headings[1].level"),
        ("(?P<number>[A-Z])", "(?P<number>[A-Z]", "headings[1].pattern"),
        ('description = "cell"', 'description = "under"', "activities.description"),
        ('owner = ["Vem?"]', 'agare = ["Vem?"]', "activities.columns.agare"),
        ('"03-01 05-31"', '"mars till maj"', "dates.words.våren"),
    ],
)
def test_a_profile_that_is_wrong_is_told_by_file_and_key(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    folder = tmp_path / "templates" / "plan"
    folder.mkdir(parents=True)
    source = (PLANS / "profiles" / "socialnamnden.toml").read_text(encoding="utf-8")
    assert before in source
    (folder / "vår.toml").write_text(source.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigurationError) as told:
        load_profile("vår", tmp_path)
    assert str(told.value).startswith(f"templates/plan/vår.toml: {key}: ")


def test_a_profile_that_is_nowhere_is_told() -> None:
    with pytest.raises(ConfigurationError, match="no profile annan"):
        load_profile("annan")
