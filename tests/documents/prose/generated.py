"""Plan documents made by seed, with what they hold: as pages of text and as Word."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from textwrap import wrap

from docx import Document
from docx.oxml import OxmlElement
from docx.table import Table

HEAD = ("Verksamhetens aktiviteter", "Startdatum", "Slutdatum")
_HEADING_WIDTH, _TITLE_WIDTH, _TEXT_WIDTH = 70, 64, 108

_VERBS = ("Starta", "Genomföra", "Utveckla", "Ta fram", "Minska", "Öka", "Att utreda", "Söka")
_THINGS = (
    "en ny gruppbostad", "minst 50 st. platser", "en plan för skolor/förskolor", "NPF-utbildning",
    "språk- och kunskapsutveckling", "3 nya lekplatser", "arbetet med 10–13 år",
    "Mellanleringen - Åse",
    'temat "Välkommen hit"', "stöd och/eller omsorg", "projektet 1000+", "aktiviteter för +65",
    "tillgänglighet 2022/2023", "digitalt inköpssystem (DIS)", "10 000 invånare", "§ 12 i avtalet",
)  # fmt: skip
_PLACES = ("i hela kommunen", "på samtliga enheter", "inom äldreomsorg", "under året", "i Ånge", "")
_SENTENCES = (
    "Arbetet bedrivs i projekt tillsammans med föreningslivet",
    "Målgruppen är barn i åldrarna 10–13 år, och deras familjer",
    "Minst 4 tillfällen genomförs jan - februari",
    "En certifiering innebär att verksamheten arbetar personcentrerat, samt att alla utbildas",
    "Steg 1 avser äldreomsorgen",
    "Ansvarig nämnd följer upp, tillsammans med övriga",
    "Resultatet redovisas 2024-09-30 för kommunstyrelsen",
    "Kan någon förening ha verksamhet efter skoltid?",
    "3 av 5 enheter deltar redan, och 50 st. tillkommer",
)
_NAMES = ("Björken", "Granen", "Solgården", "Åsen", "Norrgården", "Älvstranden", "Kajan", "Viken")
_ENDS = (".", ".", ".", "")


@dataclass(frozen=True, slots=True)
class Made:
    """An activity as it was made."""

    goal: str
    title: str
    description: str
    start: str
    end: str


@dataclass
class Goal:
    """A goal with those beneath it, and its activities."""

    number: str
    text: str
    goals: list[Goal] = field(default_factory=list)
    activities: list[Made] = field(default_factory=list)


class Plan:
    """A plan made by seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same plan every time
        self.councils = [self._council(f"3.{n}") for n in range(1, self.random.randint(2, 4))]
        self.direct = self._goal("4.1", 1)
        self.preamble = [self._sentence() + "." for _ in range(self.random.randint(1, 12))]

    @property
    def goals(self) -> list[tuple[str, str]]:
        """Every goal's number and text, in order."""
        found = []
        for council in (*self.councils, self.direct):
            found.append((council.number, council.text))
            found += [(goal.number, goal.text) for goal in council.goals]
        return found

    @property
    def activities(self) -> list[Made]:
        """Every activity in order."""
        goals = [goal for council in self.councils for goal in council.goals]
        return [made for goal in (*goals, self.direct) for made in goal.activities]

    def _council(self, number: str) -> Goal:
        council = Goal(number, self._name())
        council.goals = [
            self._goal(f"{number}.{n}", self.random.randint(1, 5))
            for n in range(1, self.random.randint(2, 5))
        ]
        return council

    def _goal(self, number: str, activities: int) -> Goal:
        return Goal(
            number, self._name(), activities=[self._made(number) for _ in range(activities)]
        )

    def _name(self) -> str:
        pick = self.random.choice
        first = f"{pick(('Ånge', 'Kommunen', 'Andelen unga'))} ska {pick(('ha', 'nå', 'öka'))}"
        words = [first, pick(_THINGS), pick(_PLACES)]
        if self.random.random() < 0.4:
            words.append(f", samt {pick(_THINGS)} räknat som heltid")
        if self.random.random() < 0.3:
            words.append(f"och därefter {pick(_THINGS)} för alla som bor i kommunen")
        return " ".join(word for word in words if word).replace(" ,", ",") + "."

    def _made(self, goal: str) -> Made:
        pick = self.random.choice
        opening = pick((*_VERBS, "3 enheter ska utveckla", "50 platser för", "4 Nya insatser om"))
        words = [opening, pick(_THINGS), pick(_PLACES)]
        while self.random.random() < 0.45:
            words += ["med", pick(_THINGS), pick(_PLACES)]
        title = " ".join(word for word in words if word) + pick(("", "", "", "."))
        sentences = [self._sentence() for _ in range(self.random.choice((0, 1, 1, 2, 3, 5)))]
        description = ". ".join(sentences) + pick(_ENDS) if sentences else ""
        start = date(2024, 1, 1) + timedelta(self.random.randint(-200, 300))
        end = start + timedelta(self.random.randint(5, 300))
        return Made(goal, title, description, start.isoformat(), end.isoformat())

    def _sentence(self) -> str:
        """A sentence, most often with a name in it: documents seldom repeat themselves."""
        sentence = self.random.choice(_SENTENCES)
        if self.random.random() < 0.8:
            opening = self.random.choice(("Hos", "För", "Vid enheten", "I området"))
            name = f"{self.random.choice(_NAMES)} {self.random.randint(1, 40)}"
            sentence = f"{opening} {name} gäller att {sentence[0].lower()}{sentence[1:]}"
        return sentence


_COUNTS = ("noll", "ett", "två", "tre", "fyra", "fem")


