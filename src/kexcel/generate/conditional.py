"""Colours that follow what is written; always beside a word, never instead of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.generate.job import Job
from kexcel.template.schema import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_COLOURED_CHOICES = {"status", "signing"}


def colour_choice(
    job: Job, worksheet: Worksheet, column: Column, area: tuple[int, int, int, int]
) -> None:
    """Give each status word in the area the colours of its role."""
    if column.choice not in _COLOURED_CHOICES:
        return
    for word in job.template.choice(column.choice).words:
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word.get(job.form.language)}"',
            "format": job.styles.role("done" if word.role == "final" else word.role),
        }
        worksheet.conditional_format(*area, rule)


def colour_check(job: Job, worksheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Make the column Kontroll stand out where it says something."""
    rule = {
        "type": "text",
        "criteria": "containing",
        "value": ".",
        "format": job.styles.tone("warning"),
    }
    worksheet.conditional_format(*area, rule)
