"""``kexcel generate``."""

from __future__ import annotations

import click

from kexcel.cli.output import json_option, print_json, print_table, progress_bar
from kexcel.cli.session import Session
from kexcel.locale import mark


@click.command(help=mark("Make one form per department in utskick/PERIOD."))
@click.argument("period", metavar="PERIOD")
@json_option
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
    _ = session.translate
    rows = [
        [form.department, form.file, form.code, _("new") if form.is_new else _("unchanged")]
        for form in result.forms
    ]
    print_table([_("Department"), _("File"), _("Form"), ""], rows)
