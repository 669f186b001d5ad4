"""Run any files through what collect does with them, and tell what came of each.

python -m tests.corpus.runner FOLDER...
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kexcel.collect import FormIndex, Known, given_up, read_return
from kexcel.excel.guard import guard
from kexcel.model.returned import Return
from kexcel.workspace.isolation import Isolation, IsolationError
from tests.builders import issued

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file.

    ``stopped_by`` is the limit of the process that ended it, if one did; ``peak`` the most
    memory, in bytes, that the process has had so far, 0 if it died.
    """

    name: str
    kind: str
    returned: Return
    seconds: float
    peak: int
    stopped_by: str = ""

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.returned.findings]

    def __str__(self) -> str:
        codes = " ".join(f"{code}×{n}" for code, n in Counter(self.codes).items())
        return (
            f"{self.seconds:6.2f} s {self.peak / MEGABYTE:6.0f} MB  {self.name}: {self.kind}; "
            f"{self.returned.state.value}; {codes} {self.stopped_by}"
        )


def known() -> Known:
    """Staben's and Ekonomi's forms for T1, as if they had gone out."""
    forms = (issued("stab"), issued("ekonomi"))
    return Known(
        FormIndex([each.form for each in forms]),
        {each.form.code: each.book for each in forms},
        "T1",
    )


def read_and_measure(the_known: Known, data: bytes, name: str) -> tuple[Return, str, int]:
    """In the process of its own: the return, what kind of file it is, and the memory it took."""
    returned = read_return(the_known, data, name, hashlib.sha256(data).hexdigest())
    kind = guard(data, name).kind.value
    return returned, kind, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run(files: Iterable[tuple[str, bytes]]) -> Iterator[Outcome]:
    """What comes of each file, by its name and bytes."""
    the_known = known()
    most = the_known.limits.file_bytes + 1
    with Isolation(shared=(the_known,), modules=("kexcel.collect",)) as isolation:
        for name, data in files:
            before = time.perf_counter()
            try:
                returned, kind, peak = isolation.call(read_and_measure, data[:most], name)
                stopped_by = ""
            except IsolationError as given:
                sha256 = hashlib.sha256(data).hexdigest()
                returned = given_up(the_known, name, sha256, "", given.reason)
                kind, peak, stopped_by = "?", 0, given.reason
            seconds = time.perf_counter() - before
            yield Outcome(name, kind, returned, seconds, peak, stopped_by)


def files_in(folders: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Every regular file in the folders and those beneath them."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield str(path), path.read_bytes()


def main(folders: list[str]) -> int:
    """Print each outcome and a summary; 1 if a file was stopped by the limits of its process."""
    outcomes = []
    for outcome in run(files_in(folders)):
        outcomes.append(outcome)
        sys.stdout.write(f"{outcome}\n")
    kinds = Counter(outcome.kind for outcome in outcomes)
    codes = Counter(code for outcome in outcomes for code in set(outcome.codes))
    slow = max((outcome.seconds for outcome in outcomes), default=0)
    stopped = [outcome for outcome in outcomes if outcome.stopped_by]
    sys.stdout.write(
        f"\n{len(outcomes)} files; slowest {slow:.1f} s; stopped {len(stopped)}\n"
        f"{kinds.most_common()}\n{codes.most_common()}\n"
    )
    return 1 if stopped else 0


if __name__ == "__main__":
    from tests.corpus import runner  # the other process knows it by this name

    sys.exit(runner.main(sys.argv[1:]))
