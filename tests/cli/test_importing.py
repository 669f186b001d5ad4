"""``kexcel import`` at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.workspace import create_workspace
from tests.cli.test_commands import run, said
from tests.documents.prose.reading import PLANS, REAL
from tests.documents.prose.shapes import AS_POINTS

EXAMPLE = Path(__file__).parents[2] / "examples" / "ange-2024"
PLAN = EXAMPLE / "verksamhetsplan-2024.txt"


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, str]:
    """A new workspace, its settings those of the example."""
    folder = tmp_path / "2024"
    create_workspace(folder)
    (folder / "kexcel.toml").write_bytes((EXAMPLE / "kexcel.toml").read_bytes())
    return "-w", str(folder)


def test_a_first_import_tells_what_was_found_and_what_to_look_at(at: tuple[str, str]) -> None:
    result = run(*at, "import", PLAN)
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    for words in (
        "Läst ur verksamhetsplan-2024.txt:",
        "25 mål, 79 aktiviteter, 6 mått, 14 budgetrader, 6 avdelningar.",
        "100 procent förstått av 464 rader: 369 i planen, 28 marginaler och tabellhuvuden,",
        "67 löpande text, 0 inte förstådda.",
        "7 uppgifter som dokumentet lämnar om sig självt har jämförts med det som lästes.",
        "Ansvariga avdelningar: 79 föreslagna.",
        "Löpande text, inte med i planen: rad 2–17; rad 20–26;",
        'varning rad 663: Kolumnen "Budget 2023" har tecknet -',
        "Planen ligger i plan.xlsx.",
    ):
        assert words in told


def test_the_json_tells_it_all(at: tuple[str, str]) -> None:
    content = said(*at, "import", PLAN)
    assert content["counts"] == {
        "goals": 25,
        "activities": 79,
        "measures": 6,
        "frames": 14,
        "departments": 6,
        "statements": 7,
    }
    assert content["understood"] == {
        "percent": 100.0,
        "lines": 464,
        "in_plan": 369,
        "surroundings": 28,
        "running_text": 67,
        "not_understood": 0,
    }
    assert content["running_text"][0] == {"first": {"line": 2}, "last": {"line": 17}}
    assert (content["written"], content["new"], content["proposal"]) == ("plan.xlsx", True, False)
    assert content["owners"][0] == {
        "row": "3.1.1-1",
        "lead": "social",
        "contributing": [],
        "proposal": "Ansvarig Socialavdelningen: ”sociala avdelningen”.",
    }
    joined = [each for each in content["findings"] if each["code"] == "joined-text"]
    assert [(each["spot"], each["row"], each["column"]) for each in joined] == [
        ({"line": 88}, "3.1.1-4", "title"),
        ({"line": 511}, "3.4.7-2", "description"),
    ]


def test_an_amendment_is_shown_and_put_in_when_asked_for(
    at: tuple[str, str], tmp_path: Path
) -> None:
    run(*at, "import", PLAN)
    later = tmp_path / "reviderad.txt"
    text = REAL.decode().replace("Starta ny gruppbostad", "Starta två gruppbostäder")
    later.write_bytes(text.encode())
    shown = run(*at, "import", later)
    assert shown.exit_code == 0
    told = " ".join(shown.stdout.split())
    change = "Starta ny gruppbostad i Ånge → Starta två gruppbostäder i Ånge"
    assert f"Aktiviteter 3.1.1-5, Aktivitet: {change}" in told
    assert "plan.xlsx är orörd. plan-import.xlsx visar planen med ändringarna." in told
    content = said(*at, "import", later, "--update")
    assert content["replaced"].startswith("arkiv/plan/")
    assert content["changes"] == [
        {
            "kind": "reworded",
            "sheet": "Aktiviteter",
            "row": "3.1.1-5",
            "column": "title",
            "before": "Starta ny gruppbostad i Ånge",
            "after": "Starta två gruppbostäder i Ånge",
        }
    ]
    again = run(*at, "import", later, "--update")
    assert "plan.xlsx säger vad dokumentet säger. Inget skrevs." in again.stdout


def test_activities_without_an_owner_are_told_and_end_with_one(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    create_workspace(folder)
    result = run("-w", folder, "import", PLAN)
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert "Ansvariga avdelningar: 68 föreslagna; för 11 säger inget vem: 3.1.1-2," in told
    assert "11 aktiviteter i planen saknar ansvarig avdelning och kan inte skickas ut." in told


def test_check_counts_the_activities_that_import_counted_and_says_which_are_left_out(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "2024"
    create_workspace(folder)
    run("-w", folder, "import", PLAN)
    told = " ".join(run("-w", folder, "check").stdout.split())
    assert "25 mål, 79 aktiviteter, 6 avdelningar." in told
    assert "11 aktiviteter i planen saknar ansvarig avdelning och kan inte skickas ut." in told
    assert said("-w", folder, "check")["counts"] == {
        "goals": 25,
        "activities": 79,
        "left_out": 11,
        "without_lead": 11,
        "departments": 6,
        "amendments": 0,
    }


def test_a_document_of_another_year_is_told_once(tmp_path: Path) -> None:
    create_workspace(tmp_path / "2025")
    result = run("-w", tmp_path / "2025", "import", PLAN)
    told = " ".join(result.stdout.split())
    assert 'De flesta aktiviteterna slutar "2024", men kexcel.toml säger 2025.' in told
    assert "[outside-year]" not in told


def test_a_profile_of_the_workspaces_own_is_chosen_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "2025"
    create_workspace(folder)
    profiles = folder / "templates" / "plan"
    profiles.mkdir(parents=True)
    source = PLANS / "profiles" / "punktlista.toml"
    (profiles / "kultur.toml").write_bytes(source.read_bytes())
    document = tmp_path / "plan.txt"
    document.write_text(AS_POINTS, encoding="utf-8")
    content = said("-w", folder, "import", document, "--profile", "kultur")
    assert content["counts"]["activities"] == 5
    assert content["margins"] == ["Kulturnämnden … (…)"]
    wrong = run("-w", folder, "import", document, "--profile", "annan")
    assert wrong.exit_code == 2
    assert "Det finns ingen profil annan" in wrong.stderr


def test_a_sign_is_told_by_table_and_column(at: tuple[str, str]) -> None:
    signs = ("--sign", "Medborgare:Budget 2023=-", "--sign", "Prognos 23-08-31=-")
    content = said(*at, "import", PLAN, *signs)
    assert "sign-unconfirmed" not in {each["code"] for each in content["findings"]}


@pytest.mark.parametrize("sign", ["Budget 2023", "Budget 2023=minus", "=-"])
def test_a_sign_that_is_none_is_wrong_usage(at: tuple[str, str], sign: str) -> None:
    result = run(*at, "import", PLAN, "--sign", sign)
    assert result.exit_code == 2
    assert f"--sign {sign}: skriv kolumnen, ett likhetstecken och + eller -." in result.stderr


@pytest.mark.parametrize(
    "data, sentence",
    [
        (None, "finns inte"),
        (b"", "är en tom fil"),
        (b"%PDF-1.4 halv", "går inte att läsa som PDF"),
        (b"PK\x03\x04 halv", "är ett zip-arkiv"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_three(
    at: tuple[str, str], tmp_path: Path, data: bytes | None, sentence: str
) -> None:
    document = tmp_path / "plan.pdf"
    if data is not None:
        document.write_bytes(data)
    result = run(*at, "import", document)
    assert result.exit_code == 3
    assert sentence in result.stderr
    assert not (Path(at[1]) / "arkiv").exists()


def test_it_speaks_english_when_asked_to(at: tuple[str, str]) -> None:
    result = run("--language", "en", *at, "import", PLAN)
    told = " ".join(result.stdout.split())
    assert "100 per cent understood of 464 lines" in told
    assert "warning line 663: The column" in told
