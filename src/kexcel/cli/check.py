"""``kexcel check``."""

from __future__ import annotations

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.output import json_option, print_findings, print_json
from kexcel.cli.session import Session
from kexcel.locale import mark


@click.command(
    help=mark("Check the plan and the template: sums, dates, owners, signs, Excel's limits.")
)
@json_option
@click.pass_obj
def check(session: Session, *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    result = session.workspace.check()
    if as_json:
        found = [finding_as_json(each, session.language) for each in result.findings]
        print_json({"findings": found})
    else:
        plan, _ = result.plan, session.translate
        summary = _("{goals} goals, {activities} activities, {departments} departments.")
        click.echo(
            summary.format(
                goals=len(plan.goals),
                activities=len(plan.activities),
                departments=len(plan.departments),
            )
        )
        print_findings(result.findings, session.language)
        click.echo()
        click.echo(_("The plan can be used.") if not result.errors else _("The plan has errors."))
    raise SystemExit(EXIT_TO_MEND if result.errors else EXIT_DONE)
