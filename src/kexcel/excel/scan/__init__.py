"""Read the plain workbooks fast, from parts that the guard has unpacked already.

Nearly every return is plain: what spreadsheet programs write for texts, numbers, dates and
formulas. It is read by expressions over whole parts. Whatever is not certainly plain gives
NotPlainError and is left to the careful reader (``kexcel.excel.readers_openpyxl``): the file
decides which reader it gets, and both give the same for what both read.
"""

from kexcel.excel.scan.plain import NotPlainError
from kexcel.excel.scan.workbook import scan_workbook

__all__ = ["NotPlainError", "scan_workbook"]
