"""A profile: how plan documents of one kind are written. It is a TOML file that can be changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kexcel.errors import ConfigurationError, Fault
from kexcel.locale import mark
from kexcel.resources import resource
from kexcel.toml_file import parse_toml

STANDARD_PROFILE = "standard"
_FOLDER = ("templates", "plan")


def _sound(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        phrase = mark("the pattern {pattern} is not a regular expression: {fault}.")
        raise Fault(phrase, pattern=pattern, fault=str(fault)) from fault
    return pattern


Pattern = Annotated[str, AfterValidator(_sound)]
"""A regular expression, in which case does not matter."""

Words = tuple[str, ...]


class HeadingLevel(StrEnum):
    """What a heading opens: a chapter, a goal of the council or one of the committee."""

    CHAPTER = "chapter"
    COUNCIL = "council"
    COMMITTEE = "committee"


class Strict(BaseModel):
    """A part of a profile: unknown keys are faults, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentProfile(Strict):
    """What surrounds the text: margins, the table of contents, the signs before points of lists."""

    contents: Words = ()
    margins: tuple[Pattern, ...] = ()
    bullets: Words = ()


class HeadingProfile(Strict):
    """A kind of heading. Those that are ``numbered`` must follow on each other.

    ``in_tables`` lets a row of a table be one.
    """

    level: HeadingLevel
    pattern: Pattern
    numbered: bool = False
    in_tables: bool = False


class StatementProfile(Strict):
    """A sentence that says how many goals or departments there are, and which."""

    about: Literal["goals", "departments"]
    pattern: Pattern


class ActivityColumns(Strict):
    """The words in the head of a table of activities."""

    title: Words
    description: Words = ()
    number: Words = ()
    start: Words = ()
    end: Words = ()
    period: Words = ()
    owner: Words = ()
    contributing: Words = ()
    goal: Words = ()
    council_goal: Words = ()
    ignored: Words = ()


class ActivityProfile(Strict):
    """How activities are written."""

    columns: ActivityColumns
    description: Literal["below", "column", "cell"] = "below"
    bullets: bool = False
    tail: Pattern = ""


class MeasureColumns(Strict):
    """The words in the head of a table of measures."""

    name: Words
    outcome: Words = ()
    target: Words = ()
    unit: Words = ()
    department: Words = ()


class MeasureProfile(Strict):
    """How measures are written."""

    columns: MeasureColumns
    scope: Pattern = ""
    down: Words = ()
    up: Words = ()


class BudgetProfile(Strict):
    """How budget tables are written."""

    names: Words
    columns: tuple[Pattern, ...]
    totals: Words
    unit: Pattern = ""
    proposed: Words = ()
    citizen: Words = ()
    department: Words = ()


class DepartmentProfile(Strict):
    """The words that departments' names share, and that do not tell them apart."""

    common: Words = ()


class OwnerProfile(Strict):
    """Phrases that say who takes part in an activity.

    ``words`` tell for a department, by a word of its name; kexcel.toml's own go before them.
    """

    contributing: Words = ()
    everyone: Words = ()
    words: Mapping[str, Words] = {}


class DateProfile(Strict):
    """How dates are written besides figures and months. ``words`` give "03-01 05-31".

    ``missing`` says what a missing date is: something to propose and to be confirmed, or the
    first or last day of the year for certain.
    """

    missing: Literal["propose", "year"] = "propose"
    words_in_lines: bool = False
    words: Mapping[str, Annotated[str, Field(pattern=r"^[01]\d-[0-3]\d [01]\d-[0-3]\d$")]] = Field(
        default_factory=dict
    )


class Profile(Strict):
    """The whole of a profile."""

    name: str
    version: str
    document: DocumentProfile = DocumentProfile()
    headings: tuple[HeadingProfile, ...] = Field(min_length=1)
    statements: tuple[StatementProfile, ...] = ()
    activities: ActivityProfile
    measures: MeasureProfile | None = None
    budget: BudgetProfile | None = None
    departments: DepartmentProfile = DepartmentProfile()
    owners: OwnerProfile = OwnerProfile()
    dates: DateProfile = DateProfile()


def load_profile(name: str = STANDARD_PROFILE, workspace: Path | None = None) -> Profile:
    """Read a profile by name: the workspace's own before the packaged one.

    Raises:
        ConfigurationError: there is no such profile, or a key of it is wrong.
    """
    places = [resource(*_FOLDER)]
    if workspace is not None:
        places.insert(0, workspace.joinpath(*_FOLDER))
    for place in places:
        path = place / f"{name}.toml"
        if path.is_file():
            return parse_toml(path.read_bytes(), Profile, file="/".join((*_FOLDER, path.name)))
    phrase = mark(
        "There is no profile {name}, neither in the workspace's templates/plan/ nor bundled."
    )
    raise ConfigurationError(phrase, name=name)
