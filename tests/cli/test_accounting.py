"""``kexcel actuals`` and ``kexcel export`` as a controller uses them, in Swedish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kexcel.workspace import Workspace
from tests.cli.test_commands import FINDING, run, said
from tests.ledger.test_sie_ledgers import TYPE_3
from tests.ledger.workbooks import workbook
from tests.workspace.places import tree
from tests.workspace.small import issued_small_workspace

TOLD = '\n[ledger]\nunit = "kr"\nsign = "cost-positive"\n'
LEDGER = """Utfall per ansvar
Ansvar;Ansvar (T);Utfall ack.
1100;Kansli;10 500 000,50
1200;It;-500 000
Summa;;10 000 000,50
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return issued_small_workspace(tmp_path / "ws")


@pytest.fixture
def at(workspace: Workspace) -> tuple[str, str]:
    return "-w", str(workspace.layout.root)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return put(tmp_path, "utfall.csv", LEDGER)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="cp1252")
    return path


def tell(workspace: Workspace, more: str) -> None:
    path = workspace.layout.root / "kexcel.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_without_unit_and_sign_the_command_says_what_to_add(
    at: tuple[str, str], ledger: Path
) -> None:
    result = run(*at, "actuals", ledger, "--period", "T1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "kexcel: utfall.csv: ange i vilken enhet beloppen är och vilket tecken en kostnad har, med "
        '--unit och --sign, eller i kexcel.toml:\n\n[ledger]\nunit = "kr"\n'
        'sign = "cost-positive"\n\n(sign är cost-positive eller cost-negative)\n'
    )
    result = run(*at, "actuals", ledger, "--period", "T1", "--unit", "kr")
    assert '[ledger]\nsign = "cost-positive"\n\n' in result.stderr


def test_what_is_booked_is_shown_by_code_with_the_sum(
    workspace: Workspace, at: tuple[str, str], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    tell(workspace, TOLD)
    result = run(*at, "actuals", ledger, "--period", "T1")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "T1 (Tertial 1 2024): bokfört 1 januari till 2024-04-30, i mnkr."
    assert lines[1].startswith("  utfall.csv → arkiv/huvudbok/")
    assert lines[3:8] == [
        "Ansvarskod  Bokfört, mnkr  Enhet och avdelning",
        "──────────────────────────────────────────────",
        "1100           10,5000005  ingen har den",
        "1200           -0,5000000  ingen har den",
        "Summa          10,0000005",
    ]
    assert 'rad 3: På koden "1100" är 10,5000005 mnkr bokfört' in result.stdout
    assert lines[-1] == "Det räknas från nästa kexcel generate T1, kexcel merge T1."


def test_the_same_again_says_so_and_changes_nothing(
    workspace: Workspace, at: tuple[str, str], ledger: Path
) -> None:
    words = (*at, "actuals", ledger, "--period", "T1", "--unit", "kr", "--sign", "cost-positive")
    run(*words)
    before = tree(workspace.layout.root)
    result = run(*words)
    assert "Det är redan inläst; inget har ändrats." in result.stdout
    assert "Det räknas från nästa" not in result.stdout
    assert tree(workspace.layout.root) == before


def test_the_json_has_every_amount_exactly(
    workspace: Workspace, at: tuple[str, str], ledger: Path
) -> None:
    tell(workspace, TOLD)
    content = said(*at, "actuals", ledger, "--period", "T1")
    assert list(content) == [
        "period", "closes", "unit", "new", "files", "sum", "codes", "unplaced", "findings",
    ]  # fmt: skip
    assert [content[key] for key in ("period", "closes", "unit", "new", "sum")] == [
        "T1", "2024-04-30", "mnkr", True, "10.0000005",
    ]  # fmt: skip
    assert content["codes"] == [_code("1100", "10.5000005", 3), _code("1200", "-0.5", 4)]
    assert content["unplaced"] == ["1100", "1200"]
    (file,) = content["files"]
    assert (file["file"], file["unit"], file["sign"], file["posts"]) == (
        "utfall.csv", "kr", "cost-positive", None,
    )  # fmt: skip
    assert [set(each) for each in content["findings"]] == [FINDING, FINDING]
    assert {each["code"] for each in content["findings"]} == {"ledger-unplaced"}


def _code(code: str, amount: str, line: int) -> dict[str, Any]:
    return {
        "code": code, "amount": amount, "department": None, "name": "", "parts": 1,
        "file": "utfall.csv", "sheet": None, "cell": f"rad {line}",
    }  # fmt: skip


def test_a_sie_file_and_a_workbook_are_read_by_the_same_command(
    at: tuple[str, str], tmp_path: Path
) -> None:
    sie = tmp_path / "bokfört.se"
    sie.write_bytes(TYPE_3.encode("cp437"))
    content = said(*at, "actuals", sie, "--period", "T1")
    keys = ("code", "amount", "name", "cell")
    assert [[each[key] for key in keys] for each in content["codes"]] == [
        ["1100", "0.00005", "Kansli", "rad 18"], ["1200", "0.0002", "Kök & städ", "rad 19"],
    ]  # fmt: skip
    assert content["files"][0]["posts"] == "#PSALDO"
    book = tmp_path / "utfall.xlsx"
    book.write_bytes(workbook([["Ansvar", "Belopp"], [1100, 12.5]]))
    words = ("--unit", "tkr", "--sign", "cost-negative")
    content = said(*at, "actuals", book, "--period", "T1", *words)
    assert [(each["amount"], each["sheet"], each["cell"]) for each in content["codes"]] == [
        ("-0.0125", "Blad1", "B2")
    ]


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("saknas.csv", None, "saknas.csv finns inte."),
        ("tom.csv", b"", "tom.csv går inte att läsa: den är en tom fil."),
        ("bild.csv", b"\x89PNG\r\n" + bytes(40), "bild.csv går inte att läsa: den är en bild."),
        ("annat.csv", b"a;b\n1;2\n", "ingen rad bland de 30 första har en rubrik"),
        ("gammal.se", b"#FLAGGA 0\n#RAR 0 20220101 20221231\n", "den gäller 2022-01-01–2022-12-31"),
    ],
)
def test_what_cannot_be_read_ends_with_3_and_why(
    workspace: Workspace, at: tuple[str, str], tmp_path: Path, name: str, data: bytes | None,
    words: str,
) -> None:  # fmt: skip
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = tree(workspace.layout.root)
    result = run(*at, "actuals", path, "--period", "T1")
    assert result.exit_code == 3
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert tree(workspace.layout.root) == before


