"""Which columns of a table are shown: some are hidden where nothing stands in them."""

from __future__ import annotations

from kexcel.generate.job import Job
from kexcel.model.form import FormSheet
from kexcel.template.schema import Column


def is_shown(job: Job, sheet: FormSheet, column: Column) -> bool:
    """Whether the column is shown.

    A computed one that hides is shown where anything is printed in the columns that it is computed
    from; what is typed in them later cannot show it.
    """
    if column.hidden or not column.hide_when_empty:
        return not column.hidden
    layout, keys = job.layout(sheet), {column.key}
    if column.formula:
        names = job.rules_of(sheet).formulas[column.key].names
        keys = {each.key for each in layout.columns if each.key in names and each.hide_when_empty}
    return any(row.values.get(key) not in {None, ""} for row in sheet.rows for key in keys)
