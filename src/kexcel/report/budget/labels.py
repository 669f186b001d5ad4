"""A department's name, with what is missing of its forecasts, as other tables say it."""

from __future__ import annotations

from kexcel.report.budget.layout import NAME, STANDING, PlacedGroup, PlacedSummary
from kexcel.report.budget.lines import DEVIATION, FORECAST, FRAME
from kexcel.report.budget.standing import StandingWords


def standing_of(words: StandingWords, group: PlacedGroup) -> str:
    """What the department's row in the compilation amounts to, in words."""
    whole = group.group
    if whole.is_split:
        return words.of_several(
            whole.sum_of(FRAME),
            whole.sum_of(DEVIATION),
            lacking=whole.lacks(DEVIATION),
            all_of=len(whole.lines),
        )
    amounts, answers = whole.lines[0].amounts, whole.lines[0].result.answers
    written = FORECAST in answers and bool(answers[FORECAST].written)
    return words.of(amounts[FRAME], amounts[FORECAST], written=written)


def label_of(summary: PlacedSummary, words: StandingWords, group: PlacedGroup) -> tuple[str, str]:
    """The formula and what it gives: the name, and behind it what is missing where it is."""
    name, standing = (summary.far(key, group.row) for key in (NAME, STANDING))
    own = summary.far_own_range(group, DEVIATION)
    formula = f'=IF(COUNT({own})={len(group.lines)},{name},{name}&" – "&{standing})'
    if group.group.has_all(DEVIATION):
        return formula, group.group.name
    return formula, f"{group.group.name} – {standing_of(words, group)}"
