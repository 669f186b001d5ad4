"""How the workspace tells that a file could not be opened."""

from __future__ import annotations

from pathlib import Path

from kexcel.errors import UnreadableInputError
from kexcel.locale import mark


def cannot_open(path: Path, fault: OSError) -> UnreadableInputError:
    """The error for a file that exists on the command line but not for the system."""
    if isinstance(fault, FileNotFoundError):
        return UnreadableInputError(mark("{path} does not exist."), path=path)
    phrase = mark("{path} cannot be opened: {reason}.")
    return UnreadableInputError(phrase, path=path, reason=fault.strerror)
