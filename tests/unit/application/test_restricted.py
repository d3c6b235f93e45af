"""A restricted record: who sees what, and that nobody is made to check blind."""

from collections.abc import Iterator
from dataclasses import replace
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
    an_item,
    assembled,
    bagged,
    checked,
    medicine,
    received,
    workplace,
)

from dispensary.application.clinical_check import approve, look_at
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.manual import Entered, add_prescription
from dispensary.application.patient_record import correct_patient, create_patient
from dispensary.application.queries.bench import Bench, bench
from dispensary.application.queries.clinical import ClinicalSheet, clinical_sheet
from dispensary.application.queries.collection import Collection, collection
from dispensary.application.queries.detail import Detail, detail
from dispensary.application.queries.patients import (
    PatientRecord,
    Whose,
    patient_record,
    search_patients,
    whose_record,
)
from dispensary.application.queries.prescription import Sheet, sheet
from dispensary.application.receive import link_patient
from dispensary.application.restricted import VEILED, lift_restriction, open_restricted, restrict_record
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.patient import Communication, Patient
from dispensary.domain.people import NotAuthorised, Task
from dispensary.domain.prescription import Origin
from dispensary.domain.refused import NhsNumberTaken
from dispensary.domain.refused_people import NotRestricted, RecordRestricted, WhyNeeded

SAMIR = UserId("samir")
PERSON = replace(
    a_patient(medicines=(medicine("Omeprazole 20mg gastro-resistant capsules", "1 od"),)),
    phone="01632 960777",
    communication=(Communication.BSL,),
)
SECRETS = ("walking Biscuit", "High blood pressure", "Omeprazole", "01632 960777")
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, clock: StandingClock) -> Iterator[Workplace]:
    """Beryl Hartnoll's record is restricted by Amara; Samir, a pharmacist too, may not see it."""
    made = workplace(tmp_path, clock=clock)
    with made.store.begin() as uow:
        uow.patients.add(PERSON)
        samir = uow.staff.get(SAMIR)
        assert samir is not None
        kept = tuple(held for held in samir.authorisations if held.task is not Task.OPEN_RESTRICTED)
        uow.staff.save(replace(samir, authorisations=kept))
        uow.commit()
    assert isinstance(restrict_record(made, AMARA, PERSON.id, "works at this pharmacy"), Receipt)
    yield made
    made.store.close()


def says(shown: object) -> list[str]:
    """Which of the record's secrets a read model holds anywhere in it."""
    return [secret for secret in SECRETS if secret in repr(shown)]


@pytest.mark.parametrize("viewer", [None, NIA, JOSEPH, SAMIR, UserId("system"), UserId("nobody")])
def test_everybody_else_finds_that_it_is_there_and_nothing_more(place: Workplace, viewer: UserId | None) -> None:
    for text in ("hartnoll", "999 014 2734"):
        (found,) = search_patients(place, text, viewer)
        assert found.name == VEILED
        assert found == Patient(PERSON.id, VEILED, restriction=found.restriction)
        assert "Hartnoll" not in repr(found)
        assert "works at" not in repr(found)
    assert patient_record(place, PERSON.id, viewer) == RecordRestricted(PERSON.id.value)


def test_those_with_the_task_and_those_who_are_named_see_all_of_it(place: Workplace) -> None:
    assert isinstance(patient_record(place, PERSON.id, AMARA), PatientRecord)
    (found,) = search_patients(place, "hartnoll", AMARA)
    assert found.name == PERSON.name
    assert isinstance(restrict_record(place, AMARA, PERSON.id, "works here", (NIA,)), Receipt)
    assert isinstance(patient_record(place, PERSON.id, NIA), PatientRecord)
    assert patient_record(place, PERSON.id, JOSEPH) == RecordRestricted(PERSON.id.value)
    assert isinstance(lift_restriction(place, AMARA, PERSON.id, "has left"), Receipt)
    assert isinstance(patient_record(place, PERSON.id, JOSEPH), PatientRecord)
    assert lift_restriction(place, AMARA, PERSON.id, "again") == NotRestricted()


def test_only_with_the_task_and_a_reason_is_a_record_restricted_or_freed(place: Workplace) -> None:
    assert isinstance(restrict_record(place, SAMIR, PERSON.id, "why"), NotAuthorised)
    assert isinstance(lift_restriction(place, NIA, PERSON.id, "why"), NotAuthorised)
    assert restrict_record(place, AMARA, PERSON.id, " ") == WhyNeeded()


