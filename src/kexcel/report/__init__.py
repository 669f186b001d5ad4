"""A consolidation to the workbooks and files that people read."""
