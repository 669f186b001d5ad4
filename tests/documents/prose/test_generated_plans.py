"""Plans made by seed come back whole, whichever file they were put in."""

from __future__ import annotations

import pytest

from tests.documents.prose.converting import Writer
from tests.documents.prose.generated import Plan, as_text, as_word
from tests.documents.prose.reading import activities, codes, goals, read

TEXTS = range(200)
WORDS = range(30)
PDFS = range(8)

UNCERTAIN = {"joined-text", "heading-unsure", "year-differs"}
"""What may be said of a plan that was read as it was made."""


def made_activities(plan: Plan) -> list[tuple[str, str, str, str, str]]:
    return [(m.goal, m.title, m.description, m.start, m.end) for m in plan.activities]


def assert_whole(plan: Plan, data: bytes, name: str) -> None:
    imported = read(data, file=name)
    assert activities(imported) == made_activities(plan), name
    assert goals(imported) == plan.goals, name
    assert codes(imported, but=UNCERTAIN) == [], name
    assert imported.coverage.unknown == 0, name


@pytest.mark.parametrize("tens", range(TEXTS.start, TEXTS.stop, 10))
def test_as_pages_of_text_without_a_lost_or_mangled_activity(tens: int) -> None:
    for seed in range(tens, tens + 10):
        plan = Plan(seed)
        assert_whole(plan, as_text(plan).encode(), f"{seed}.txt")


@pytest.mark.parametrize("seed", WORDS)
def test_as_word_with_descriptions_in_rows_that_span_the_columns_or_not(seed: int) -> None:
    plan = Plan(seed)
    data = as_word(plan, borders=bool(seed % 2), merged=bool(seed % 3))
    assert_whole(plan, data, f"{seed}.docx")


@pytest.mark.office
@pytest.mark.parametrize("borders", [True, False], ids=["ruled", "without lines"])
def test_as_pdf_with_rows_that_pages_cut(writer: Writer, *, borders: bool) -> None:
    plans = {f"{seed}": Plan(seed) for seed in PDFS}
    documents = {f"{name}.docx": as_word(plan, borders=borders) for name, plan in plans.items()}
    for name, data in writer.convert(documents, "pdf").items():
        assert_whole(plans[name], data, f"{name}.pdf")


@pytest.mark.office
def test_as_pdf_of_plain_text_that_is_wrapped_once_more(writer: Writer) -> None:
    plans = {f"{seed}": Plan(seed) for seed in PDFS}
    documents = {f"{name}.txt": as_text(plan).encode() for name, plan in plans.items()}
    for name, data in writer.convert(documents, "pdf").items():
        assert_whole(plans[name], data, f"{name}.pdf")