def statement(council: Goal) -> str:
    """What the document says of the goals beneath a council goal."""
    names = [goal.text.rstrip(".") for goal in council.goals]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, samt {names[-1]}"
    return (
        f"Det här kommunfullmäktigemålet har brutits ner i {_COUNTS[len(names)]} mål för "
        f"kommunstyrelsen; {listed}. Dessa mål är antagna och gäller för 2024, men kommunstyrelsen "
        "kan förlänga dessa ytterligare."
    )


class _Pages:
    """Lines on pages: a line that begins a page has a blank before it, as a converted PDF has."""

    def __init__(self, height: int) -> None:
        self.lines: list[str] = []
        self._height = height
        self._used = 0
        self._is_new = False

    def add(self, text: str) -> None:
        """A line of text."""
        self.lines.append(f"{' ' if self._is_new else ''}{text} ")
        self._is_new = False
        self._used += 1

    def gap(self) -> None:
        """Space, which is lost where a page ends."""
        if self.lines and self.lines[-1] and not self._is_new:
            self.lines.append("")
            self._used += 1

    def room(self) -> int:
        """How many more lines the page has."""
        return self._height - self._used

    def turn(self) -> None:
        """A new page."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        self._used = 0
        self._is_new = True


def as_text(plan: Plan) -> str:
    """The plan as text, with pages that break wherever they are full."""
    pages = _Pages(plan.random.randint(22, 48))
    for heading, text in (("1 Inledning", plan.preamble), ("2 Organisation", plan.preamble[:2])):
        _heading(pages, heading)
        _prose(pages, " ".join(text))
    _heading(pages, "3 Politiska mål och aktiviteter")
    _prose(pages, plan.preamble[0])
    for council in plan.councils:
        _heading(pages, f"{council.number} {council.text}")
        _prose(pages, statement(council))
        for goal in council.goals:
            _goal_as_text(pages, goal)
    _heading(pages, "4 Verksamhetsmål för god ekonomisk hushållning")
    _prose(pages, plan.preamble[-1])
    _goal_as_text(pages, plan.direct)
    return "\n".join(pages.lines) + "\n"


def _heading(pages: _Pages, text: str) -> None:
    lines = wrap(text, _HEADING_WIDTH, break_on_hyphens=False)
    if pages.room() < len(lines) + 3:
        pages.turn()
    pages.gap()
    for line in lines:
        pages.add(line)


def _prose(pages: _Pages, text: str) -> None:
    for line in wrap(text, 90, break_on_hyphens=False):
        if not pages.room():
            pages.turn()
        pages.add(line)
    pages.gap()


def _goal_as_text(pages: _Pages, goal: Goal) -> None:
    _heading(pages, f"{goal.number} {goal.text}")
    pages.add(" ".join(HEAD))
    pages.gap()
    for made in goal.activities:
        _activity_as_text(pages, made)


def _activity_as_text(pages: _Pages, made: Made) -> None:
    """A row of the table, which breaks where the page does; its dates stand by the first part."""
    lines = wrap(made.title, _TITLE_WIDTH, break_on_hyphens=False)
    if pages.room() < 2:
        _turn_in_table(pages)
        pages.gap()
    fits = min(len(lines), max(1, pages.room() - 2))
    fits = len(lines) if len(lines) <= pages.room() - 2 else fits
    dates = f"{made.start} {made.end}"
    _title(pages, lines[:fits], dates)
    if lines[fits:]:
        _turn_in_table(pages)
        for line in lines[fits:]:
            pages.add(line)
    pages.gap()
    rest = wrap(made.description, _TEXT_WIDTH, break_on_hyphens=False)
    for place, line in enumerate(rest):
        if not pages.room():
            _turn_in_table(pages)
            if not place:
                pages.gap()
        pages.add(line)
    pages.gap()


def _title(pages: _Pages, lines: list[str], dates: str) -> None:
    if len(lines) == 1:
        pages.add(f"{lines[0]} {dates}")
        return
    for line in lines:
        pages.add(line)
    pages.gap()
    pages.add(dates)


def _turn_in_table(pages: _Pages) -> None:
    pages.turn()
    pages.add(" ".join(HEAD))


def as_word(plan: Plan, *, borders: bool = True, merged: bool = True) -> bytes:
    """The plan as Word, its activities in tables whose heads every page repeats."""
    word = Document()
    for heading in ("1 Inledning", "2 Organisation"):
        word.add_heading(heading, 1)
        word.add_paragraph(" ".join(plan.preamble))
    word.add_heading("3 Politiska mål och aktiviteter", 1)
    for council in plan.councils:
        word.add_heading(f"{council.number} {council.text}", 2)
        word.add_paragraph(statement(council))
        for goal in council.goals:
            word.add_heading(f"{goal.number} {goal.text}", 3)
            _table(word.add_table(1, 3), goal, borders=borders, merged=merged)
    word.add_heading("4 Verksamhetsmål för god ekonomisk hushållning", 1)
    word.add_heading(f"4.1 {plan.direct.text}", 2)
    _table(word.add_table(1, 3), plan.direct, borders=borders, merged=merged)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _table(table: Table, goal: Goal, *, borders: bool, merged: bool) -> None:
    if borders:
        table.style = "Table Grid"
    _fill(table, 0, HEAD)
    row = table.rows[0]._tr  # noqa: SLF001 - python-docx has no other way
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for made in goal.activities:
        table.add_row()  # type: ignore[no-untyped-call]
        _fill(table, len(table.rows) - 1, (made.title, made.start, made.end))
        if made.description:
            table.add_row()  # type: ignore[no-untyped-call]
            cells = table.rows[-1].cells
            cell = cells[0].merge(cells[2]) if merged else cells[0]
            cell.text = made.description


def _fill(table: Table, row: int, texts: tuple[str, ...]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=True):
        cell.text = text
