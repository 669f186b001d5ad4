"""Run the loop: a new workspace, forms out, answers in, corrections back, results merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kexcel.demo.answers import read_answers
from kexcel.excel.fill import fill_in
from kexcel.files import write_whole
from kexcel.resources import resource
from kexcel.settings import SETTINGS_FILE
from kexcel.workspace import (
    CollectResult,
    GenerateResult,
    MergeResult,
    Workspace,
    create_workspace,
    open_workspace,
)
from kexcel.workspace.issued.here import issued_forms
from kexcel.workspace.progress import Progress, silent

EXAMPLE = "ange-2024"
PERIOD = "T1"


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What each step of the loop answered."""

    generated: GenerateResult
    collected: CollectResult
    merged: MergeResult


def run_demo(
    folder: Path, *, language: str | None = None, progress: Progress = silent
) -> DemoResult:
    """Run the example's first tertial in a folder; run again, it changes nothing.

    Raises:
        UsageError: the folder holds something else than a workspace.
    """
    if not (folder / SETTINGS_FILE).is_file():
        create_workspace(folder, example=EXAMPLE)
    workspace = open_workspace(folder, language=language)
    generated = workspace.generate(PERIOD, progress=progress)
    answers = resource("examples", EXAMPLE, "svar", f"{PERIOD}.toml")
    answer_forms(workspace, generated, answers.read_bytes())
    collected = workspace.collect(PERIOD, progress=progress)
    return DemoResult(generated, collected, workspace.merge(PERIOD, progress=progress))


def answer_forms(workspace: Workspace, generated: GenerateResult, answers: bytes) -> None:
    """Fill in the forms of a period as departments do, and put them in inkommet/.

    ``answers`` is a file of answers as ``read_answers`` takes it.
    """
    period = workspace.period(generated.period)
    forms = issued_forms(workspace)
    issued = {each.department: each for each in generated.forms}
    for each in read_answers(answers):
        shown = issued[each.department]
        cells = each.cells(forms[shown.code], workspace.template, period)
        data = (workspace.layout.root / shown.file).read_bytes()
        filled = fill_in(data, cells, saved=period.due)
        write_whole(workspace.layout.inbox(period.key) / each.file, filled)
