"""Returns and decisions to one consolidation: what every department says, put together."""

from kexcel.collect.changes import answered_by
from kexcel.merge.carry_over import EVERYONE, answers_for_next_period
from kexcel.merge.consolidate import Inputs, consolidate
from kexcel.merge.data_frames import frames
from kexcel.merge.decided_rows import decided_row
from kexcel.merge.merged_rows import Judge
from kexcel.merge.outcome import outcome_of
from kexcel.merge.placement import place_in_plan
from kexcel.merge.rehoming import handed_in_for
from kexcel.merge.rewording import reworded
from kexcel.merge.together import Settled, settle_together

__all__ = [
    "EVERYONE",
    "Inputs",
    "Judge",
    "Settled",
    "answered_by",
    "answers_for_next_period",
    "consolidate",
    "decided_row",
    "frames",
    "handed_in_for",
    "outcome_of",
    "place_in_plan",
    "reworded",
    "settle_together",
]
