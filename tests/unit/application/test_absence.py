"""The responsible pharmacist leaves and comes back: what goes on meanwhile, and how long it may last."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    StandingClock,
    a_patient,
    a_prescription,
    assembled,
    bagged,
    checked,
    received,
    workplace,
)

from dispensary.application.absence import begin_absence, end_absence
from dispensary.application.clinical_check import approve
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.queries.counter import counter_state
from dispensary.application.sign_in import become_responsible_pharmacist, end_duty
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import AbsentTooLong, NoResponsiblePharmacist, PharmacistNeeded, ResponsibleAbsent
from dispensary.domain.refused_people import NoAbsenceLeft, NotAbsent
from dispensary.wording.refused import refusal_words

SAMIR = UserId("samir")
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, clock: StandingClock) -> Iterator[Workplace]:
    made = workplace(tmp_path, clock=clock)
    yield made
    made.store.close()


def left(place: Workplace, clock: StandingClock, minutes: int) -> None:
    assert isinstance(begin_absence(place, AMARA), Receipt)
    clock.pass_by(minutes=minutes)


def test_while_the_pharmacist_is_out_a_closed_bag_goes_and_nothing_else(place: Workplace, clock: StandingClock) -> None:
    person = a_patient()
    ready = bagged(place, checked(place, assembled(place, received(place, a_prescription(patient=person), person))))
    other = a_patient(name="Mr Idris Vaughan", number="9990142742")
    waiting = received(place, a_prescription(number="7D2B40-FZZ99A-19C3A", patient=other), other)
    left(place, clock, 20)
    refused = approve(place, SAMIR, waiting)
    assert refused == ResponsibleAbsent("Amara Whitlock", NOW)
    assert refusal_words(refused) == (
        "Amara Whitlock, the responsible pharmacist, has been absent since 10:42. Until they are back, or another "
        "pharmacist takes over, only bags that are checked and closed go out, by those authorised for it."
    )
    assert isinstance(hand_out(place, JOSEPH, ready, PAYS), ResponsibleAbsent)
    assert isinstance(hand_out(place, NIA, ready, PAYS), Receipt)
    assert isinstance(end_absence(place, AMARA), Receipt)
    assert not isinstance(approve(place, SAMIR, waiting), ResponsibleAbsent)


def test_after_two_hours_no_bag_goes_either_until_somebody_is_there(place: Workplace, clock: StandingClock) -> None:
    person = a_patient()
    ready = bagged(place, checked(place, assembled(place, received(place, a_prescription(patient=person), person))))
    left(place, clock, 121)
    assert hand_out(place, NIA, ready, PAYS) == AbsentTooLong("Amara Whitlock", 120)
    assert isinstance(become_responsible_pharmacist(place, SAMIR), Receipt)
    assert counter_state(place).away is None
    assert isinstance(hand_out(place, NIA, ready, PAYS), Receipt)


def test_two_hours_are_for_the_day_and_for_everybody_together(place: Workplace, clock: StandingClock) -> None:
    left(place, clock, 70)
    assert isinstance(end_absence(place, AMARA), Receipt)
    assert isinstance(become_responsible_pharmacist(place, SAMIR), Receipt)
    assert counter_state(place).minutes_left == 50
    assert isinstance(begin_absence(place, SAMIR), Receipt)
    clock.pass_by(minutes=50)
    assert isinstance(end_absence(place, SAMIR), Receipt)
    assert begin_absence(place, SAMIR) == NoAbsenceLeft(120)
    clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=NOW.tzinfo)
    assert counter_state(place).minutes_left == 120
    assert isinstance(begin_absence(place, SAMIR), Receipt)


def test_each_absence_is_kept_with_its_times_and_the_journal_names_it(place: Workplace, clock: StandingClock) -> None:
    left(place, clock, 15)
    assert isinstance(begin_absence(place, AMARA), ResponsibleAbsent)
    assert isinstance(end_absence(place, AMARA), Receipt)
    assert end_absence(place, AMARA) == NotAbsent()
    left(place, clock, 5)
    assert isinstance(end_duty(place, AMARA), Receipt)
    assert isinstance(begin_absence(place, AMARA), NoResponsiblePharmacist)
    with place.store.read() as uow:
        first, second = uow.duty.absences(NOW)
        (duty,) = uow.duty.record(NOW - timedelta(days=1))
        kinds = [entry.body for entry in uow.journal.entries() if "absence-" in entry.body]
    assert (first.left_at, first.returned_at) == (NOW, NOW + timedelta(minutes=15))
    assert (second.name, second.returned_at) == ("Amara Whitlock", duty.until)
    assert len(kinds) == 4


def test_only_a_pharmacist_records_an_absence(place: Workplace) -> None:
    assert isinstance(begin_absence(place, JOSEPH), PharmacistNeeded)
    assert isinstance(begin_absence(place, SAMIR), Receipt)
    assert isinstance(end_absence(place, NIA), PharmacistNeeded)
    assert isinstance(end_absence(place, AMARA), Receipt)
