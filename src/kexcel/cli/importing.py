"""``kexcel import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.session import Session
from kexcel.errors import UsageError
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.documents.prose.coverage import Passage
    from kexcel.model.plan import Perspective
    from kexcel.workspace.import_result import ImportResult

_SIGNS = ("+", "-")


@click.command(
    name="import",
    help=mark(
        "Read a plan document, text, PDF or Word (docx), into plan.xlsx, and tell what needs a "
        "human eye. Where a plan is filled in already, what the document changes is shown and "
        "written to plan-import.xlsx beside it; with --update into plan.xlsx."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("file", metavar=mark("FILE"), type=click.Path())
@click.option(
    "--profile",
    default="standard",
    show_default=True,
    metavar=mark("NAME"),
    help=mark("How the document is written: a file in templates/plan/."),
)
@click.option(
    "--sign",
    "signs",
    multiple=True,
    metavar=mark("COLUMN=-"),
    help=mark(
        "Which sign a net cost has in a printed column, + or -. For one of two tables: "
        "Medborgare:COLUMN=-. May be given several times."
    ),
)
@click.option(
    "--update",
    is_flag=True,
    help=mark("Put the changes into plan.xlsx. The one before is kept in arkiv/plan/."),
)
@shared_options
@click.pass_obj
def import_document(
    session: Session,
    file: str,
    profile: str,
    signs: tuple[str, ...],
    *,
    update: bool,
    as_json: bool,
) -> None:
    """Run the command."""
    from kexcel.cli.imported import print_imported  # noqa: PLC0415 - start-up time

    result = session.workspace.import_plan(
        Path(file), profile=profile, signs=_stated(signs), update=update
    )
    if as_json:
        print_json(import_as_json(result, session.language))
    else:
        print_imported(session, result)
    raise SystemExit(EXIT_TO_MEND if result.errors else EXIT_DONE)


def _stated(signs: tuple[str, ...]) -> dict[tuple[Perspective | None, str], str]:
    """The columns with their signs, for the table of one perspective or for both."""
    from kexcel.model.plan import Perspective  # noqa: PLC0415 - start-up time

    stated: dict[tuple[Perspective | None, str], str] = {}
    for said in signs:
        column, equals, sign = said.rpartition("=")
        if not equals or not column or sign not in _SIGNS:
            phrase = mark("--sign {said}: write the column, an equals sign, and + or -.")
            raise UsageError(phrase, said=said)
        before, _colon, after = column.partition(":")
        table = next((p for p in Perspective if p.casefold() == before.strip().casefold()), None)
        stated[table, (after if table else column).strip()] = sign
    return stated


def import_as_json(result: ImportResult, language: str) -> dict[str, Any]:
    """The result as one JSON object."""
    from kexcel.documents.prose.coverage import Use  # noqa: PLC0415 - start-up time
    from kexcel.findings import as_json  # noqa: PLC0415 - start-up time

    imported = result.imported
    coverage = imported.coverage
    return {
        "document": result.document,
        "kind": imported.kind.value,
        "written": result.written,
        "new": result.is_new,
        "proposal": result.is_proposal,
        "replaced": result.replaced,
        "counts": counts(result),
        "understood": {
            "percent": coverage.percent,
            "lines": coverage.total,
            "in_plan": coverage.taken,
            "surroundings": coverage.around,
            "running_text": coverage.prose,
            "not_understood": coverage.unknown,
        },
        "margins": list(coverage.margins),
        "running_text": [_passage(each) for each in coverage.of(Use.PROSE)],
        "owners": [
            {
                "row": each.number,
                "lead": each.lead or None,
                "contributing": list(each.contributing),
                "proposal": imported.proposals.get(each.number),
            }
            for each in imported.plan.activities
        ],
        "changes": [
            {
                "kind": change.kind.value,
                "sheet": change.sheet,
                "row": change.row,
                "column": change.column or None,
                "before": change.before or None,
                "after": change.after or None,
            }
            for change in result.changes
        ],
        "findings": [as_json(each, language) for each in result.findings],
    }


def counts(result: ImportResult) -> dict[str, int]:
    """How much of each kind the document holds."""
    plan = result.imported.plan
    return {
        "goals": len(plan.goals),
        "activities": len(plan.activities),
        "measures": len(plan.measures),
        "frames": len(plan.frames),
        "departments": len(plan.departments),
        "statements": result.imported.statements,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    from kexcel.findings.export import spot_as_json  # noqa: PLC0415 - start-up time

    return {"first": spot_as_json(passage.first), "last": spot_as_json(passage.last)}
