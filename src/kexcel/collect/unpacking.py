"""Unpack records of the model, and nothing else, whatever someone has put in their place.

What is packed may lie in a folder that others write in. Unpacking makes nothing but records of
``kexcel.model``, days and decimals.
"""

from __future__ import annotations

import pickle
from io import BytesIO

_OURS = "kexcel.model."
_OTHERS = {("datetime", "date"), ("decimal", "Decimal")}


def unpack(data: bytes) -> object:
    """What was packed.

    Raises:
        UnpicklingError: the bytes hold something else, or are damaged.
    """
    try:
        return _Unpickler(BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError) as fault:
        raise pickle.UnpicklingError from fault
    except (AttributeError, ImportError, IndexError, KeyError, OverflowError) as fault:
        raise pickle.UnpicklingError from fault


class _Unpickler(pickle.Unpickler):
    """Makes records of the model and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _OTHERS and not (module.startswith(_OURS) and "." not in name):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
