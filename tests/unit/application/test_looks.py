"""Who looked at what is in the journal: once for one piece of work, for each person."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import (
    AMARA,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    checked_id,
    received,
    workplace,
)

from dispensary.application.looks import look_at, look_for
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, PatientId


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def place(tmp_path: Path, clock: StandingClock) -> Iterator[Workplace]:
    made = workplace(tmp_path, clock=clock)
    yield made
    made.store.close()  # type: ignore[attr-defined]


def told(place: Workplace) -> list[dict[str, Any]]:
    with place.store.read() as uow:
        return [json.loads(entry.body) for entry in uow.journal.entries()]


def test_opening_a_prescription_says_who_looked_at_whose_and_where(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    look_at(place, NIA, "hand-out", prescription=key)
    (look,) = told(place)
    assert (look["kind"], look["actor"], look["detail"]) == ("looked-at", "nia", {"why": "hand-out"})
    assert look["subject"] == {
        "prescription": key.prescription.value,
        "issue": "1",
        "patient": "patient-9990142734",
    }


def test_the_same_thing_again_within_five_minutes_counts_once_for_each_person(
    place: Workplace, clock: StandingClock
) -> None:
    key = received(place, a_prescription(), a_patient())
    for person in (NIA, NIA, AMARA):
        look_at(place, person, "prescription", prescription=key)
    clock.pass_by(minutes=4, seconds=59)
    look_at(place, NIA, "hand-out", prescription=key)
    assert [look["actor"] for look in told(place)] == ["nia", "amara"]
    clock.pass_by(seconds=1)
    look_at(place, NIA, "hand-out", prescription=key)
    assert [look["actor"] for look in told(place)] == ["nia", "amara", "nia"]


def test_a_record_and_a_prescription_of_the_same_person_are_two_things(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    look_at(place, NIA, "prescription", prescription=key)
    look_at(place, NIA, "patient-record", patient=a_patient().id)
    look_at(place, NIA, "patient-record", patient=a_patient().id)
    look_at(place, NIA, "patient-record", patient=PatientId("somebody-else"))
    assert [look["subject"].get("patient") for look in told(place)] == [
        "patient-9990142734",
        "patient-9990142734",
        "somebody-else",
    ]


def test_a_look_across_midnight_is_still_one(place: Workplace, clock: StandingClock) -> None:
    clock.at = clock.at.replace(hour=23, minute=58)
    look_at(place, NIA, "patient-record", patient=a_patient().id)
    clock.pass_by(minutes=4)
    look_at(place, NIA, "patient-record", patient=a_patient().id)
    assert len(told(place)) == 1


def test_what_is_not_here_was_asked_for_all_the_same(place: Workplace) -> None:
    key = IssueKey(checked_id("9F3C71-FZZ99A-44B0E"), 2)
    look_at(place, NIA, "prescription", prescription=key)
    (look,) = told(place)
    assert look["subject"] == {"prescription": key.prescription.value, "issue": "2"}


def test_a_search_says_what_was_typed_and_who_was_shown(place: Workplace, clock: StandingClock) -> None:
    both = (PatientId("b"), PatientId("a"))
    look_for(place, NIA, " hart ", both)
    look_for(place, NIA, "hart", both)
    look_for(place, NIA, "nobody", ())
    look_for(place, NIA, "hartnoll", (PatientId("a"),))
    first, second = told(place)
    assert (first["kind"], first["detail"]) == ("patients-searched", {"typed": "hart", "shown": ["a", "b"]})
    assert first["subject"] == {}
    assert second["subject"] == {"patient": "a"}
    clock.pass_by(minutes=5)
    look_for(place, NIA, "hart", both)
    assert len(told(place)) == 3
