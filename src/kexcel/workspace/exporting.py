"""Write the files for the accounting system alone, with what is known of a period so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.files import write_all
from kexcel.model.period import Period
from kexcel.workspace.accounting_files import accounting_files
from kexcel.workspace.merging import consolidate_period
from kexcel.workspace.results import ExportResult

if TYPE_CHECKING:
    from kexcel.workspace.progress import Progress
    from kexcel.workspace.workspace import Workspace


def export(
    workspace: Workspace, period: Period, progress: Progress, *, parquet: bool, codes: bool
) -> ExportResult:
    """Write them into resultat/PERIOD, also before any form has gone out.

    Raises:
        UsageError: Parquet is asked for without pyarrow, or codes without [accounting].
    """
    consolidation = consolidate_period(workspace, period, progress)
    files = accounting_files(workspace, consolidation, parquet=parquet, codes=codes)
    folder = workspace.layout.results(period.key)
    write_all({folder / name: data for name, data in files.contents.values()})
    shown = {
        key: workspace.layout.shown(folder / name) for key, (name, _) in files.contents.items()
    }
    return ExportResult(consolidation, shown, files.findings)