def test_cells_that_cannot_be_read_are_told_and_the_rest_kept(
    workspace: Workspace, at: tuple[str, str], tmp_path: Path
) -> None:
    tell(workspace, TOLD + "\n[codes.responsibility]\nlength = 4\n")
    path = put(tmp_path, "utfall.csv", "Ansvar;Utfall\n1100;vet ej\n12;5\n1300;#VALUE!\n1400;7\n")
    content = said(*at, "actuals", path, "--period", "T1")
    assert [(each["code"], each["cell"], each["value"]) for each in content["findings"]] == [
        ("not-a-number", "rad 2", "vet ej"),
        ("not-a-number", "rad 4", "#VALUE!"),
        ("unknown-code", "rad 3", "12"),
        ("ledger-unplaced", "rad 5", "1400"),
    ]
    assert [each["code"] for each in content["codes"]] == ["12", "1400"]
    assert run(*at, "actuals", path, "--period", "T1").exit_code == 1


def test_a_period_that_asks_for_no_actuals_is_told(at: tuple[str, str], ledger: Path) -> None:
    result = run(*at, "actuals", ledger, "--period", "internbudget")
    assert (result.exit_code, "Välj en av: T1, T2." in result.stderr) == (2, True)


def test_check_verifies_what_was_read_in(
    workspace: Workspace, at: tuple[str, str], ledger: Path
) -> None:
    tell(workspace, TOLD)
    content = said(*at, "actuals", ledger, "--period", "T1")
    kept = workspace.layout.root / content["files"][0]["path"]
    kept.write_bytes(b"")
    result = run(*at, "check", "--json")
    assert [each["fault"] for each in json.loads(result.stdout)["archive"]] == ["changed"]
    assert result.exit_code == 1


def test_export_says_which_files_and_how_it_stands(
    workspace: Workspace, at: tuple[str, str]
) -> None:
    tell(workspace, '\n[accounting]\naccount = "5000"\n')
    result = run(*at, "export", "T1", "--parquet")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:5] == [
        "resultat/T1/budget.csv", "resultat/T1/budget.se", "resultat/T1/budget.parquet", "",
        "PRELIMINÄR:",
    ]  # fmt: skip
    content = said(*at, "export", "T1", "--codes")
    assert content == {
        "period": "T1",
        "preliminary": True,
        "files": {
            "csv": "resultat/T1/budget.csv",
            "sie": "resultat/T1/budget.se",
            "codes": "resultat/T1/koder.si",
        },
        "findings": [],
    }


def test_codes_without_an_account_say_what_to_add(at: tuple[str, str]) -> None:
    result = run(*at, "export", "T1", "--codes")
    assert result.exit_code == 2
    assert '[accounting]\naccount = "5000"' in result.stderr


@pytest.mark.parametrize(
    "line, key",
    [('account = "50A"', "accounting.account"), ("account = 5000", "accounting.account"),
     ('account = "5000"\norganisation_number = "5"', "accounting.organisation_number"),
     ('account = "5000"\nactivity_dimension = 1', "accounting")],
)  # fmt: skip
def test_settings_that_sie_cannot_use_are_told_by_their_key(
    workspace: Workspace, at: tuple[str, str], line: str, key: str
) -> None:
    tell(workspace, f"\n[accounting]\n{line}\n")
    result = run(*at, "export", "T1")
    assert (result.exit_code, key in result.stderr) == (2, True)


def test_merge_tells_which_signs_sie_lacks(workspace: Workspace, at: tuple[str, str]) -> None:
    tell(workspace, '\n[accounting]\naccount = "5000"\naccount_name = "Netto – kostnad"\n')
    result = run(*at, "merge", "T1")
    assert 'Tecken som filen inte kan innehålla har bytts ut: "–".' in result.stdout
    assert "[character-replaced]" in result.stdout


def test_a_round_without_a_followup_workbook_has_none_in_the_json(
    workspace: Workspace, at: tuple[str, str]
) -> None:
    workspace.generate("internbudget")
    content = said(*at, "merge", "internbudget")
    assert content["files"] == {
        "followup": None,
        "budget": "resultat/internbudget/Budget internbudget 2024.xlsx",
    }
