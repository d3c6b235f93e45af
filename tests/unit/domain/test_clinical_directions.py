"""The words of a prescription against the coded dose that came with them."""

from datetime import date

from dispensary import bootstrap
from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.directions import directions_disagree
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.patient import ClinicalFacts

READ = bootstrap.dose_reader()
KNOWLEDGE = ClinicalKnowledge().clinical()
TODAY = date(2026, 11, 22)


def item(words: str, coded: str | None) -> CheckItem:
    return CheckItem(
        "Amlodipine 5mg tablets",
        dose=READ(words, "tablet"),
        directions=words,
        structured=READ(coded, "tablet") if coded else None,
        structured_directions=coded or "",
    )


def test_both_are_shown_and_neither_is_chosen() -> None:
    found = directions_disagree(item("1 om", "Take 2 tablets once a day"), 3)
    assert found is not None
    assert (found.tier, found.items) == (Tier.REASON, (3,))
    assert "“1 om”" in found.message
    assert "“Take 2 tablets once a day”" in found.message
    assert "(dose)" in found.message


def test_where_they_agree_or_no_coded_dose_came_nothing_is_said() -> None:
    assert directions_disagree(item("1 om", "Take 1 tablet once a day"), 0) is None
    assert directions_disagree(item("1 om", None), 0) is None
    assert directions_disagree(item("wibble", "Take 1 tablet once a day"), 0) is None


def test_other_words_are_another_finding() -> None:
    one = directions_disagree(item("1 om", "Take 2 tablets once a day"), 0)
    other = directions_disagree(item("1 om", "Take 3 tablets once a day"), 0)
    assert one is not None
    assert other is not None
    assert one.hash != other.hash


def test_the_check_itself_asks_which_of_the_two_is_meant() -> None:
    case = CheckCase(TODAY, ClinicalFacts(age_years=40), (item("1 om", "Take 2 tablets once a day"),))
    assert [each.rule for each in check(case, KNOWLEDGE).findings if each.tier is Tier.REASON] == ["DIRECTIONS"]
