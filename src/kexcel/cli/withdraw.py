"""``kexcel withdraw``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, state_words
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import WithdrawResult


@click.command(
    help=mark(
        "Let a return no longer count, because its department asks for it back. FILE is the name "
        "it came under, or at least eight signs of its sha256. Nothing is removed: the archive "
        "keeps the return, and --undo lets it count again. If the same file comes in once more "
        "it stays withdrawn."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@click.argument("file", metavar=mark("FILE"))
@click.option(
    "--reason",
    metavar=mark("TEXT"),
    default="",
    help=mark("Why, as it is to be read among the sources of the results."),
)
@click.option("--undo", is_flag=True, help=mark("Let the return count again."))
@shared_options
@click.pass_obj
def withdraw(
    session: Session, period: str, file: str, reason: str, *, undo: bool, as_json: bool
) -> None:
    """Run the command."""
    result = session.workspace.withdraw(period, file, reason, undo=undo)
    if as_json:
        print_json(_as_json(result))
    else:
        _print(session, result, undo=undo)


def _as_json(result: WithdrawResult) -> dict[str, Any]:
    returned = result.returned
    return {
        "period": result.period,
        "file": returned.file,
        "sha256": returned.sha256,
        "department": returned.department,
        "state": returned.state.value,
        "reason": returned.reason,
        "changed": result.changed,
        "counting": [each.file for each in result.counting],
        "missing": list(result.missing),
    }


def _print(session: Session, result: WithdrawResult, *, undo: bool) -> None:
    """What was done, how the department stands then, and what is left to do."""
    _, returned = session.translate, result.returned
    names = {each.key: each.name for each in session.workspace.plan.departments}
    department = names.get(returned.department or "", returned.department or "–")
    click.echo(click.style(plain(returned.file), bold=True))
    state = state_words(_)[returned.state.value]
    said = f"{state}: {returned.reason}" if returned.reason else state
    print_wrapped(f"{department}: {said}", "  ")
    if not result.changed:
        print_wrapped(_("It was so already; nothing has been changed."))
        return
    if returned.department in result.missing:
        print_wrapped(_("{department} has not answered now.").format(department=department))
    elif result.counting:
        files = ", ".join(each.file for each in result.counting)
        print_wrapped(
            _("{department}: what counts now is {files}.").format(
                department=department, files=files
            )
        )
    if result.stands_in_form:
        words = _("The department's newest form still holds its answers. Make a new one: {command}")
        print_wrapped(words.format(command=f"kexcel generate {result.period}"))
    if not undo:
        command = f"kexcel withdraw {result.period} {returned.sha256[:12]} --undo"
        print_wrapped(_("If this was wrong: {command}").format(command=command))
    again = f"kexcel merge {result.period}"
    print_wrapped(_("The results are as they were until you run {command}.").format(command=again))
