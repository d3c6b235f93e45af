"""A medicine's label, leaflet and entry say its use alike, as the product is used, and none of them guesses."""

from pathlib import Path

import pytest
from tests.builders import AMARA, a_patient, a_prescription, an_item, received, workplace

from dispensary.application.label import Draft, Wanted, draft
from dispensary.application.leaflet_lines import leaflet_line
from dispensary.application.leaflets import Preview, preview_leaflet
from dispensary.application.queries.prescription import Sheet, sheet
from dispensary.application.queries.products import medicine
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, ItemId
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.wording.dose import patient_text

TIOTROPIUM = "Tiotropium bromide 18microgram inhalation powder capsules"
GLARGINE = "Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return workplace(tmp_path)


def brought(place: Workplace, name: str, directions: str) -> tuple[IssueKey, ItemId]:
    item = an_item(name, 28, directions)
    return received(place, a_prescription(item), a_patient()), item.item_id


@pytest.mark.parametrize(
    ("name", "directions", "said"),
    [
        (TIOTROPIUM, "one daily", "Inhale 1 capsule once a day."),
        ("Chlorhexidine gluconate 0.2% mouthwash", "10ml od", "Use 10 ml once a day."),
        ("Nystatin 100,000units/ml oral suspension", "100000 units qds", "Take 100000 units 4 times a day."),
        ("Hydroxocobalamin 1mg/1ml solution for injection ampoules", "1 every 3 months",
         "Inject 1 ampoule every 3 months."),
        (GLARGINE, "10 units at night", "Inject 10 units at night."),
    ],
)  # fmt: skip
def test_label_leaflet_and_entry_say_the_same(place: Workplace, name: str, directions: str, said: str) -> None:
    key, item = brought(place, name, directions)
    made = draft(place, key, item, Wanted())
    assert isinstance(made, Draft)
    assert made.directions == said
    with place.store.read() as uow:
        found = uow.dispensings.get(key)
    assert found is not None
    assert leaflet_line(place, found, item).directions == said
    code = found.prescription.item(item).code
    chosen = medicine(place, code) if code is not None else None
    assert chosen is not None
    assert patient_text(place.read_dose(directions, chosen.doses_in), chosen.doses_in, chosen.routes) == said


@pytest.mark.parametrize("directions", ["10 at night", "1 at night", "20 mane 30 nocte"])
def test_insulin_without_its_unit_stands_as_it_was_written_and_is_shown_as_unread(
    place: Workplace, directions: str
) -> None:
    key, item = brought(place, GLARGINE, directions)
    made = draft(place, key, item, Wanted())
    assert isinstance(made, Draft)
    assert made.as_written
    assert made.directions == directions
    shown = sheet(place, key)
    assert isinstance(shown, Sheet)
    assert item in shown.unread


def test_easy_read_shows_no_capsule_to_swallow_where_it_is_inhaled(place: Workplace) -> None:
    key, _ = brought(place, TIOTROPIUM, "one in the morning")
    made = preview_leaflet(place, key, AMARA, Kind.EASY_READ)
    assert isinstance(made, Preview)
    assert "In the morning: inhale 1 capsule." in " ".join(str(words) for words in made.made.words)
