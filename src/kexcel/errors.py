"""What stops kexcel. What it has to say about someone's data is a finding, never an exception.

    KexcelError
      ConfigurationError     kexcel.toml, plan.xlsx or a template is wrong (exit 2)
        TemplateError        a template's key, with file and what was expected
      UsageError             the call is wrong: no such period, department or code (exit 2)
      UnreadableInputError   an input file could not be read at all (exit 3)
"""

from __future__ import annotations


class KexcelError(Exception):
    """The root of everything kexcel raises on purpose."""


class ConfigurationError(KexcelError):
    """A file that the coordinator owns is wrong: it names the file, the key and what to write."""


class TemplateError(ConfigurationError):
    """A template is wrong: it names the file, the key and what was expected."""


class UsageError(KexcelError):
    """The call cannot be carried out as it stands."""


class UnreadableInputError(KexcelError):
    """An input file could not be read at all."""
