"""Whether a consolidation is final, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kexcel.locale import counted

if TYPE_CHECKING:
    from kexcel.model.outcome import Outcome


def standing_lines(merged: Outcome, translate: Callable[[str], str]) -> tuple[str, ...]:
    """A line that says final or preliminary, then one for each reason that applies."""
    _ = translate
    if not merged.is_preliminary:
        return (_("FINAL: everyone has answered, and no errors or conflicts stand."),)
    return (_("PRELIMINARY:"), *_reasons(merged, _))


def _reasons(merged: Outcome, translate: Callable[[str], str]) -> Iterator[str]:
    _ = translate
    if merged.missing:
        waiting = ", ".join(merged.waiting)
        one, many = _("{count} return is missing"), _("{count} returns are missing")
        yield f"{counted(len(merged.missing), one, many)}: {waiting}."
    if merged.faulty:
        named = [f"{each.name} ({each.errors})" for each in merged.faulty]
        total = sum(each.errors for each in merged.faulty)
        words = counted(total, _("{count} error stands"), _("{count} errors stand"))
        yield f"{words}: {', '.join(named)}."
    if merged.open_conflicts:
        yield counted(
            merged.open_conflicts,
            _("{count} conflict waits: choose in Beslut.xlsx, then merge again."),
            _("{count} conflicts wait: choose in Beslut.xlsx, then merge again."),
        )
