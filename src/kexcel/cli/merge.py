"""``kexcel merge``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.output import json_option, print_json, print_table, progress_bar
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import MergeResult


@click.command(help=mark("Merge the returns into the follow-up and the budget in resultat/PERIOD."))
@click.argument("period", metavar="PERIOD")
@json_option
@click.pass_obj
def merge(session: Session, period: str, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.merge(period, progress=progress_bar)
    if as_json:
        print_json(merge_as_json(result))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.consolidation.is_preliminary else EXIT_DONE)


def merge_as_json(result: MergeResult) -> dict[str, Any]:
    """The result as the contract's JSON object."""
    merged = result.consolidation
    return {
        "period": merged.period.key,
        "preliminary": merged.is_preliminary,
        "activities": len(merged.activities),
        "answered": merged.answered,
        "missing": list(merged.missing),
        "conflicts": merged.open_conflicts,
        "goals": [
            {"id": g.goal.number, "proposed": g.proposed.value, "decided": g.decided or None}
            for g in merged.goals
        ],
        "files": {key: result.files[key] for key in ("followup", "budget")},
    }


def _print(session: Session, result: MergeResult) -> None:
    _, merged, template = session.translate, result.consolidation, session.workspace.template
    words = _("{answered} of {activities} activities answered.")
    click.echo(words.format(answered=merged.answered, activities=len(merged.activities)))
    rows = [
        [
            goal.goal.number,
            goal.goal.text[:70],
            template.word("verdict", goal.proposed.value, session.language),
            goal.decided or "–",
        ]
        for goal in merged.goals
    ]
    print_table([_("No"), _("Goal"), _("Proposed"), _("Decided")], rows)
    for file in result.files.values():
        click.echo(file)
    if merged.is_preliminary:
        click.echo(_("PRELIMINARY: returns are missing, errors stand or conflicts wait."))
    if merged.open_conflicts:
        click.echo(_("Choose between conflicting answers in Beslut.xlsx, then merge again."))
