"""What a row of the compilation amounts to, in words: a live formula and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.report.budget.figures import EXACT, rounded
from kexcel.report.budget.lines import ACTUAL, DEVIATION, FORECAST, FRAME, Line
from kexcel.report.budget.live_text import live_text
from kexcel.report.parts.context import ReportContext
from kexcel.settings import LimitSettings

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = "budget"


@dataclass(frozen=True, slots=True)
class Several:
    """Rows that are added up: their sums by column, and the formulas' parts that count those that
    have a figure in a column.
    """

    lines: Sequence[Line]
    sums: Mapping[str, Decimal | None]
    counts: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, key: str) -> int:
        """How many of the rows have no such figure."""
        return sum(line.amounts[key] is None for line in self.lines)


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
    no_actual: str

    @property
    def tones(self) -> list[tuple[str, str]]:
        """What a cell may begin with and the role that colours it, the longest first."""
        tones = {
            self.deficit: "deviates",
            self.great_deficit: "not_fulfilled",
            self.great_surplus: "on_plan",
            self.unreadable: "not_fulfilled",
            self.missing: "cannot_judge",
            self.missing_part.partition("{")[0]: "cannot_judge",
        }
        return sorted(tones.items(), key=lambda each: -len(each[0]))

    def of(self, line: Line) -> str:
        """The words for a row that is reported."""
        frame, forecast = line.amounts[FRAME], line.amounts[FORECAST]
        if forecast is None:
            answer = line.result.answers.get(FORECAST)
            return self.unreadable if answer and answer.written else self.missing
        if frame is None:
            return self.no_frame
        said = self._of_deviation(frame, frame - forecast)
        return said if line.amounts[ACTUAL] is not None else said + self.no_actual

    def formula(self, cells: Mapping[str, str]) -> str:
        """The formula that gives the same; ``cells`` are the row's by their columns' keys."""
        frame, forecast, deviation = (cells[key] for key in (FRAME, FORECAST, DEVIATION))
        unknown = f'IF(LEN({forecast})>0,"{self.unreadable}","{self.missing}")'
        no_deviation = f'IF(ISNUMBER({forecast}),"{self.no_frame}",{unknown})'
        actual = f'IF(ISNUMBER({cells[ACTUAL]}),"","{self.no_actual}")'
        said = f"{self._formula_of_deviation(frame, deviation)}&{actual}"
        return f"=IF(ISNUMBER({deviation}),{said},{no_deviation})"

    def of_several(self, rows: Several) -> str:
        """The words for a sum of rows."""
        if rows.lacks(DEVIATION):
            return self.missing_part.format(count=rows.lacks(DEVIATION), all=len(rows.lines))
        frame, deviation = rows.sums[FRAME] or Decimal(0), rows.sums[DEVIATION] or Decimal(0)
        actual = self.no_actual if rows.lacks(ACTUAL) else ""
        return self._of_deviation(frame, deviation) + actual

    def formula_of_several(self, cells: Mapping[str, str], rows: Several) -> str:
        """The formula that gives the same; ``cells`` are the sum's own by their columns' keys."""
        every = len(rows.lines)
        phrase = self.missing_part.replace("{all}", str(every))
        count = rows.counts[DEVIATION]
        lacking, _stored = live_text(phrase, count=(f"({every}-{count})", 0))
        actual = f'IF({rows.counts[ACTUAL]}<{every},"{self.no_actual}","")'
        said = f"{self._formula_of_deviation(cells[FRAME], cells[DEVIATION])}&{actual}"
        return f"=IF({count}<{every},{lacking[1:]},{said})"

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
    """The words in the report's language. A round without the budget asks for no forecast."""
    _ = context.translate
    is_asked, unasked = SHEET in context.consolidation.period.sheets, _("not asked for")
    return StandingWords(
        context.settings.limits,
        none=_("as the frame"),
        surplus=_("surplus"),
        deficit=_("deficit"),
        great_surplus=_("surplus beyond the limit"),
        great_deficit=_("deficit beyond the limit"),
        missing=_("forecast missing") if is_asked else unasked,
        missing_part=_("forecast missing: {count} of {all}") if is_asked else unasked,
        unreadable=_("forecast not readable"),
        no_frame=_("no frame"),
        no_actual=f"; {_('actual missing')}",
    )


def colour_standing(
    context: ReportContext, worksheet: Worksheet, words: StandingWords, cells: str
) -> None:
    """Colour the words in a range, such as "M12:M30"; the words alone say the same."""
    first = cells.partition(":")[0]
    for words_first, role in words.tones:
        rule = {
            "type": "formula",
            "criteria": f'=LEFT({first},{len(words_first)})="{words_first}"',
            "format": context.book.styles.role(role),
            "stop_if_true": True,
        }
        worksheet.conditional_format(cells, rule)


def colour_negative(context: ReportContext, worksheet: Worksheet, cells: str) -> None:
    """Let deficits in a range be red; their words stand in the same row."""
    first, looks = cells.partition(":")[0], context.template.looks
    red = context.book.workbook.add_format({"font_color": looks.bad_text})
    criteria = f"=AND(ISNUMBER({first}),{first}<0)"
    rule = {"type": "formula", "criteria": criteria, "format": red}
    worksheet.conditional_format(cells, rule)
