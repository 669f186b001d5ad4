"""The columns of forecast accuracy: what each period said, what is known now, and the error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kexcel.report.budget.figures import figure_width
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.lines import ACTUAL, DEVIATION, FORECAST, FRAME, frame_column
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading

NAME, SHARE, USED = "name", "deviation.share", "used"
MEAN, MEAN_SHARE = "mean.error", "mean.error.share"
NAME_WIDTH = 30.0


@dataclass(frozen=True, slots=True)
class Then:
    """One period's forecast against what is known now, by the keys of its columns.

    This period's own forecast stands in the column that holds it already.
    """

    period: str
    is_now: bool = False

    @property
    def forecast(self) -> str:
        """The forecast made at the period's close."""
        return FORECAST if self.is_now else f"forecast.{self.period}"

    @property
    def actual(self) -> str:
        """The actual at the period's close."""
        return ACTUAL if self.is_now else f"actual.{self.period}"

    @property
    def error(self) -> str:
        """The forecast less what is known now."""
        return f"error.{self.period}"

    @property
    def share(self) -> str:
        """The same as a part of what is known now."""
        return f"error.share.{self.period}"


@dataclass(frozen=True, slots=True)
class AccuracyColumns:
    """Which columns there are. At the year's end the forecasts are held against the actual."""

    context: ReportContext
    history: tuple[PeriodFigures, ...]

    @property
    def is_year_end(self) -> bool:
        """Whether the year is over at the close of the period, so that its actual is known."""
        whole = self.context.consolidation
        return whole.period.closes >= date(whole.plan.year, 12, 31)

    @property
    def basis(self) -> str:
        """The column that tells what the year costs, as far as is known."""
        return ACTUAL if self.is_year_end else FORECAST

    @property
    def earlier(self) -> tuple[Then, ...]:
        """The earlier periods of the year."""
        return tuple(Then(each.period) for each in self.history)

    @property
    def compared(self) -> tuple[Then, ...]:
        """The periods whose forecasts are held against what is known now."""
        now = Then(self.context.consolidation.period.key, is_now=True)
        return (*self.earlier, now) if self.is_year_end else self.earlier

    def headings(
        self, amounts: Sequence[Decimal | None], beneath: Sequence[str] = ()
    ) -> list[Heading]:
        """All columns in order, wide enough for the amounts and the labels ``beneath``."""
        decimals = self.context.settings.money.decimals
        others = [*beneath, *([""] * len(self._labels()))]
        name, labels = self.context.translate("Department"), self._labels()
        return [
            Heading(NAME, name, NAME_WIDTH),
            *(
                Heading(key, label, figure_width(f"{label} {other}", amounts, decimals), "right")
                for (key, label), other in zip(labels.items(), others, strict=False)
            ),
        ]

    def _labels(self) -> dict[str, str]:
        _, label = self.context.translate, self.context.column_label
        forecast, actual = label("budget", FORECAST), label("budget", ACTUAL)
        frame = frame_column(self.context.consolidation, self.context.settings)
        labels: dict[str, str] = {}
        for each in self.earlier:
            labels |= {
                each.forecast: f"{forecast}, {each.period}",
                each.actual: f"{actual}, {each.period}",
                **self._error_labels(each),
            }
        labels |= {
            FRAME: frame,
            FORECAST: forecast,
            DEVIATION: _("Difference, {column}").format(column=frame),
            SHARE: _("Difference %, {column}").format(column=frame),
            ACTUAL: actual,
            USED: _("Part of the forecast used"),
        }
        if self.is_year_end:
            labels |= self._error_labels(self.compared[-1])
            labels |= {MEAN: _("Mean absolute error"), MEAN_SHARE: _("Mean absolute error, %")}
        return labels

    def _error_labels(self, each: Then) -> dict[str, str]:
        _ = self.context.translate
        return {
            each.error: _("Error, {period}").format(period=each.period),
            each.share: _("Error %, {period}").format(period=each.period),
        }
