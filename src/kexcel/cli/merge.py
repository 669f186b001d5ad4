"""``kexcel merge``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import reading_options, shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.screen import plain, print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.standing import standing_lines
from kexcel.cli.table import Column
from kexcel.locale import counted, mark

if TYPE_CHECKING:
    from kexcel.model.consolidation import GoalResult
    from kexcel.model.outcome import Outcome
    from kexcel.workspace import MergeResult

_VERDICT_MISSING = "verdict-missing"


@click.command(
    help=mark("Merge the returns into the follow-up and the budget in resultat/PERIOD."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@reading_options
@shared_options
@click.pass_obj
def merge(session: Session, period: str, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.merge(period, progress=progress_bar)
    if as_json:
        print_json(merge_as_json(result, session.language))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.outcome.is_preliminary else EXIT_DONE)


def merge_as_json(result: MergeResult, language: str) -> dict[str, Any]:
    """The result as the contract's JSON object; the findings are the coordinator's own."""
    from kexcel.findings import as_json  # noqa: PLC0415 - start-up time

    merged = result.outcome
    return {
        "period": merged.period,
        "preliminary": merged.is_preliminary,
        "activities": merged.activities,
        "answered": merged.answered,
        "missing": list(merged.missing),
        "conflicts": merged.open_conflicts,
        "goals": [
            {
                "id": g.goal.number,
                "proposed": g.proposed.value,
                "decided": g.verdict.value if g.verdict else None,
            }
            for g in merged.goals
        ],
        "files": {key: result.files.get(key) for key in ("followup", "budget")},
        "findings": [as_json(each, language) for each in merged.findings],
    }


def _print(session: Session, result: MergeResult) -> None:
    from kexcel.report.parts.added_cancelled import added_and_cancelled  # noqa: PLC0415 - start-up time

    _, merged = session.translate, result.outcome
    answered, activities = merged.answered, merged.activities
    one, several = (
        _("{answered} of {activities} activity answered."),
        _("{answered} of {activities} activities answered."),
    )
    words = one if activities == 1 else several
    changed = added_and_cancelled(merged, _)
    line = words.format(answered=answered, activities=activities)
    click.echo(f"{line} ({changed})" if changed else line)
    if merged.goals:
        click.echo()
        _print_goals(session, merged)
    click.echo()
    for file in result.files.values():
        click.echo(plain(file))
    if merged.goals:
        click.echo(_decisions_line(merged, _))
    _print_remarks(session, result)
    click.echo()
    heading, *reasons = standing_lines(merged, _)
    print_wrapped(heading)
    for reason in reasons:
        print_wrapped(reason, "  ")


def _print_goals(session: Session, merged: Outcome) -> None:
    _, template = session.translate, session.workspace.template
    columns = [
        Column(_("No")),
        Column(_("Goal"), wraps=True),
        Column(_("Proposed")),
        Column(_("Decided")),
    ]
    rows = [
        [
            goal.goal.number,
            goal.goal.text,
            template.word("verdict", goal.proposed.value, session.language),
            _decided(session, goal) or "–",
        ]
        for goal in merged.goals
    ]
    print_table(columns, rows, session.language)


def _decided(session: Session, goal: GoalResult) -> str:
    """What was decided, in the user's words where it is one of the template's verdicts."""
    if goal.verdict is None:
        return goal.decided
    return session.workspace.template.word("verdict", goal.verdict.value, session.language)


def _print_remarks(session: Session, result: MergeResult) -> None:
    """What in Beslut.xlsx lacks or could not be used, and what the files could not hold."""
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time

    # Goals without a final verdict are counted in one line instead.
    own = [e for e in result.outcome.findings if e.code != _VERDICT_MISSING]
    print_findings((*own, *result.findings), session.language)


def _decisions_line(merged: Outcome, translate: Callable[[str], str]) -> str:
    from kexcel.workspace.layout import DECISIONS_FILE  # noqa: PLC0415 - start-up time

    _, waiting = translate, sum(goal.verdict is None for goal in merged.goals)
    if not waiting:
        return f"{DECISIONS_FILE}: " + _("every goal has your verdict")
    if any(each.code == _VERDICT_MISSING for each in merged.findings):
        one, many = (
            _("{count} goal waits for your final verdict"),
            _("{count} goals wait for your final verdict"),
        )
        return f"{DECISIONS_FILE}: {counted(waiting, one, many)} [{_VERDICT_MISSING}]"
    words = counted(
        waiting, _("{count} goal waits for your verdict"), _("{count} goals wait for your verdict")
    )
    return f"{DECISIONS_FILE}: {words}"
