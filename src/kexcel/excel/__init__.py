"""The only room that knows spreadsheet files: guarding, reading, writing, styling, annotating."""