def test_what_a_dispenser_sees_of_the_prescription_is_what_it_says_itself(place: Workplace) -> None:
    key = received(place, a_prescription(an_item(), patient=PERSON), PERSON)
    shown = detail(place, key, NIA)
    assert isinstance(shown, Detail)
    assert shown.patient is not None
    assert (shown.closed, shown.patient.name, shown.supplies) == (True, "Mrs Beryl Hartnoll", ())
    assert shown.patient.communication == (Communication.BSL,)
    opened = sheet(place, key, NIA)
    assert isinstance(opened, Sheet)
    assert says(shown) + says(opened) == []
    assert opened.changes == {}
    assert says(detail(place, key, AMARA)) != []


def test_the_work_goes_on_for_that_person_and_no_screen_on_the_way_shows_the_record(place: Workplace) -> None:
    key = assembled_by_amara(place)
    at_bench = bench(place, JOSEPH, key)
    assert isinstance(at_bench, Bench)
    assert says(at_bench) == []
    bagged(place, checked(place, key))
    bag = collection(place, NIA, key)
    assert isinstance(bag, Collection)
    assert says(bag) == []
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)


def assembled_by_amara(place: Workplace) -> IssueKey:
    key = received(place, a_prescription(an_item(), patient=PERSON), PERSON)
    seen = look_at(place, key, AMARA)
    assert not isinstance(seen, RecordRestricted)
    assert isinstance(lift_restriction(place, AMARA, PERSON.id, "to set the scene"), Receipt)
    assembled(place, key)
    assert isinstance(restrict_record(place, AMARA, PERSON.id, "works here"), Receipt)
    return key


def test_a_pharmacist_checks_nobody_blind_and_opens_the_record_with_a_reason(
    place: Workplace, clock: StandingClock
) -> None:
    key = received(place, a_prescription(an_item(), patient=PERSON), PERSON)
    assert clinical_sheet(place, key, SAMIR) == RecordRestricted(PERSON.id.value)
    assert approve(place, SAMIR, key) == RecordRestricted(PERSON.id.value)
    assert open_restricted(place, SAMIR, PERSON.id, "  ") == WhyNeeded()
    assert isinstance(open_restricted(place, SAMIR, PERSON.id, "waits at the counter, nobody else is here"), Receipt)
    assert isinstance(clinical_sheet(place, key, SAMIR), ClinicalSheet)
    assert patient_record(place, PERSON.id, JOSEPH) == RecordRestricted(PERSON.id.value)
    with place.store.read() as uow:
        (entry,) = [e.body for e in uow.journal.entries() if '"kind":"restricted-record-opened"' in e.body]
        kept = uow.patients.get(PERSON.id)
    assert "waits at the counter" in entry
    assert '"alert"' in entry
    assert kept is not None
    assert kept.restriction is not None
    assert [made.by for made in kept.restriction.opened] == [SAMIR]
    clock.pass_by(hours=13)
    assert clinical_sheet(place, key, SAMIR) == RecordRestricted(PERSON.id.value)


def test_who_may_not_see_the_record_changes_nothing_in_it(place: Workplace) -> None:
    (found,) = search_patients(place, "hartnoll", NIA)
    with place.store.read() as uow:
        before = uow.patients.get(PERSON.id)
    assert before is not None
    assert correct_patient(place, NIA, replace(found, version=before.version)) == RecordRestricted(PERSON.id.value)
    with place.store.read() as uow:
        assert uow.patients.get(PERSON.id) == before
    freed = replace(before, restriction=None, phone="01632 960778")
    assert isinstance(correct_patient(place, AMARA, freed), Receipt)
    assert patient_record(place, PERSON.id, NIA) == RecordRestricted(PERSON.id.value)


def test_a_new_record_with_the_same_number_learns_no_name(place: Workplace) -> None:
    again = replace(a_patient(), id=PatientId("other"))
    assert create_patient(place, NIA, again) == NhsNumberTaken(VEILED)
    assert create_patient(place, AMARA, again) == NhsNumberTaken("Mrs Beryl Hartnoll")


def test_a_prescription_is_linked_to_it_only_by_somebody_who_can_compare(place: Workplace) -> None:
    key = received(place, a_prescription(patient=PERSON))
    found = whose_record(place, key, viewer=NIA)
    assert isinstance(found, Whose)
    assert [each.patient.name for each in found.candidates] == [VEILED]
    assert says(found) == []
    assert link_patient(place, NIA, key, PERSON.id) == RecordRestricted(PERSON.id.value)
    assert isinstance(link_patient(place, AMARA, key, PERSON.id), Receipt)
    entered = Entered(Origin.PAPER, PERSON.id, "Dr Imogen Farrant", "Quarry Lane", NOW.date(), ())
    assert add_prescription(place, NIA, entered) == RecordRestricted(PERSON.id.value)
