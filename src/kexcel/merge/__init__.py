"""Returns and decisions to one consolidation: what every department says, put together."""

from kexcel.merge.consolidate import Inputs, consolidate
from kexcel.merge.data_frames import frames
from kexcel.merge.settle import settle

__all__ = ["Inputs", "consolidate", "frames", "settle"]
