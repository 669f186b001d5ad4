"""Every way a form is saved by another program: which program, in which format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A program and what it saves as. ``by`` is the fixture that runs it.

    ``exporter`` is what the program itself calls the format, where it has several for an ending.
    """

    program: str
    ending: str
    by: str
    exporter: str = ""

    def __str__(self) -> str:
        return f"{self.program} {self.format}"

    @property
    def format(self) -> str:
        """The format, in the words of the table."""
        return {
            "Gnumeric_Excel:excel_dsf": ".xls (95 and 97 in one)",
            "Calc Office Open XML": ".xlsx (Open XML)",
        }.get(self.exporter, f".{self.ending}")


LIBREOFFICE = (
    Way("LibreOffice", "xlsx", "office", "Calc MS Excel 2007 XML"),
    Way("LibreOffice", "xlsx", "office", "Calc Office Open XML"),
    Way("LibreOffice", "xlsm", "office", "Calc MS Excel 2007 VBA XML"),
    Way("LibreOffice", "xls", "office", "MS Excel 97"),
    Way("LibreOffice", "ods", "office", "calc8"),
)
GNUMERIC = (
    Way("Gnumeric", "xlsx", "gnumeric", "Gnumeric_Excel:xlsx2"),
    Way("Gnumeric", "xls", "gnumeric", "Gnumeric_Excel:excel_biff8"),
    Way("Gnumeric", "xls", "gnumeric", "Gnumeric_Excel:excel_dsf"),
    Way("Gnumeric", "ods", "gnumeric", "Gnumeric_OpenCalc:odf"),
)
NODE = (
    Way("exceljs", "xlsx", "node"),
    Way("xlsx-populate", "xlsx", "node"),
    *(Way("SheetJS", ending, "node") for ending in ("xlsx", "xlsm", "xlsb", "xls", "ods")),
    *(Way("SheetJS with dates", ending, "node") for ending in ("xlsx", "xlsb", "xls", "ods")),
)
PYTHON = (
    Way("pandas", "xlsx", "python"),
    Way("pandas", "ods", "python"),
    Way("pyexcel", "xlsx", "python"),
    Way("pyexcel", "xls", "python"),
    Way("pyexcel", "ods", "python"),
)
HERE = (
    Way("openpyxl", "xlsx", "here"),
    Way("openpyxl", "xlsm", "here"),
)
WAYS = (*LIBREOFFICE, *GNUMERIC, *NODE, *PYTHON, *HERE)
