"""Ledgers read into a workspace: kept, counted again from the archive, and never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.errors import ConfigurationError, UnreadableInputError, UsageError
from kexcel.workspace import Workspace, open_workspace
from kexcel.workspace.archive import JOURNAL, LEDGER_EVENT, Entry
from kexcel.workspace.isolation import Allowance, Isolation
from kexcel.workspace.ledger_reading import read_in_isolation, terms_of
from kexcel.workspace.ledgers import ledger_of, whole_ledger
from kexcel.workspace.verifying import FaultKind
from tests.ledger.test_sie_ledgers import TYPE_3
from tests.workspace.places import opened, tree
from tests.workspace.small import small_workspace

TOLD = '\n[ledger]\nunit = "kr"\nsign = "cost-positive"\n'
FIRST = "Ansvar;Utfall\n1100;1000000\n1200;500000,50\n"
SECOND = "Ansvar;Utfall\n1100;1500000\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    small_workspace(tmp_path / "ws")
    settings = tmp_path / "ws" / "kexcel.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + TOLD, encoding="utf-8")
    return opened(tmp_path / "ws")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return put(tmp_path, "utfall april.csv", FIRST)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def again(workspace: Workspace) -> Workspace:
    return opened(workspace.layout.root)


def booked(workspace: Workspace, period: str = "T1") -> dict[str, Decimal]:
    found = ledger_of(workspace, workspace.period(period))
    return {each.responsibility: each.amount for each in found}


def lines(workspace: Workspace) -> list[dict[str, str]]:
    path = workspace.archive.folder / JOURNAL
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def test_a_workspace_without_a_ledger_has_none(workspace: Workspace) -> None:
    assert whole_ledger(workspace, workspace.period("T1")).amounts == ()
    assert booked(workspace) == {}


def test_what_was_read_in_is_read_again_from_the_archive(workspace: Workspace, first: Path) -> None:
    result = workspace.actuals([first], period="T1")
    first.unlink()
    (amount, other) = ledger_of(again(workspace), workspace.period("T1"))
    assert (amount.responsibility, amount.amount, amount.parts) == ("1100", Decimal(1), 1)
    assert (other.responsibility, other.amount) == ("1200", Decimal("0.5000005"))
    (file,) = result.files
    kept = workspace.layout.root / file.path
    assert kept.read_text(encoding="utf-8") == FIRST
    assert (amount.source.file, amount.source.path, amount.source.sheet, amount.source.cell) == (
        "utfall april.csv", f"arkiv/huvudbok/{file.sha256}.csv", "", "rad 2",
    )  # fmt: skip
    assert result.amounts == ledger_of(again(workspace), workspace.period("T1"))


def test_the_journal_tells_period_unit_and_sign(workspace: Workspace, first: Path) -> None:
    workspace.actuals([first], period="t1", unit="tkr", sign="cost-negative")
    (line,) = lines(workspace)
    assert {key: line[key] for key in ("event", "period", "file", "unit", "sign", "time")} == {
        "event": LEDGER_EVENT, "period": "T1", "file": "utfall april.csv", "unit": "tkr",
        "sign": "cost-negative", "time": "2024-05-10T12:00:00+00:00",
    }  # fmt: skip
    assert booked(again(workspace)) == {"1100": Decimal(-1000), "1200": Decimal("-500.0005")}


def test_the_same_again_changes_nothing(workspace: Workspace, first: Path) -> None:
    assert workspace.actuals([first], period="T1").is_new
    before = tree(workspace.layout.root)
    result = again(workspace).actuals([first], period="T1")
    assert (result.is_new, tree(workspace.layout.root)) == (False, before)


def test_a_newer_file_replaces_the_older_which_stays_in_the_archive(
    workspace: Workspace, first: Path, tmp_path: Path
) -> None:
    workspace.actuals([first], period="T1")
    second = put(tmp_path, "utfall rättad.csv", SECOND)
    workspace.actuals([second], period="T1")
    assert booked(again(workspace)) == {"1100": Decimal("1.5")}
    assert len(list(workspace.archive.ledgers_folder.iterdir())) == 2
    workspace.actuals([first], period="T1")
    assert booked(again(workspace)) == {"1100": Decimal(1), "1200": Decimal("0.5000005")}
    assert len(lines(workspace)) == 3


def test_the_same_file_with_another_unit_is_read_anew(workspace: Workspace, first: Path) -> None:
    workspace.actuals([first], period="T1")
    assert workspace.actuals([first], period="T1", unit="tkr").is_new
    assert booked(again(workspace))["1100"] == Decimal(1000)
    assert len(list(workspace.archive.ledgers_folder.iterdir())) == 1


def test_files_that_are_named_together_count_together(
    workspace: Workspace, first: Path, tmp_path: Path
) -> None:
    second = put(tmp_path, "utfall skolan.csv", SECOND)
    workspace.actuals([first, second, first], period="T1")
    amounts = ledger_of(again(workspace), workspace.period("T1"))
    assert {each.responsibility: (each.amount, each.parts) for each in amounts} == {
        "1100": (Decimal("2.5"), 2), "1200": (Decimal("0.5000005"), 1),
    }  # fmt: skip
    assert {each["file"] for each in lines(workspace)} == {"utfall april.csv", "utfall skolan.csv"}


def test_a_crash_between_the_lines_of_two_files_leaves_what_counted_before(
    workspace: Workspace, first: Path, tmp_path: Path
) -> None:
    workspace.actuals([first], period="T1")
    workspace.actuals([first, put(tmp_path, "två.csv", SECOND)], period="T1")
    journal = workspace.archive.folder / JOURNAL
    *kept, _last = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(kept))
    assert booked(again(workspace))["1100"] == Decimal(1)


def test_each_period_has_its_own(workspace: Workspace, first: Path, tmp_path: Path) -> None:
    workspace.actuals([first], period="T1")
    workspace.actuals([put(tmp_path, "augusti.csv", SECOND)], period="T2")
    assert booked(again(workspace), "T1")["1100"] == Decimal(1)
    assert booked(again(workspace), "T2") == {"1100": Decimal("1.5")}


def test_sie_needs_neither_unit_nor_sign_and_counts_to_the_periods_close(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "bokfört.se"
    path.write_bytes(TYPE_3.encode("cp437"))
    workspace.actuals([path], period="T1", unit="tkr", sign="cost-negative")
    assert booked(again(workspace)) == {"1100": Decimal("0.00005"), "1200": Decimal("0.0002")}
    workspace.actuals([path], period="T2")
    assert booked(again(workspace), "T2")["1100"] == Decimal("0.001049")
    assert {"unit", "sign"} & set(lines(workspace)[0]) == set()
    assert {each.suffix for each in workspace.archive.ledgers_folder.iterdir()} == {".se"}


@pytest.mark.parametrize(
    "today, period", [("2024-05-01", "T1"), ("2024-08-31", "T1"), ("2025-02-01", "T2")]
)
def test_the_period_is_the_last_that_has_closed(
    workspace: Workspace, first: Path, today: str, period: str
) -> None:
    clock = datetime.fromisoformat(today).replace(tzinfo=UTC)
    later = open_workspace(workspace.layout.root, clock=lambda: clock)
    assert later.actuals([first]).period == period


def test_before_any_has_closed_it_must_be_named(workspace: Workspace, first: Path) -> None:
    clock = datetime(2024, 4, 30, tzinfo=UTC)
    early = open_workspace(workspace.layout.root, clock=lambda: clock)
    with pytest.raises(UsageError, match=r"--period, one of T1, T2"):
        early.actuals([first])
    with pytest.raises(UsageError, match="T9"):
        early.actuals([first], period="T9")
    with pytest.raises(UsageError, match=r"internbudget asks for no actuals.*T1, T2"):
        early.actuals([first], period="internbudget")


def test_without_unit_and_sign_nothing_is_kept(tmp_path: Path, first: Path) -> None:
    workspace = small_workspace(tmp_path / "utan")
    before = tree(workspace.layout.root)
    with pytest.raises(UsageError, match=r"\[ledger\]"):
        workspace.actuals([first], period="T1")
    assert tree(workspace.layout.root) == before


@pytest.mark.parametrize(
    "name, data",
    [("bild.csv", bytes(range(256)) * 9), ("tom.csv", b""), ("a.xlsx", b"PK\x03\x04" + bytes(99)),
     ("nollor.csv", b"Ansvar;Utfall\n\0"), ("lång.csv", b"Ansvar;Utfall\n" + b'"' * 300_001)],
)  # fmt: skip
def test_of_files_of_which_one_cannot_be_read_none_is_kept(
    workspace: Workspace, first: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    before = tree(workspace.layout.root)
    with pytest.raises(UnreadableInputError, match=name):
        workspace.actuals([first, tmp_path / name], period="T1")
    with pytest.raises(UnreadableInputError, match="saknas"):
        workspace.actuals([first, tmp_path / "saknas.csv"], period="T1")
    assert tree(workspace.layout.root) == before


@pytest.mark.parametrize(
    "allowance, words",
    [(Allowance(memory=1 << 25), "memory"), (Allowance(seconds=0.05), "longer")],
)
def test_a_file_that_takes_too_much_memory_or_too_long_is_given_up_in_words(
    workspace: Workspace, allowance: Allowance, words: str
) -> None:
    data = b"Ansvar;Utfall\n" + b"1100;5\n" * 1_000_000
    entry = Entry("ledger", "", "T1", "", "stor.csv", unit="kr", sign="cost-positive")
    terms = terms_of(workspace, workspace.period("T1"), entry)
    with (
        Isolation(allowance=allowance, modules=("kexcel.ledger",)) as isolation,
        pytest.raises(UnreadableInputError, match=rf"stor\.csv cannot be read: .*{words}"),
    ):
        read_in_isolation(isolation, data, terms)


def test_a_damaged_or_lost_ledger_stops_what_needs_it_and_is_found(
    workspace: Workspace, first: Path
) -> None:
    (file,) = workspace.actuals([first], period="T1").files
    assert workspace.verify() == ()
    kept = workspace.layout.root / file.path
    kept.write_text("ändrad", encoding="utf-8")
    assert [(each.kind, each.file) for each in workspace.verify()] == [
        (FaultKind.CHANGED, file.path)
    ]
    with pytest.raises(ConfigurationError, match="damaged"):
        booked(again(workspace))
    kept.unlink()
    assert [(each.kind, each.name) for each in workspace.verify()] == [
        (FaultKind.GONE, "utfall april.csv")
    ]
    workspace.actuals([first], period="T1")
    assert workspace.verify() == ()
    assert booked(again(workspace))["1100"] == Decimal(1)


def test_what_could_not_be_read_is_told_again_from_the_archive(
    workspace: Workspace, tmp_path: Path
) -> None:
    odd = put(tmp_path, "utfall.csv", "Ansvar;Utfall\n1100;1\n1200;vet ej\n")
    result = workspace.actuals([odd], period="T1")
    assert [(each.code, each.place.cell) for each in result.findings] == [
        ("not-a-number", "rad 3"), ("ledger-unplaced", "rad 2"),
    ]  # fmt: skip
    assert result.needs_mending
    found = whole_ledger(again(workspace), workspace.period("T1")).findings
    assert [replace(each) for each in found] == [result.findings[0]]


def test_faults_of_a_ledger_stand_in_the_result(workspace: Workspace, tmp_path: Path) -> None:
    workspace.generate("T1")
    odd = put(tmp_path, "utfall.csv", "Ansvar;Utfall\n1100;1\n1200;vet ej\n")
    workspace.actuals([odd], period="T1")
    found = again(workspace).merge("T1").consolidation.findings
    assert ("not-a-number", "utfall.csv") in [(each.code, each.place.file) for each in found]


def test_words_of_places_are_the_readers(workspace: Workspace, first: Path) -> None:
    workspace.actuals([first], period="T1")
    english = opened(workspace.layout.root, language="en")
    found = ledger_of(english, english.period("T1"))
    assert [each.source.cell for each in found] == ["line 2", "line 3"]
