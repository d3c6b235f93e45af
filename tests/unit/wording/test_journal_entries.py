"""Entries of the journal in plain words."""

import json
from pathlib import Path

import pytest
from tests.builders import a_patient, a_prescription, assembled, bagged, checked, received, workplace

from dispensary.domain.journal import Broken
from dispensary.domain.seals import Proof
from dispensary.wording.journal import proof_words
from dispensary.wording.journal_entries import KINDS, authority_brief, authority_words, detail_lines, kind_words

NAMES = {"amara": "Amara Whitlock"}
UNDER = "responsible pharmacist 2999041; hand-out, reg-220b, authorised by amara from 2026-01-07"


def test_the_authority_names_the_task_who_gave_it_and_what_it_rests_on() -> None:
    assert authority_words(UNDER, NAMES) == (
        "Responsible pharmacist on duty: GPhC 2999041. Task: hand out, given by Amara Whitlock from 7 Jan 2026. "
        "Closed bags while the pharmacist is absent, regulation 220B"
    )
    assert authority_brief(UNDER, NAMES) == "Task: hand out, given by Amara Whitlock"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no responsible pharmacist", "No responsible pharmacist on duty"),
        ("set up the record", "Set up the record"),
        ("", ""),
        ("no responsible pharmacist; fly, reg-9, authorised from 2026-01-07", "Fly, reg-9, authorised from 2026-01-07"),
    ],
)
def test_an_authority_that_was_written_otherwise_is_shown_as_it_is(written: str, read: str) -> None:
    assert authority_words(written, NAMES).endswith(read)


def test_the_details_are_said_with_their_names_and_nothing_empty() -> None:
    detail = {
        "lock_minutes": {"before": "5", "after": "3"},
        "people": ["amara", "nia"],
        "why": "patient-record",
        "note": "",
        "stages": {"item-1": "accuracy-checked", "item-2": "accuracy-checked"},
        "known": True,
    }
    assert detail_lines(detail, NAMES) == (
        ("Known", "yes"),
        ("Lock minutes", "was 5, now 3"),
        ("People", "Amara Whitlock, nia"),
        ("Stages", "accuracy checked"),
        ("Why", "patient record"),
    )


def test_a_kind_of_a_later_version_is_shown_as_it_is_called() -> None:
    assert kind_words("handed-out") == "Handed out"
    assert kind_words("sung-about") == "Sung about"


def test_every_kind_that_a_bag_s_way_leaves_has_its_words(tmp_path: Path) -> None:
    place, person = workplace(tmp_path), a_patient()
    key = received(place, a_prescription(patient=person), person)
    bagged(place, checked(place, assembled(place, key)))
    with place.store.read() as uow:
        kinds = {json.loads(entry.body)["kind"] for entry in uow.journal.entries()}
    place.store.close()
    assert "bagged" in kinds
    assert kinds <= set(KINDS)


def test_the_answer_of_a_check_says_first_whether_it_fits() -> None:
    assert proof_words(Proof((), None))[0] == "The journal fits."
    first, then = proof_words(Proof((), Broken("Counter 1", 3, "its contents were changed")))
    assert first == "The journal does not fit."
    assert then.startswith("Entry 3 of Counter 1 does not fit: its contents were changed.")
    assert "backup" in then
