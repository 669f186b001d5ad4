"""What stops kexcel. What it has to say about someone's data is a finding, never an exception.

KexcelError
  ConfigurationError     kexcel.toml, plan.xlsx or a template is wrong (exit 2)
    TemplateError        a template's key, with file and what was expected
  UsageError             the call is wrong: no such period, department or code (exit 2)
    BusyError            someone else is writing in the workspace; the same call may work later
  UnreadableInputError   an input file could not be read at all (exit 3)
"""

from __future__ import annotations

from collections.abc import Callable


class Said(Exception):  # noqa: N818 - it is what errors have in common, not one of them
    """An error raised with an English phrase and the details that fill the phrase's {gaps}.

    Whoever shows it can so say it in the user's language. A detail may itself be such an error,
    or a tuple of them; those are said on lines of their own.
    """

    def __init__(self, phrase: str, **details: object) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.details = details

    def __str__(self) -> str:
        """The sentence in English."""
        return self.say(str)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the details, so that the sentence survives a process pool."""
        return (_restore, (type(self), self.phrase, self.details))

    def say(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of ``translate``."""
        details = {key: _said(value, translate) for key, value in self.details.items()}
        sentence = translate(self.phrase) if self.phrase else ""
        return sentence.format(**details) if details else sentence


def _said(detail: object, translate: Callable[[str], str]) -> object:
    if isinstance(detail, Said):
        return detail.say(translate)
    if isinstance(detail, tuple):
        return "\n".join(str(_said(each, translate)) for each in detail)
    return detail


def _restore(kind: type[Said], phrase: str, details: dict[str, object]) -> Said:
    return kind(phrase, **details)


class Fault(Said, ValueError):  # noqa: N818 - pydantic wants a ValueError; nobody catches it by name
    """A value that cannot be right. Inside a TOML file it is told with the file and the key."""


class KexcelError(Said):
    """The root of everything kexcel raises on purpose."""


class ConfigurationError(KexcelError):
    """A file that the coordinator owns is wrong: it names the file, the key and what to write."""


class TemplateError(ConfigurationError):
    """A template is wrong: it names the file, the key and what was expected."""


class UsageError(KexcelError):
    """The call cannot be carried out as it stands."""


class BusyError(UsageError):
    """Someone else holds the workspace's lock: it names who, and since when."""


class UnreadableInputError(KexcelError):
    """An input file could not be read at all."""
