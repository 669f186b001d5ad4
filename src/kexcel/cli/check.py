"""``kexcel check``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.findings_list import print_findings
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import counted, mark

if TYPE_CHECKING:
    from kexcel.workspace.check_result import CheckResult
    from kexcel.workspace.verifying import ArchiveFault


@click.command(
    help=mark(
        "Check the plan and the template: sums, dates, owners, signs, Excel's limits; and that "
        "everything in arkiv/ is as it was when it was kept."
    ),
    short_help=mark("Check the plan, the template and the archive."),
    options_metavar=mark("[OPTIONS]"),
)
@shared_options
@click.pass_obj
def check(session: Session, *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    result, faults = session.workspace.check(), session.workspace.verify()
    if as_json:
        found = [finding_as_json(each, session.language) for each in result.findings]
        archive = [_fault_as_json(each, session.translate) for each in faults]
        print_json({"counts": _counts(result), "findings": found, "archive": archive})
    else:
        _ = session.translate
        click.echo(_summary(result, _))
        for line in _left_out(result, _):
            print_wrapped(line)
        print_findings(result.findings, session.language)
        click.echo()
        click.echo(_("The plan can be used.") if not result.errors else _("The plan has errors."))
        for each in faults:
            print_wrapped(each.say(_))
    raise SystemExit(EXIT_TO_MEND if result.errors or faults else EXIT_DONE)


def _fault_as_json(fault: ArchiveFault, translate: Callable[[str], str]) -> dict[str, str]:
    return {"file": fault.file, "fault": fault.kind.value, "message": fault.say(translate)}


def _counts(result: CheckResult) -> dict[str, int]:
    """How much of each kind plan.xlsx holds; ``left_out`` and ``without_lead`` of activities."""
    return {
        "goals": len(result.plan.goals),
        "activities": result.activities,
        "left_out": result.left_out,
        "without_lead": result.without_lead,
        "departments": len(result.plan.departments),
        "amendments": len(result.plan.amendments),
    }


def _left_out(result: CheckResult, translate: Callable[[str], str]) -> Iterator[str]:
    """The activities that cannot go out as they stand, and why."""
    _ = translate
    if result.without_lead:
        one = _("{count} activity in the plan has no lead department, and cannot go out.")
        many = _("{count} activities in the plan have no lead department, and cannot go out.")
        yield counted(result.without_lead, one, many)
    others = result.left_out - result.without_lead
    if others:
        one = _("{count} activity in the plan has other errors, and cannot go out.")
        many = _("{count} activities in the plan have other errors, and cannot go out.")
        yield counted(others, one, many)


def _summary(result: CheckResult, translate: Callable[[str], str]) -> str:
    _, plan = translate, result.plan
    parts = [
        counted(len(plan.goals), _("{count} goal"), _("{count} goals")),
        counted(result.activities, _("{count} activity"), _("{count} activities")),
        counted(len(plan.departments), _("{count} department"), _("{count} departments")),
    ]
    if plan.amendments:
        one, many = _("{count} decision on activities"), _("{count} decisions on activities")
        parts.append(counted(len(plan.amendments), one, many))
    return f"{', '.join(parts)}."
