"""Activities of a plan, made from the drafts that were found in a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kexcel.documents.plan.layout import ACTIVITIES_SHEET
from kexcel.documents.prose.days import Days, days_in
from kexcel.documents.prose.folding import Draft
from kexcel.documents.prose.heads import Form
from kexcel.documents.prose.owners import OwnerFinder, Owners
from kexcel.documents.prose.profile import Profile
from kexcel.documents.prose.remarks import Remarks
from kexcel.locale import mark, translator
from kexcel.model.plan import Activity, Department
from kexcel.model.spot import Spot

_LANGUAGE = "sv"
"""plan.xlsx is Swedish whatever the language of the workspace."""

START_DATE, END_DATE = mark("start date"), mark("end date")


@dataclass(frozen=True, slots=True)
class PlacedDraft:
    """A draft with the number of the goal that it stands under."""

    draft: Draft
    goal: str


@dataclass(frozen=True, slots=True)
class Made:
    """An activity, and what of it is proposed: "" where nothing is."""

    activity: Activity
    proposal: str


@dataclass(frozen=True, slots=True)
class ActivityMaker:
    """Makes activities, and says what is uncertain in each."""

    profile: Profile
    owners: OwnerFinder
    departments: Sequence[Department]
    year: int
    remarks: Remarks

    def make(self, drafts: Sequence[PlacedDraft]) -> Iterator[Made]:
        """The activities in order, numbered as printed or by their goal and place under it."""
        printed = Counter(placed.draft.text("number").rstrip(".") for placed in drafts)
        places: Counter[str] = Counter()
        for placed in drafts:
            places[placed.goal] += 1
            number = placed.draft.text("number").rstrip(".")
            if not number or printed[number] > 1:
                number = f"{placed.goal}-{places[placed.goal]}"
            yield self._made(number, placed)

    def _made(self, number: str, placed: PlacedDraft) -> Made:
        draft = placed.draft
        proposals: list[str] = []
        owner, title = self._printed_owner(draft)
        start, end = self._dates(number, draft, proposals)
        owners = self.owners.find(title, draft.description, owner, draft.text("contributing"))
        self._say_owner(number, draft, owners, proposals)
        for column, reasons in draft.doubts.items():
            spot = draft.spots.get(column, draft.spot)
            text = title if column == "title" else draft.description
            for reason in reasons:
                self._say("joined-text", number, spot, column, text, reason=reason)
        activity = Activity(
            number,
            placed.goal,
            title,
            draft.description,
            start,
            end,
            owners.lead,
            owners.contributing,
        )
        return Made(activity, " ".join(proposals))

    def _printed_owner(self, draft: Draft) -> tuple[str, str]:
        """The printed owner and the title; without columns the owner ends the title."""
        owner = draft.text("owner")
        if owner or draft.form is not Form.WORDS:
            return owner, draft.title
        names = sorted(
            (n for d in self.departments for n in (d.name, *d.aliases)), key=len, reverse=True
        )
        for name in names if draft.has_owner_column else ():
            if draft.title.casefold().endswith(f" {name.casefold()}"):
                return name, draft.title[: -len(name)].strip()
        return "", draft.title

    def _dates(self, number: str, draft: Draft, proposals: list[str]) -> tuple[date, date]:
        period = self._days(draft.text("period"))
        start = self._days(draft.text("start"))
        end = self._days(draft.text("end"))
        opening, closing = start or period, end or period
        first = opening.first if opening else None
        last = closing.last if closing else None
        for column, days in (("start", opening), ("end", closing)):
            if days and not days.is_exact:
                printed = draft.text(column) or draft.text("period")
                meaning = (days.first if column == "start" else days.last).isoformat()
                self._say("interpreted", number, draft.spot, column, printed, meaning=meaning)
        if first is None:
            first = date(min(self.year, last.year) if last else self.year, 1, 1)
            self._assume(number, draft, "start", first, proposals)
        if last is None:
            last = date(max(self.year, first.year), 12, 31)
            self._assume(number, draft, "end", last, proposals)
        return first, last

    def _days(self, printed: str) -> Days | None:
        return days_in(printed, self.year, self.profile.dates.words) if printed else None

    def _assume(
        self, number: str, draft: Draft, column: str, day: date, proposals: list[str]
    ) -> None:
        if self.profile.dates.missing == "year" and not (
            draft.text(column) or draft.text("period")
        ):
            return
        what = START_DATE if column == "start" else END_DATE
        printed = draft.text(column) or draft.text("period")
        meaning = day.isoformat()
        self._say("date-assumed", number, draft.spot, column, printed, what=what, meaning=meaning)
        _ = translator(_LANGUAGE)
        words = (
            _("The {what} is proposed: the document has none.")
            if not printed
            else _("The {what} is proposed: the document says “{printed}”.")
        )
        proposals.append(words.format(what=_(what), printed=printed))

    def _say_owner(self, number: str, draft: Draft, owners: Owners, proposals: list[str]) -> None:
        if owners.unknown:
            self._say("owner-unknown", number, draft.spot, "lead", owners.unknown)
        if not owners.lead:
            self._say("owner-missing", number, draft.spot, "lead", draft.title)
            return
        if owners.is_printed:
            return
        reason = self._reason(owners)
        proposals.append(reason)
        name = self._name(owners.lead)
        self._say("owner-proposed", number, draft.spot, "lead", name, told=reason.rstrip("."))

    def _say(
        self, code: str, number: str, spot: Spot, column: str, value: str, **details: str
    ) -> None:
        sheet = ACTIVITIES_SHEET.name
        self.remarks.add(code, spot, value, sheet=sheet, row=number, column=column, **details)

    def _reason(self, owners: Owners) -> str:
        """Why these owners are proposed, in words for the one who decides."""
        _ = translator(_LANGUAGE)
        told: dict[tuple[bool, str], list[str]] = {}
        for key, words in owners.reasons.items():
            said = ", ".join(f"”{word}”" for word in words)
            told.setdefault((key == owners.lead, said), []).append(self._name(key))
        parts = []
        for (is_lead, said), names in told.items():
            phrase = _("Lead {name}: {told}.") if is_lead else _("Contributing {name}: {told}.")
            parts.append(phrase.format(name=", ".join(names), told=said))
        return " ".join(parts)

    def _name(self, key: str) -> str:
        return next((d.name for d in self.departments if d.key == key), key)
