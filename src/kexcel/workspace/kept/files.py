"""The coordinator's files as they were read before, each read again when it has changed.

As with readings (``readings``), nothing here is state, and what is unpacked can be nothing but
records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kexcel.model.finding import Finding
from kexcel.model.plan import Plan
from kexcel.settings import Settings, parse_settings
from kexcel.template import Template, parse_template
from kexcel.workspace.kept.code import code_fingerprint
from kexcel.workspace.kept.sealed import seal, unsealed
from kexcel.workspace.layout import KEPT, PLAN_FILE
from kexcel.workspace.lock import WorkspaceLock

ReadPlan = tuple[Plan, tuple[Finding, ...]]
Found = TypeVar("Found")


class KeptFiles:
    """What was made of the files of one workspace.

    Only who holds the workspace's lock keeps anything. What was read before that, as the settings
    are, is kept when the next file is asked for under the lock.
    """

    def __init__(self, root: Path, lock: WorkspaceLock) -> None:
        self._folder = root / KEPT
        self._lock = lock
        self._unsaved: dict[Path, tuple[bytes, object]] = {}

    def settings(self, data: bytes) -> Settings:
        """What kexcel.toml says; ConfigurationError if it is wrong."""
        return self._read_once("settings", data, Settings, lambda: parse_settings(data))

    def template(self, file: str, data: bytes) -> Template:
        """The template in a file; TemplateError if it is wrong."""
        return self._read_once("template", data, Template, lambda: parse_template(data, file=file))

    def plan(self, data: bytes) -> ReadPlan:
        """The plan with what there is to say about it."""
        return self._read_once("plan", data, tuple, lambda: _read_plan(data))

    def _read_once(
        self, name: str, data: bytes, kind: type[Found], read: Callable[[], Found]
    ) -> Found:
        """What ``read`` makes of the bytes of a file, which is of a kind, as kept or made now."""
        path = self._folder / f"{name}.read"
        key = hashlib.sha256(code_fingerprint() + data).digest()
        found = unsealed(path, key)
        if not isinstance(found, kind):
            found = read()
            self._unsaved[path] = key, found
        if self._unsaved and self._lock.is_held:
            self._save()
        return found

    def _save(self) -> None:
        for path, (key, found) in self._unsaved.items():
            seal(path, key, found)
        self._unsaved = {}


def _read_plan(data: bytes) -> ReadPlan:
    from kexcel.documents.plan.reader import read_plan  # noqa: PLC0415 - loads when its step starts

    return read_plan(data, file=PLAN_FILE)
