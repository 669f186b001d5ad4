"""What a worker of a cluster does: read lots in processes of its own, as is done here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from kexcel.collect import Known
from kexcel.settings import Settings
from kexcel.template import Template
from kexcel.workspace.execution.execution import cores
from kexcel.workspace.execution.lot_reader import LotReader, Read
from kexcel.workspace.execution.lots import Lot
from kexcel.workspace.execution.sent_forms import NamedForm, SentForms, SentIndex
from kexcel.workspace.issued.books import IssuedBooks

LIBRARIES = ("openpyxl", "python-calamine", "xlrd")
"""What reads what is not plain, and may read it otherwise in another version."""


class OtherCodeError(Exception):
    """A worker has another version of kexcel, of Python or of what reads."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What reading depends on besides a lot and its forms.

    ``code`` is the digest of the code; two errands with the same ``token`` are the same.
    """

    token: str
    code: str
    named: Mapping[str, NamedForm]
    settings: Settings
    template: Template
    templates: Mapping[str, Template]
    expected_period: str | None

    def known(self) -> Known:
        """The same, as a lot is read with."""
        forms = SentForms(self.named)
        books = IssuedBooks(
            forms, self.settings, self.template, self.templates.get, self.expected_period
        )
        unit = self.settings.money.unit
        return Known(SentIndex(forms), books, self.expected_period, unit)


def read_there(errand: Errand, lot: Lot, forms: Mapping[str, bytes]) -> Read:
    """Read a lot for one that asks from elsewhere.

    Raises:
        OtherCodeError: this is not the code that would read it there.
    """
    return _readers(errand).read(lot, forms)


_lock = Lock()
_open: dict[str, LotReader] = {}


def _readers(errand: Errand) -> LotReader:
    """The processes for one errand, kept for as long as lots of it come."""
    with _lock:
        if errand.token not in _open:
            if errand.code != code_digest():
                raise OtherCodeError
            while _open:
                _open.popitem()[1].close()
            _open[errand.token] = LotReader(errand.known(), jobs=cores())
        return _open[errand.token]


@cache
def code_digest() -> str:
    """What tells this code from any other, on whichever machine: its text and its libraries."""
    from importlib.metadata import version  # noqa: PLC0415 - loads what reads mails

    package = Path(__file__).parent.parent.parent
    found = sha256(repr((sys.version, [version(name) for name in LIBRARIES])).encode())
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()
