"""The municipality's own words for reminders are checked when they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kexcel.errors import TemplateError
from kexcel.template.reminder import REMINDER_GAPS, load_reminder_texts

KIND = '[{kind}]\nsubject = "{department}"\nbefore = "{left}"\nafter = "{when}"\n'


def written(folder: Path, text: str, name: str = "standard") -> Path:
    own = folder / "templates" / name
    own.mkdir(parents=True)
    (own / "reminder.toml").write_text(text, "utf-8")
    return folder


def words(changes: str = "") -> str:
    kinds = [KIND.replace("{kind}", kind) for kind in ("missing", "correct", "finish")]
    return 'closing = "{contact}"\n' + "".join(kinds) + changes


def test_the_packaged_words_are_in_both_languages() -> None:
    texts = load_reminder_texts("standard")
    kinds = (texts.missing, texts.correct, texts.finish)
    pairs = [text for kind in kinds for text in (kind.subject, kind.before, kind.after)]
    assert all(pair.sv != pair.en for pair in pairs[1::3] + pairs[2::3])


def test_a_template_without_reminders_has_the_standards() -> None:
    assert load_reminder_texts("egen") == load_reminder_texts("standard")


def test_the_workspaces_own_words_come_first(tmp_path: Path) -> None:
    texts = load_reminder_texts("egen", written(tmp_path, words(), "egen"))
    assert (texts.missing.subject.sv, texts.missing.subject.en) == ("{department}", "{department}")


@pytest.mark.parametrize(
    "text, fault",
    [
        (words().replace("{when}", "{whne}"), "{whne}"),
        (words().replace("{when}", "{period.name}"), "period.name"),
        (words().replace("{when}", "{"), "braces"),
        (words() + "extra = 1\n", "finish.extra"),
        ('closing = "x"\n', "missing: the key is missing."),
        ("[missing", "TOML"),
    ],
)
def test_a_fault_is_told_with_its_file(text: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as raised:
        load_reminder_texts("standard", written(tmp_path, text))
    assert "templates/standard/reminder.toml" in str(raised.value)
    assert fault in str(raised.value)


def test_every_gap_may_be_used(tmp_path: Path) -> None:
    gaps = " ".join(f"{{{gap}}}" for gap in REMINDER_GAPS)
    texts = load_reminder_texts("standard", written(tmp_path, words().replace("{when}", gaps)))
    assert texts.finish.after.sv == gaps
