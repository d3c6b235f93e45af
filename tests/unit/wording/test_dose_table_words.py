"""A dose that changes as a table: it says what the sentences say, or there is no table."""

import pytest

from dispensary import bootstrap
from dispensary.domain.labels.content import DoseTable
from dispensary.wording.dose_table import dose_table


def table(text: str, unit: str | None = "tablet") -> DoseTable | None:
    return dose_table(bootstrap.dose_reader()(text, unit), unit)


def test_stretches_with_days_become_columns_and_the_days_run_on() -> None:
    assert table(
        "6 om after food for 3 days then 4 om for 3 days then 2 om for 1 day then 1 om for 1 week"
    ) == DoseTable(
        "Take in the morning after food",
        "Days",
        ("1 to 3", "4 to 6", "7", "8 to 14"),
        "Tablets",
        ("6", "4", "2", "1"),
    )


def test_the_end_is_a_column_of_its_own_and_an_open_end_says_from_when() -> None:
    stopped = table("half om for 7 days then 1 om for 7 days then stop")
    assert stopped is not None
    assert (stopped.days, stopped.amounts) == (("1 to 7", "8 to 14", "then"), ("half", "1", "stop"))
    goes_on = table("1 od for 1 week then 2 od")
    assert goes_on is not None
    assert (goes_on.opening, goes_on.days) == ("Take once a day", ("1 to 7", "from 8"))


def test_several_doses_a_day_are_said_beside_the_number() -> None:
    twice = table("2 bd for 3 days then 1 bd")
    assert twice is not None
    assert (twice.opening, twice.amounts_head) == ("Take in the morning and evening", "Tablets each time")


@pytest.mark.parametrize(
    "text",
    [
        "1 om",
        "2 om 1 on",
        "2 om for 3 days then 1 on for 3 days",
        "1-2 od for 3 days then 1 od for 3 days",
        "2 prn for 3 days then 1 prn for 3 days",
        "2 od for 1 month then 1 od",
        "2 od for 5-7 days then 1 od for 3 days",
        "2 tds for 3 days then 1 bd for 3 days",
        "2 on monday for 2 weeks then 3 on monday for 2 weeks",
        "nonsense for 3 days then 1 od",
    ],
)
def test_what_a_table_could_misread_stays_in_sentences(text: str) -> None:
    assert table(text) is None


def test_without_a_unit_there_is_no_table() -> None:
    assert table("2 od for 3 days then 1 od for 3 days", None) is None
