"""A department asks for its return to be taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kexcel.cli import main
from kexcel.errors import UsageError
from kexcel.model.returned import ReturnState
from kexcel.workspace import Workspace
from kexcel.workspace.archive import Entry
from tests.builders import SOUND
from tests.workspace.places import opened, put, tree, workbook
from tests.workspace.small import FAULTY, OTHER, issued_small_workspace, returned

W, A, N = ReturnState.WITHDRAWN, ReturnState.ACCEPTED, ReturnState.NEEDS_CORRECTION


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Staben has sent two files that differ, and Ekonomi one. Nothing may be changed in it."""
    workspace = issued_small_workspace(tmp_path_factory.mktemp("collected") / "ws")
    put(workspace, "Första.xlsx", returned(workspace, SOUND))
    put(workspace, "Rätt svar.xlsx", returned(workspace, FAULTY))
    put(workspace, "ekonomi.xlsx", returned(workspace, OTHER, "ekonomi"))
    workspace.collect("T1")
    return workspace.layout.root


@pytest.fixture
def workspace(collected: Path, tmp_path: Path) -> Workspace:
    return opened(shutil.copytree(collected, tmp_path / "ws"))


def states(workspace: Workspace) -> dict[str, ReturnState]:
    again = opened(workspace.layout.root)
    return {r.returned.file: r.returned.state for r in again.collect("T1").received}


def status_of(workspace: Workspace, department: str) -> str | None:
    again = opened(workspace.layout.root)
    return next(d.state for d in again.status("T1").departments if d.department == department)


def answers_out(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.layout.outbox("T1").iterdir())


def sha256_of(workspace: Workspace, name: str) -> str:
    return next(e.sha256 for e in workspace.archive.received("T1") if e.file == name)


