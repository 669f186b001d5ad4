"""``kexcel generate``."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json, progress_bar
from kexcel.cli.screen import plain, print_table
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace import GenerateResult


@click.command(
    help=mark("Make one form per department in utskick/PERIOD."),
    short_help=mark("Make one form per department."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("period", metavar="PERIOD")
@shared_options
@click.pass_obj
def generate(session: Session, period: str, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.generate(period, progress=progress_bar)
    if as_json:
        forms = [
            {"department": f.department, "file": f.file, "code": f.code, "new": f.is_new}
            for f in result.forms
        ]
        print_json({"period": result.period, "forms": forms})
        return
    _print(session, result)


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
        Column(_("State"), spare=1),
    ]
    rows = [
        [
            names.get(form.department, form.department),
            PurePosixPath(form.file).name,
            form.code,
            _("new") if form.is_new else _("unchanged"),
        ]
        for form in result.forms
    ]
    print_table(columns, rows, session.language)
