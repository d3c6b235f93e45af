"""The words of a prescription against the coded dose that came with them."""

from dispensary import bootstrap
from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.directions import directions_disagree
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.dose.reading import DoseReading

READ = bootstrap.dose_reader()


def most_in_a_day(words: DoseReading, coded: DoseReading) -> str | None:
    """A plain comparison, enough to see what is made of its answer."""
    if words.max_24h is None or coded.max_24h is None or words.max_24h == coded.max_24h:
        return None
    return f"{words.max_24h:.0f} or {coded.max_24h:.0f} a day"


def item(words: str, coded: str | None) -> CheckItem:
    return CheckItem(
        "Amlodipine 5mg tablets",
        dose=READ(words, "tablet"),
        directions=words,
        structured=READ(coded, "tablet") if coded else None,
        structured_directions=coded or "",
    )


def test_both_are_shown_and_neither_is_chosen() -> None:
    found = directions_disagree(item("1 om", "Take 2 tablets once a day"), 3, most_in_a_day)
    assert found is not None
    assert (found.tier, found.items) == (Tier.REASON, (3,))
    assert "“1 om”" in found.message
    assert "“Take 2 tablets once a day”" in found.message
    assert "1 or 2 a day" in found.message


def test_where_they_agree_or_no_coded_dose_came_nothing_is_said() -> None:
    assert directions_disagree(item("1 om", "Take 1 tablet once a day"), 0, most_in_a_day) is None
    assert directions_disagree(item("1 om", None), 0, most_in_a_day) is None
    assert directions_disagree(item("wibble", "Take 1 tablet once a day"), 0, most_in_a_day) is None


def test_other_words_are_another_finding() -> None:
    one = directions_disagree(item("1 om", "Take 2 tablets once a day"), 0, most_in_a_day)
    other = directions_disagree(item("1 om", "Take 3 tablets once a day"), 0, most_in_a_day)
    assert one is not None
    assert other is not None
    assert one.hash != other.hash
