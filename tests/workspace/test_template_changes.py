"""The template is changed after the forms went out: they are read as they were issued."""

from __future__ import annotations

import shutil
from pathlib import Path

from kexcel.resources import resource
from tests.workspace.places import Answers, cell, filled, issued_workspace, opened, put

CANCELLED: Answers = {
    ("followup", "3.1.1-2", "status"): "Avbruten",
    ("followup", "3.1.1-2", "comment"): "Dras in.",
    ("followup", "3.1.1-2", "decision"): "KS 2024-04-02 § 55",
}


def change_template(folder: Path, old: str, new: str) -> None:
    own = folder / "templates" / "standard"
    shutil.copytree(resource("templates", "standard"), own)
    text = (own / "template.toml").read_text(encoding="utf-8")
    assert old in text
    (own / "template.toml").write_text(text.replace(old, new), encoding="utf-8")


def test_a_renamed_status_is_read_by_the_word_that_the_form_offered(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("stab"))
    change_template(tmp_path / "ws", 'sv = "Pågående"', 'sv = "På gång"')
    again = opened(tmp_path / "ws")
    assert [f.code for f in again.collect("T1").findings] == []
    merged = again.merge("T1").consolidation
    words = {r.answers["status"].value for r in merged.activities if r.role == "ongoing"}
    assert words == {"På gång"}


def test_an_answer_to_a_removed_column_is_told_with_its_cell(tmp_path: Path) -> None:
    workspace = issued_workspace(tmp_path / "ws")
    put(workspace, "svar.xlsx", filled("stab", CANCELLED))
    text = (resource("templates", "standard") / "template.toml").read_text(encoding="utf-8")
    column = next(line for line in text.splitlines() if 'key = "decision"' in line)
    change_template(tmp_path / "ws", column + "\n", "")
    drop_rule(tmp_path / "ws", "decision-required")
    again = opened(tmp_path / "ws")
    again.collect("T1")
    findings = again.merge("T1").consolidation.findings
    place = cell("stab", "followup", "3.1.1-2", "decision")
    assert [(f.place.cell, f.value) for f in findings if f.code == "row-unknown"] == [
        (place, "KS 2024-04-02 § 55")
    ]


def drop_rule(folder: Path, code: str) -> None:
    path = folder / "templates" / "standard" / "template.toml"
    head, _, tail = path.read_text(encoding="utf-8").partition(f'[[rules]]\ncode = "{code}"')
    path.write_text(head + tail[tail.index("[[rules]]") :], encoding="utf-8")
