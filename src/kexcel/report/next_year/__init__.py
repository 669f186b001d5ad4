"""What there is to decide when a year begins, in words and as a workbook."""
