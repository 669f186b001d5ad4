"""What the kinds of decisions on frames are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kexcel.model.plan import FrameKind


def kind_words(translate: Callable[[str], str]) -> Mapping[FrameKind, str]:
    """The word for each kind of decision."""
    return {
        FrameKind.PROPOSED: translate("Proposal"),
        FrameKind.DECIDED: translate("Decision"),
        FrameKind.REVISED: translate("Revision"),
        FrameKind.TRANSFER: translate("Transfer"),
    }
