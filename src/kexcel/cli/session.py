"""What the shared options say, and the workspace they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kexcel.cli.waiting import patience, tell_waiting
from kexcel.locale import LANGUAGES, translator

if TYPE_CHECKING:
    from kexcel.workspace import Workspace


@dataclass
class Session:
    """One run of the command line."""

    folder: str
    chosen_language: str | None
    jobs: int | None = None
    scheduler: str = ""

    @cached_property
    def workspace(self) -> Workspace:
        """The opened workspace; ConfigurationError if the folder is none."""
        from pathlib import Path  # noqa: PLC0415 - start-up time

        from kexcel.garbage import none_collected_at_exit  # noqa: PLC0415 - start-up time
        from kexcel.workspace import open_workspace  # noqa: PLC0415 - start-up time
        from kexcel.workspace.execution.execution import Execution  # noqa: PLC0415 - start-up time
        from kexcel.workspace.lock import PATIENCE  # noqa: PLC0415 - start-up time

        none_collected_at_exit()
        return open_workspace(
            Path(self.folder),
            language=self.chosen_language,
            patience=patience(PATIENCE),
            waiting=tell_waiting(lambda: self.translate),
            execution=Execution(jobs=self.jobs, scheduler=self.scheduler),
        )

    @property
    def language(self) -> str:
        """The language of the screen: as chosen, else the workspace's."""
        return self.chosen_language or self.workspace.language

    @property
    def language_so_far(self) -> str:
        """The language as far as is known, also where the workspace could not be opened."""
        opened: Workspace | None = self.__dict__.get("workspace")
        return self.chosen_language or (opened.language if opened else LANGUAGES[0])

    @property
    def translate(self) -> Callable[[str], str]:
        """The program's words in the session's language."""
        return translator(self.language)
