"""What ``kexcel import`` prints: what was found, what changed, and what needs a human eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from kexcel.cli.findings_list import print_findings
from kexcel.cli.screen import print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import counted, format_number, translator

if TYPE_CHECKING:
    from kexcel.documents.amending.changes import Change
    from kexcel.documents.prose.coverage import Coverage, Passage
    from kexcel.model.finding import Finding
    from kexcel.workspace.import_result import ImportResult

Translate = Callable[[str], str]
_OWNERS_TOLD = {"owner-proposed", "owner-missing", "proposals-left"}
"""What the summary says of all activities together."""

_MOST_ROWS = 12
"""How many numbers of activities are listed; plan.xlsx shows them all."""

_MOST_WORDS = 90
"""How many letters of a text are shown where it has changed."""


def print_imported(session: Session, result: ImportResult) -> None:
    """Print the summary, the changes, the findings, and what to do next."""
    _ = session.translate
    click.echo(_("Read from {document}:").format(document=result.document))
    for line in _summary(result, session.language):
        print_wrapped(line, "  ")
    _print_prose(result.imported.coverage, session.language, _)
    _print_changes(result.changes, session.language)
    print_findings(_listed(result.findings), session.language)
    click.echo()
    for line in _ending(result, _):
        print_wrapped(line)


def _summary(result: ImportResult, language: str) -> Iterator[str]:
    _ = translator(language)
    plan, coverage = result.imported.plan, result.imported.coverage
    parts = (
        counted(len(plan.goals), _("{count} goal"), _("{count} goals")),
        counted(len(plan.activities), _("{count} activity"), _("{count} activities")),
        counted(len(plan.measures), _("{count} measure"), _("{count} measures")),
        counted(len(plan.frames), _("{count} budget row"), _("{count} budget rows")),
        counted(len(plan.departments), _("{count} department"), _("{count} departments")),
    )
    yield f"{', '.join(parts)}."
    yield _(
        "{percent} per cent understood of {total} lines: {taken} in the plan, {around} margins and "
        "heads of tables, {prose} running text, {unknown} not understood."
    ).format(
        percent=format_number(Decimal(f"{coverage.percent:g}"), language),
        total=coverage.total,
        taken=coverage.taken,
        around=coverage.around,
        prose=coverage.prose,
        unknown=coverage.unknown,
    )
    one = _("{count} sentence of the document about itself was held against what was read.")
    many = _("{count} sentences of the document about itself were held against what was read.")
    yield counted(result.imported.statements, one, many)
    if result.is_new:
        yield _owners(result, _)


def _owners(result: ImportResult, translate: Translate) -> str:
    _ = translate
    activities = result.imported.plan.activities
    proposals = result.imported.proposals
    proposed = sum(bool(each.lead) and each.number in proposals for each in activities)
    missing = [each.number for each in activities if not each.lead]
    if not missing:
        return _("Lead departments: {proposed} proposed.").format(proposed=proposed)
    shown = ", ".join(missing[:_MOST_ROWS])
    return _(
        "Lead departments: {proposed} proposed; nothing tells that of {missing}: {rows}."
    ).format(
        proposed=proposed,
        missing=len(missing),
        rows=shown if len(missing) <= _MOST_ROWS else f"{shown}, …",
    )


def _print_prose(coverage: Coverage, language: str, translate: Translate) -> None:
    from kexcel.documents.prose.coverage import Use  # noqa: PLC0415 - start-up time

    _ = translate
    passages = coverage.of(Use.PROSE)
    if passages:
        places = "; ".join(_reach(each, language) for each in passages)
        print_wrapped(_("Running text, not in the plan: {places}.").format(places=places), "  ")
    if coverage.margins:
        texts = "; ".join(coverage.margins)
        print_wrapped(_("Margins and numbers of pages: {texts}.").format(texts=texts), "  ")


def _reach(passage: Passage, language: str) -> str:
    """From where to where: "line 2–25"."""
    from kexcel.findings import spot_text  # noqa: PLC0415 - start-up time

    first, last = (spot_text(each, language) for each in (passage.first, passage.last))
    if first == last:
        return first
    head, _space, number = last.rpartition(" ")
    return f"{first}–{number}" if first.startswith(f"{head} ") else f"{first} – {last}"


def _print_changes(changes: Sequence[Change], language: str) -> None:
    _ = translator(language)
    if not changes:
        return
    click.echo()
    click.echo(click.style(_("Changes"), bold=True))
    for change in changes:
        print_wrapped(_change(change, language), "    ", first="  ")


def _change(change: Change, language: str) -> str:
    from kexcel.documents.amending.changes import ChangeKind, shown  # noqa: PLC0415 - start-up time

    _ = translator(language)
    where = f"{change.sheet} {change.row}"
    words = {
        ChangeKind.ADDED: _("{where}: new: {after}"),
        ChangeKind.GONE: _("{where}: not in the document any more: {before}"),
        ChangeKind.KEPT: _("{where}, {column}: {before} stays; the document says {after}"),
        ChangeKind.FILLED: _("{where}, {column}: {after}"),
    }
    usual = _("{where}, {column}: {before} → {after}")
    return words.get(change.kind, usual).format(
        where=where,
        column=_label(change),
        before=_shortened(shown(change, change.before, language)),
        after=_shortened(shown(change, change.after, language)),
    )


def _label(change: Change) -> str:
    """The heading of the column; a column of figures is its own."""
    from kexcel.documents.amending.standing import SHEETS  # noqa: PLC0415 - start-up time

    layout = next(each for each in SHEETS if each.name == change.sheet)
    labels = {column.key: column.label for column in layout.columns}
    return labels.get(change.column, change.column)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rstrip()}…"


def _listed(findings: Sequence[Finding]) -> list[Finding]:
    """The findings but those of owners, which the summary has told.

    A document of another year is said once, not for each of its dates.
    """
    told = {each.code for each in findings}
    known = _OWNERS_TOLD | ({"outside-year"} if "year-differs" in told else set())
    return [
        each
        for each in findings
        if each.code not in known
        and not (each.code == "missing-value" and each.place.column == "lead")
    ]


def _ending(result: ImportResult, translate: Translate) -> Iterator[str]:
    _ = translate
    if result.without_lead:
        one = _("{count} activity in the plan has no lead department, and cannot go out.")
        many = _("{count} activities in the plan have no lead department, and cannot go out.")
        yield counted(result.without_lead, one, many)
    if not result.imported.plan.activities:
        yield _("Nothing was written.")
    elif result.written is None:
        yield _("plan.xlsx says what the document says. Nothing was written.")
    elif result.is_proposal:
        yield _(
            "plan.xlsx is as it was. {file} shows the plan with the changes. To put them in: "
            "kexcel import {document} --update"
        ).format(file=result.written, document=result.document)
    else:
        yield _("The plan is in {file}.").format(file=result.written)
    if result.replaced:
        yield _("The plan before is kept in {path}.").format(path=result.replaced)
    if result.written and not result.is_proposal:
        yield _(
            "Next: look through the cells marked in yellow and the sheet Att granska, fill in the "
            "departments, then run kexcel check."
        )
