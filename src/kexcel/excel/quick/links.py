"""Links to cells of other files, of which many lead to the same file."""

from __future__ import annotations

from xlsxwriter.url import Url

_SHORT, _SHORT_FILE = 120, 1000
"""Signs of an anchor or a tip, and of a file, that are within Excel's limits whatever they are."""


class Links:
    """Makes links by the file that they lead to, as XlsxWriter does for each anew."""

    def __init__(self) -> None:
        self._files: dict[str, Url] = {}

    def made(self, target: str, text: str, tip: str) -> Url | None:
        """The link; None where XlsxWriter has to look it through."""
        file, sign, anchor = target.partition("#")
        is_usual = file.startswith("external:../") and len(file) < _SHORT_FILE and sign
        if not is_usual or len(anchor) > _SHORT or len(tip) > _SHORT:
            return None
        known = self._files.get(file)
        if known is None:
            known = self._files[file] = Url(file)
        link = Url.__new__(Url)
        link.__dict__ = known.__dict__ | {
            "_original_url": target,
            "_anchor": anchor.replace("/", "\\"),
            "_text": text,
            "_tip": tip,
        }
        return link
