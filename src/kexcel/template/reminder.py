"""The words of a reminder, from the template's reminder.toml, which a municipality may change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kexcel.errors import TemplateError
from kexcel.resources import resource
from kexcel.strict import Strict
from kexcel.template.limits import check_gaps
from kexcel.template.schema import Words
from kexcel.toml_file import parse_toml

REMINDER_FILE = "reminder.toml"
_PACKAGED = "standard"

REMINDER_GAPS = (
    "organisation",
    "body",
    "year",
    "period",
    "department",
    "due",
    "closes",
    "contact",
    "when",
    "left",
    "errors",
    "attachment",
)
"""What a reminder may mention in {braces}. ``when`` is a sentence about the due day, ``left`` a
list of what remains, ``errors`` a number in words ("2 fel"), ``attachment`` a sentence that names
what is attached, or that the department goes on in its own workbook."""


@dataclass(frozen=True, kw_only=True)
class ReminderText(Strict):
    """One kind of reminder. ``after`` is its text once the due day has passed."""

    subject: Words
    before: Words
    after: Words


@dataclass(frozen=True, kw_only=True)
class ReminderTexts(Strict):
    """The whole of reminder.toml: a text for each reason to remind, and how every one ends.

    ``missing`` is for a department that has not answered, ``correct`` for one whose answers have
    errors, ``finish`` for one with rows left or that has not signed off.
    """

    missing: ReminderText
    correct: ReminderText
    finish: ReminderText
    closing: Words

    def __post_init__(self) -> None:
        kinds = (self.missing, self.correct, self.finish)
        texts = [text for kind in kinds for text in (kind.subject, kind.before, kind.after)]
        for text in (*texts, self.closing):
            check_gaps(text.sv, REMINDER_GAPS)
            check_gaps(text.en, REMINDER_GAPS)


def load_reminder_texts(name: str, workspace: Path | None = None) -> ReminderTexts:
    """Read the reminders of a template.

    The workspace's own come before the packaged ones; a template without any has the standard's.

    Raises:
        TemplateError: the file is wrong; the message names the key.
    """
    folders = [resource("templates", name), resource("templates", _PACKAGED)]
    if workspace is not None:
        folders.insert(0, workspace / "templates" / name)
    file = next(path for folder in folders if (path := folder / REMINDER_FILE).is_file())
    shown = f"templates/{file.parent.name}/{REMINDER_FILE}"
    return parse_toml(file.read_bytes(), ReminderTexts, file=shown, error=TemplateError)
