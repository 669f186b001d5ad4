"""``kexcel actuals``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.options import shared_options
from kexcel.cli.output import print_json
from kexcel.cli.screen import plain, print_table, print_wrapped
from kexcel.cli.session import Session
from kexcel.cli.table import Column
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.model.consolidation import LedgerAmount
    from kexcel.workspace import ActualsResult

SIGNS = ("cost-positive", "cost-negative")


@click.command(
    help=mark(
        "Read in what is booked on each responsibility code, from the start of the year to the "
        "period's close, so that departments need only explain and forecast. FILE is an export of "
        "the ledger: SIE 1 to 4, CSV or an Excel workbook. Files that are named together count "
        "together, and replace what was read in for the period before; the archive keeps both."
    ),
    options_metavar=mark("[OPTIONS]"),
)
@click.argument("files", metavar=mark("FILE..."), nargs=-1, required=True, type=click.Path())
@click.option(
    "--period",
    metavar="PERIOD",
    help=mark("Which period; otherwise the last that has closed."),
)
@click.option(
    "--unit",
    metavar=mark("UNIT"),
    default="",
    help=mark("The unit of the amounts, such as kr or tkr; otherwise as kexcel.toml says."),
)
@click.option(
    "--sign",
    type=click.Choice(SIGNS),
    default=None,
    help=mark("Which sign a cost has in the file; otherwise as kexcel.toml says."),
)
@shared_options
@click.pass_obj
def actuals(
    session: Session,
    files: tuple[str, ...],
    period: str | None,
    unit: str,
    sign: str | None,
    *,
    as_json: bool,
) -> None:
    """Run the command."""
    paths = [Path(file) for file in files]
    result = session.workspace.actuals(paths, period=period, unit=unit, sign=sign or "")
    if as_json:
        print_json(_as_json(session, result))
    else:
        _print(session, result)
    raise SystemExit(EXIT_TO_MEND if result.needs_mending else EXIT_DONE)


def _as_json(session: Session, result: ActualsResult) -> dict[str, Any]:
    from kexcel.findings import as_json as finding_as_json  # noqa: PLC0415 - start-up time

    return {
        "period": result.period,
        "closes": result.closes.isoformat(),
        "unit": result.unit,
        "new": result.is_new,
        "files": [
            {
                "file": each.file,
                "sha256": each.sha256,
                "path": each.path,
                "unit": each.unit or None,
                "sign": each.sign or None,
                "posts": each.posts or None,
            }
            for each in result.files
        ],
        "sum": _exact(result.total),
        "codes": [_amount_as_json(each) for each in result.amounts],
        "unplaced": [each.responsibility for each in result.unplaced],
        "findings": [finding_as_json(each, session.language) for each in result.findings],
    }


def _amount_as_json(amount: LedgerAmount) -> dict[str, Any]:
    """An amount is told as a text with a point, so that nobody rounds it."""
    source = amount.source
    return {
        "code": amount.responsibility,
        "amount": _exact(amount.amount),
        "department": amount.department,
        "name": amount.name,
        "parts": amount.parts,
        "file": source.file,
        "sheet": source.sheet or None,
        "cell": source.cell,
    }


def _exact(amount: Any) -> str:  # noqa: ANN401 - a Decimal, whose module takes a while to load
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _print(session: Session, result: ActualsResult) -> None:
    from kexcel.cli.findings_list import print_findings  # noqa: PLC0415 - start-up time

    _ = session.translate
    said = _("{period} ({name}): booked from 1 January to {closes}, in {unit}.")
    print_wrapped(
        said.format(period=result.period, name=result.name, closes=result.closes, unit=result.unit)
    )
    for each in result.files:
        print_wrapped(f"{each.file} → {each.path}", "  ")
    if not result.is_new:
        print_wrapped(_("It was read in already; nothing has been changed."))
    click.echo()
    _print_table(session, result)
    print_findings(result.findings, session.language)
    if result.is_new:
        click.echo()
        again = f"kexcel generate {result.period}, kexcel merge {result.period}"
        print_wrapped(_("It counts from the next {commands}.").format(commands=again))


def _print_table(session: Session, result: ActualsResult) -> None:
    from kexcel.locale import format_number  # noqa: PLC0415 - start-up time

    _, language = session.translate, session.language
    names = {each.key: each.name for each in session.workspace.plan.departments}
    amounts = [each.amount for each in result.amounts] + [result.total]
    decimals = max(len(_exact(each).partition(".")[2]) for each in amounts)
    shown = [format_number(each, language, decimals) for each in amounts]
    heading = _("Booked, {unit}").format(unit=result.unit)
    width = max(map(len, (*shown, heading)))
    rows = [
        [
            plain(each.responsibility) or _("(none)"),
            number.rjust(width),
            _holder(each, names, _),
        ]
        for each, number in zip(result.amounts, shown, strict=False)
    ]
    rows.append([_("Sum"), shown[-1].rjust(width), ""])
    columns = [
        Column(_("Responsibility code")),
        Column(heading),
        Column(_("Unit and department"), wraps=True),
    ]
    print_table(columns, rows, language)


def _holder(amount: LedgerAmount, names: dict[str, str], translate: Callable[[str], str]) -> str:
    """Who has the code; where nobody has, the name that the file gives it."""
    _ = translate
    if amount.department is None:
        known = f" ({amount.name})" if amount.name else ""
        return _("nobody has it") + known if amount.amount else amount.name
    department = names.get(amount.department, amount.department)
    return department if amount.name == department else f"{amount.name}, {department}"
