"""What the screen says while another run is waited for."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kexcel.errors import UsageError
from kexcel.locale import mark

if TYPE_CHECKING:
    from kexcel.workspace.lock import Holder, Waiting


_VARIABLE = "KEXCEL_WAIT"


def patience(otherwise: float) -> float:
    """For how many seconds another run is waited for: as the variable KEXCEL_WAIT says.

    Raises:
        UsageError: the variable says no number of seconds.
    """
    said = os.environ.get(_VARIABLE, "")
    try:
        seconds = float(said or otherwise)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < math.inf:
        phrase = mark("The variable {variable} says {value}; write a number of seconds, or 0.")
        raise UsageError(phrase, variable=_VARIABLE, value=said)
    return seconds


def tell_waiting(translate: Callable[[], Callable[[str], str]]) -> Waiting:
    """Says on stderr whom a run waits for; the language is asked for when it is needed."""

    def tell(holder: Holder, seconds: float) -> None:
        _ = translate()
        phrase = _(
            "kexcel: the workspace is in use by {who} since {since}. "
            "Waiting for at most {seconds} s …"
        )
        words = phrase.format(
            who=holder.who or "–", since=holder.since_when, seconds=f"{seconds:g}"
        )
        click.echo(words, err=True)

    return tell
