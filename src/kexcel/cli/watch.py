"""``kexcel collect --watch``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kexcel.cli.collected import print_collected
from kexcel.cli.failure import EXIT_DONE, EXIT_TO_MEND
from kexcel.cli.screen import plain, print_wrapped
from kexcel.cli.session import Session

if TYPE_CHECKING:
    from kexcel.workspace import Awaited, CollectResult


def watch_folders(session: Session, period: str, folders: list[Path], settle: float | None) -> int:
    """Tell of what comes until the user ends it; answers the exit code of how things stand."""
    from kexcel.workspace.watching import SETTLE, standing_now  # noqa: PLC0415 - start-up time

    _, workspace = session.translate, session.workspace
    key = workspace.period(period).key
    last: CollectResult | None = None
    places = folders or [workspace.layout.inbox(key)]
    watched = ", ".join(workspace.layout.shown(each) for each in places)
    try:
        _say(_("Watching {folders}. End with Ctrl-C.").format(folders=watched))
        for seen in workspace.watch(key, folders, settle=SETTLE if settle is None else settle):
            last = _tell(session, seen) or last
    except KeyboardInterrupt:
        click.echo()
    standing = last or standing_now(workspace, workspace.period(key))
    _say(_("Stopped watching. What has been taken is in the archive."))
    return EXIT_TO_MEND if standing.needs_mending else EXIT_DONE


def _tell(session: Session, seen: CollectResult | Awaited) -> CollectResult | None:
    """Print what was taken or is waited for, at once also where the output is a file."""
    from kexcel.workspace import CollectResult  # noqa: PLC0415 - start-up time

    _ = session.translate
    if isinstance(seen, CollectResult):
        new = [each for each in seen.received if each.is_new]
        print_collected(session, seen, only=new)
        click.echo()
        return seen
    reason = _(seen.why).format(lock=seen.lock)
    _say(_("Waits for {file}: {reason}").format(file=plain(seen.file), reason=reason))
    return None


def _say(text: str) -> None:
    print_wrapped(text)
