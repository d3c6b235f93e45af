"""The window at one counter of several: what others do shows by itself, and who comes second is told."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    NIA,
    a_patient,
    a_prescription,
    approved,
    beside,
    printers,
    received,
    workplace,
)
from tests.postgres import Cluster

from dispensary.adapters.store.postgres import PostgresStore, open_postgres
from dispensary.application.clinical_check import CheckedCase, approve, look_at
from dispensary.application.patient_record import correct_patient
from dispensary.application.ports.store import OutcomeUnknown
from dispensary.application.queries.worklist import Tab
from dispensary.application.sign_in import end_duty
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import Banner
from dispensary.desktop.components.banners import BannerWords
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import PatientId
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere, CheckVoid
from dispensary.wording.refused import refusal_words


@dataclass
class Two:
    """The window at Counter 1, with Amara signed in, and Counter 2 without one."""

    qtbot: QtBot
    here: Workplace
    there: Workplace
    desk: Desk
    bugs: list[object] = field(default_factory=list)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def settle(self) -> None:
        self.until(lambda: not self.desk.counter.tasks.busy)

    def said(self, key: str) -> BannerWords | None:
        """What the banner of that name says now."""
        banners = (banner.words() for banner in self.desk.window.findChildren(Banner) if not banner.isHidden())
        return next((words for words in banners if words is not None and words.key == key), None)

    def say(self, key: str) -> BannerWords:
        self.until(lambda: self.said(key) is not None)
        found = self.said(key)
        assert found is not None
        return found


@pytest.fixture
def two(qtbot: QtBot, themed: QApplication, tmp_path: Path, store_url: str) -> Iterator[Two]:
    stores = open_postgres(store_url, "Counter 1"), open_postgres(store_url, "Counter 2")
    here = workplace(tmp_path, store=stores[0])
    desk = build(here, printers(tmp_path))
    made = Two(qtbot, here, beside(here, stores[1]), desk)
    desk.counter.bug.connect(made.bugs.append)
    qtbot.addWidget(desk.window)
    desk.window.begin()
    desk.window.show()
    page = desk.window.screens[Where.SIGN_IN]
    qtbot.waitUntil(lambda: page.model.user is not None)  # type: ignore[attr-defined]
    page.model.choose("amara")  # type: ignore[attr-defined]
    page.model.enter("1234")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: desk.window.current is desk.window.screens[Where.WORKLIST])
    made.settle()
    yield made
    made.settle()
    desk.window.close()
    for store in stores:
        store.close()
    assert made.bugs == []


def test_what_another_counter_receives_and_checks_shows_on_the_worklist_by_itself(two: Two) -> None:
    rows = two.desk.window.screens[Where.WORKLIST].model  # type: ignore[attr-defined]
    assert rows.every == ()
    patient = a_patient()
    key = received(two.there, a_prescription(patient=patient), patient)
    two.until(lambda: [row.key for row in rows.every] == [key])
    assert rows.row(key).tab is Tab.CLINICAL_CHECK
    approved(two.there, key)
    two.until(lambda: rows.row(key).tab is not Tab.CLINICAL_CHECK)


def test_a_pharmacist_who_goes_off_duty_at_another_counter_is_said_here(two: Two) -> None:
    assert two.said("duty") is None
    assert isinstance(end_duty(two.there, AMARA), Receipt)
    assert "esponsible" in two.say("duty").first


def test_the_screen_that_shows_a_prescription_shows_what_another_counter_does_with_it(two: Two) -> None:
    patient = a_patient()
    key = received(two.here, a_prescription(patient=patient), patient)
    two.desk.window.show_screen(Go(Where.CLINICAL_CHECK, key=key))
    shown: list[object] = []
    two.desk.window.screens[Where.CLINICAL_CHECK].model.shown.connect(shown.append)  # type: ignore[attr-defined]
    two.until(lambda: bool(shown))
    two.settle()
    shown.clear()
    assert isinstance(
        correct_patient(two.there, NIA, replace(_as_held(two, patient.id), phone="01632 960399")), Receipt
    )
    two.until(lambda: bool(shown))
    assert shown[-1].sheet.detail.patient.phone == "01632 960399"  # type: ignore[attr-defined]


def _as_held(two: Two, patient: PatientId) -> Any:
    with two.there.store.read() as uow:
        return uow.patients.get(patient)


def test_the_second_of_two_on_one_prescription_is_told_and_nothing_is_overwritten(two: Two) -> None:
    """Both looked at the check; the other counter changed what it rests on, and checked it."""
    patient = a_patient()
    key = received(two.here, a_prescription(patient=patient), patient)
    seen = look_at(two.here, key)
    assert isinstance(seen, CheckedCase)
    held = _as_held(two, patient.id)
    changed = replace(held, facts=replace(held.facts, conditions=("High blood pressure", "Chronic kidney disease")))
    assert isinstance(correct_patient(two.there, NIA, changed), Receipt)
    refused: list[tuple[Refusal, str]] = []
    two.desk.counter.step(
        lambda: approve(two.here, AMARA, key, (), seen), lambda _: None, lambda *why: refused.append(why)
    )
    two.until(lambda: bool(refused))
    assert isinstance(refused[0][0], CheckVoid)
    assert isinstance(approve(two.there, AMARA, key), Receipt)
    again = approve(two.here, AMARA, key, (), seen)
    assert isinstance(again, Refusal)
    assert refusal_words(again)
    with two.here.store.read() as uow:
        stands = uow.dispensings.get(key)
    assert stands is not None
    assert stands.version == 2


def test_a_lost_race_is_said_in_words_and_the_others_version_stands(two: Two) -> None:
    patient = a_patient()
    received(two.here, a_prescription(patient=patient), patient)
    stale = _as_held(two, patient.id)

    def late() -> Receipt:
        with two.there.store.begin() as uow:
            uow.patients.save(replace(stale, phone="01632 960301"))
            uow.commit()
        with two.here.store.begin() as uow:
            uow.patients.save(replace(stale, phone="01632 960302"))
            uow.commit()
        return Receipt()

    refused: list[str] = []
    two.desk.counter.step(late, lambda _: None, lambda _refusal, words: refused.append(words))
    two.until(lambda: bool(refused))
    assert refused == [refusal_words(AlteredElsewhere())]
    assert "Nothing was overwritten" in two.say("store").first
    assert _as_held(two, patient.id).phone == "01632 960301"


def test_what_nobody_knows_is_never_called_not_recorded_and_stays_until_it_was_seen(two: Two) -> None:
    def unanswered() -> Receipt:
        raise OutcomeUnknown("It may have been recorded or not: look, before anybody does it again.")

    two.desk.counter.step(unanswered, lambda _: None, lambda *_: None)
    words = two.say("unsure")
    assert "may have been recorded or not" in words.first
    assert "Nothing of" not in words.first + words.second
    two.desk.counter.step(Receipt, lambda _: None, lambda *_: None)
    two.settle()
    assert two.said("unsure") is not None
    two.desk.window.ui.banners.deed_asked.emit("unsure", "seen")
    two.until(lambda: two.said("unsure") is None)


def test_the_window_lives_through_a_restart_of_the_server_and_catches_up(two: Two, server: Cluster) -> None:
    rows = two.desk.window.screens[Where.WORKLIST].model  # type: ignore[attr-defined]
    with server.away("immediate"):
        rows.load()
        assert "cannot be reached" in two.say("store").first
    patient = a_patient()
    key = received(two.there, a_prescription(patient=patient), patient)
    approved(two.there, key)
    two.until(lambda: [row.key for row in rows.every] == [key])
    two.until(lambda: two.said("store") is None)


def test_closing_the_window_ends_the_listening(two: Two) -> None:
    assert any(thread.name == "dispensary-changes" for thread in threading.enumerate())
    two.desk.window.close()
    assert not any(thread.name == "dispensary-changes" for thread in threading.enumerate())
    assert isinstance(two.here.store, PostgresStore)
