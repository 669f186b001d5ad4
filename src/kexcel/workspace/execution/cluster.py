"""Lots are read by the workers of a Dask cluster."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from kexcel.collect import Known
from kexcel.collect.packed import FormNeeded, Packed
from kexcel.errors import UsageError
from kexcel.locale import mark
from kexcel.workspace.execution.local import whole
from kexcel.workspace.execution.lot_reader import LotReader, Read
from kexcel.workspace.execution.lots import Lot
from kexcel.workspace.execution.sent_forms import NamedForm, packed_form
from kexcel.workspace.execution.there import Errand, code_digest, read_there
from kexcel.workspace.issued.forms import IssuedForms, IssuedIndex

if TYPE_CHECKING:
    from distributed import Client

    from kexcel.workspace.workspace import Workspace

_CONNECT_SECONDS = 5
_LOT_SECONDS = 300.0
"""When nobody has answered for so long, a lot is read here."""

_TIMES_ASKED = 4
"""How often a file may ask for another form; then it is read here."""

_LOTS_A_WORKER = 3


class ClusterDesk:
    """Hands lots to a cluster's executor, with the forms that their files are taken to answer.

    ``shared`` is the errand as the executor gives it to each call. What fails there is read here.
    """

    def __init__(
        self, executor: Executor, shared: object, along: FormsAlong, known: Known, ahead: int
    ) -> None:
        self._executor = executor
        self._shared = shared
        self._known = known
        self._along = along
        self._here = ExitStack()
        self._readers: LotReader | None = None
        self.ahead = ahead

    def submit(self, lot: Lot) -> Future[Read]:
        """Have a lot read."""
        return self._submit(lot, self._along.guessed(lot))

    def answers(self, lot: Lot, future: Future[Read]) -> list[Packed]:
        """What came of a lot; with the forms that its files ask for, where others were sent."""
        forms = self._along.guessed(lot)
        try:
            read = future.result(_LOT_SECONDS)
            for _ in range(_TIMES_ASKED):
                asked = [place for place, each in enumerate(read) if isinstance(each, FormNeeded)]
                if not asked:
                    return whole(read)
                forms |= self._along.packed({read[place].code for place in asked})  # type: ignore[union-attr] # these are
                again = self._submit([lot[place] for place in asked], forms).result(_LOT_SECONDS)
                for place, each in zip(asked, again, strict=True):
                    read[place] = each
        except Exception:  # noqa: BLE001 - whatever it was: a fault of our own comes again here
            future.cancel()
        return whole(self._reader.read(lot))

    def close(self) -> None:
        """End what was started here."""
        self._here.close()

    def _submit(self, lot: Lot, forms: Mapping[str, bytes]) -> Future[Read]:
        return self._executor.submit(read_there, self._shared, lot, forms)  # type: ignore[arg-type] # given as the errand

    @property
    def _reader(self) -> LotReader:
        if self._readers is None:
            self._readers = self._here.enter_context(LotReader(self._known))
        return self._readers


class FormsAlong:
    """The forms that are sent along with lots, packed."""

    def __init__(self, forms: IssuedForms) -> None:
        self._index = forms.index
        self._forms = forms
        self._by_name = {self._forms.entry(code).file: code for code in self._forms}

    def guessed(self, lot: Lot) -> dict[str, bytes]:
        """Those that the files' names speak of, and the newest of the same departments."""
        codes = {code for each in lot if (code := self._guess(each.file))}
        return self.packed(codes | {self._index.newest_code(code) for code in codes})

    def packed(self, codes: set[str]) -> dict[str, bytes]:
        """The forms with these codes."""
        forms = self._forms
        paths = {code: forms.archive.form_path(code) for code in sorted(codes) if code in forms}
        return {code: packed_form(path.read_bytes()) for code, path in paths.items()}

    def _guess(self, name: str) -> str | None:
        if name in self._by_name:
            return self._by_name[name]
        department = self._index.department_named_in(name)
        codes = (code for code in self._forms if self._forms.department(code) == department)
        return next(codes, None)


def errand_of(workspace: Workspace, forms: IssuedForms, period: str | None) -> Errand:
    """What the workers must know of a workspace."""
    names = forms.names
    named = {
        code: NamedForm(forms.department(code), forms.period(code), names[code]) for code in forms
    }
    templates = workspace.archive.templates()
    content = (named, workspace.settings, workspace.template, templates, period)
    code = code_digest()
    token = sha256(pickle.dumps((code, content))).hexdigest()
    return Errand(token, code, *content)


@contextmanager
def cluster_desk(workspace: Workspace, known: Known) -> Iterator[ClusterDesk]:
    """The workers of the cluster whose scheduler the workspace names.

    Raises:
        UsageError: Dask is not installed, the scheduler does not answer, it has no workers, or
            they have another version of kexcel.
    """
    issued = known.forms.issued if isinstance(known.forms, IssuedIndex) else None
    if not isinstance(issued, IssuedForms):
        raise TypeError("forms are sent along from an archive")
    address = workspace.execution.scheduler
    with _connected(address) as client:
        workers = _require_workers(client, address)
        errand = errand_of(workspace, issued, known.expected_period)
        # A task's result and not scattered data: that is lost with the worker that holds it.
        shared = client.submit(pickle.loads, pickle.dumps(errand), pure=False)
        executor, along = client.get_executor(pure=False), FormsAlong(issued)
        desk = ClusterDesk(executor, shared, along, known, _LOTS_A_WORKER * workers)
        try:
            yield desk
        finally:
            desk.close()


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - loads when it is asked for
    except ImportError as fault:
        phrase = mark('--scheduler needs Dask, which is not installed: pip install "{package}"')
        raise UsageError(phrase, package="kexcel[dask]") from fault
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is read here
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:  # ValueError: it is no address
        phrase = mark("The scheduler {address} does not answer. Is it running there?")
        raise UsageError(phrase, address=address) from fault
    with client:
        yield client


def _require_workers(client: Client, address: str) -> int:
    """How many threads the workers have, if they are of this version."""
    try:
        digests = client.run(code_digest)
    except ImportError as fault:
        phrase = mark("The workers of {address} have no kexcel. Install this version on them.")
        raise UsageError(phrase, address=address) from fault
    if not digests:
        phrase = mark("The scheduler {address} has no workers. Start some, then try again.")
        raise UsageError(phrase, address=address)
    if set(digests.values()) != {code_digest()}:
        phrase = mark(
            "The workers of {address} have another version of kexcel, of Python or of what reads "
            "workbooks. Install the same on them as here."
        )
        raise UsageError(phrase, address=address)
    return sum(client.nthreads().values())
