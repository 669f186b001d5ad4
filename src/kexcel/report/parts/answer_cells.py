"""Write departments' answers: linked to their cells, and marked where they could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kexcel.excel.styles import money_format
from kexcel.model.consolidation import Basis, MergedAnswer
from kexcel.model.finding import Finding, Severity
from kexcel.report.parts.answer_sources import is_text
from kexcel.report.parts.carried_words import carried_format, carried_note, with_suffix
from kexcel.report.parts.cells import FIGURE, Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.findings_sheet import severity_word
from kexcel.report.parts.tables import PlacedTable
from kexcel.template.schema import Column


def write_answer(
    context: ReportContext,
    cells: Cells,
    row: int,
    column: int,
    what: Column,
    answer: MergedAnswer,
    *,
    decimals: int | None = None,
) -> None:
    """Write one answer, linked to its cell if short; an unsound one as written, marked so.

    ``decimals`` is how many an amount shows, where it is not what kexcel.toml says.
    """
    unsound: dict[str, Any] = {}
    if not answer.sound:
        unsound = unsound_properties(context) | (FIGURE if is_figure(what) else {})
    cells.write_linked(
        row,
        column,
        context.shown(what, answer),
        None if is_text(what) or _shows_period(what, answer) else answer.source,
        number_format=carried_format(answer) or number_format(context, what, decimals),
        **unsound,
    )
    if answer.carried_from:
        word = with_suffix(str(context.shown(what, answer)), answer.carried_from.key)
        cells.make_room(row, column, word)
    if notes := _notes(context, answer):
        cells.note(row, column, notes)


def _shows_period(what: Column, answer: MergedAnswer) -> bool:
    """Whether an earlier period is shown after the word, which LibreOffice does not do in a link.

    The link stands among the row's sources.
    """
    return answer.carried_from is not None and bool(what.choice)


def _notes(context: ReportContext, answer: MergedAnswer) -> str:
    """What must be said of an answer beside its words: why it counts, or that it does not."""
    is_own = answer.sound and answer.basis is Basis.AGREED and answer.carried_from is None
    if is_own and not answer.motivation:
        return ""
    _ = context.translate
    said = {
        Basis.AGREED: "",
        Basis.DECIDED: _("Decided by the coordinator: the department's files differed."),
        Basis.FINAL: _("From the final file; a draft said otherwise."),
        Basis.DRAFT: _("Only a draft says this."),
    }
    unsound = "" if answer.sound else _("Could not be read with certainty; not counted.")
    carried = carried_note(context, answer)
    return "\n".join(filter(None, (unsound, carried, said[answer.basis], answer.motivation)))


def write_answers(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    columns: Iterable[Column],
    answers: Mapping[str, MergedAnswer],
    *,
    decimals: int | None = None,
) -> None:
    """Write a row's answers, each in its column; where there is none, an empty cell."""
    for column in columns:
        place = table.columns[column.key]
        answer = answers.get(column.key)
        if answer is None:
            cells.write(row, place, None)
        else:
            write_answer(context, cells, row, place, column, answer, decimals=decimals)


def unsound_properties(context: ReportContext) -> dict[str, Any]:
    """How an answer that does not count looks."""
    looks = context.template.looks
    return {"bg_color": looks.bad, "font_color": looks.bad_text, "italic": True}


def is_figure(column: Column) -> bool:
    """Whether the column holds numbers, which stand to the right."""
    return column.type in {"money", "number"}


def number_format(context: ReportContext, column: Column, decimals: int | None = None) -> str:
    """How a column's numbers are shown; amounts with the workspace's decimals, or as many."""
    shown = context.settings.money.decimals if decimals is None else decimals
    return money_format(shown) if column.type == "money" else ""


def remarks(context: ReportContext, findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, in words: "Fel: 1, Varning: 2"."""
    given = [finding.severity for finding in findings]
    if not given:
        return ""
    counts = {severity: given.count(severity) for severity in Severity}
    return ", ".join(
        f"{severity_word(context, severity)}: {number}"
        for severity, number in counts.items()
        if number
    )
