"""What stops kexcel on purpose becomes a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from kexcel.cli.output import print_json
from kexcel.cli.screen import never_fail_on_a_sign
from kexcel.cli.session import Session
from kexcel.cli.speech import language_in, language_of, speak, translate_help
from kexcel.errors import KexcelError, UnreadableInputError
from kexcel.locale import LANGUAGES, mark, translator

EXIT_DONE, EXIT_TO_MEND, EXIT_USAGE, EXIT_UNREADABLE = 0, 1, 2, 3

_IN_USE = mark(
    "it is in use by another program. Close it there, then run the command again: nothing is lost."
)
_UNREACHED = mark(
    "the file cannot be reached. If it is open in another program, close it there and run the "
    "command again; otherwise ask for the right to use the folder."
)
_FULL = mark(
    "there is no room left on the disk. Make room, then run the command again: nothing is lost."
)
_TOO_LARGE = mark(
    "the file would be larger than the disk or the system allows. Use another disk, or have the "
    "limit raised, then run the command again: nothing is lost."
)
_DISK = mark(
    "the disk or the network does not answer. See that it is connected, then run the command "
    "again: nothing is lost."
)
_NAME = mark("the system does not accept the name. Choose another.")

_REASONS = {
    errno.EACCES: _UNREACHED,
    errno.EPERM: _UNREACHED,
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.ENOENT: mark("it does not exist."),
    errno.EEXIST: mark("it exists already."),
    errno.EISDIR: mark("it is a folder, not a file."),
    errno.ENOTDIR: mark("it lies in something that is a file, not a folder."),
    errno.ENOTEMPTY: mark("the folder is not empty."),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: mark(
        "your share of the disk is used up. Make room, then run the command again: nothing is lost."
    ),
    errno.EFBIG: _TOO_LARGE,
    errno.EROFS: mark("the disk can only be read, not written to."),
    errno.ENAMETOOLONG: mark("the name is too long."),
    errno.EINVAL: _NAME,
    errno.ELOOP: mark("it is a link that leads back to itself."),
    errno.EMFILE: mark("too many files are open. Close other programs, then try again."),
    errno.ENFILE: mark("too many files are open. Close other programs, then try again."),
    errno.ENOMEM: mark("there is not memory enough. Close other programs, then try again."),
    **dict.fromkeys(
        (
            errno.EIO,
            errno.ENODEV,
            errno.ENXIO,
            errno.ESTALE,
            errno.EHOSTDOWN,
            errno.EHOSTUNREACH,
            errno.ENETDOWN,
            errno.ENETUNREACH,
            errno.ENOTCONN,
            errno.ETIMEDOUT,
        ),
        _DISK,
    ),
}
"""What a failed file operation means, by the system's number for it."""

_WINDOWS_REASONS = {
    **dict.fromkeys((32, 33, 1224), _IN_USE),
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((21, 53, 55, 59, 64, 67, 121, 1117, 1231, 1232), _DISK),
    223: _TOO_LARGE,
    123: _NAME,
}
"""The same by Windows' own number, which tells more: what is open in Excel, say."""

_NO_SUCH_SIGN = mark(
    "{name}: the system's settings allow no such letters in the name of a file. "
    "Set the variable PYTHONUTF8=1 and try again."
)


class FriendlyGroup(click.Group):
    """A group of commands that speaks the user's language and tells failures plainly."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Put the help in the language that is asked for, before any is shown."""
        never_fail_on_a_sign()
        speak(self, language_in(args))
        return super().make_context(info_name, args, parent, **extra)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, with its help in the language that this group's is in."""
        found = super().get_command(context, name)
        if found:
            translate_help(found, language_of(self))
        return found

    def invoke(self, context: click.Context) -> object:
        """Run the command; a KexcelError or a failed file operation ends it with its code."""
        try:
            return super().invoke(context)
        except UnreadableInputError as fault:
            _end(_sentence(fault, _translator(context)), EXIT_UNREADABLE)
        except KexcelError as fault:
            _end(_sentence(fault, _translator(context)), EXIT_USAGE)
        except OSError as fault:
            if fault.filename is None and fault.errno not in _REASONS.keys() - {errno.EINVAL}:
                raise
            place = f"{fault.filename}: " if fault.filename is not None else ""
            _end(place + _reason(fault, _translator(context)), EXIT_USAGE)
        except UnicodeEncodeError as fault:
            if fault.encoding == "utf-8":
                raise
            _end(_translator(context)(_NO_SUCH_SIGN).format(name=fault.object), EXIT_USAGE)


def _translator(context: click.Context) -> Callable[[str], str]:
    session = context.find_object(Session)
    return translator(session.language_so_far if session else LANGUAGES[0])


def _sentence(fault: KexcelError, translate: Callable[[str], str]) -> str:
    """What stopped it; the system's own word for a failed file is said in the user's language."""
    if isinstance(fault.__cause__, OSError) and "reason" in fault.details:
        reason = _reason(fault.__cause__, translate).removesuffix(".")
        fault = type(fault)(fault.phrase, **{**fault.details, "reason": reason})
    return fault.say(translate)


def _reason(fault: OSError, translate: Callable[[str], str]) -> str:
    known = _WINDOWS_REASONS.get(getattr(fault, "winerror", None) or 0)
    known = known or _REASONS.get(fault.errno or 0)
    return translate(known) if known else f"{fault.strerror}."


def _end(message: str, code: int) -> NoReturn:
    click.echo(f"kexcel: {message}", err=True)
    if "--json" in sys.argv:
        print_json({"error": message}, indent=None)
    raise SystemExit(code)
