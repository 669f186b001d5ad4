"""The follow-up workbook, sheet by sheet."""
