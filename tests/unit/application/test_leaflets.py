"""Leaflets of the record: previewed without a trace, queued once and journalled, with what belongs to this person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    NIA,
    NOW,
    a_patient,
    a_prescription,
    an_item,
    medicine,
    received,
    workplace,
)

from dispensary.application.leaflets import (
    Preview,
    Queued,
    preview_leaflet,
    preview_list,
    print_leaflet,
    print_list,
)
from dispensary.application.patient_record import correct_patient
from dispensary.application.restricted import restrict_record
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.leaflets.leaflet import Kind, LeafletUnprintable, NothingToTell
from dispensary.domain.patient import Communication, MedicinePurpose, Patient, Question
from dispensary.domain.printing import JobKind
from dispensary.domain.refused_people import RecordRestricted


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def jobs(place: Workplace) -> list[tuple[JobKind, str]]:
    with place.store.read() as uow:
        return [(job.kind, job.title) for job in uow.prints.waiting()]


def journalled(place: Workplace) -> list[str]:
    with place.store.read() as uow:
        return [json.loads(entry.body)["kind"] for entry in uow.journal.entries()]


def brought(place: Workplace, patient: Patient | None = None) -> IssueKey:
    patient = patient or a_patient()
    items = (an_item("Ramipril 5mg capsules", 28, "1 om"), an_item("Amlodipine 5mg tablets", 28, "use it wisely"))
    return received(place, a_prescription(*items, patient=patient), patient)


def words(made: object) -> str:
    assert isinstance(made, Preview), made
    return " ".join(made.made.words)


def test_a_preview_says_what_this_person_needs_and_records_nothing(place: Workplace) -> None:
    questions = (Question("Will it make me cough?", NIA),)
    key = brought(place, replace(a_patient(), questions=questions, communication=(Communication.EASY_READ,)))
    before = journalled(place)
    made = preview_leaflet(place, key, AMARA)
    assert isinstance(made, Preview)
    assert made.kind is Kind.EASY_READ
    said = words(made)
    assert "Beacon Hill" in said
    assert "Will it make me cough?" in said
    assert "high blood pressure" in said
    assert "In the morning: 1 capsule." in said
    assert any("could not be read" in note for note in made.notes)
    assert jobs(place) == []
    assert journalled(place) == before
    asked = preview_leaflet(place, key, AMARA, Kind.LARGE_PRINT)
    assert isinstance(asked, Preview)
    assert asked.kind is Kind.LARGE_PRINT


def test_a_printed_leaflet_waits_once_for_the_a4_printer_and_stands_in_the_journal(place: Workplace) -> None:
    key = brought(place)
    made = print_leaflet(place, AMARA, key)
    assert isinstance(made, Queued)
    assert made.receipt.prints
    ((kind, title),) = jobs(place)
    assert kind is JobKind.PAGE
    assert "Hartnoll" not in title
    assert journalled(place)[-1] == "leaflet-queued"


def test_what_cannot_be_printed_is_refused_and_leaves_no_job(place: Workplace) -> None:
    key = brought(place, a_patient(goal="Жить"))
    assert print_leaflet(place, AMARA, key) == LeafletUnprintable("Жить")
    assert jobs(place) == []
    assert "leaflet-queued" not in journalled(place)


def test_a_purpose_in_their_own_words_is_kept_with_what_stood_before_and_reaches_the_leaflet(place: Workplace) -> None:
    key = brought(place)
    with place.store.read() as uow:
        held = uow.patients.get(a_patient().id)
    assert held is not None
    purposes = (MedicinePurpose("Ramipril 5mg capsules", "so I don’t have another stroke", NIA, NOW.date()),)
    correct_patient(place, AMARA, replace(held, purposes=purposes, questions=(Question("Can I garden?"),)))
    said = words(preview_leaflet(place, key, AMARA))
    assert "You told us: “so I don’t have another stroke”." in said
    with place.store.read() as uow:
        after = uow.patients.get(a_patient().id)
    assert after is not None
    assert after.purposes == purposes
    changes = {change.field: (change.before, change.after) for change in after.revisions}
    assert changes["purposes"] == ("none", "Ramipril 5mg capsules: so I don’t have another stroke")
    assert changes["questions"] == ("none", "Can I garden?")


def test_a_restricted_record_tells_no_more_than_the_prescription_to_whoever_may_not_see_it(place: Workplace) -> None:
    key = brought(place, replace(a_patient(), communication=(Communication.LARGE_PRINT,)))
    restrict_record(place, AMARA, a_patient().id, "works here")
    made = preview_leaflet(place, key, NIA)
    assert isinstance(made, Preview)
    assert made.kind is Kind.LARGE_PRINT
    said = words(made)
    assert "Beacon Hill" not in said
    assert "It is for your high blood pressure" not in said
    assert "Beacon Hill" in words(preview_leaflet(place, key, AMARA))
    assert isinstance(preview_list(place, a_patient().id, NIA), RecordRestricted)


def test_the_list_holds_what_was_supplied_lately_since_when_and_the_allergies(place: Workplace) -> None:
    had = (
        medicine("Ramipril 5mg capsules", "Take 1 capsule in the morning.", days_ago=20),
        medicine("Ramipril 5mg capsules", "Take 1 capsule in the morning.", days_ago=400),
        medicine("Amoxicillin 500mg capsules", "Take 1 capsule 3 times a day.", days_ago=300),
    )
    with place.store.begin() as uow:
        uow.patients.add(a_patient(medicines=had))
        uow.commit()
    made = preview_list(place, a_patient().id, AMARA)
    assert isinstance(made, Preview)
    said = words(made)
    assert said.count("Ramipril 5mg capsules") == 1
    assert "19 Oct 2025" in said
    assert "Amoxicillin" not in said
    assert "Asked: none known." in said
    queued = print_list(place, AMARA, a_patient().id)
    assert isinstance(queued, Queued)
    assert jobs(place) == [(JobKind.PAGE, "Medicines list")]


def test_without_a_medicine_there_is_nothing_to_tell(place: Workplace) -> None:
    with place.store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    assert print_list(place, AMARA, a_patient().id) == NothingToTell()
