"""What somebody looks at on the screens is in the journal, with their name, and the window does not wait for it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, a_patient, a_prescription, received, staff, workplace

from dispensary.application.workplace import Workplace
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.accuracy_check import AccuracyModel
from dispensary.desktop.view_models.clinical_check import ClinicalModel
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.hand_out import HandOutModel
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.view_models.prescription import PrescriptionModel
from dispensary.domain.identifiers import IssueKey


@pytest.fixture
def counter(tmp_path: Path, qtbot: QtBot) -> Iterator[Counter]:
    place = workplace(tmp_path)
    made = Counter(place, Tasks(), {})
    made.sign_on(staff(place, NIA))
    yield made
    made.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]


def told(place: Workplace, kind: str) -> list[dict[str, Any]]:
    with place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry for entry in entries if entry["kind"] == kind]


@pytest.mark.parametrize(
    ("opening", "why"),
    [
        (lambda counter, key: PrescriptionModel(counter, counter).open(key), "prescription"),
        (lambda counter, key: ClinicalModel(counter, counter).open(key), "clinical-check"),
        (lambda counter, key: AccuracyModel(counter, counter).enter(key), "accuracy-check"),
        (lambda counter, key: HandOutModel(counter, counter).enter(key), "hand-out"),
        (lambda counter, key: PatientModel(counter, counter).open_for(key), "whose-record"),
    ],
    ids=["prescription", "clinical check", "accuracy check", "hand-out", "whose record"],
)
def test_opening_a_prescription_on_any_screen_is_a_look(
    qtbot: QtBot, counter: Counter, opening: Callable[[Counter, IssueKey], object], why: str
) -> None:
    key = received(counter.place, a_prescription(), a_patient())
    opening(counter, key)
    qtbot.waitUntil(lambda: not counter.tasks.busy)
    looks = told(counter.place, "looked-at")
    assert looks[0]["detail"] == {"why": why}
    assert {look["actor"] for look in looks} == {"nia"}
    assert {look["subject"]["patient"] for look in looks} == {a_patient().id.value}


def test_a_record_that_is_opened_is_a_look(qtbot: QtBot, counter: Counter) -> None:
    received(counter.place, a_prescription(), a_patient())
    PatientModel(counter, counter).record.open(a_patient().id)
    qtbot.waitUntil(lambda: not counter.tasks.busy)
    (look,) = told(counter.place, "looked-at")
    assert look["subject"] == {"patient": a_patient().id.value}


def test_a_search_is_journalled_once_it_rests_and_not_letter_by_letter(qtbot: QtBot, counter: Counter) -> None:
    received(counter.place, a_prescription(), a_patient())
    search = PatientModel(counter, counter).search
    search._shown._rest.setInterval(3_600_000)
    for text in ("h", "ha", "hart"):
        with qtbot.waitSignal(search.found):
            search.type(text)
    assert told(counter.place, "patients-searched") == []
    search._shown._rest.stop()  # or it would begin anew with the short interval, before the next letter is found
    search._shown._rest.setInterval(1)
    with qtbot.waitSignal(search.found):
        search.type("hartn")
    qtbot.waitUntil(lambda: len(told(counter.place, "patients-searched")) == 1)
    (look,) = told(counter.place, "patients-searched")
    assert look["detail"] == {"typed": "hartn", "shown": [a_patient().id.value]}


def test_opening_what_was_found_journals_the_search_at_once_and_for_whoever_searched(
    qtbot: QtBot, counter: Counter
) -> None:
    received(counter.place, a_prescription(), a_patient())
    search = PatientModel(counter, counter).search
    with qtbot.waitSignal(search.found):
        search.type("hart")
    counter.sign_on(staff(counter.place, AMARA))
    search.enter()
    qtbot.waitUntil(lambda: bool(told(counter.place, "patients-searched")))
    (look,) = told(counter.place, "patients-searched")
    assert look["actor"] == "nia"
