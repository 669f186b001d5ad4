"""What is printed of what came back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import click

from kexcel.cli.findings_list import counted_severities, print_findings
from kexcel.cli.output import state_words
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session

if TYPE_CHECKING:
    from kexcel.model.returned import Envelope
    from kexcel.workspace import CollectResult, PassedOver, Received


def print_collected(
    session: Session, result: CollectResult, *, only: Collection[Received] | None = None
) -> None:
    """Print what was received, or ``only`` some of it, what to mend, and who is missing."""
    _, plan = session.translate, session.workspace.plan
    names = {department.key: department.name for department in plan.departments}
    told = result.received if only is None else only
    for each in told:
        _print_received(each, names, _)
    current = [each.returned for each in told if each.returned in result.current]
    findings = [finding for returned in current for finding in returned.findings]
    print_findings(findings, session.language, hints=False, notes=False)
    click.echo()
    _print_passed_over(result.passed_over, _)
    _print_several(result, names, _)
    if result.missing:
        waiting = ", ".join(names.get(key, key) for key in result.missing)
        print_wrapped(_("Not answered yet: {departments}").format(departments=waiting))
    else:
        click.echo(_("Every department has answered."))


def _print_passed_over(
    passed_over: Collection[PassedOver], translate: Callable[[str], str]
) -> None:
    """What was not taken, each reason once."""
    _ = translate
    for why in dict.fromkeys(each.why for each in passed_over):
        files = ", ".join(each.file for each in passed_over if each.why == why)
        print_wrapped(_("Passed over, {reason}: {files}").format(reason=_(why), files=files))


def _print_several(
    result: CollectResult, names: Mapping[str, str], translate: Callable[[str], str]
) -> None:
    """What the files of a department dispute, and where more than one counts."""
    _ = translate
    for key, number in result.disputed.items():
        one, many = (
            _("{count} answer from {department} differs between the files."),
            _("{count} answers from {department} differ between the files."),
        )
        words = (one if number == 1 else many).format(count=number, department=names.get(key, key))
        choose = _("Run kexcel merge {period} and choose in Beslut.xlsx.")
        print_wrapped(f"{words} {choose.format(period=result.period)}")
    senders = [each.department for each in result.current if each.is_usable and each.department]
    several = [names.get(key, key) for key in dict.fromkeys(senders) if senders.count(key) > 1]
    if several:
        words = _("Several files count for: {departments}. See kexcel status {period}.")
        print_wrapped(words.format(departments=", ".join(several), period=result.period))


def _print_received(
    received: Received, names: Mapping[str, str], translate: Callable[[str], str]
) -> None:
    """A file and what became of it. Paths stand on lines of their own and are never broken."""
    _, returned = translate, received.returned
    department = names.get(returned.department or "", "–")
    state = state_words(_)[returned.state.value]
    said = returned.reason or counted_severities(returned.errors, returned.warnings, _)
    click.echo(click.style(plain(returned.file), bold=True))
    print_wrapped(f"{department}: {state}; {said}", "  ")
    _print_envelope(returned.envelope, _)
    answer = received.correction or received.receipt
    if answer:
        click.echo("  " + _("Answer: {path}").format(path=plain(answer)))


def _print_envelope(envelope: Envelope, translate: Callable[[str], str]) -> None:
    """Who sent it, when, and in what it came, as far as is known."""
    _ = translate
    if envelope.sender and envelope.sent:
        sent = envelope.sent[:16].replace("T", " ")
        print_wrapped(_("From {sender}, {sent}").format(sender=envelope.sender, sent=sent), "  ")
    elif envelope.sender:
        print_wrapped(_("From {sender}").format(sender=envelope.sender), "  ")
    if envelope.inside:
        print_wrapped(_("In {parcel}").format(parcel=envelope.inside), "  ")
