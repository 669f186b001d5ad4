"""Which frames go out, what they are held against afterwards, and what can be asked of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.errors import UsageError
from kexcel.findings import render
from kexcel.model.finding import Finding, Severity
from kexcel.model.form import Form
from kexcel.model.form_json import decode_form, encode_form
from kexcel.model.plan import FrameKind, FrameVersion
from kexcel.resources import resource
from kexcel.workspace import Workspace, create_workspace
from kexcel.workspace.budgeting import plan_of
from tests.money.framed import BUDGET, DECIDED, MOVED, PROPOSAL, REVISED, adds, becomes, version
from tests.workspace.places import workbook
from tests.workspace.versioned import (
    decide,
    opened_on,
    versioned_plan,
    versioned_workspace,
)

T1_MOVE = replace(MOVED, name="Överföring april 2024", decided=date(2024, 4, 15))
CODES = {"frame-not-decided", "frame-rewritten", "frame-change-unclear"}


def forms(workspace: Workspace, period: str = "T1") -> dict[str, Form]:
    """The newest form of each department, as the archive has it."""
    codes = {e.department: e.form for e in workspace.archive.issued(period)}
    found = workspace.archive.forms(codes.values())
    return {department: found[code] for department, code in codes.items()}


def said(workspace: Workspace) -> list[tuple[str, str | None, str | None]]:
    found = [each for each in workspace.check().findings if each.code in CODES]
    return [(each.code, each.place.sheet, each.place.cell) for each in found]


@pytest.mark.parametrize(
    "period, column",
    [("internbudget", DECIDED.name), ("T1", REVISED.name), ("T2", MOVED.name)],
)
def test_a_period_has_the_version_in_force_when_it_closes(
    tmp_path: Path, period: str, column: str
) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED, MOVED)
    plan = plan_of(workspace, workspace.period(period))
    assert plan.frame_column == column
    assert plan.frame_columns == (BUDGET,)


@pytest.mark.parametrize(
    "period, known",
    [
        ("internbudget", [DECIDED]),
        ("T1", [DECIDED, REVISED]),
        ("T2", [DECIDED, REVISED, MOVED]),
    ],
)
def test_a_period_knows_no_version_that_was_decided_after_its_close(
    tmp_path: Path, period: str, known: list[FrameVersion]
) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED, MOVED)
    plan = plan_of(workspace, workspace.period(period))
    assert [each.name for each in plan.frame_versions] == [each.name for each in known]


def test_a_new_workspace_has_the_sheet_to_fill_in_and_nothing_said_of_it(tmp_path: Path) -> None:
    create_workspace(tmp_path / "2024")
    data = (tmp_path / "2024" / "plan.xlsx").read_bytes()
    assert [cell.value for cell in workbook(data)["Rambeslut"][1]][:3] == [
        "Beslut",
        "Slag",
        "Datum",
    ]
    assert said(opened_on(tmp_path / "2024")) == []


def test_the_versions_are_put_together_once(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    one, other = (plan_of(workspace, workspace.period(key)) for key in ("T1", "T2"))
    assert one.frames is other.frames


def test_a_form_has_the_frame_in_force_and_tells_the_version_it_comes_from(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED, T1_MOVE)
    workspace.generate("T1")
    told = {key: (str(f.frame), f.frame_version) for key, f in forms(workspace).items()}
    assert told == {
        "stab": ("49.9", T1_MOVE.name),
        "ekonomi": ("9.8", REVISED.name),
        "kultur": ("0.5", T1_MOVE.name),
    }


def test_a_department_whose_frame_comes_later_has_no_form_yet(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, MOVED)
    assert [each.department for each in workspace.generate("T1").forms] == ["stab", "ekonomi"]
    assert [each.department for each in workspace.generate("T2").forms] == [
        "stab",
        "ekonomi",
        "kultur",
    ]
    assert [each.name for each in workspace.status("T1").departments] == [
        "Staben",
        "Ekonomiavdelningen",
    ]


def test_a_new_decision_makes_new_forms_only_for_those_whose_frame_it_changes(
    tmp_path: Path,
) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    before = {each.department: each.code for each in workspace.generate("T1").forms}
    workspace = decide(workspace, versioned_plan(DECIDED, REVISED))
    after = {each.department: each.code for each in workspace.generate("T1").forms}
    assert after["stab"] == before["stab"]
    assert after["ekonomi"] != before["ekonomi"]


def test_a_decision_that_confirms_makes_new_forms_where_the_version_is_printed(
    tmp_path: Path,
) -> None:
    workspace = versioned_workspace(tmp_path / "ws")
    plain = {each.department: each.code for each in workspace.generate("T1").forms}
    workspace = decide(workspace, versioned_plan(DECIDED))
    assert {each.department: each.code for each in workspace.generate("T1").forms} == plain
    mention_the_version(workspace)
    workspace = decide(workspace, versioned_plan())
    printed = {each.department: each.code for each in workspace.generate("T1").forms}
    workspace = decide(workspace, versioned_plan(DECIDED))
    confirmed = {each.department: each.code for each in workspace.generate("T1").forms}
    assert not {*plain.values()} & {*printed.values()} & {*confirmed.values()}
    assert {form.frame_version for form in forms(workspace).values()} == {DECIDED.name}


def mention_the_version(workspace: Workspace) -> None:
    """Let the template's sheet Budget say which version the frame is."""
    text = resource("templates", "standard", "template.toml").read_text(encoding="utf-8")
    changed = text.replace('sv = "Nettokostnad. Plus i', 'sv = "Ram enligt {frame_version}. Plus i')
    assert changed != text
    folder = workspace.layout.root / "templates" / "standard"
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text(changed, encoding="utf-8")


