from __future__ import annotations

import pytest

from kexcel.documents.prose.days import days_in
from tests.documents.prose.reading import STANDARD

WORDS = STANDARD.dates.words


@pytest.mark.parametrize(
    "printed, first, last",
    [
        ("2025-03-01", "2025-03-01", "2025-03-01"),
        ("12 mars 2026", "2026-03-12", "2026-03-12"),
        ("2025-01-15 – 2025-06-30", "2025-01-15", "2025-06-30"),
        ("2025-01-15-2025-06-30", "2025-01-15", "2025-06-30"),
        ("t.o.m. 2025-06-30", "2025-06-30", "2025-06-30"),
    ],
)
def test_days_printed_with_their_years_are_exact(printed: str, first: str, last: str) -> None:
    days = days_in(printed, 2024, WORDS)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat(), days.is_exact) == (first, last, True)


@pytest.mark.parametrize(
    "printed, first, last",
    [
        ("12 mars", "2025-03-12", "2025-03-12"),
        ("senast 30 april", "2025-04-30", "2025-04-30"),
        ("mars 2025", "2025-03-01", "2025-03-31"),
        ("februari 2024", "2024-02-01", "2024-02-29"),
        ("slutet av maj", "2025-05-01", "2025-05-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("våren 2025", "2025-03-01", "2025-05-31"),
        ("Hösten", "2025-09-01", "2025-11-30"),
        ("Q3 2026", "2026-07-01", "2026-09-30"),
        ("kvartal 2", "2025-04-01", "2025-06-30"),
        ("under året", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("jan–juni 2025", "2025-01-01", "2025-06-30"),
        ("januari - mars", "2025-01-01", "2025-03-31"),
        ("12–14 mars 2025", "2025-03-12", "2025-03-14"),
        ("nov 2025 - feb 2026", "2025-11-01", "2026-02-28"),
        ("23-08-31", "2023-08-31", "2023-08-31"),
    ],
)
def test_words_and_days_without_a_year_are_read_into(printed: str, first: str, last: str) -> None:
    days = days_in(printed, 2025, WORDS)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat(), days.is_exact) == (first, last, False)


@pytest.mark.parametrize(
    "printed", ["", "vid behov", "2025-02-30", "vecka 12", "snarast", "nov–feb", "1-2-3-4"]
)
def test_what_means_no_days_for_certain_is_left(printed: str) -> None:
    assert days_in(printed, 2025, WORDS) is None
