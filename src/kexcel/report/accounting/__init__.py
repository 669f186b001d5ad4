"""What accounting systems and analysts read: rows of the budget, SIE and Parquet."""
