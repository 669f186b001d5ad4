"""What stops kexcel on purpose becomes a sentence and an exit code, never a traceback."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

import click

from kexcel.errors import KexcelError, UnreadableInputError
from kexcel.locale import translator

EXIT_DONE, EXIT_TO_MEND, EXIT_USAGE, EXIT_UNREADABLE = 0, 1, 2, 3


class FriendlyGroup(click.Group):
    """A group of commands that speaks the user's language and tells failures plainly."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Put every help text in the language that is asked for, before any is shown."""
        speak(self, translator(_language_in(args)))
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, context: click.Context) -> object:
        """Run the command; a KexcelError or a failed file operation ends it with its code."""
        translate = translator(context.params.get("language") or "sv")
        try:
            return super().invoke(context)
        except UnreadableInputError as fault:
            _end(fault.say(translate), EXIT_UNREADABLE)
        except KexcelError as fault:
            _end(fault.say(translate), EXIT_USAGE)
        except OSError as fault:
            if fault.filename is None:
                raise
            _end(f"{fault.filename}: {_reason(fault, translate)}", EXIT_USAGE)


def speak(command: click.Command, translate: Callable[[str], str]) -> None:
    """Translate the help of a command, its options and its subcommands."""
    written: dict[str, str] = _WRITTEN.setdefault(command, {"": command.help or ""})
    command.help = translate(written[""]) if written[""] else command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            phrase = written.setdefault(str(parameter.name), parameter.help)
            parameter.help = translate(phrase)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            speak(inner, translate)


_WRITTEN: WeakKeyDictionary[click.Command, dict[str, str]] = WeakKeyDictionary()
"""The English help texts as written, since a process may show help in several languages."""


def _language_in(args: list[str]) -> str:
    """The language that the arguments ask for; Swedish unless they say English."""
    spoken = [after for word, after in pairwise(args) if word == "--language"]
    joined = [word.partition("=")[2] for word in args if word.startswith("--language=")]
    return "en" if "en" in spoken + joined else "sv"


def _reason(fault: OSError, translate: Callable[[str], str]) -> str:
    if isinstance(fault, PermissionError):
        return translate("the file cannot be reached. Is it open in another program?")
    return f"{fault.strerror}."


def _end(message: str, code: int) -> NoReturn:
    click.echo(f"kexcel: {message}", err=True)
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": message}, ensure_ascii=False))
    raise SystemExit(code)
