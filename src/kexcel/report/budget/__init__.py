"""The budget workbook for finance, and budget.csv."""
