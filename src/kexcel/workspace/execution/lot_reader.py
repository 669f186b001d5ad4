"""Read a lot where none of its files can hurt: in processes that may die of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from kexcel.collect import Known, given_up
from kexcel.collect.packed import Answer, FileToRead, FormNeeded, Packed, packed
from kexcel.excel.read import CAREFUL_READERS
from kexcel.workspace.execution.sent_forms import read_sent
from kexcel.workspace.isolation import DEFAULT_ALLOWANCE, DIED, Allowance, Isolation, IsolationError

MODULES = ("kexcel.collect.packed",)

Read = list[Packed | FormNeeded]
Forms = Mapping[str, bytes]


class LotReader:
    """Processes that read files: some for those that are plain, as many for all others.

    The others load the libraries that read anything, and are not started before there is a file
    that needs them. Several threads may read at a time; each has a process of its own while it
    does.
    """

    def __init__(
        self, known: Known, *, jobs: int = 1, allowance: Allowance = DEFAULT_ALLOWANCE
    ) -> None:
        self._known = known
        plain = replace(known, plain_only=True)
        self._plain = Isolation(jobs=jobs, allowance=allowance, shared=(plain,), modules=MODULES)
        modules = (*MODULES, *CAREFUL_READERS)
        self._careful = Isolation(jobs=jobs, allowance=allowance, shared=(known,), modules=modules)
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._is_closed = True
        self._careful.close()
        self._plain.__exit__(kind, fault, traceback)

    def close(self) -> None:
        """End every process at once; what is being read is given up."""
        self._is_closed = True
        self._careful.close()
        self._plain.close()

    def start(self) -> None:
        """Start the processes for plain files now, while this process may still be copied."""
        self._plain.start()

    def read(self, files: Sequence[FileToRead], forms: Forms | None = None) -> Read:
        """Read files, in their order. One that ends its reader is answered with a finding.

        ``forms`` are those that were sent along, where the archive is out of reach.
        """
        try:
            answers = self._answers(self._plain, files, forms)
        except IsolationError as given:
            if self._is_closed:
                raise
            if len(files) == 1:
                return [self._given_up(files[0], given)]
            return [answer for file in files for answer in self.read([file], forms)]
        return [
            answer or self._read_carefully(file, forms)
            for file, answer in zip(files, answers, strict=True)
        ]

    def _answers(
        self, processes: Isolation, files: Sequence[FileToRead], forms: Forms | None
    ) -> list[Answer]:
        if self._is_closed:
            raise IsolationError(DIED)
        return processes.call(read_sent, list(files), forms)

    def _read_carefully(self, file: FileToRead, forms: Forms | None) -> Packed | FormNeeded:
        try:
            answer = self._answers(self._careful, [file], forms)[0]
        except IsolationError as given:
            if self._is_closed:
                raise
            return self._given_up(file, given)
        if answer is None:
            raise RuntimeError("a file was refused by the reader that refuses none")
        return answer

    def _given_up(self, file: FileToRead, given: IsolationError) -> Packed:
        returned = given_up(self._known, file.file, file.sha256, file.received, given.reason)
        return packed(returned)
