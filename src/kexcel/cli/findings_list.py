"""Findings as a list for a person: by file, the gravest first, with how to mend each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from kexcel.cli.screen import plain, print_wrapped
from kexcel.locale import counted, translator

if TYPE_CHECKING:
    from kexcel.model.finding import Finding

_COLOURS = {"error": "red", "warning": "yellow", "note": "bright_black"}
_ORDER = tuple(_COLOURS)
_INDENT = " " * 10


def print_findings(
    findings: Iterable[Finding], language: str, *, hints: bool = True, notes: bool = True
) -> None:
    """Print findings by file: severity, where, what, and how to mend it; last how many there are.

    Without ``hints`` only errors of a whole file say how they are mended: a file that could not
    be read gets no correction that would say it. Without ``notes`` these are only counted.
    """
    every = tuple(findings)
    by_file: dict[str, list[Finding]] = {}
    for each in every:
        if notes or each.severity.value != "note":
            by_file.setdefault(each.place.file, []).append(each)
    for file, found in by_file.items():
        click.echo()
        if file:
            click.echo(click.style(plain(file), bold=True))
        _print_of_file(
            sorted(found, key=lambda each: _ORDER.index(each.severity.value)), language, hints
        )
    if every:
        click.echo()
        print_wrapped(_total(every, language, notes=notes))


def counted_severities(errors: int, warnings: int, translate: Callable[[str], str]) -> str:
    """How many errors and warnings there are: 3 errors, 1 warning."""
    _ = translate
    parts = (
        counted(errors, _("{count} error"), _("{count} errors")),
        counted(warnings, _("{count} warning"), _("{count} warnings")),
    )
    return ", ".join(parts)


def severity_words(translate: Callable[[str], str]) -> dict[str, str]:
    """The words for the severities."""
    return {
        "error": translate("error"),
        "warning": translate("warning"),
        "note": translate("note"),
    }


def _print_of_file(findings: list[Finding], language: str, hints: bool) -> None:  # noqa: FBT001
    from kexcel.findings import render  # noqa: PLC0415 - start-up time

    words = severity_words(translator(language))
    shown = [render(each, language) for each in findings]
    for each, now, after in zip_longest(findings, shown, shown[1:]):
        label = click.style(f"  {words[each.severity.value]:<8}", fg=_COLOURS[each.severity.value])
        print_wrapped(f"{now.message} [{each.code}]", _INDENT, first=label)
        # The same remedy for several in a row is said once, after the last of them.
        wanted = hints or (each.severity.value == "error" and not each.place.sheet)
        if wanted and now.hint and not (after and after.hint == now.hint):
            print_wrapped(now.hint, _INDENT)


def _total(findings: tuple[Finding, ...], language: str, *, notes: bool) -> str:
    _ = translator(language)
    severities = [each.severity.value for each in findings]
    errors, warnings, remarks = map(severities.count, _ORDER)
    total = f"{counted_severities(errors, warnings, _)}, " + counted(
        remarks, _("{count} note"), _("{count} notes")
    )
    if notes or not remarks:
        return f"{total}."
    return _("{total}. Notes are shown by kexcel validate.").format(total=total)
