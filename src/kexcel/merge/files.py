"""A department's files for a period: the order they came in, and what each was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property

from kexcel.collect.changes import BLANK, Change, Meaning, issued_answers, meaning_in
from kexcel.model.form import Form
from kexcel.model.returned import Return, ReturnState
from kexcel.template.schema import Template

_READ = {
    ReturnState.ACCEPTED,
    ReturnState.NEEDS_CORRECTION,
    ReturnState.DUPLICATE,
    ReturnState.SUPERSEDED,
}


class Files:
    """A department's files that could be read, in the order they came.

    Files that no longer count are among them, since a later one may have been made from them;
    withdrawn and rejected ones are not.
    """

    def __init__(
        self, returns: Iterable[Return], forms: Mapping[str, Form], template: Template
    ) -> None:
        read = [each for each in returns if each.state in _READ and each.rows]
        self._forms = forms
        self.free = frozenset(each.key for each in template.sheets if each.source == "blank")
        self._called = {each.sha256: _sign_off(each, template) for each in read}
        self._covers = {each.key for each in template.sheets if each.source == "fields"}
        self.all = in_order(
            read, drafts={key for key, role in self._called.items() if role == "draft"}
        )
        self._by_sha256 = {each.sha256: each for each in self.all}
        self._issued: dict[str, Mapping[Change, Meaning]] = {}

    @property
    def usable(self) -> list[Return]:
        """Those whose answers take part in the merge."""
        return [each for each in self.all if each.is_usable]

    @property
    def heard(self) -> list[Return]:
        """Those whose words are weighed: all but duplicates. A superseded file's give way anyhow.

        That they are weighed by the same rules keeps the outcome free of the files' order.
        """
        return [each for each in self.all if each.state is not ReturnState.DUPLICATE]

    def form(self, returned: Return) -> Form | None:
        """The form that a file was issued as."""
        return self._forms.get(returned.form or "")

    def is_cover(self, sheet: str) -> bool:
        """Whether a sheet has fields that are judged together, and no rows."""
        return sheet in self._covers

    def forms_of(self, returns: Iterable[Return]) -> list[Form]:
        """The forms of some files, the one that was issued last first."""
        codes = {code for each in returns if (code := each.form) in self._forms and code}
        if len(codes) > 1:  # the order of thousands is asked for only where it matters
            return [self._forms[code] for code in list(self._forms)[::-1] if code in codes]
        return [self._forms[code] for code in codes]

    def issued(self, returned: Return) -> Mapping[Change, Meaning]:
        """What a file's form said already when it was issued."""
        code = returned.form or ""
        if code not in self._issued:
            self._issued[code] = issued_answers(self._forms.get(code))
        return self._issued[code]

    def says(self, returned: Return, key: Change) -> Meaning | None:
        """What a file says in a cell, be it nothing; None where it has no such cell.

        A row of a free table in which nothing is written is not read at all.
        """
        said = meaning_in(returned, key)
        return BLANK if said is None and key.sheet in self.free & returned.rows.keys() else said

    def by_sha256(self, sha256: str) -> Return:
        """The file with the sha256; KeyError if it is not among them."""
        return self._by_sha256[sha256]

    def parent(self, returned: Return) -> Return | None:
        """The file whose correction was mended into this one, if it still holds."""
        return self._by_sha256.get(returned.corrects)

    def descends(self, returned: Return, ancestor: Return) -> bool:
        """Whether a file is another, or was made from its correction, in however many steps."""
        seen: set[str] = set()
        current: Return | None = returned
        while current is not None and current.sha256 not in seen:
            if current.sha256 == ancestor.sha256:
                return True
            seen.add(current.sha256)
            current = self.parent(current)
        return False

    def is_draft(self, returned: Return) -> bool:
        """Whether the department itself called the file a draft."""
        return self._called.get(returned.sha256) == "draft"

    def is_final(self, returned: Return) -> bool:
        """Whether the department called the file its final one."""
        return self._called.get(returned.sha256) == "final"

    def may_replace(self, later: Return, earlier: Return) -> bool:
        """Whether the sign-off lets one file replace another: no draft replaces a final file."""
        return not (self.is_draft(later) and self.is_final(earlier))

    @cached_property
    def has_final(self) -> bool:
        """Whether a file that counts is signed off as final."""
        return any(self.is_final(each) for each in self.usable)

    def place(self, returned: Return) -> int:
        """Where a file stands in the order."""
        return next(i for i, each in enumerate(self.all) if each.sha256 == returned.sha256)


def in_order(returns: Iterable[Return], *, drafts: Iterable[str] = ()) -> list[Return]:
    """The files in the order they came; of those taken at the same moment, the drafts first.

    Mails tell themselves when they were sent, which is truer than when they were taken in: those
    that do change places among themselves.
    """
    called = set(drafts)
    came = sorted(returns, key=lambda r: (_moment(r.received), r.sha256 not in called))
    places = [place for place, each in enumerate(came) if each.envelope.sent]
    sent = sorted((came[place] for place in places), key=lambda r: _moment(r.envelope.sent))
    for place, each in zip(places, sent, strict=True):
        came[place] = each
    return came


def is_known_later(one: Return, other: Return) -> bool:
    """Whether a file is known to have come after another: by when both were sent, else taken."""
    if one.envelope.sent and other.envelope.sent:
        return _moment(one.envelope.sent) > _moment(other.envelope.sent)
    return _moment(one.received) > _moment(other.received)


def _moment(text: str) -> datetime:
    """A time as it is compared; what tells none comes first."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _sign_off(returned: Return, template: Template) -> str:
    """The role of the cover's sign-off word; "" where there is none that can be read."""
    answer = returned.field("signing")
    return template.role("signing", str(answer.value)) if answer and answer.sound else ""
