"""The sentences that click says of its own, in the user's language.

click looks its sentences up through the names ``_`` and ``ngettext`` of its modules, which ask the
process's environment for a language. kexcel's language is an option of its own, so those names are
given kexcel's translations instead. A sentence that isn't among these is shown in English.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from kexcel.locale import mark, translator

CLICK_PHRASES = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("default: {default}"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Aborted!"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("No such option {name!r}."),
    mark("No such option: {name}"),
    mark("No such command {name!r}."),
    mark("Did you mean {possibility}?"),
    mark("(Did you mean one of: {possibilities}?)"),
    mark("(Possible options: {possibilities})"),
    mark("Got unexpected extra argument ({args})"),
    mark("Got unexpected extra arguments ({args})"),
    mark("Option {name!r} requires an argument."),
    mark("Option {name!r} does not take a value."),
    mark("Invalid value for {param_hint}: {message}"),
    mark("{value!r} is not one of {choices}."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("Choose from:\n\t{choices}"),
)
"""Those that kexcel's commands can bring about, as the several versions of click have them."""

NUMBERS: tuple[tuple[type[click.ParamType[Any]], str], ...] = (
    (type(click.INT), mark("whole number")),
    (click.FloatRange, mark("number")),
)
"""What click says that a value should have been, by the type."""


def let_click_speak(language: str) -> None:
    """Make click say its sentences in the language."""
    translate = translator(language)

    def plural(one: str, many: str, number: int) -> str:
        return translate(one if number == 1 else many)

    words: dict[str, Callable[..., str]] = {"_": translate, "ngettext": plural}
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for word in words.keys() & vars(module).keys():
                setattr(module, word, words[word])
    for kind, name in NUMBERS:
        kind.name = translate(name)
