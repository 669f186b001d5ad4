"""A workbook's formats, made from the template's looks and shared between cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from kexcel.template.schema import Looks

DATE = "yyyy-mm-dd"
WHOLE = "#,##0"
_EXACT = 6
"""Decimals that sums in workbooks are rounded to."""

STATUS_TONES = {
    "done": "good",
    "ongoing": "ongoing",
    "delayed": "warning",
    "cancelled": "bad",
    "not_started": "neutral",
    "fulfilled": "good",
    "on_plan": "ongoing",
    "deviates": "warning",
    "not_fulfilled": "bad",
    "cannot_judge": "neutral",
    "error": "bad",
    "warning": "warning",
    "note": "neutral",
}
"""The tone of each role; always beside the word, never instead of it."""


def money_format(decimals: int) -> str:
    """The number format of an amount; a real minus sign before negative amounts."""
    return f"#,##0.{'0' * decimals}" if decimals else WHOLE


def exact_money_format(decimals: int, most: int) -> str:
    """The same with as many decimals as an amount has, up to ``most`` and the six that sums have.

    At least one where any may come, since a number without would end in a decimal sign.
    """
    if not most:
        return WHOLE
    most = min(most, _EXACT)
    shown = min(most, max(1, decimals))
    return f"#,##0.{'0' * shown}{'#' * (most - shown)}"


def figure_format(number_format: str) -> str:
    """The number format with a digit's room to the right of numbers and texts alike."""
    shown = number_format or "General"
    return f"{shown}_0;-{shown}_0;{shown}_0;@_0"


class Styles:
    """Formats by purpose. Equal properties give one format, so the file stays small."""

    def __init__(self, workbook: Workbook, looks: Looks) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._plain: dict[tuple[Any, ...], Format] = {}
        self.looks = looks

    def get(self, **properties: Any) -> Format:
        """A format with the template's typeface and these XlsxWriter properties besides."""
        asked = tuple(properties.items())
        if asked not in self._asked:
            self._asked[asked] = self._found(properties)
        return self._asked[asked]

    def _found(self, properties: dict[str, Any]) -> Format:
        whole = {
            "font_name": self.looks.font,
            "font_size": self.looks.size,
            "valign": "top",
            **properties,
        }
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(whole)
        return self._formats[key]

    def title(self) -> Format:
        """A sheet's title."""
        return self.get(
            bold=True, font_size=self.looks.size + 6, font_color=self.looks.title, valign="vcenter"
        )

    def heading(self) -> Format:
        """A section's heading inside a sheet."""
        return self.get(bold=True, font_size=self.looks.size + 2, font_color=self.looks.title)

    def remark(self, *, wrap: bool = False) -> Format:
        """A quiet line of explanation."""
        return self.get(font_color=self.looks.muted, text_wrap=wrap)

    def label(self, *, right: bool = False) -> Format:
        """What stands above a figure."""
        places = {"align": "right", "indent": 1} if right else {}
        return self.get(font_color=self.looks.muted, valign="bottom", **places)

    def header(self, *, align: str = "left") -> Format:
        """A column's label; one to the right keeps clear of the next column's."""
        return self.get(
            bold=True,
            **({"indent": 1} if align == "right" else {}),
            bg_color=self.looks.heading,
            font_color=self.looks.heading_text,
            text_wrap=True,
            valign="vcenter",
            align=align,
            **self.lines(),
        )

    def lines(self) -> dict[str, Any]:
        """The properties of a thin frame around a table's cell."""
        return {"border": 1, "border_color": self.looks.line}

    def printed(self, *, number_format: str = "", **properties: Any) -> Format:
        """A table's cell that is not filled in."""
        return self._cell(self.looks.locked, number_format, locked=True, **properties)

    def plain(self, *, number_format: str = "", **properties: Any) -> Format:
        """A table's cell in a report, on white."""
        asked = (number_format, *properties.items())
        found = self._plain.get(asked)
        if found is None:
            found = self._cell("", number_format, locked=True, **properties)
            self._plain[asked] = found
        return found

    def input(self, *, number_format: str = "", **properties: Any) -> Format:
        """A cell to fill in: the only kind that is unlocked."""
        return self._cell(self.looks.input, number_format, locked=False, **properties)

    def _cell(self, colour: str, number_format: str, **properties: Any) -> Format:
        whole = {"text_wrap": True, **self.lines(), **properties}
        if colour:
            whole["bg_color"] = colour
        if number_format:
            whole["num_format"] = number_format
        return self.get(**whole)

    def tone(self, name: str) -> Format:
        """The colours that a conditional format gives a tone ("good", "warning", …)."""
        colours = {
            "bg_color": getattr(self.looks, name),
            "font_color": getattr(self.looks, f"{name}_text"),
        }
        key = (("tone", name),)
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(colours)
        return self._formats[key]

    def role(self, role: str) -> Format:
        """The conditional colours of a status' or verdict's role."""
        return self.tone(STATUS_TONES.get(role, "neutral"))
