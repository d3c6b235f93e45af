"""Until when an item may be dispensed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.prescription import Treatment
from dispensary.domain.validity import last_day, months_after

A, E = Treatment.ACUTE, Treatment.ERD
CD = ControlledDrug


@pytest.mark.parametrize(
    ("authored", "treatment", "issue", "drug", "last"),
    [
        (date(2026, 1, 5), A, 1, CD.SCHEDULE_2, date(2026, 2, 2)),
        (date(2026, 1, 5), A, 1, CD.SCHEDULE_3_TEMAZEPAM, date(2026, 2, 2)),
        (date(2026, 1, 5), A, 1, CD.SCHEDULE_4_BENZODIAZEPINE, date(2026, 2, 2)),
        (date(2026, 1, 5), A, 1, CD.SCHEDULE_5, date(2026, 7, 5)),
        (date(2026, 1, 5), A, 1, CD.NONE, date(2026, 7, 5)),
        (date(2026, 1, 5), A, 1, None, date(2026, 7, 5)),
        (date(2026, 1, 5), E, 2, CD.NONE, date(2027, 1, 5)),
        (date(2026, 1, 5), E, 1, CD.SCHEDULE_4_ANABOLIC, date(2026, 2, 2)),
        (date(2026, 1, 5), E, 3, CD.SCHEDULE_4_ANABOLIC, date(2027, 1, 5)),
        (date(2026, 1, 5), E, 1, CD.NONE, date(2026, 7, 5)),
        (date(2026, 8, 31), A, 1, CD.NONE, date(2027, 2, 28)),
    ],
)
def test_last_day(authored: date, treatment: Treatment, issue: int, drug: ControlledDrug | None, last: date) -> None:
    assert last_day(authored, treatment, issue, drug) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_are_never_skipped(day: date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after + timedelta(days=1)).day == 1
