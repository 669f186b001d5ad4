"""What a plan document is read with: whose plan it is, and what is known before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kexcel.documents.prose.frames import StatedSigns
from kexcel.documents.prose.profile import Profile
from kexcel.model.plan import Department


@dataclass(frozen=True, slots=True)
class Request:
    """Whose plan it is, in which unit amounts are kept, and what is known of the departments.

    ``owners`` are the words of kexcel.toml that tell which department leads an activity.
    ``signs`` are what the coordinator says of printed columns.
    """

    profile: Profile
    organisation: str
    body: str
    year: int
    unit: str
    owners: Mapping[str, Sequence[str]] = field(default_factory=dict)
    departments: tuple[Department, ...] = ()
    signs: StatedSigns = field(default_factory=dict)
