"""How large a body is that the benchmark takes for an example."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Size:
    """So many departments that each lead so many activities."""

    name: str
    departments: int
    activities: int

    @property
    def rows(self) -> int:
        """The rows that are answered: activities, and a measure and a frame for each department."""
        return self.departments * (self.activities + 2)

    def of(self, departments: int) -> Size:
        """The same body with fewer departments."""
        return replace(self, departments=min(departments, self.departments))


SIZES = {
    size.name: size
    for size in (
        Size("prov", 3, 4),  # the smallest: whether the benchmark itself works
        Size("kommun", 6, 20),
        Size("stad", 60, 100),
        Size("region", 300, 60),  # every municipality of a county, some twenty departments each
        Size("nation", 4000, 60),
    )
}
