"""What a merge was made of, what it wrote and what it said, so that it need not be made again.

As with readings (``readings``), nothing here is state, and what is unpacked can be
nothing but records of the model. docs/design/speed.md says why a merge that is passed over would
have given the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kexcel.model.finding import Finding
from kexcel.model.outcome import Outcome
from kexcel.model.period import Period
from kexcel.workspace import steps
from kexcel.workspace.archive import ISSUED_FOLDER, PLANS_FOLDER, digest
from kexcel.workspace.kept.readings import fingerprint
from kexcel.workspace.kept.sealed import seal, unsealed
from kexcel.workspace.layout import DECISIONS_FILE, KEPT
from kexcel.workspace.merge_result import MergeResult

if TYPE_CHECKING:
    from kexcel.workspace.merging import Merged
    from kexcel.workspace.workspace import Workspace

_NOT_READ = {ISSUED_FOLDER, PLANS_FOLDER}
"""The folders of the archive that no merge opens a file of."""

_Kept = tuple[Outcome, dict[str, tuple[str, str]], tuple[Finding, ...]]
"""What was said; each file's name and sha256 by its key; what was said of those files."""


@dataclass(frozen=True, slots=True)
class _MadeOf:
    """What a merge is made of, each part as a sha256 or "": Beslut.xlsx, and all else."""

    decisions: str
    others: str

    def key(self, decisions: str) -> bytes:
        """The whole, with what Beslut.xlsx holds."""
        return hashlib.sha256(f"{self.others} {decisions}".encode()).digest()


class KeptMerge:
    """The last merge of a period, and what one would be made of now.

    It is made before anything is read, so that what changes while a merge goes on is seen.
    """

    def __init__(self, workspace: Workspace, period: Period) -> None:
        self._workspace = workspace
        self._period = period
        self._path = workspace.layout.root / KEPT / f"{period.key}.merged"
        self._now = _made_of(workspace, period)

    def standing(self) -> MergeResult | None:
        """What a merge would say, if it would write what stands already; None where it may not."""
        kept = unsealed(self._path, self._now.key(self._now.decisions))
        if kept is None:
            return None
        outcome, files, findings = cast("_Kept", kept)
        if any(_digest_of(self._result(name)) != written for name, written in files.values()):
            return None
        workspace, period = self._workspace, self._period
        shown = {
            key: workspace.layout.shown(self._result(name)) for key, (name, _) in files.items()
        }
        return MergeResult(
            outcome,
            shown,
            findings,
            is_new=False,
            consolidated=lambda: steps.merging.consolidate_period(workspace, period),
        )

    def keep(self, merged: Merged) -> None:
        """Keep a merge, if the next one would come out the same in any case."""
        before, after = merged.decisions
        if self._now.decisions != _digest(before) or not self._would_be_read_alike(before, after):
            return
        result = merged.result
        files = {
            key: (Path(result.files[key]).name, digest(data))
            for key, data in merged.contents.items()
        }
        kept: _Kept = (result.outcome, files, result.findings)
        seal(self._path, self._now.key(_digest(after)), kept)

    def _result(self, name: str) -> Path:
        return self._workspace.layout.results(self._period.key) / name

    def _would_be_read_alike(self, before: bytes | None, after: bytes | None) -> bool:
        """Whether the next merge finds the same decisions and the same returns.

        A file whose reading ended before its end, because it took too long or for want of memory,
        has no kept reading: another time it may be read.
        """
        from kexcel.workspace.kept.reread import all_kept, count_alike  # noqa: PLC0415 - after a merge only

        return count_alike(before, after) and all_kept(self._workspace, self._period)


def _made_of(workspace: Workspace, period: Period) -> _MadeOf:
    root, found = workspace.layout.root, hashlib.sha256()
    found.update(fingerprint(workspace, period.key).encode())
    found.update(workspace.language.encode())
    found.update(digest(workspace.plan_bytes).encode())
    for name, sha256 in sorted(_archived(workspace.archive.folder)):
        found.update(f"{name}\n{sha256}\n".encode("utf-8", "surrogateescape"))
    return _MadeOf(_digest_of(root / DECISIONS_FILE), found.hexdigest())


def _archived(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file of the archive that a merge may read, and its sha256."""
    for place, folders, names in os.walk(folder):
        if Path(place) == folder:
            folders[:] = [each for each in folders if each not in _NOT_READ]
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), _digest_of(path)


def _digest_of(path: Path) -> str:
    """The sha256 of a file, a block at a time; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(data: bytes | None) -> str:
    return "" if data is None else digest(data)
