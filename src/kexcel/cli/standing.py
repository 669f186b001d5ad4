"""Whether a consolidation is final, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kexcel.locale import counted

if TYPE_CHECKING:
    from kexcel.model.consolidation import Consolidation


def standing_lines(merged: Consolidation, translate: Callable[[str], str]) -> tuple[str, ...]:
    """A line that says final or preliminary, then one for each reason that applies."""
    _ = translate
    if not merged.is_preliminary:
        return (_("FINAL: everyone has answered, and no errors or conflicts stand."),)
    return (_("PRELIMINARY:"), *_reasons(merged, _))


def _reasons(merged: Consolidation, translate: Callable[[str], str]) -> Iterator[str]:
    _ = translate
    names = {department.key: department.name for department in merged.departments}
    if merged.missing:
        waiting = ", ".join(names.get(key, key) for key in merged.missing)
        one, many = _("{count} return is missing"), _("{count} returns are missing")
        yield f"{counted(len(merged.missing), one, many)}: {waiting}."
    faulty = [each for each in merged.returns if each.is_usable and each.errors]
    if faulty:
        named = [f"{names.get(r.department or '', r.file)} ({r.errors})" for r in faulty]
        total = sum(each.errors for each in faulty)
        words = counted(total, _("{count} error stands"), _("{count} errors stand"))
        yield f"{words}: {', '.join(named)}."
    if merged.open_conflicts:
        yield counted(
            merged.open_conflicts,
            _("{count} conflict waits: choose in Beslut.xlsx, then merge again."),
            _("{count} conflicts wait: choose in Beslut.xlsx, then merge again."),
        )
