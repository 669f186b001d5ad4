"""``kexcel explain``."""

from __future__ import annotations

import click

from kexcel.cli.output import json_option, print_json, severity_words
from kexcel.cli.session import Session
from kexcel.locale import mark


@click.command(help=mark("Explain what a finding means and how to mend it."))
@click.argument("code", metavar="CODE")
@json_option
@click.pass_obj
def explain(session: Session, code: str, *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.findings import explain as explain_code  # noqa: PLC0415 - start-up time
    from kexcel.locale import translator  # noqa: PLC0415 - start-up time

    language = session.chosen_language or _language_of_workspace(session)
    explanation = explain_code(code, language)
    if as_json:
        print_json(
            {
                "code": explanation.code,
                "title": explanation.title,
                "severity": explanation.severity.value,
                "text": explanation.text,
                "hint": explanation.hint,
            }
        )
        return
    severity = severity_words(translator(language))[explanation.severity.value]
    click.echo(f"{explanation.title} ({explanation.code}, {severity})\n")
    click.echo(
        f"{click.wrap_text(explanation.text, 88)}\n\n{click.wrap_text(explanation.hint, 88)}"
    )


def _language_of_workspace(session: Session) -> str:
    """An explanation is given outside a workspace too, in Swedish."""
    from kexcel.errors import KexcelError  # noqa: PLC0415 - start-up time

    try:
        return session.workspace.language
    except KexcelError:
        return "sv"
