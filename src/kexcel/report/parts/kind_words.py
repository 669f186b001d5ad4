"""What the kinds of decisions on frames are called, and a version told in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kexcel.model.plan import FrameKind, FrameVersion


def kind_words(translate: Callable[[str], str]) -> Mapping[FrameKind, str]:
    """The word for each kind of decision."""
    return {
        FrameKind.PROPOSED: translate("Proposal"),
        FrameKind.DECIDED: translate("Decision"),
        FrameKind.REVISED: translate("Revision"),
        FrameKind.TRANSFER: translate("Transfer"),
    }


def told_version(version: FrameVersion, translate: Callable[[str], str]) -> str:
    """A version's name with its kind, day and paragraph, as far as they are known."""
    kind = kind_words(translate)[version.kind]
    day = version.decided.isoformat() if version.decided else ""
    facts = ", ".join(fact for fact in (kind, day, version.decision) if fact)
    return f"{version.name} ({facts})"
