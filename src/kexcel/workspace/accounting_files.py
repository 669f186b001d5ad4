"""The files for the accounting system, as bytes, and what there is to say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kexcel.errors import UsageError
from kexcel.findings import finding
from kexcel.locale import mark
from kexcel.model.consolidation import Consolidation
from kexcel.model.finding import Finding, Place
from kexcel.report.budget.csv import write_budget_csv

if TYPE_CHECKING:
    from kexcel.sie import Written
    from kexcel.workspace.workspace import Workspace

CSV_FILE, SIE_FILE, CODES_FILE = "budget.csv", "budget.se", "koder.si"
PARQUET_FILE = "budget.parquet"


@dataclass(frozen=True, slots=True)
class AccountingFiles:
    """``contents`` has the name and the bytes of each file by its key: "csv", "sie" and so on."""

    contents: dict[str, tuple[str, bytes]]
    findings: tuple[Finding, ...] = ()


def accounting_files(
    workspace: Workspace,
    consolidation: Consolidation,
    *,
    parquet: bool = False,
    codes: bool = False,
) -> AccountingFiles:
    """budget.csv, and budget.se where kexcel.toml has [accounting]; the others where asked for.

    Raises:
        UsageError: Parquet is asked for without pyarrow, or codes without [accounting].
    """
    settings = workspace.settings
    data = write_budget_csv(consolidation, settings, language=workspace.language)
    contents = {"csv": (CSV_FILE, data)}
    findings: list[Finding] = []
    for key, name, written in _sie(workspace, consolidation, codes=codes):
        contents[key] = (name, written.data)
        if written.replaced:
            said = finding("character-replaced", Place(file=name), replaced=written.replaced)
            findings.append(said)
    if parquet:
        from kexcel.report.accounting.parquet import write_budget_parquet  # noqa: PLC0415 - few ask for it

        contents["parquet"] = (PARQUET_FILE, write_budget_parquet(consolidation, settings))
    return AccountingFiles(contents, tuple(findings))


def _sie(
    workspace: Workspace, consolidation: Consolidation, *, codes: bool
) -> list[tuple[str, str, Written]]:
    settings = workspace.settings
    accounting = settings.accounting
    if accounting is None:
        if codes:
            raise _not_configured()
        return []
    from importlib.metadata import version  # noqa: PLC0415 - only for who has [accounting]

    from kexcel.report.accounting.sie_budget import write_sie_budget, write_sie_codes  # noqa: PLC0415

    own, language = version("kexcel"), workspace.language
    budget = write_sie_budget(consolidation, settings, accounting, version=own, language=language)
    files = [("sie", SIE_FILE, budget)]
    if codes:
        only = write_sie_codes(consolidation, settings, accounting, version=own, language=language)
        files.append(("codes", CODES_FILE, only))
    return files


def _not_configured() -> UsageError:
    phrase = mark(
        "SIE needs the account that net costs are budgeted on. Write in kexcel.toml:\n\n"
        '[accounting]\naccount = "{example}"'
    )
    return UsageError(phrase, example="5000")
