"""``kexcel generate``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.screen import plain, print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.errors import UsageError
from kexcel.locale import counted, mark

if TYPE_CHECKING:
    from kexcel.workspace import GenerateResult
    from kexcel.workspace.results import IssuedForm, Refilled, RefillResult


@click.command(
    help=mark(
        "Make one form per department in utskick/PERIOD. A department whose form changes after "
        "it has answered gets its answers in the new one. With --from, make a clean form in "
        "retur/PERIOD of each returned file, with its answers in their places."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@click.argument("more", metavar=mark("[FILE]..."), nargs=-1, type=click.Path())
@click.option(
    "--from",
    "returned",
    metavar=mark("FILE"),
    multiple=True,
    type=click.Path(),
    help=mark("A returned file to make a clean form of; more of them may follow it."),
)
@shared_options
@click.pass_obj
def generate(
    session: Session,
    period: str,
    more: tuple[str, ...],
    returned: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Run the command."""
    if returned:
        _refill(session, period, (*returned, *more), as_json=as_json)
    if more:
        phrase = mark("{file}: files are given after --from, to make clean forms of them.")
        raise UsageError(phrase, file=more[0])
    result = session.workspace.generate(period, progress=progress_bar)
    if as_json:
        print_json({"period": result.period, "forms": [_as_json(form) for form in result.forms]})
        return
    _print(session, result)


def _as_json(form: IssuedForm) -> dict[str, Any]:
    return {
        "department": form.department,
        "file": form.file,
        "code": form.code,
        "new": form.is_new,
        "replaces": form.replaces,
        "carried": form.carried,
        "new_rows": list(form.new_rows),
        "lost": list(form.lost),
    }


def _print(session: Session, result: GenerateResult) -> None:
    """A table, and where the forms lie: a path of its own for each would not fit a screen."""
    _, plan = session.translate, session.workspace.plan
    names = {department.key: department.name for department in plan.departments}
    for folder in dict.fromkeys(str(PurePosixPath(form.file).parent) for form in result.forms):
        click.echo(_("The forms are in {folder}/:").format(folder=plain(folder)))
    click.echo()
    columns = [
        Column(_("Department"), wraps=True, spare=2),
        Column(_("File")),
        Column(_("Form"), spare=3),
        Column(_("State"), wraps=True, spare=1),
    ]
    rows = [
        [
            names.get(form.department, form.department),
            PurePosixPath(form.file).name,
            form.code,
            _state(form, _),
        ]
        for form in result.forms
    ]
    print_table(columns, rows, session.language)
    _print_lost(result, names, _)
    _print_unconfirmed(session, result)


def _state(form: IssuedForm, translate: Callable[[str], str]) -> str:
    """What became of a department's form, and what a new one holds."""
    _ = translate
    if not form.replaces:
        return _("new") if form.is_new else _("unchanged")
    said = [_("replaces {code}").format(code=form.replaces)]
    if form.carried:
        one, many = _("{count} answer carried over"), _("{count} answers carried over")
        said.append(counted(form.carried, one, many))
    if form.new_rows:
        one, many = _("{count} row new"), _("{count} rows new")
        said.append(counted(len(form.new_rows), one, many))
    return ", ".join(said)


def _print_lost(
    result: GenerateResult, names: dict[str, str], translate: Callable[[str], str]
) -> None:
    _ = translate
    for form in result.forms:
        if form.lost:
            words = _("{department}: answers that the new form has no place for: {cells}.")
            name = names.get(form.department, form.department)
            click.echo()
            print_wrapped(words.format(department=name, cells="; ".join(form.lost)))


def _print_unconfirmed(session: Session, result: GenerateResult) -> None:
    """What nobody has said yes to and has gone out all the same."""
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time

    unconfirmed = [each for each in result.findings if each.code == "proposals-left"]
    print_findings(unconfirmed, session.language)


def _refill(session: Session, period: str, files: tuple[str, ...], *, as_json: bool) -> None:
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    result = session.workspace.refill(period, [Path(file) for file in files])
    if as_json:
        print_json(
            {
                "period": result.period,
                "forms": [_refilled_as_json(each) for each in result.forms],
                "findings": [finding_as_json(f, session.language) for f in result.findings],
            }
        )
    else:
        _print_refilled(session, result)
    raise SystemExit(EXIT_TO_MEND if any(f.returned.errors for f in result.forms) else EXIT_DONE)


def _refilled_as_json(each: Refilled) -> dict[str, Any]:
    return {
        "returned": each.returned.file,
        "sha256": each.returned.sha256,
        "department": each.returned.department,
        "file": each.file,
        "carried": each.carried,
    }


def _print_refilled(session: Session, result: RefillResult) -> None:
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time

    _ = session.translate
    for each in result.forms:
        click.echo(click.style(plain(each.returned.file), bold=True))
        if each.file is None:
            print_wrapped(_("no clean form could be made of it"), "  ")
        else:
            one, many = _("{count} answer carried over"), _("{count} answers carried over")
            print_wrapped(counted(each.carried, one, many), "  ")
            click.echo("  " + _("Form: {path}").format(path=plain(each.file)))
    print_findings(result.findings, session.language, hints=False, notes=False)
