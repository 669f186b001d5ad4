"""Where a file that is to be taken lies: in a folder, or at an address."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from kexcel.workspace.inbox import open_regular, read_regular, shown_unfollowed
from kexcel.workspace.layout import Layout


class Source(Protocol):
    """A file that is to be taken."""

    @property
    def name(self) -> str:
        """What the file is called, without where it lies."""

    def shown(self, layout: Layout) -> str:
        """How it is told where it lies."""

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """Open it from its beginning.

        Raises:
            NotOpenedError: it cannot be opened now.
        """

    def read(self, stream: BinaryIO, most: int) -> bytes | None:
        """All of an opened file; None where it is larger than ``most`` bytes.

        Raises:
            NotOpenedError: it cannot be read now.
        """


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file in a folder."""

    path: Path

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name

    def shown(self, layout: Layout) -> str:
        """The path from the workspace, without looking where it leads."""
        return shown_unfollowed(self.path, layout.shown)

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """Open it, if it is a file."""
        return open_regular(self.path)

    def read(self, stream: BinaryIO, most: int) -> bytes | None:
        """All of it, unless it is written to meanwhile."""
        return read_regular(stream, most)
