"""``kexcel diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import can_show, plain, print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import LANGUAGES, mark, translator

if TYPE_CHECKING:
    from kexcel.compare import Change, Comparison, GroupChanges, Side
    from kexcel.compare.comparison import Value
    from kexcel.workspace import Workspace

_INDENT = "    "
_TOLD_WHOLE = {"plan", "return"}
"""The kinds of files whose new and gone rows are told field by field; a result has too many."""

_LONG = 60
"""A text that is longer than this stands on a line of its own."""

_COLOURS = {"added": "green", "removed": "red", "changed": "yellow", "rewritten": "bright_black"}


@click.command(
    help=mark(
        "Compare two plans, two returns or two consolidated results, and tell what was added, "
        "removed and changed. What a file is is found by what it holds. Returns are compared in "
        "the workspace that issued them; nothing is changed.\n\n"
        "The exit code is 0 whether there are differences or not, and 1 where something in a "
        "file could not be read and so is not compared."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("before", metavar=mark("BEFORE"), type=click.Path())
@click.argument("after", metavar=mark("AFTER"), type=click.Path())
@click.option(
    "--output",
    metavar=mark("FILE"),
    type=click.Path(),
    help=mark("Also write the comparison as a workbook, FILE.xlsx."),
)
@shared_options
@click.pass_obj
def diff(session: Session, before: str, after: str, *, output: str | None, as_json: bool) -> None:
    """Run the command."""
    from kexcel.workspace.comparing import (  # noqa: PLC0415 - start-up time
        compare_files,
        write_comparison_file,
    )

    workspace = _workspace(session, Path(before), Path(after))
    language = session.chosen_language or (workspace.language if workspace else LANGUAGES[0])
    comparison = compare_files(before, after, workspace=workspace)
    if output is not None:
        path = Path(output)
        write_comparison_file(path, comparison, workspace=workspace, language=language)
    if as_json:
        print_json(_as_json(comparison, output, language))
    else:
        _print(comparison, output, language)
    raise SystemExit(EXIT_TO_MEND if comparison.unread else EXIT_DONE)


def _workspace(session: Session, *files: Path) -> Workspace | None:
    """The workspace that is named or stood in, else the one that the files lie in, if any.

    A folder that is named and is no workspace is a mistake; the current folder may be any.
    """
    from kexcel.workspace.comparing import workspace_folder_of  # noqa: PLC0415 - start-up time

    if session.folder == "." and not Path("kexcel.toml").is_file():
        found = workspace_folder_of(*files)
        if found is None:
            return None
        session.folder = str(found)
    return session.workspace


def _as_json(comparison: Comparison, output: str | None, language: str) -> dict[str, Any]:
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    return {
        "kind": comparison.kind.value,
        "before": _side_as_json(comparison.before),
        "after": _side_as_json(comparison.after),
        "differences": comparison.differences,
        "changes": [
            _change_as_json(group, change)
            for group in comparison.groups
            for change in group.changes
        ],
        "findings": [finding_as_json(each, language) for each in comparison.unread],
        "workbook": output,
    }


def _side_as_json(side: Side) -> dict[str, Any]:
    return {"file": side.file, "sha256": side.sha256, "facts": list(side.facts)}


def _change_as_json(group: GroupChanges, change: Change) -> dict[str, Any]:
    return {
        "change": change.kind.value,
        "group": group.key,
        "what": group.label,
        "row": change.number or None,
        "title": change.title or None,
        "column": change.column or None,
        "label": change.label or None,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "before_cell": change.before_cell or None,
        "after_cell": change.after_cell or None,
        "fields": {part.key: _plain(part.value) for part in change.parts},
    }


def _plain(value: Value) -> str | None:
    from kexcel.validate.written import as_written  # noqa: PLC0415 - start-up time

    return None if value is None else as_written(value)


def _print(comparison: Comparison, output: str | None, language: str) -> None:
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time
    from kexcel.report.comparison.words import outcome, side_line  # noqa: PLC0415 - start-up time

    _ = translator(language)
    for label, side in ((_("Before"), comparison.before), (_("After"), comparison.after)):
        print_wrapped(side_line(side), " " * (len(label) + 2), first=f"{label}: ")
    for group in comparison.groups:
        if group.changes:
            _print_group(group, language, is_whole=comparison.kind in _TOLD_WHOLE)
    if comparison.unread:
        click.echo()
        print_wrapped(_("Not compared, since it could not be read:"))
        print_findings(comparison.unread, language, hints=False)
    click.echo()
    print_wrapped(outcome(comparison, _))
    if output is not None:
        click.echo(_("Workbook: {path}").format(path=plain(output)))


def _print_group(group: GroupChanges, language: str, *, is_whole: bool) -> None:
    """What differs of one kind of things; the fields of one thing stand together.

    ``is_whole`` tells every field of what was added or removed, and not its name alone.
    """
    from kexcel.report.comparison.words import (  # noqa: PLC0415 - start-up time
        counts_line,
        kind_words,
    )

    _ = translator(language)
    click.echo()
    click.echo(click.style(plain(group.label), bold=True) + f" ({counts_line(group.counts, _)})")
    words, told = kind_words(_), None
    for change in group.changes:
        about = change.kind, change.number, change.title
        if about != told:
            name = " ".join(each for each in (change.number, change.title) if each)
            lead = click.style(f"  {words[change.kind]}: ", fg=_COLOURS[change.kind.value])
            where = "" if change.column else _where(change)
            print_wrapped(f"{name or group.label}{where}", _INDENT, first=lead)
        told = about
        if change.column or is_whole:
            _print_change(change, language)


def _print_change(change: Change, language: str) -> None:
    from kexcel.report.comparison.words import (  # noqa: PLC0415 - start-up time
        parts_lines,
        value_words,
    )

    _ = translator(language)
    if not change.column:
        for line in parts_lines(change, language):
            print_wrapped(_on_one_line(line), _INDENT + "  ", first=_INDENT)
        return
    before, after = (
        _on_one_line(value_words(value, language)) for value in (change.before, change.after)
    )
    label = f"{change.label}: " if change.label else ""
    where = _where(change)
    if max(len(before), len(after)) <= _LONG:
        arrow = "→" if can_show("→") else "->"
        print_wrapped(f"{label}{before} {arrow} {after}{where}", _INDENT + "  ", first=_INDENT)
        return
    print_wrapped(f"{label.rstrip()}{where}", _INDENT + "  ", first=_INDENT)
    for word, text in ((_("before"), before), (_("after"), after)):
        print_wrapped(f"{word}: {text}", _INDENT + "    ", first=_INDENT + "  ")


def _on_one_line(text: str) -> str:
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


def _where(change: Change) -> str:
    """The cells of a change in brackets; a single one where both are the same."""
    cells = dict.fromkeys(cell for cell in (change.before_cell, change.after_cell) if cell)
    return f" [{', '.join(cells)}]" if cells else ""
