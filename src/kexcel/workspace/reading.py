"""Read received files where none of them can hurt, with what was issued beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from kexcel.collect import FormIndex, Known
from kexcel.collect.packed import FileToRead, Packed
from kexcel.model.form import Form
from kexcel.workspace.archive import Archive
from kexcel.workspace.issued.books import IssuedBooks
from kexcel.workspace.issued.forms import IssuedForms

if TYPE_CHECKING:
    from kexcel.workspace.execution.reader import Reader
    from kexcel.workspace.workspace import Workspace


class NoReader:
    """Stands where a reader would, had anything to be read."""

    def read(self, _files: Iterable[FileToRead]) -> Iterator[Packed]:
        """Nothing."""
        return iter(())


@contextmanager
def reader(workspace: Workspace, known: Known, files: int) -> Iterator[Reader | NoReader]:
    """What reads so many files, as the workspace's execution says; without any, nothing starts.

    Raises:
        UsageError: a cluster is asked for and cannot be used.
    """
    if not files:
        yield NoReader()
        return
    from kexcel.workspace.execution.local import local_desk  # noqa: PLC0415 - start-up time
    from kexcel.workspace.execution.reader import Reader  # noqa: PLC0415 - start-up time

    execution = workspace.execution
    if execution.scheduler:
        from kexcel.workspace.execution.cluster import cluster_desk  # noqa: PLC0415 - loads Dask

        with cluster_desk(workspace, known) as desk:
            yield Reader(desk, execution.lot)
        return
    with local_desk(known, execution.jobs_for(files)) as desk:
        yield Reader(desk, execution.lot)


def read_alone(known: Known, file: FileToRead) -> Packed:
    """Read one file, in a process of this machine."""
    from kexcel.workspace.execution.local import local_desk  # noqa: PLC0415 - start-up time
    from kexcel.workspace.execution.reader import Reader  # noqa: PLC0415 - start-up time

    with local_desk(known, 1) as desk:
        return next(Reader(desk, 1).read([file]))


def what_is_known(
    workspace: Workspace, forms: Mapping[str, Form], expected_period: str | None
) -> Known:
    """What was issued, with the rule books of the forms that may be answered.

    A form of a period that kexcel.toml no longer has is known, but has no rule book.
    """
    archive = Archive(workspace.archive.folder)  # sent without what this one remembers
    templates = partial(archive.template, like=workspace.template)
    books = IssuedBooks(forms, workspace.settings, workspace.template, templates, expected_period)
    index = forms.index if isinstance(forms, IssuedForms) else FormIndex(forms.values())
    return Known(index, books, expected_period, workspace.settings.money.unit)
