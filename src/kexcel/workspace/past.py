"""The years before, as the archive keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.errors import ConfigurationError
from kexcel.generate import PreviousAnswers
from kexcel.locale import mark
from kexcel.model.plan import Plan
from kexcel.roll import PastYear, decode_history, previous_year_answers
from kexcel.workspace.archive import digest

if TYPE_CHECKING:
    from pathlib import Path

    from kexcel.workspace.archive import Archive
    from kexcel.workspace.workspace import Workspace

HISTORY = "historik"
"""The folder of the archive with one file for each year before."""


def history_files(archive: Archive) -> tuple[Path, ...]:
    """The files of the years before, each named by its sha256."""
    return tuple(sorted((archive.folder / HISTORY).glob("*.json")))


def past_years(archive: Archive) -> tuple[PastYear, ...]:
    """The years before that there is a history of, the earliest first.

    Raises:
        ConfigurationError: a file is damaged, or two tell of the same year.
    """
    years: dict[int, PastYear] = {}
    for path in history_files(archive):
        data = path.read_bytes()
        year = _decoded(path, data)
        if years.setdefault(year.year, year) is not year:
            phrase = mark("{folder}: two files tell of the year {year}. Keep the right one.")
            raise ConfigurationError(phrase, folder=path.parent.as_posix(), year=year.year)
    return tuple(years[key] for key in sorted(years))


def answers_of_last_year(workspace: Workspace, plan: Plan) -> PreviousAnswers:
    """What was answered last in the year before, for the first forms of this one.

    Raises:
        ConfigurationError: a file of the history is damaged.
    """
    years = past_years(workspace.archive)
    return previous_year_answers(years, plan, workspace.template, workspace.language)


def _decoded(path: Path, data: bytes) -> PastYear:
    if digest(data) == path.stem:
        try:
            return decode_history(data)
        except ValueError as fault:
            raise _damaged(path) from fault
    raise _damaged(path)


def _damaged(path: Path) -> ConfigurationError:
    phrase = mark("{file}: the file is damaged. Restore arkiv/ from a backup.")
    return ConfigurationError(phrase, file=path.name)
