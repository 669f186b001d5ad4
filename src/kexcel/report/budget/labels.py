"""A department's name, with what is missing of its forecasts, as other tables say it."""

from __future__ import annotations

from kexcel.report.budget.layout import NAME, STANDING, PlacedGroup, PlacedSummary
from kexcel.report.budget.lines import DEVIATION, FRAME
from kexcel.report.budget.standing import Several, StandingWords


def standing_of(words: StandingWords, group: PlacedGroup) -> str:
    """What the department's row in the compilation amounts to, in words."""
    whole = group.group
    if not whole.is_split:
        return words.of(whole.lines[0])
    sums = {key: whole.sum_of(key) for key in (FRAME, DEVIATION)}
    return words.of_several(Several(whole.lines, sums))


def label_of(summary: PlacedSummary, words: StandingWords, group: PlacedGroup) -> tuple[str, str]:
    """The formula and what it gives: the name, and behind it what is missing where it is."""
    name, standing = (summary.far(key, group.row) for key in (NAME, STANDING))
    own = summary.far_own_range(group, DEVIATION)
    formula = f'=IF(COUNT({own})={len(group.lines)},{name},{name}&" – "&{standing})'
    if group.group.has_all(DEVIATION):
        return formula, group.group.name
    return formula, f"{group.group.name} – {standing_of(words, group)}"
