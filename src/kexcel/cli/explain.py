"""``kexcel explain``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kexcel.cli.findings_list import severity_words
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import print_wrapped
from kexcel.cli.session import Session
from kexcel.locale import mark, translator

if TYPE_CHECKING:
    from kexcel.findings import Explanation


@click.command(
    help=mark("Explain what a finding means and how to mend it. Without CODE, all are listed."),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("code", metavar=mark("[CODE]"), required=False)
@shared_options
@click.pass_obj
def explain(session: Session, code: str | None, *, as_json: bool) -> None:
    """Run the command."""
    from kexcel.errors import UsageError  # noqa: PLC0415 - start-up time
    from kexcel.findings import explain as explain_code  # noqa: PLC0415 - start-up time

    language = session.chosen_language or _language_of_workspace(session)
    if code is None:
        _print_all(language, as_json=as_json)
        return
    try:
        explanation = explain_code(code, language)
    except UsageError as fault:
        raise UsageError(f"{fault}\n\n{_listing(language)}") from fault
    if as_json:
        print_json(_as_json(explanation))
    else:
        _print(explanation, language)


def _as_json(explanation: Explanation) -> dict[str, str]:
    return {
        "code": explanation.code,
        "title": explanation.title,
        "severity": explanation.severity.value,
        "text": explanation.text,
        "hint": explanation.hint,
    }


def _print(explanation: Explanation, language: str) -> None:
    _ = translator(language)
    severity = severity_words(_)[explanation.severity.value]
    print_wrapped(f"{explanation.title} ({explanation.code}, {severity})")
    for text in (explanation.text, explanation.hint):
        click.echo()
        print_wrapped(text)


def _print_all(language: str, *, as_json: bool) -> None:
    from kexcel.findings import CODES  # noqa: PLC0415 - start-up time
    from kexcel.findings import explain as explain_code  # noqa: PLC0415 - start-up time

    if as_json:
        print_json({"codes": [_as_json(explain_code(code, language)) for code in CODES]})
    else:
        click.echo(_listing(language))


def _listing(language: str) -> str:
    """Every code with its title, by what it is about."""
    from kexcel.findings import CATALOGUE, Group  # noqa: PLC0415 - start-up time
    from kexcel.findings import explain as explain_code  # noqa: PLC0415 - start-up time

    _ = translator(language)
    headings, width = _group_words(_), max(map(len, CATALOGUE))
    sections = []
    for group in Group:
        codes = [code for code, entry in CATALOGUE.items() if entry.group is group]
        lines = [f"  {code:<{width}}  {explain_code(code, language).title}" for code in codes]
        sections.append("\n".join([headings[group], *lines]))
    return "\n\n".join(sections)


def _group_words(translate: Callable[[str], str]) -> dict[str, str]:
    _ = translate
    return {
        "answers": _("Answers"),
        "structure": _("The structure of the form"),
        "files": _("Files"),
        "money": _("Money"),
        "plan": _("The plan (for the coordinator)"),
        "import": _("Reading a plan document (for the coordinator)"),
    }


def _language_of_workspace(session: Session) -> str:
    """An explanation is given outside a workspace too, in Swedish."""
    from kexcel.errors import KexcelError  # noqa: PLC0415 - start-up time

    try:
        return session.workspace.language
    except KexcelError:
        return "sv"
