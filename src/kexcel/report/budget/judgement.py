"""Words for a difference, as live formulas with the word they give: agrees, rounding, differs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kexcel.report.parts.context import ReportContext


@dataclass(frozen=True, slots=True)
class JudgementWords:
    """The words for a difference: none, rounding, or too great to be that.

    Each of so many terms may be off by half a unit in the last of ``decimals``.
    """

    agrees: str
    rounding: str
    differs: str
    decimals: int

    @property
    def tones(self) -> dict[str, str]:
        """The role that gives each word its colour."""
        return {self.agrees: "done", self.rounding: "ongoing", self.differs: "error"}

    def of(self, amount: Decimal, terms: int) -> str:
        """The word for a difference."""
        if amount == 0:
            return self.agrees
        return self.rounding if abs(amount) <= self._allowed(terms) else self.differs

    def formula(self, cell: str, terms: int) -> str:
        """The formula's part that gives the same for the number in a cell."""
        differs = f'"{self.differs}"'
        other = f'IF(ABS({cell})<={self._allowed(terms):f},"{self.rounding}",{differs})'
        return f'IF({cell}=0,"{self.agrees}",{other if terms else differs})'

    def _allowed(self, terms: int) -> Decimal:
        return terms * Decimal(5).scaleb(-self.decimals - 1)


def judgement_words(context: ReportContext, decimals: int) -> JudgementWords:
    """The words in the report's language."""
    _ = context.translate
    return JudgementWords(_("agrees"), _("rounding"), _("does not agree"), decimals)
