"""The head of every sheet of a report: what it is, of whom and when, and whether it is final."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kexcel.model.period import FOLLOWUP
from kexcel.report.parts.context import ReportContext

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LINE = 130
_TITLE_HEIGHT = 26


def write_banner(
    context: ReportContext,
    worksheet: Worksheet,
    title: str,
    *,
    column: int = 0,
    reasons: Sequence[str] = (),
) -> int:
    """Write title, subtitle and, while it is so, PRELIMINARY; give the first free row, counted
    from 0, after one blank. ``reasons`` are lines that say why the report is preliminary.
    ``column`` is where it begins: after those that are repeated on each printed page.
    """
    styles = context.book.styles
    worksheet.set_row(0, _TITLE_HEIGHT)
    worksheet.write_string(0, column, title, styles.title())
    worksheet.write_string(1, column, subtitle(context), styles.remark())
    row = 2
    if context.is_preliminary:
        looks = context.book.styles.looks
        loud = styles.get(bold=True, font_color=looks.bad_text)
        worksheet.write_string(row, column, context.translate("PRELIMINARY"), loud)
        row += 1
        for line in reasons:
            worksheet.write_string(row, column, line, styles.get(font_color=looks.bad_text))
            row += 1
    return row + 1


def subtitle(context: ReportContext) -> str:
    """Organisation, body, year, period with its dates, unit and sign, in one line."""
    _ = context.translate
    plan, period = context.consolidation.plan, context.consolidation.period
    amounts = _("amounts in {unit}, net cost as positive").format(unit=context.settings.money.unit)
    dates = f"{period.name} ({period.opens}–{period.closes})"
    return " · ".join((plan.organisation, plan.body, str(plan.year), dates, amounts))


def preliminary_reasons(context: ReportContext, *, of_budget: int | None = None) -> list[str]:
    """Why the report is preliminary, in lines that fit a page.

    ``of_budget`` is how many of the errors concern the budget, where that is to be said.
    """
    _ = context.translate
    whole = context.consolidation
    reasons = []
    if whole.missing:
        names = ", ".join(context.department_name(key) for key in whole.missing)
        words = _("Returns missing: {count} ({names})")
        reasons.append(words.format(count=len(whole.missing), names=names))
    unanswered = len(whole.asked) - whole.answered
    if unanswered and FOLLOWUP in whole.period.sheets:
        reasons.append(_("Activities without an answer: {count}").format(count=unanswered))
    if whole.errors:
        reasons.append(_errors_left(context, whole.errors, of_budget))
    if whole.open_conflicts:
        words = _("Conflicting answers left to decide: {count}")
        reasons.append(words.format(count=whole.open_conflicts))
    return [line for reason in reasons for line in textwrap.wrap(reason, _LINE)]


def _errors_left(context: ReportContext, errors: int, of_budget: int | None) -> str:
    _ = context.translate
    if of_budget is None:
        return _("Errors left to mend: {count}").format(count=errors)
    words = _("Errors left to mend: {count}, of which {part} concern the budget")
    return words.format(count=errors, part=of_budget)
