"""A workbook of XlsxWriter's that is packed by other hands."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from kexcel.excel.quick.parts import Deflated, PartStream, deflated, packed
from kexcel.excel.quick.strings import QuickStrings


class QuickWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter carries no types
    """Its bytes are in ``data`` once it is closed."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(BytesIO(), options)
        self._packager = _QuickPackager()

    @property
    def data(self) -> bytes:
        """The finished workbook."""
        return packed(self._packager.parts)

    def _get_packager(self) -> Packager:
        return self._packager


class _QuickPackager(Packager):  # type: ignore[misc] # as above
    """Deflates every part as XlsxWriter writes it, and leaves nothing for XlsxWriter to pack."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, Deflated]] = []

    def _filename(self, xml_filename: str) -> PartStream:
        stream = PartStream()
        self.filenames.append((stream, xml_filename, False))
        return stream

    def _write_shared_strings_file(self) -> None:
        strings = QuickStrings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _create_package(self) -> list[object]:
        written = super()._create_package()
        self.parts = [(name, _finished(stream)) for stream, name, _ in written]
        return []


def _finished(stream: PartStream | BytesIO) -> Deflated:
    """A part; pictures are given as bytes."""
    return stream.finished() if isinstance(stream, PartStream) else deflated(stream.getvalue())