def run(workspace: Workspace, *words: str) -> Result:
    result = CliRunner().invoke(main, ["-w", str(workspace.layout.root), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(workspace: Workspace, *words: str) -> dict[str, Any]:
    content = json.loads(run(workspace, *words, "--json").stdout)
    assert isinstance(content, dict)
    return content


def test_a_withdrawn_return_does_not_count_and_the_other_one_does(workspace: Workspace) -> None:
    result = workspace.withdraw("T1", "Rätt svar.xlsx", "fel version")
    assert (result.changed, result.returned.state, result.returned.reason) == (
        True, W, "fel version",
    )  # fmt: skip
    assert [each.file for each in result.counting] == ["Första.xlsx"]
    assert states(workspace) == {"Första.xlsx": A, "Rätt svar.xlsx": W, "ekonomi.xlsx": A}
    assert status_of(workspace, "stab") == "accepted"


def test_nothing_is_removed_but_the_answer_that_no_longer_holds(workspace: Workspace) -> None:
    before = tree(workspace.layout.root)
    assert "Rättelse T1 2024 Staben.xlsx" in answers_out(workspace)
    workspace.withdraw("T1", "Rätt svar.xlsx")
    after = tree(workspace.layout.root)
    assert before.keys() - after.keys() == {"retur/T1/Rättelse T1 2024 Staben.xlsx"}
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if not name.startswith("retur/")} == {"arkiv/journal.jsonl"}


def test_a_department_whose_only_return_is_withdrawn_has_not_answered(
    workspace: Workspace,
) -> None:
    result = workspace.withdraw("T1", "ekonomi.xlsx")
    assert (result.counting, result.missing) == ((), ("ekonomi",))
    assert opened(workspace.layout.root).status("T1").missing == ("ekonomi",)
    assert opened(workspace.layout.root).collect("T1").missing == ("ekonomi",)
    merged = opened(workspace.layout.root).merge("T1").consolidation
    assert merged.missing == ("ekonomi",)
    assert "Kvittens T1 2024 Ekonomiavdelningen.xlsx" not in answers_out(workspace)


def test_withdrawing_again_changes_nothing(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx", "fel version")
    before = tree(workspace.layout.root)
    for reason in ("", "fel version"):
        assert not workspace.withdraw("T1", "ekonomi.xlsx", reason).changed
    assert tree(workspace.layout.root) == before


def test_another_reason_is_noted(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx")
    again = workspace.withdraw("T1", "ekonomi.xlsx", "två\nrader")
    assert (again.changed, again.returned.reason) == (True, "två_rader")


def test_undo_brings_it_back_as_it_was(workspace: Workspace) -> None:
    before = tree(workspace.layout.root / "retur")
    workspace.withdraw("T1", "Rätt svar.xlsx")
    back = workspace.withdraw("T1", "Rätt svar.xlsx", undo=True)
    assert (back.changed, back.returned.state) == (True, N)
    assert tree(workspace.layout.root / "retur") == before
    assert not workspace.withdraw("T1", "Rätt svar.xlsx", undo=True).changed


def test_the_same_file_stays_withdrawn_when_it_comes_again(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx", "fel version")
    put(workspace, "ekonomi igen.xlsx", returned(workspace, OTHER, "ekonomi"))
    assert {states(workspace)[name] for name in ("ekonomi.xlsx", "ekonomi igen.xlsx")} == {W}
    workspace.withdraw("T1", "ekonomi igen.xlsx", undo=True)
    assert states(workspace)["ekonomi.xlsx"] is A


def test_a_changed_file_counts_after_the_first_was_withdrawn(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx")
    changed = {**OTHER, ("followup", "4-1", "comment"): "Nu så."}
    put(workspace, "ekonomi.xlsx", returned(workspace, changed, "ekonomi"))
    result = opened(workspace.layout.root).collect("T1")
    assert [r.returned.state for r in result.received if r.returned.file == "ekonomi.xlsx"] == [
        W, A,
    ]  # fmt: skip
    # The name is that of two files now; one of them is withdrawn, so the other is meant.
    assert workspace.withdraw("T1", "ekonomi.xlsx").missing == ("ekonomi",)


@pytest.mark.parametrize(
    "name",
    ["Rätt svar.xlsx", "rätt SVAR.xlsx", "Ra\u0308tt svar.xlsx", "inkommet/T1/Rätt svar.xlsx",
     "inkommet\\T1\\Rätt svar.xlsx"],
)  # fmt: skip
def test_a_return_goes_by_its_name_however_it_is_written(workspace: Workspace, name: str) -> None:
    assert workspace.withdraw("T1", name).returned.file == "Rätt svar.xlsx"


@pytest.mark.parametrize("signs", [8, 12, 64])
def test_a_return_goes_by_the_beginning_of_its_sha256(workspace: Workspace, signs: int) -> None:
    sha256 = sha256_of(workspace, "ekonomi.xlsx")
    assert workspace.withdraw("T1", sha256[:signs].upper()).returned.sha256 == sha256


def test_a_return_goes_by_the_mail_that_it_came_in(workspace: Workspace) -> None:
    data = returned(workspace, {**OTHER, ("followup", "4-1", "comment"): "Ny."}, "ekonomi")
    sha256 = workspace.archive.keep_received("svar.xlsx", data)
    inside = "post.zip › Svar från ekonomi.eml"
    entry = Entry("received", "2024-05-11", "T1", sha256, "svar.xlsx", inside=inside)
    workspace.archive.append([entry])
    for name in ("svar från ekonomi.eml", "post.zip"):
        assert workspace.withdraw("T1", name).returned.sha256 == sha256


@pytest.mark.parametrize("name", ["svar.xlsx", "", "ab", "*", "../x", "0" * 64])
def test_a_name_that_none_goes_by_is_answered_with_those_there_are(
    workspace: Workspace, name: str
) -> None:
    before = tree(workspace.layout.root)
    with pytest.raises(UsageError) as caught:
        workspace.withdraw("T1", name)
    assert {
        line.partition("  ")[0] for line in str(caught.value.details["files"]).splitlines()
    } == {entry.sha256[:12] for entry in workspace.archive.received("T1")}
    assert tree(workspace.layout.root) == before


def test_a_name_that_two_go_by_is_answered_with_both(workspace: Workspace) -> None:
    put(workspace, "Första.xlsx", returned(workspace, {**SOUND, ("own", "own-001", "title"): "x"}))
    opened(workspace.layout.root).collect("T1")
    with pytest.raises(UsageError, match="Several returns go by") as caught:
        workspace.withdraw("T1", "Första.xlsx")
    assert str(caught.value.details["files"]).count("Första.xlsx") == 2


def test_where_nothing_was_received_nothing_can_be_withdrawn(tmp_path: Path) -> None:
    workspace = issued_small_workspace(tmp_path / "ws")
    with pytest.raises(UsageError, match="No file has been received"):
        workspace.withdraw("T1", "svar.xlsx")


def test_the_results_say_that_it_is_withdrawn_and_why(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx", "fel version")
    files = opened(workspace.layout.root).merge("T1").files
    sheet = workbook((workspace.layout.root / files["followup"]).read_bytes())["Källor"]
    rows = [[str(value) for value in row if value] for row in sheet.values]
    assert [row for row in rows if {"ekonomi.xlsx", "Återtagen (fel version)"} <= {*row}] != []


def test_the_command_says_what_counts_now_and_how_to_go_back(workspace: Workspace) -> None:
    result = run(workspace, "--language", "en", "withdraw", "T1", "Rätt svar.xlsx",
                 "--reason", "wrong version")  # fmt: skip
    assert result.exit_code == 0
    for words in (
        "withdrawn: wrong version",
        "Staben: what counts now is Första.xlsx.",
        f"kexcel withdraw T1 {sha256_of(workspace, 'Rätt svar.xlsx')[:12]} --undo",
        "kexcel merge T1",
    ):
        assert words in " ".join(result.output.split())


def test_the_command_answers_with_one_json_object(workspace: Workspace) -> None:
    words = ("withdraw", "t1", "ekonomi.xlsx", "--reason", "fel version")
    assert said(workspace, *words) == {
        "period": "T1",
        "file": "ekonomi.xlsx",
        "sha256": sha256_of(workspace, "ekonomi.xlsx"),
        "department": "ekonomi",
        "state": "withdrawn",
        "reason": "fel version",
        "changed": True,
        "counting": [],
        "missing": ["ekonomi"],
    }
    assert said(workspace, *words)["changed"] is False
    assert said(workspace, "withdraw", "T1", "ekonomi.xlsx", "--undo")["state"] == "accepted"


def test_collect_tells_the_state_and_the_reason(workspace: Workspace) -> None:
    workspace.withdraw("T1", "ekonomi.xlsx", "fel version")
    received = said(workspace, "collect", "T1")["received"]
    (withdrawn,) = [each for each in received if each["state"] == "withdrawn"]
    assert (withdrawn["file"], withdrawn["reason"]) == ("ekonomi.xlsx", "fel version")
    assert "fel version" in run(workspace, "collect", "T1").output


@pytest.mark.parametrize("name", ["svar.xlsx", "x"])
def test_a_wrong_name_ends_the_command_with_2(workspace: Workspace, name: str) -> None:
    result = run(workspace, "withdraw", "T1", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sha256_of(workspace, "ekonomi.xlsx")[:12] in result.stderr
