"""The pharmacy's details and limits: who changes them, what cannot stand, and nobody's change written over."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import AMARA, NIA, a_patient, a_prescription, received, workplace

from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.application.label import Draft, Wanted, draft
from dispensary.application.premises import change_premises
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.journal import Sought
from dispensary.domain.people import NotAuthorised
from dispensary.domain.premises import Detail, Premises, PremisesUnfit
from dispensary.domain.refused import AlteredElsewhere
from dispensary.domain.supervision import SupervisionRules
from dispensary.wording.premises import UNFIT, absence_note

LIMITED = replace(PREMISES, lock_minutes=3, supervision=replace(PREMISES.supervision, absence_minutes=90))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def held(place: Workplace) -> Premises:
    with place.store.read() as uow:
        return uow.premises()


def journalled(place: Workplace) -> list[dict[str, object]]:
    with place.store.read() as uow:
        return [json.loads(entry.body) for entry in uow.journal.search(Sought(kind="premises-changed"), 9)]


def test_a_change_is_kept_and_the_journal_says_what_stood_there_before(place: Workplace) -> None:
    assert change_premises(place, AMARA, PREMISES, LIMITED) == Receipt(staff=True)
    assert held(place) == LIMITED
    (entry,) = journalled(place)
    assert entry["actor"] == "amara"
    assert entry["detail"] == {
        "lock_minutes": {"before": "5", "after": "3"},
        "absence_minutes": {"before": "120", "after": "90"},
    }


def test_somebody_else_s_change_is_not_written_over(place: Workplace) -> None:
    assert isinstance(change_premises(place, AMARA, PREMISES, LIMITED), Receipt)
    assert isinstance(
        change_premises(place, AMARA, PREMISES, replace(PREMISES, phone="01632 960148")), AlteredElsewhere
    )
    assert held(place) == LIMITED


def test_nothing_changed_is_nothing_recorded(place: Workplace) -> None:
    assert change_premises(place, AMARA, PREMISES, PREMISES) == Receipt()
    assert journalled(place) == []


def test_whoever_does_not_run_the_settings_changes_nothing(place: Workplace) -> None:
    assert isinstance(change_premises(place, NIA, PREMISES, LIMITED), NotAuthorised)
    assert held(place) == PREMISES


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (replace(PREMISES, name=" "), Detail.NAME),
        (replace(PREMISES, address=""), Detail.ADDRESS),
        (replace(PREMISES, phone=""), Detail.PHONE),
        (replace(PREMISES, ods=OdsCode("not one")), Detail.ODS),
        (replace(PREMISES, lock_minutes=0), Detail.LOCK),
        (replace(PREMISES, lock_minutes=61), Detail.LOCK),
        (replace(PREMISES, supervision=SupervisionRules(absence_minutes=-1)), Detail.ABSENCE),
        (replace(PREMISES, supervision=SupervisionRules(absence_minutes=1441)), Detail.ABSENCE),
    ],
)
def test_details_that_cannot_stand_are_refused_in_words(place: Workplace, changed: Premises, what: Detail) -> None:
    assert change_premises(place, AMARA, PREMISES, changed) == PremisesUnfit(what)
    assert UNFIT[what]
    assert held(place) == PREMISES


def test_a_longer_absence_than_the_law_s_is_said_and_a_shorter_one_is_not() -> None:
    assert absence_note(120) == ""
    assert "The law allows 120 minutes" in absence_note(121)


def test_the_next_label_carries_the_new_name(place: Workplace) -> None:
    person = a_patient()
    sent = a_prescription(patient=person)
    key = received(place, sent, person)
    assert isinstance(change_premises(place, AMARA, PREMISES, replace(PREMISES, name="Quarry Lane Pharmacy")), Receipt)
    made = draft(place, key, sent.items[0].item_id, Wanted("1 om"))
    assert isinstance(made, Draft)
    assert any("Quarry Lane Pharmacy" in line for page in made.rendered.texts for line in page)
