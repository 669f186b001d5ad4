"""The plan as it was read before, so that a large one is read again only when it has changed.

As with readings (``kexcel.workspace.kept``), nothing here is state, and what is unpacked can be
nothing but records of the model.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from kexcel.collect.unpacking import unpack
from kexcel.files import append_after
from kexcel.model.finding import Finding
from kexcel.model.plan import Plan
from kexcel.workspace.kept import FOLDER, code_fingerprint
from kexcel.workspace.layout import PLAN_FILE

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

ReadPlan = tuple[Plan, tuple[Finding, ...]]

_NAME = "plan.read"
_CHECKSUM = 4
_WORTH_KEEPING = 100_000
"""Bytes; a smaller plan is read sooner than what was kept of it is told to be the same."""


def read_plan_once(workspace: Workspace, data: bytes) -> ReadPlan:
    """The plan in a workbook with what there is to say about it, as it was kept or read anew."""
    if len(data) < _WORTH_KEEPING:
        return _read(data)
    path = workspace.layout.root / FOLDER / _NAME
    key = hashlib.sha256(code_fingerprint() + data).digest()
    with suppress(OSError, pickle.UnpicklingError, TypeError, ValueError):
        with path.open("rb") as stream:
            head, content = stream.read(len(key) + _CHECKSUM), stream.read()
        if head == key + zlib.crc32(content).to_bytes(_CHECKSUM, "little"):
            plan, findings = cast("ReadPlan", unpack(content))
            return plan, findings
    read = _read(data)
    if workspace.lock.is_held:
        content = pickle.dumps(read, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            append_after(path, 0, key + zlib.crc32(content).to_bytes(_CHECKSUM, "little") + content)
    return read


def _read(data: bytes) -> ReadPlan:
    from kexcel.documents.plan.reader import read_plan  # noqa: PLC0415 - loads when its step starts

    return read_plan(data, file=PLAN_FILE)
