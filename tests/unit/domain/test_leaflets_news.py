"""What is new, where the dictionary knows little of a product, or gives no moiety for it."""

from dataclasses import replace
from datetime import date, timedelta

from tests.builders import starter

from dispensary import bootstrap
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.leaflets.news import Changed, Had, NewHere, News, news_of

TODAY = date(2026, 11, 23)
WORDS = "Take 1 capsule in the morning."


def product(name: str) -> VirtualProduct:
    found = starter().by_name(name)
    assert found is not None
    assert found.virtual_product is not None
    return found.virtual_product


WEAKER, STRONGER = product("Ramipril 2.5mg capsules"), product("Ramipril 5mg capsules")
OTHER = product("Amlodipine 5mg tablets")


def read(directions: str) -> DoseReading:
    return bootstrap.dose_reader()(directions, "capsule")


def had(of: VirtualProduct | None, directions: str = "1 om", *, days: int = 28, here: bool = True) -> Had:
    on = TODAY - timedelta(days=days)
    return Had(of.name if of is not None else "Something", WORDS, read(directions), of, on, here)


def news(
    of: VirtualProduct | None, *before: Had, now: str = "2 om", beside: tuple[VirtualProduct, ...] = ()
) -> News | None:
    return news_of(of, read(now), before, today=TODAY, beside=beside)


def without_moiety(of: VirtualProduct) -> VirtualProduct:
    return replace(of, vtm=None, vtm_name=None)


def test_a_product_that_the_dictionary_does_not_know_has_no_news() -> None:
    assert news(None, had(OTHER)) is None


def test_another_strength_without_a_moiety_in_common_is_neither_new_nor_called_changed() -> None:
    assert news(without_moiety(STRONGER), had(without_moiety(WEAKER))) is None
    assert news(STRONGER, had(without_moiety(WEAKER))) is None
    assert news(without_moiety(STRONGER), had(without_moiety(OTHER))) == NewHere()


def test_another_form_takes_nothing_else_s_place() -> None:
    """Tablets for the whole body beside a cream, or a liquid for when needed beside what acts all day."""
    cream, tablets = product("Hydrocortisone 1% cream"), product("Hydrocortisone 10mg tablets")
    assert cream.vtm == tablets.vtm is not None
    assert news(tablets, had(cream)) is None
    assert news(STRONGER, had(replace(WEAKER, form=None))) is None
    assert news(replace(STRONGER, form=None), had(WEAKER)) is None


def test_a_product_of_which_the_dictionary_gives_no_ingredients_may_be_any_other() -> None:
    assert news(without_moiety(STRONGER), had(replace(without_moiety(OTHER), ingredients=()))) is None


def test_two_lines_of_the_same_product_are_compared_with_nothing() -> None:
    assert news(STRONGER, had(STRONGER)) == Changed(WORDS)
    assert news(STRONGER, had(STRONGER), beside=(STRONGER,)) is None


def test_where_there_were_two_ways_of_taking_it_nobody_knows_which_one_this_replaces() -> None:
    other = replace(had(STRONGER, "1 on"), words="Take 1 capsule at night.")
    assert news(STRONGER, had(STRONGER), other) is None
    assert news(STRONGER, had(STRONGER), replace(other, on=TODAY - timedelta(days=56))) == Changed(WORDS)


def test_the_last_supply_counts_and_one_from_elsewhere_that_is_later_leaves_it_open() -> None:
    assert news(STRONGER, had(STRONGER, days=10), had(STRONGER, days=60, here=False)) == Changed(WORDS)
    assert news(STRONGER, had(STRONGER, days=60), had(STRONGER, days=10, here=False)) is None
    assert news(STRONGER, had(STRONGER, here=False), had(OTHER)) is None


def test_a_dose_that_changes_by_itself_or_is_given_once_is_not_compared() -> None:
    for directions in ("1 daily for 5 days then 2 daily", "1 stat", "1 om then stop"):
        assert news(STRONGER, had(STRONGER, directions)) is None
        assert news(STRONGER, had(STRONGER), now=directions) is None
