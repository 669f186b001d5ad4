"""Help in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from weakref import WeakKeyDictionary

import click

from kexcel.cli.click_words import let_click_speak
from kexcel.locale import LANGUAGES, mark, translator

HELP_OPTIONS = ["-h", "--help"]

_HELP_OF_HELP = mark("Show this message and exit.")


def speak(command: click.Command, language: str) -> None:
    """Put the help of a command and its options in the language, and what click says itself."""
    let_click_speak(language)
    translate_help(command, language)


def translate_help(command: click.Command, language: str) -> None:
    """Put the help of a command and its options in the language."""
    _SPOKEN[command] = language
    _translate(command, translator(language))


def language_of(command: click.Command) -> str:
    """The language that a command's help is in; the default before it was put in any."""
    return _SPOKEN.get(command, LANGUAGES[0])


def language_in(args: list[str]) -> str:
    """The language that the arguments ask for, the last of them; otherwise the default."""
    spoken = [after for word, after in pairwise(args) if word == "--language"]
    joined = [word.partition("=")[2] for word in args if word.startswith("--language=")]
    known = [language for language in (*joined, *spoken) if language in LANGUAGES]
    return known[-1] if known else LANGUAGES[0]


def _translate(command: click.Command, translate: Callable[[str], str]) -> None:
    written = _WRITTEN.setdefault(command, _Written(command))
    command.help, command.short_help = translate(written.help), translate(written.short_help)
    command.options_metavar = translate(written.options_metavar)
    if isinstance(command, click.Group):
        command.subcommand_metavar = translate(written.subcommand_metavar)
    # click makes the option --help itself, once, in the language that was first asked for.
    context = click.Context(command, help_option_names=HELP_OPTIONS)
    if own := command.get_help_option(context):
        own.help = translate(_HELP_OF_HELP)
    for parameter, (explained, shown) in zip(command.params, written.parameters, strict=True):
        parameter.metavar = translate(shown) if shown else None
        if isinstance(parameter, click.Option):
            parameter.help = translate(explained) if explained else None


class _Written:
    """The English phrases of a command as written: a process may show help in several languages."""

    def __init__(self, command: click.Command) -> None:
        self.help = command.help or ""
        self.short_help = command.short_help or self.help
        self.options_metavar = command.options_metavar or ""
        self.subcommand_metavar = str(getattr(command, "subcommand_metavar", ""))
        self.parameters = [(getattr(p, "help", None), p.metavar) for p in command.params]


_WRITTEN: WeakKeyDictionary[click.Command, _Written] = WeakKeyDictionary()
_SPOKEN: WeakKeyDictionary[click.Command, str] = WeakKeyDictionary()
