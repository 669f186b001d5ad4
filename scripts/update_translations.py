"""Bring the translations up to date with the source, or check that they are.

It extracts the phrases, updates each .po file and compiles each .mo file. With ``--check``
nothing is written. Either way the exit code is 1 while anything is untranslated, fuzzy or stale.

Found in ``src/kexcel``: ``_("...")``, ``translate("...")``, ``mark("...")``, and the phrases given
to a finding as ``kind``, ``reason`` or ``what``.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from kexcel.files import write_whole
from kexcel.findings.catalogue import CODES, PHRASE_DETAILS
from kexcel.locale import DOMAIN, LANGUAGES, SOURCE_LANGUAGE

SOURCE = Path(__file__).parent.parent / "src" / "kexcel"
HEADER = """\
# The words of kexcel in another language: msgid is the source, msgstr what is shown.
# After changing anything here or in the source: python scripts/update_translations.py
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"

"""
# A reader's error carries a finding's ``reason``, and a kind of file is a finding's ``kind``.
TRANSLATING = {"_", "mark", "translate", "WorkbookReadError"}
PHRASE_ENUMERATIONS = {"FileKind"}
# Catalogues carry a date; a fixed one keeps the compiled file the same when the words are.
UNDATED = datetime(2024, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    """Update, or check when ``--check`` is given. 0 when all is in order, otherwise 1."""
    phrases = sorted(extracted_phrases(SOURCE))
    if "--check" not in arguments:
        for path in translation_files():
            update(path, phrases)
    faults = [fault for path in translation_files() for fault in faults_of(path, phrases)]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


def translation_files() -> list[Path]:
    """The .po file of each language but that of the source."""
    languages = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
    folder = SOURCE / "locale"
    return [folder / language / "LC_MESSAGES" / f"{DOMAIN}.po" for language in languages]


def extracted_phrases(folder: Path) -> set[str]:
    """Every phrase under the folder that is to be translated."""
    phrases: set[str] = set()
    for path in folder.rglob("*.py"):
        phrases.update(phrases_of(path.read_text(encoding="utf-8")))
    return phrases


def phrases_of(source: str) -> Iterator[str]:
    """The phrases of one module; those inside f-strings and both sides of an ``if`` too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call():
                yield from _phrases_of_call(node)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in PHRASE_DETAILS:
                yield from _texts(value)
            case ast.ClassDef(name=name, body=body) if name in PHRASE_ENUMERATIONS:
                for member in body:
                    yield from _texts(member.value) if isinstance(member, ast.Assign) else ()


def _phrases_of_call(call: ast.Call) -> Iterator[str]:
    if _is_translation(call.func):
        for argument in call.args[:1]:
            yield from _texts(argument)
    elif any(text in CODES for argument in call.args for text in _texts(argument)):
        for keyword in call.keywords:
            if keyword.arg in PHRASE_DETAILS:
                yield from _texts(keyword.value)


def _is_translation(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in TRANSLATING
        case ast.Call(func=ast.Name(id="translator") | ast.Attribute(attr="translator")):
            return True
    return False


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _texts(body)
            yield from _texts(otherwise)


def update(path: Path, phrases: list[str]) -> None:
    """Add new phrases to the .po file, untranslated; drop unused ones; compile the .mo file."""
    known = _read(path)
    catalogue = Catalog(locale=_language(path))
    for phrase in phrases:
        message = known.get(phrase)
        catalogue.add(phrase, message.string if message else "", flags=_flags(message))
    body = BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, width=100)
    header = HEADER.format(language=_language(path))
    write_whole(path, header.encode() + body.getvalue().strip() + b"\n")
    write_whole(path.with_suffix(".mo"), compiled(path))


def compiled(path: Path) -> bytes:
    """The .mo file that the .po file gives; what is fuzzy or untranslated is left out."""
    catalogue = _read(path)
    catalogue.creation_date = catalogue.revision_date = UNDATED
    output = BytesIO()
    write_mo(output, catalogue)
    return output.getvalue()


def faults_of(path: Path, phrases: list[str]) -> list[str]:
    """What is amiss with a .po file and its .mo file, one line each."""
    catalogue = _read(path)
    faults = [f"stale, unused: {phrase}" for phrase in _words(catalogue) if phrase not in phrases]
    for phrase in phrases:
        faults += _faults_of_phrase(phrase, catalogue.get(phrase))
    if _words(_read_compiled(path)) != _words(read_mo(BytesIO(compiled(path)))):
        faults.append(f"stale, not compiled: {path.with_suffix('.mo').name}")
    return [f"{_language(path)}: {fault}" for fault in faults]


def _faults_of_phrase(phrase: str, message: Message | None) -> list[str]:
    if message is None:
        return [f"stale, missing: {phrase}"]
    if not message.string:
        return [f"untranslated: {phrase}"]
    if message.fuzzy:
        return [f"fuzzy: {phrase}"]
    if _gaps(phrase) != _gaps(str(message.string)):
        return [f"other gaps than the source: {phrase}"]
    return []


def _gaps(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)[^}]*\}|%[sd]", text))


def _flags(message: Message | None) -> set[str]:
    return {"fuzzy"} if message and message.fuzzy else set()


def _words(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def _read(path: Path) -> Catalog:
    text = path.read_bytes() if path.exists() else b""
    return read_po(BytesIO(text), locale=_language(path))


def _read_compiled(path: Path) -> Catalog:
    binary = path.with_suffix(".mo")
    return read_mo(BytesIO(binary.read_bytes())) if binary.exists() else Catalog()


def _language(path: Path) -> str:
    return path.parent.parent.name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
