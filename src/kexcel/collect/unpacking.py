"""Unpack records, and nothing else, whatever someone has put in their place.

What is packed may lie in a folder that others write in. Unpacking makes nothing but records of
``kexcel.model``, the parts of settings and templates, days and decimals.
"""

from __future__ import annotations

import pickle
from io import BytesIO

from kexcel.strict import Strict

_OURS = "kexcel.model."
_CHECKED = {"kexcel.settings", "kexcel.template.schema"}
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
    """Makes records and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        is_ours = module.startswith(_OURS) and "." not in name
        if is_ours or (module, name) in _OTHERS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module in _CHECKED else None
        if not (isinstance(found, type) and issubclass(found, Strict)):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
