"""Returns as they are sent from the process that reads them, and kept until next time.

Two thirds of reading a return is read again by nobody: most steps ask only for its state and its
findings. So its rows are packed for themselves, and unpacked when someone asks for them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kexcel.collect.examine import Known, read_return
from kexcel.collect.identify import FormIndex, FormNeededError
from kexcel.collect.unpacking import unpack
from kexcel.excel.scan import NotPlainError
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnedRow

Rows = Mapping[str, Mapping[str, ReturnedRow]]
Question = tuple[str, str, str]
"""What was asked of the forms, of which, and the answer."""


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file's bytes, the name and the time it came under, and its sha256."""

    data: bytes
    file: str
    sha256: str
    received: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A return: ``head`` is all but its rows, ``rows`` those, both packed.

    ``asked`` is everything that reading it asked of the forms, with the answers: as long as they
    are the same, reading it again would give the same.
    """

    head: bytes
    rows: bytes
    asked: tuple[Question, ...]

    def unpacked(self) -> Return:
        """The return, whose rows are unpacked when they are first asked for."""
        return with_rows(self.head, lambda: self.rows)


@dataclass(frozen=True, slots=True)
class FormNeeded:
    """A file cannot be read before the form with the code is there."""

    code: str


Answer = Packed | FormNeeded | None
"""What came of a file; None for one that is to be read in another way."""


def read_packed(known: Known, files: list[FileToRead]) -> list[Answer]:
    """Read files; None for one that ``known`` wants read in another way."""
    return [_read(known, each) for each in files]


def _read(known: Known, file: FileToRead) -> Answer:
    asked = AskedForms(known.forms)
    try:
        returned = read_return(
            replace(known, forms=asked), file.data, file.file, file.sha256, file.received
        )
    except NotPlainError:
        return None
    except FormNeededError as needed:
        return FormNeeded(needed.code)
    return packed(returned, tuple(asked.questions))


def packed(returned: Return, asked: tuple[Question, ...] = ()) -> Packed:
    """A return, packed."""
    head = pickle.dumps(replace(returned, rows={}), pickle.HIGHEST_PROTOCOL)
    rows = {sheet: dict(of_sheet) for sheet, of_sheet in returned.rows.items()}
    return Packed(head, pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), asked)


def with_rows(head: bytes, rows: Callable[[], bytes]) -> Return:
    """A return whose packed rows are fetched when they are asked for.

    Raises:
        UnpicklingError: the bytes are not what ``packed`` made.
    """
    returned = unpack(head)
    if not isinstance(returned, Return):
        raise pickle.UnpicklingError
    return replace(returned, rows=LateRows(rows))


class LateRows(Mapping[str, Mapping[str, ReturnedRow]]):
    """The rows of a return, unpacked anew each time that they are asked for from outside.

    So thousands of returns can be held at once; whoever goes through the rows of one holds them.
    """

    __slots__ = ("_fetch",)

    def __init__(self, fetch: Callable[[], bytes]) -> None:
        self._fetch = fetch

    def packed(self) -> bytes:
        """All of them, as they are kept."""
        return self._fetch()

    def whole(self) -> Rows:
        """All of them, in memory."""
        return _unpacked(self._fetch())

    def __getitem__(self, sheet: str) -> Mapping[str, ReturnedRow]:
        return _kept(self)[sheet]

    def __iter__(self) -> Iterator[str]:
        return iter(_kept(self))

    def __len__(self) -> int:
        return len(_kept(self))

    def __eq__(self, other: object) -> bool:
        return dict(self) == dict(other) if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # compared by what it holds

    def __reduce__(self) -> tuple[type[dict[str, object]], tuple[object, ...]]:
        return dict, (dict(self.whole()),)


def _unpacked(data: bytes) -> Rows:
    return unpack(data)  # type: ignore[return-value] # it is what was packed


@dataclass(slots=True)
class _Lately:
    """The rows that were asked for last, by the returns they are of, and how large they are."""

    rows: dict[int, tuple[LateRows, Rows, int]] = field(default_factory=dict)
    size: int = 0

    def keep(self, late: LateRows) -> Rows:
        data = late.packed()
        while self.rows and self.size + len(data) > _MOST_BYTES:
            self.size -= self.rows.pop(next(iter(self.rows)))[2]
        rows = _unpacked(data)
        self.rows[id(late)] = late, rows, len(data)
        self.size += len(data)
        return rows


_MOST_BYTES = 1_500_000
"""How much is held unpacked, by its packed size: some 20 MB in memory, a city's returns."""

_LATELY = _Lately()


def _kept(late: LateRows) -> Rows:
    """The rows, which are asked for several times in succession by each who asks at all."""
    found = _LATELY.rows.get(id(late))
    return found[1] if found is not None else _LATELY.keep(late)


class AskedForms(FormIndex):
    """Forms that note what is asked of them."""

    def __init__(self, forms: FormIndex) -> None:
        super().__init__()
        self._asked = forms
        self.questions: list[Question] = []

    def get(self, code: str) -> Form | None:
        """The form with the code, or None if it was not issued from here."""
        found = self._asked.get(code)
        self.questions.append(("get", code, "" if found is None else code))
        return found

    def newest(self, form: Form) -> Form:
        """The latest form issued to the form's department for its period, perhaps itself."""
        found = self._asked.newest(form)
        self.questions.append(("newest", form.code, found.code))
        return found

    def department_named_in(self, text: str) -> str | None:
        """The only department whose name stands in a text, such as the name of a file."""
        found = self._asked.department_named_in(text)
        self.questions.append(("named", text, found or ""))
        return found


def still_so(questions: tuple[Question, ...], forms: FormIndex) -> bool:
    """Whether the forms would give the same answers again."""
    return all(_answer(forms, what, of) == answer for what, of, answer in questions)


def _answer(forms: FormIndex, what: str, of: str) -> str:
    if what == "get":
        return of if forms.has(of) else ""
    if what == "newest":
        return forms.newest_code(of)
    return forms.department_named_in(of) or ""
