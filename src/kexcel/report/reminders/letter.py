"""The words of one reminder: what a department is asked to do, and until when."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kexcel.findings import render
from kexcel.locale import counted, translator
from kexcel.model.finding import Finding
from kexcel.model.period import Period
from kexcel.model.remaining import Remaining, Standing
from kexcel.report.reminders.left_words import left_lines
from kexcel.settings import Settings
from kexcel.template.reminder import ReminderText, ReminderTexts
from kexcel.template.schema import Template

_LINE = 72
_MOST_FAULTS = 12
"""More faults than this are counted; the correction lists every one."""

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a department that must act.

    ``today`` is the day of the reminder, ``attached`` the names of the files in the mail, and
    ``unusable`` the findings of files that came but were no return.
    """

    department: str
    standing: Standing
    remaining: Remaining
    period: Period
    today: date
    attached: tuple[str, ...] = ()
    unusable: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's subject and its text, in lines that any mail program shows whole."""

    subject: str
    text: str


def write_letter(
    case: Case, texts: ReminderTexts, template: Template, settings: Settings, *, language: str
) -> Letter:
    """The reminder to one department, in the municipality's own words."""
    kind = _kind(case, texts)
    chosen = kind.after if case.today > case.period.due else kind.before
    gaps = _gaps(case, template, settings, language)
    whole = f"{chosen.get(language).strip()}\n\n{texts.closing.get(language).strip()}"
    subject = " ".join(kind.subject.get(language).format_map(gaps).split())
    return Letter(subject, _wrapped(whole.format_map(gaps)))


def _kind(case: Case, texts: ReminderTexts) -> ReminderText:
    """Faults without a correction are told as what is left, since no marks can be spoken of."""
    if case.standing is Standing.MISSING:
        return texts.missing
    has_correction = case.standing is Standing.TO_CORRECT and case.attached
    return texts.correct if has_correction else texts.finish


def _gaps(case: Case, template: Template, settings: Settings, language: str) -> dict[str, str]:
    _, period = translator(language), case.period
    faults = len(case.remaining.faults)
    return {
        "organisation": settings.organisation,
        "body": settings.body,
        "year": str(settings.year),
        "period": period.name,
        "department": case.department,
        "due": period.due.isoformat(),
        "closes": period.closes.isoformat(),
        "contact": settings.contact,
        "when": _when(case, _),
        "left": "\n".join(
            f"- {line.removesuffix('.')}." for line in _what_is_left(case, template, language)
        ),
        "errors": counted(faults, _("{count} error"), _("{count} errors")),
        "attachment": _attachment(case, _),
    }


def _when(case: Case, translate: Translate) -> str:
    """A sentence about the due day, seen from today."""
    _, due = translate, case.period.due
    days = (case.today - due).days
    if days < 0:
        words = _("The last day is {due}.")
    elif days == 0:
        words = _("The last day is today, {due}.")
    elif days == 1:
        words = _("The last day was {due}, 1 day ago.")
    else:
        words = _("The last day was {due}, {days} days ago.")
    return words.format(due=due.isoformat(), days=days)


def _what_is_left(case: Case, template: Template, language: str) -> Iterator[str]:
    _, rest = translator(language), case.remaining
    if case.standing is Standing.MISSING:
        for each in case.unusable:
            words = _("We have received {file}, but could not use it. {message}")
            message = render(each, language).message
            yield words.format(file=each.place.file, message=message)
        return
    yield from left_lines(rest.left, _)
    yield from _faults(rest.faults, language)
    if not rest.is_signed_off:
        yield _sign_off(template, language)


def _faults(faults: Iterable[Finding], language: str) -> Iterator[str]:
    """The faults in words; those that only say that a row is blank are told with the rows."""
    _ = translator(language)
    told = [each for each in faults if each.code not in _ABOUT_BLANK_ROWS]
    several = len({each.place.file for each in told}) > 1
    for each in told[:_MOST_FAULTS]:
        message = render(each, language).message
        yield f"{each.place.file}: {message}" if several else message
    if len(told) > _MOST_FAULTS:
        more = len(told) - _MOST_FAULTS
        yield counted(more, _("… and {count} more error"), _("… and {count} more errors"))


_ABOUT_BLANK_ROWS = {"missing-status", "forecast-missing"}


def _sign_off(template: Template, language: str) -> str:
    """What to do to sign off, in the words of the form."""
    _, cover = translator(language), template.sheet("cover")
    field = cover.column("signing") if cover else None
    words = _("{sheet}: choose {word} at {field}, and write name and date")
    return words.format(
        sheet=cover.name.get(language) if cover else "",
        word=template.word("signing", "final", language),
        field=field.label.get(language) if field else "",
    )


def _attachment(case: Case, translate: Translate) -> str:
    _ = translate
    if not case.attached:
        return _("Please go on in the workbook that you have.")
    return _("Attached: {files}").format(files=", ".join(case.attached))


def _wrapped(text: str) -> str:
    """Each line broken between words, points of a list hanging; empty paragraphs are left out."""
    lines: list[str] = []
    for line in text.splitlines():
        hanging = "  " if line.startswith("- ") else ""
        wrapped = textwrap.wrap(
            line, _LINE, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
        )
        if wrapped or (lines and lines[-1]):
            lines += wrapped or [""]
    return "\n".join(lines).strip() + "\n"
