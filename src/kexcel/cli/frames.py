"""``kexcel frames``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.locale import format_number, mark

if TYPE_CHECKING:
    from kexcel.model.plan import FrameVersion, Perspective
    from kexcel.money.differences import LineDifference
    from kexcel.workspace import FramesResult
    from kexcel.workspace.results import StandingVersion

_NO_AMOUNT = "–"


@click.command(
    help=mark(
        "Show the versions of the frames: decided, revised, transferred. With VERSION, its amount "
        "for each line; with --against, how the two differ."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("version", metavar=mark("[VERSION]"), required=False)
@click.option(
    "--against",
    metavar=mark("VERSION"),
    help=mark("Another version to compare with; without VERSION, with that of today."),
)
@shared_options
@click.pass_obj
def frames(session: Session, version: str | None, against: str | None, *, as_json: bool) -> None:
    """Run the command."""
    result = session.workspace.frames(version, against)
    if as_json:
        print_json(_as_json(result))
    elif result.shown is None:
        _print_versions(session, result)
    else:
        _print_lines(session, result, result.shown)


def _as_json(result: FramesResult) -> dict[str, Any]:
    """The result as a JSON object. Amounts are texts, so that none becomes another number."""
    content: dict[str, Any] = {"unit": result.unit}
    if result.shown is None:
        return content | {"versions": [_version_as_json(each) for each in result.versions]}
    content["version"] = result.shown.name
    if result.against:
        content["against"] = result.against.name
    return content | {"lines": [_line_as_json(each, result) for each in result.lines]}


def _version_as_json(each: StandingVersion) -> dict[str, Any]:
    version = each.version
    return {
        "name": version.name,
        "kind": version.kind.value,
        "decided": version.decided.isoformat() if version.decided else None,
        "decision": version.decision or None,
        "total": _text(each.total),
        "change": _text(each.change),
        "in_force": each.is_in_force,
    }


def _line_as_json(line: LineDifference, result: FramesResult) -> dict[str, Any]:
    content = {
        "perspective": line.perspective.value,
        "name": line.name,
        "department": line.department,
        "amount": _text(line.second),
    }
    if result.against:
        content |= {"against": _text(line.first), "difference": _text(line.difference)}
    return content


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _print_versions(session: Session, result: FramesResult) -> None:
    from kexcel.report.parts.kind_words import kind_words  # noqa: PLC0415 - start-up time

    _ = session.translate
    columns = [
        Column(_("Version"), wraps=True),
        Column(_("Kind")),
        Column(_("Date")),
        Column(_("Paragraph"), wraps=True, spare=1),
        Column(_("Total")),
        Column(_("Change")),
        Column(_("Today"), spare=2),
    ]
    kinds = kind_words(_)
    totals = _aligned([_amount(session, each.total) for each in result.versions])
    changes = _aligned([_change(session, each.change) for each in result.versions])
    rows = [
        [
            each.version.name,
            kinds[each.version.kind],
            each.version.decided.isoformat() if each.version.decided else _NO_AMOUNT,
            each.version.decision or _NO_AMOUNT,
            total,
            change,
            _("in force") if each.is_in_force else "",
        ]
        for each, total, change in zip(result.versions, totals, changes, strict=True)
    ]
    print_table(columns, rows, session.language)
    click.echo()
    words = _("The sum of the departments' frames in {unit}, net cost as positive.")
    print_wrapped(words.format(unit=result.unit))


def _print_lines(session: Session, result: FramesResult, shown: FrameVersion) -> None:
    from kexcel.model.plan import Perspective  # noqa: PLC0415 - start-up time
    from kexcel.report.parts.kind_words import told_version  # noqa: PLC0415 - start-up time

    _ = session.translate
    click.echo(told_version(shown, _))
    if result.against:
        words = _("Compared with {version}").format(version=told_version(result.against, _))
        print_wrapped(words)
    print_wrapped(_("In {unit}, net cost as positive.").format(unit=result.unit))
    captions = {
        Perspective.CITIZEN: _("Citizen group"),
        Perspective.DEPARTMENT: _("Department"),
    }
    for perspective in dict.fromkeys(each.perspective for each in result.lines):
        click.echo()
        _print_perspective(session, result, perspective, captions[perspective])


def _print_perspective(
    session: Session, result: FramesResult, perspective: Perspective, caption: str
) -> None:
    _ = session.translate
    lines = [each for each in result.lines if each.perspective is perspective]
    names = [*(each.name for each in lines), _("Total")]
    amounts = [_with_total(session, [each.second for each in lines])]
    columns = [Column(caption, wraps=True), Column(_("Frame"))]
    if result.against and result.shown:
        amounts.insert(0, _with_total(session, [each.first for each in lines]))
        differences = [each.difference for each in lines]
        changes = [*differences, sum(differences, Decimal(0))]
        amounts.append(_aligned([_change(session, each) for each in changes]))
        columns[1:] = [
            Column(result.against.name),
            Column(result.shown.name),
            Column(_("Difference")),
        ]
    rows = [list(row) for row in zip(names, *amounts, strict=True)]
    print_table(columns, rows, session.language)


def _with_total(session: Session, amounts: Sequence[Decimal | None]) -> list[str]:
    known = sum((each for each in amounts if each is not None), Decimal(0))
    return _aligned([_amount(session, each) for each in (*amounts, known)])


def _aligned(figures: list[str]) -> list[str]:
    """Figures that end beneath each other."""
    width = max(map(len, figures), default=0)
    return [figure.rjust(width) for figure in figures]


def _amount(session: Session, amount: Decimal | None) -> str:
    """An amount with as many decimals as the workspace has, or more where it has more."""
    if amount is None:
        return _NO_AMOUNT
    own = -int(amount.as_tuple().exponent)
    decimals = max(own, session.workspace.settings.money.decimals)
    return format_number(amount, session.language, decimals)


def _change(session: Session, amount: Decimal | None) -> str:
    shown = _amount(session, amount)
    return f"+{shown}" if amount is not None and amount > 0 else shown
