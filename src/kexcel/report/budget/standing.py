"""What a row of the compilation amounts to, in words: a live formula and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.report.budget.figures import EXACT, rounded
from kexcel.report.parts.context import ReportContext
from kexcel.settings import LimitSettings

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class StandingWords:
    """The words, and the limits beyond which a deviation is to be explained."""

    limits: LimitSettings
    none: str
    surplus: str
    deficit: str
    great_surplus: str
    great_deficit: str
    missing: str
    missing_part: str
    unreadable: str
    no_frame: str

    @property
    def tones(self) -> dict[str, str]:
        """The role that gives each word its colour; most of them have none."""
        return {
            self.deficit: "deviates",
            self.great_deficit: "not_fulfilled",
            self.great_surplus: "on_plan",
            self.unreadable: "not_fulfilled",
            self.missing: "cannot_judge",
        }

    def of(self, frame: Decimal | None, forecast: Decimal | None, *, written: bool) -> str:
        """The words for a row; ``written`` says whether its forecast's cell holds something."""
        if forecast is None:
            return self.unreadable if written else self.missing
        return self.no_frame if frame is None else self._of_deviation(frame, frame - forecast)

    def formula(self, frame: str, forecast: str, deviation: str) -> str:
        """The formula that gives the same of the row's cells."""
        unknown = f'IF(LEN({forecast})>0,"{self.unreadable}","{self.missing}")'
        no_deviation = f'IF(ISNUMBER({forecast}),"{self.no_frame}",{unknown})'
        said = self._formula_of_deviation(frame, deviation)
        return f"=IF(ISNUMBER({deviation}),{said},{no_deviation})"

    def of_several(
        self, frame: Decimal | None, deviation: Decimal | None, *, lacking: int, all_of: int
    ) -> str:
        """The words for a sum of ``all_of`` rows of which some lack a deviation."""
        if lacking:
            return self.missing_part.format(count=lacking, all=all_of)
        return self._of_deviation(frame or Decimal(0), deviation or Decimal(0))

    def formula_of_several(self, frame: str, deviation: str, count: str, all_of: int) -> str:
        """The formula that gives the same; ``count`` counts the rows that have a deviation."""
        before, after = self.missing_part.format(count="\0", all=all_of).split("\0")
        parts = (f'"{before}"' if before else "", f"({all_of}-{count})", f'"{after}"')
        lacking = "&".join(filter(None, parts))
        said = self._formula_of_deviation(frame, deviation)
        return f"=IF({count}<{all_of},{lacking},{said})"

    def _of_deviation(self, frame: Decimal, deviation: Decimal) -> str:
        deviation = rounded(deviation)
        if not deviation:
            return self.none
        amount = abs(deviation)
        per_cent = rounded(100 * amount)
        is_great = (
            amount > self.limits.deviation_amount
            and per_cent > self.limits.deviation_percent * abs(frame)
        )
        if deviation < 0:
            return self.great_deficit if is_great else self.deficit
        return self.great_surplus if is_great else self.surplus

    def _formula_of_deviation(self, frame: str, deviation: str) -> str:
        amount = f"ROUND(ABS({deviation}),{EXACT})>{self.limits.deviation_amount:f}"
        share = (
            f"ROUND(100*ABS({deviation}),{EXACT})>{self.limits.deviation_percent:f}*ABS({frame})"
        )
        great, little = (
            f'IF({deviation}<0,"{deficit}","{surplus}")'
            for deficit, surplus in (
                (self.great_deficit, self.great_surplus),
                (self.deficit, self.surplus),
            )
        )
        some = f"IF(AND({amount},{share}),{great},{little})"
        return f'IF({deviation}=0,"{self.none}",{some})'


def standing_words(context: ReportContext) -> StandingWords:
    """The words in the report's language."""
    _ = context.translate
    return StandingWords(
        context.settings.limits,
        none=_("as the frame"),
        surplus=_("surplus"),
        deficit=_("deficit"),
        great_surplus=_("surplus beyond the limit"),
        great_deficit=_("deficit beyond the limit"),
        missing=_("forecast missing"),
        missing_part=_("forecast missing: {count} of {all}"),
        unreadable=_("forecast not readable"),
        no_frame=_("no frame"),
    )


def colour_standing(
    context: ReportContext, worksheet: Worksheet, words: StandingWords, cells: str
) -> None:
    """Colour the words in a range, such as "M12:M30"; the words alone say the same."""
    first = cells.partition(":")[0]
    for word, role in words.tones.items():
        _colour(context, worksheet, cells, f'{first}="{word}"', role)
    start = words.missing_part.partition("{")[0]
    _colour(context, worksheet, cells, f'LEFT({first},{len(start)})="{start}"', "cannot_judge")


def _colour(
    context: ReportContext, worksheet: Worksheet, cells: str, criteria: str, role: str
) -> None:
    tone = context.book.styles.role(role)
    rule = {"type": "formula", "criteria": f"={criteria}", "format": tone}
    worksheet.conditional_format(cells, rule)
