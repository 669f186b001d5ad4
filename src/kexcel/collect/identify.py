"""Tell which issued form a workbook is, by what it carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kexcel.excel.workbook_data import SheetData, WorkbookData
from kexcel.model.form import Form
from kexcel.model.identity import MARK, find_correction_mark, find_form_code
from kexcel.validate.written import as_written, tidy

FORM_PROPERTY = "kexcel-form"
"""The workbook's own property that holds the form's code."""


class FormNeededError(Exception):
    """A form was asked for that is not here, though it was issued; ``code`` is its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FormIndex:
    """The forms that have been issued, oldest first: later ones supersede earlier ones."""

    def __init__(self, forms: Iterable[Form] = ()) -> None:
        self._forms = {form.code: form for form in forms}
        self._newest = {(f.department, f.period): f.code for f in self._forms.values()}

    def get(self, code: str) -> Form | None:
        """The form with the code, or None if it was not issued from here."""
        return self._forms.get(code)

    def has(self, code: str) -> bool:
        """Whether a form with the code was issued from here."""
        return code in self._forms

    def newest_code(self, code: str) -> str:
        """The code of the latest form issued to a form's department for its period."""
        form = self._forms.get(code)
        return self._newest[form.department, form.period] if form else code

    def newest(self, form: Form) -> Form:
        """The latest form issued to the form's department for its period, perhaps itself."""
        return self._forms[self._newest.get((form.department, form.period), form.code)]

    def department_named_in(self, text: str) -> str | None:
        """The only department whose name stands in a text, such as the name of a file."""
        words = tidy(text).casefold()
        named = {
            form.department: len(form.department_name)
            for form in self._forms.values()
            if tidy(form.department_name).casefold() in words
        }
        longest = [key for key, length in named.items() if length == max(named.values())]
        return longest[0] if len(longest) == 1 else None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is. ``codes`` are the form codes found, the most trusted first;
    ``by_sheet`` the code on each sheet, by its place in the workbook; ``metadata`` the hidden
    sheet's keys and values; ``corrects`` the sha256 of the return it is a mended correction of.
    """

    codes: tuple[str, ...]
    by_sheet: Mapping[int, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    metadata_sheet: int | None = None
    corrects: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether anything in the workbook says that it is a form."""
        return bool(self.codes or self.metadata)

    @property
    def disagrees(self) -> bool:
        """Whether the hidden parts name another form than the sheets do."""
        return len(self.codes) > 1


def identify(workbook: WorkbookData) -> Identity:
    """Find every anchor in a workbook. What is printed on the sheets wins over hidden parts."""
    place, metadata = _metadata(workbook)
    by_sheet = {
        index: code
        for index, sheet in enumerate(workbook.sheets)
        if index != place and (code := _code_on(sheet))
    }
    printed = [code for code, _ in Counter(by_sheet.values()).most_common(1)]
    hidden = [
        find_form_code(metadata.get("code", "")),
        find_form_code(workbook.keywords),
        find_form_code(workbook.custom.get(FORM_PROPERTY, "")),
    ]
    codes = dict.fromkeys([*printed, *(code for code in hidden if code)])
    return Identity(tuple(codes), by_sheet, metadata, place, _corrects(workbook))


def _corrects(workbook: WorkbookData) -> str:
    """The return that the workbook is a mended correction of, if it is one."""
    texts = (
        value
        for sheet in workbook.sheets
        for value in sheet.cells.values()
        if isinstance(value, str) and MARK in value
    )
    return next((found for text in texts if (found := find_correction_mark(text))), "")


def _metadata(workbook: WorkbookData) -> tuple[int | None, dict[str, str]]:
    """The metadata sheet, whatever its name became and whether it shows or not."""
    for index, sheet in enumerate(workbook.sheets):
        if sheet.cells.get((0, 0)) == MARK:
            rows = sorted(row for row, column in sheet.cells if column == 0)
            pairs = {_text(sheet, row, 0): _text(sheet, row, 1) for row in rows}
            if "code" in pairs:
                return index, pairs
    return None, {}


def _text(sheet: SheetData, row: int, column: int) -> str:
    return as_written(sheet.cells.get((row, column)))


def _code_on(sheet: SheetData) -> str | None:
    """The first code printed on a sheet, from the top."""
    found = (
        (place, code)
        for place, value in sheet.cells.items()
        if isinstance(value, str)
        and ("X-" in value or "x-" in value)
        and (code := find_form_code(value))
    )
    return min(found, default=(None, None))[1]
