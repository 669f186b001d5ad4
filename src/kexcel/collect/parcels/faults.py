"""What the libraries that open parcels raise on broken and hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from email.errors import MessageError

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    MessageError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    EOFError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Anything but want of memory, which says as much of the process as of the file."""
