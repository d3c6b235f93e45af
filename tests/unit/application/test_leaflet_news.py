"""What a leaflet tells a person is new: never guessed, and nothing where the record is closed to whoever prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    checked,
    medicine,
    received,
    workplace,
)
from tests.leaflet_builders import a_leaflet
from tests.unit.application.test_absence import PAYS

from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.application.hand_out import hand_out
from dispensary.application.leaflet_content import pages_of
from dispensary.application.leaflets import Preview, preview_leaflet
from dispensary.application.restricted import restrict_record
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.leaflets.news import Changed, NewHere, News
from dispensary.domain.patient import OtherMedicine
from dispensary.domain.prescription import PrescribedItem
from dispensary.wording.leaflets_news import CHANGED, NEVER_HAD, NEW, NOW

RAMIPRIL, STRONGER, AMLODIPINE = "Ramipril 2.5mg capsules", "Ramipril 5mg capsules", "Amlodipine 5mg tablets"
FIRST, SECOND, THIRD = "9F3C71-FZZ99A-44B0E", "9F3C72-FZZ99A-44B0E", "9F3C73-FZZ99A-44B0E"
DAYS = 28


class Pharmacy:
    """One counter and one person, who had something and now gets something."""

    def __init__(self, place: Workplace, clock: StandingClock) -> None:
        self.place, self.clock = place, clock
        self.person = a_patient()

    def had(self, *items: PrescribedItem, days_ago: int = DAYS) -> None:
        """Handed out so many days ago."""
        key = received(self.place, a_prescription(*items, number=FIRST, patient=self.person), self.person)
        ready = bagged(self.place, checked(self.place, assembled(self.place, key)))
        made = hand_out(self.place, NIA, ready, PAYS)
        assert isinstance(made, Receipt), made
        self.clock.pass_by(days=days_ago)

    def gets(self, *items: PrescribedItem) -> IssueKey:
        return received(self.place, a_prescription(*items, number=SECOND, patient=self.person), self.person)

    def leaflet(self, key: IssueKey, kind: Kind | None = None) -> Preview:
        made = preview_leaflet(self.place, key, AMARA, kind)
        assert isinstance(made, Preview), made
        return made

    def news(self, *items: PrescribedItem) -> list[News | None]:
        return [taken.news for taken in self.leaflet(self.gets(*items)).medicines]


@pytest.fixture
def pharmacy(tmp_path: Path) -> Iterator[Pharmacy]:
    clock = StandingClock()
    place = workplace(tmp_path, clock=clock)
    yield Pharmacy(place, clock)
    place.store.close()


def test_what_was_never_supplied_is_new_and_what_goes_on_the_same_is_not(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    goes_on, first = pharmacy.news(an_item(RAMIPRIL, 28, "1 capsule every morning"), an_item(AMLODIPINE, 28, "1 om"))
    assert (goes_on, first) == (None, NewHere())


def test_nothing_is_new_for_somebody_whom_we_see_for_the_first_time(pharmacy: Pharmacy) -> None:
    pharmacy.person = a_patient(medicines=(medicine(AMLODIPINE, "1 om"),))
    assert pharmacy.news(an_item(RAMIPRIL, 28, "1 om")) == [None]


def test_another_dose_of_the_same_is_told_with_the_one_before(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(RAMIPRIL, 56, "2 om")) == [Changed("Take 1 capsule in the morning.")]


def test_another_strength_is_told_with_the_name_it_had(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(STRONGER, 28, "1 om")) == [Changed("Take 1 capsule in the morning.", RAMIPRIL)]


def test_two_strengths_beside_each_other_are_not_told_as_a_change(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(RAMIPRIL, 28, "1 om"), an_item(STRONGER, 28, "1 on")) == [None, None]


def test_another_strength_on_another_prescription_may_be_beside_it_and_not_in_its_place(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    again = a_prescription(an_item(RAMIPRIL, 28, "1 om"), number=THIRD, patient=pharmacy.person)
    received(pharmacy.place, again, pharmacy.person)
    assert pharmacy.news(an_item(STRONGER, 28, "1 on")) == [None]


@pytest.mark.parametrize(("before", "now"), [("1 om", "use it wisely"), ("use it wisely", "1 om")])
def test_directions_that_cannot_be_read_are_compared_with_nothing(pharmacy: Pharmacy, before: str, now: str) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, before))
    assert pharmacy.news(an_item(RAMIPRIL, 28, now)) == [None]


def test_a_course_is_not_compared_with_the_course_before_it(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item("Amoxicillin 500mg capsules", 15, "1 tds for 5 days"))
    assert pharmacy.news(an_item("Amoxicillin 500mg capsules", 21, "2 tds for 7 days")) == [None]


def test_what_was_had_long_ago_is_neither_new_nor_compared(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"), days_ago=400)
    assert pharmacy.news(an_item(RAMIPRIL, 56, "2 om")) == [None]


def test_what_the_record_names_from_elsewhere_is_not_new(pharmacy: Pharmacy) -> None:
    pharmacy.person = a_patient(medicines=(medicine(AMLODIPINE, "1 om", days_ago=60),))
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(AMLODIPINE, 28, "2 om")) == [None]


def test_where_nobody_knows_what_an_earlier_medicine_was_nothing_is_called_new(pharmacy: Pharmacy) -> None:
    pharmacy.person = a_patient(medicines=(OtherMedicine("The small white ones from hospital"),))
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(AMLODIPINE, 28, "1 om")) == [None]


def test_a_dose_that_was_changed_elsewhere_since_is_not_compared_with_our_last(pharmacy: Pharmacy) -> None:
    pharmacy.person = a_patient(medicines=(OtherMedicine(RAMIPRIL, directions="2 om", source="hospital letter"),))
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    assert pharmacy.news(an_item(RAMIPRIL, 56, "2 om")) == [None]


def test_the_leaflet_of_what_went_out_already_says_the_same_as_before_it_went(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    key = pharmacy.gets(an_item(AMLODIPINE, 28, "1 om"))
    ready = bagged(pharmacy.place, checked(pharmacy.place, assembled(pharmacy.place, key)))
    assert isinstance(hand_out(pharmacy.place, NIA, ready, PAYS), Receipt)
    assert [taken.news for taken in pharmacy.leaflet(key).medicines] == [NewHere()]


def test_a_record_that_is_closed_to_whoever_prints_says_nothing_of_before(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    key = pharmacy.gets(an_item(RAMIPRIL, 56, "2 om"), an_item(AMLODIPINE, 28, "1 om"))
    closed = restrict_record(pharmacy.place, AMARA, pharmacy.person.id, "She asked for it.")
    assert isinstance(closed, Receipt), closed
    made = preview_leaflet(pharmacy.place, key, NIA)
    assert isinstance(made, Preview)
    assert [taken.news for taken in made.medicines] == [None, None]
    said = " ".join(made.made.words)
    assert not any(words in said for words in (NEW, NEVER_HAD, CHANGED))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_says_it_under_the_name_of_the_medicine(pharmacy: Pharmacy, kind: Kind) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    key = pharmacy.gets(an_item(STRONGER, 28, "1 om"), an_item(AMLODIPINE, 28, "1 om"))
    said = " ".join(pharmacy.leaflet(key, kind).made.words)
    assert f"{CHANGED} Before: {RAMIPRIL}. “Take 1 capsule in the morning.” {NOW}" in said
    assert f"{NEW} {NEVER_HAD}" in said
    assert said.index(CHANGED) < said.index(NEW)


def test_the_page_for_a_screen_reader_says_it_too(pharmacy: Pharmacy) -> None:
    pharmacy.had(an_item(RAMIPRIL, 28, "1 om"))
    key = pharmacy.gets(an_item(STRONGER, 28, "1 om"))
    (taken,) = pharmacy.leaflet(key).medicines
    page = LeafletPapers().screen(pages_of(a_leaflet(taken), Kind.STANDARD)).document.decode()
    assert page.index(f">{STRONGER}</h2>") < page.index(CHANGED) < page.index(f"Before: {RAMIPRIL}.")
