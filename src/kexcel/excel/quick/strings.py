"""The texts that a workbook's sheets share, written out."""

from __future__ import annotations

from xlsxwriter.sharedstrings import SharedStrings


class QuickStrings(SharedStrings):  # type: ignore[misc] # XlsxWriter carries no types
    """Writes plain texts by itself, and leaves those with anything in them to XlsxWriter."""

    def _write_si(self, text: str) -> None:
        if is_plain_text(text):
            self.fh.write(f"<si><t>{text}</t></si>")
        else:
            super()._write_si(text)


def is_plain_text(text: str) -> bool:
    """Whether a text stands between tags as it is: nothing to escape, and no space at its ends."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and "_x" not in text
        and text[:1] != " "
        and text[-1:] != " "
    )