def test_the_version_can_be_printed_in_the_form(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    mention_the_version(workspace)
    workspace = opened_on(workspace.layout.root)
    workspace.generate("T1")
    (path,) = workspace.layout.issued("T1").glob("*Staben.xlsx")
    shown = [
        cell.value for row in workbook(path.read_bytes())["Budget"].iter_rows() for cell in row
    ]
    assert any("Ram enligt Beslut november 2023." in str(value) for value in shown)


def test_a_form_without_a_version_is_kept_as_it_was(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws")
    workspace.generate("T1")
    form = replace(forms(workspace)["stab"], frame_version="")
    assert "frame_version" not in json.loads(encode_form(form))
    assert decode_form(encode_form(form)) == form
    named = replace(form, frame_version=PROPOSAL)
    assert decode_form(encode_form(named)) == named


def test_forms_issued_before_versions_stand_when_forms_are_generated_again(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws")
    workspace.generate("T1")
    for form in forms(workspace).values():
        old = encode_form(replace(form, frame_version=""))
        workspace.archive.form_path(form.code).write_bytes(old)
    again = opened_on(workspace.layout.root).generate("T1")
    assert [(each.is_new, each.replaces) for each in again.forms] == [(False, None)] * 2
    assert said(opened_on(workspace.layout.root)) == [("frame-not-decided", "Ramar", "E3")]


def test_a_frame_that_is_only_proposed_is_noted_where_the_version_stands(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws")
    assert said(workspace) == [("frame-not-decided", "Ramar", "E3")]
    newer = version("Förslag 2", FrameKind.PROPOSED, "2023-12-01", adds("stab", "1"))
    workspace = decide(workspace, versioned_plan(newer))
    assert said(workspace) == [("frame-not-decided", "Rambeslut", "A2")]
    (found,) = [x for x in workspace.check().findings if x.code == "frame-not-decided"]
    assert (found.severity, found.value) == (Severity.NOTE, "Förslag 2")
    assert said(decide(workspace, versioned_plan(newer, DECIDED))) == []


def test_a_frame_that_was_written_over_is_told_for_each_form_that_went_out(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    workspace.generate("T1")
    assert said(opened_on(workspace.layout.root)) == []
    workspace = decide(workspace, versioned_plan(DECIDED, staben="50.9"))
    assert said(workspace) == [("frame-rewritten", "Ramar", "D3")]
    found = rewritten(workspace)
    assert (found.severity, found.place.row, found.value) == (Severity.WARNING, "stab", "Staben")
    assert render(found, "sv").message == (
        'Ramar!D3: Formuläret till "Staben" gick ut med ramen 50,4 enligt Beslut november 2023, '
        "men samma version säger nu 50,9."
    )
    assert workspace.generate("T1").forms[0].replaces is not None
    assert said(opened_on(workspace.layout.root)) == [("frame-rewritten", "Ramar", "D3")]


def rewritten(workspace: Workspace) -> Finding:
    (found,) = [x for x in workspace.check().findings if x.code == "frame-rewritten"]
    return found


def test_a_decision_that_was_written_over_is_told_at_its_row(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED)
    workspace.generate("T1")
    other = replace(REVISED, changes=(becomes("ekonomi", "9.9"),))
    workspace = decide(workspace, versioned_plan(DECIDED, other))
    assert said(workspace) == [("frame-rewritten", "Rambeslut", "H3")]
    assert dict(rewritten(workspace).details) == {
        "version": REVISED.name,
        "issued": "9.8",
        "now": "9.9",
    }


def test_a_decision_that_was_taken_away_is_told_too(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED)
    workspace.generate("T1")
    workspace = decide(workspace, versioned_plan(DECIDED))
    assert dict(rewritten(workspace).details)["now"] == ""
    assert rewritten(workspace).place.cell == "D4"


def test_a_damaged_form_is_told_by_the_archive_and_not_by_the_frames(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    workspace.generate("T1")
    workspace.archive.form_path(forms(workspace)["stab"].code).write_bytes(b"{}")
    workspace = opened_on(workspace.layout.root)
    assert said(workspace) == []
    assert len(workspace.verify()) == 1


def test_a_change_older_than_the_printed_frames_is_unclear_at_its_cell(tmp_path: Path) -> None:
    told = version(PROPOSAL, FrameKind.DECIDED, "2023-11-27", decision="KF § 112")
    early = version("Revidering juni 2023", FrameKind.REVISED, "2023-06-19", adds("stab", "1"))
    workspace = versioned_workspace(tmp_path / "ws", early, told)
    assert said(workspace) == [("frame-change-unclear", "Rambeslut", "I2")]


def test_the_merge_has_the_frames_of_its_period_and_tells_that_they_are_proposed(
    tmp_path: Path,
) -> None:
    moved = replace(MOVED, changes=(adds("stab", "-0.5"), adds("ekonomi", "0.5")))
    workspace = versioned_workspace(tmp_path / "ws", moved)
    workspace.generate("T1")
    workspace.generate("T2")
    first = workspace.merge("T1").consolidation
    second = workspace.merge("T2").consolidation
    assert [each.frame for each in first.budget] == [Decimal("50.4"), Decimal("9.0")]
    assert [each.frame for each in second.budget] == [Decimal("49.9"), Decimal("9.5")]
    codes = [[f.code for f in each.findings if f.code in CODES] for each in (first, second)]
    assert codes == [["frame-not-decided"], []]


def test_the_versions_are_told_with_their_totals_and_that_of_today(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED, MOVED, day="2024-03-12")
    result = workspace.frames()
    assert [
        (x.version.name, str(x.total), x.change and str(x.change), x.is_in_force)
        for x in result.versions
    ] == [
        (PROPOSAL, "59.4", None, False),
        (DECIDED.name, "59.4", Decimal(0), False),
        (REVISED.name, "60.2", "0.8", True),
        (MOVED.name, "60.2", Decimal(0), False),
    ]
    assert (result.shown, result.lines) == (None, ())


def test_two_versions_are_compared_and_one_alone_with_that_of_today(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED, REVISED, MOVED, day="2024-03-12")
    result = workspace.frames("överföring JUNI 2024", "budget 2024")
    assert [(x.name, x.first, x.second) for x in result.lines] == [
        ("Staben", Decimal("50.4"), Decimal("49.9")),
        ("Ekonomi", Decimal("9.0"), Decimal("9.8")),
        ("Kulturavdelningen", None, Decimal("0.5")),
    ]
    against = workspace.frames(against=PROPOSAL)
    assert against.shown is not None
    assert (against.shown.name, against.lines[1].difference) == (REVISED.name, Decimal("0.8"))


def test_an_unknown_version_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    workspace = versioned_workspace(tmp_path / "ws", DECIDED)
    with pytest.raises(UsageError, match=f"{PROPOSAL}, {DECIDED.name}"):
        workspace.frames("Beslut juni")
