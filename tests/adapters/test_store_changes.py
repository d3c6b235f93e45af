"""Word of what another counter recorded: with the commit, never without, and all of it after a break in the line."""

import json
import queue
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import AMARA, KEY, NIA, NOW, a_patient, a_prescription, an_item
from tests.postgres import Cluster

from dispensary.adapters.store.change_feed import CHANNEL, LONGEST, PostgresFeed, changes_of, payload_of
from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import PostgresStore, open_postgres
from dispensary.application.ports.changes import Changes
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, MessageId, PatientId, PrescriptionId
from dispensary.domain.journal import Event
from dispensary.domain.messages import MessageKind, OutboxMessage
from dispensary.domain.people import OnDuty
from dispensary.domain.printing import JobKind, PrintJob

PATIENCE = 30


class Listener:
    """What a counter has been told, in order."""

    def __init__(self, store: PostgresStore) -> None:
        self.feed: PostgresFeed = store.changes()
        self._told: queue.Queue[Changes] = queue.Queue()
        self.feed.start(self._told.put)
        assert self.feed.listening.wait(PATIENCE)

    def next(self) -> Changes:
        return self._told.get(timeout=PATIENCE)

    def until_cut_off(self) -> None:
        while self.feed.listening.is_set():
            pass

    def nothing_more(self) -> bool:
        return self._told.empty()


@pytest.fixture
def counters(store_url: str) -> Iterator[tuple[PostgresStore, PostgresStore]]:
    here, there = open_postgres(store_url, "Counter 1"), open_postgres(store_url, "Counter 2")
    yield here, there
    here.close()
    there.close()


@pytest.fixture
def heard(counters: tuple[PostgresStore, PostgresStore]) -> Iterator[Listener]:
    listener = Listener(counters[0])
    yield listener
    listener.feed.stop()


MADE = a_prescription(an_item(), patient=a_patient())


def dispensing(patient: PatientId | None = None) -> Dispensing:
    return Dispensing(MADE, tuple(ItemWork(item.item_id) for item in MADE.items), NOW, patient)


def _last(store: PostgresStore) -> None:
    """A change that ends what a test waits for."""
    with store.begin() as uow:
        uow.duty.end(NOW)
        uow.commit()


LAST = Changes(staff=True)


def test_a_commit_at_one_counter_is_heard_at_the_other_with_what_it_touched(
    counters: tuple[PostgresStore, PostgresStore], heard: Listener
) -> None:
    _, there = counters
    with there.begin() as uow:
        uow.patients.add(a_patient())
        uow.dispensings.add(dispensing(a_patient().id))
        uow.commit()
    assert heard.next() == Changes(frozenset({MADE.key}), frozenset({a_patient().id}))
    with there.begin() as uow:
        uow.outbox.add(OutboxMessage(MessageId("m"), MessageKind.CLAIM, MADE.key, b"{}", NOW))
        uow.prints.add(PrintJob("j", JobKind.LABEL, "Label 1", b"%PDF", MADE.key, NOW))
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", NOW))
        uow.commit()
    assert heard.next() == Changes(staff=True, outbox=True, prints=True)


def test_what_was_not_committed_what_was_only_read_and_what_is_our_own_is_not_heard(
    counters: tuple[PostgresStore, PostgresStore], heard: Listener
) -> None:
    here, there = counters
    with there.begin() as uow:
        uow.patients.add(a_patient())
    with there.read() as uow:
        uow.patients.search("hartnoll")
    with here.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    _last(there)
    assert heard.next() == LAST
    assert heard.nothing_more()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_what_happened_while_the_line_was_broken_is_told_once_it_is_back(
    server: Cluster, counters: tuple[PostgresStore, PostgresStore], heard: Listener, mode: str
) -> None:
    _, there = counters
    with server.away(mode):
        heard.until_cut_off()
    with there.begin() as uow:
        uow.dispensings.add(dispensing(a_patient().id))
        subject = {"prescription": MADE.id.value, "issue": "1", "patient": "patient-9990142734"}
        uow.journal.append(Event("received", subject, {}), actor=NIA, authority="", at=NOW)
        uow.commit()
    told = heard.next()
    assert MADE.key in told.prescriptions
    assert a_patient().id in told.patients
    assert heard.feed.listening.wait(PATIENCE)
    _last(there)
    while told != LAST:
        told = heard.next()


def test_what_happened_between_opening_the_store_and_listening_is_told(
    counters: tuple[PostgresStore, PostgresStore],
) -> None:
    here, there = counters
    for name in ("Counter 2", "Counter 3"):
        with there.begin() as uow:
            subject = {"patient": f"at {name}"}
            uow.journal.append(Event("record-changed", subject, {}), actor=NIA, authority="", at=NOW)
            uow.commit()
    listener = Listener(here)
    assert listener.next().patients == {PatientId("at Counter 2"), PatientId("at Counter 3")}
    listener.feed.stop()


def test_a_change_too_large_to_announce_is_read_from_the_journal(
    counters: tuple[PostgresStore, PostgresStore], heard: Listener
) -> None:
    _, there = counters
    keys = set()
    with there.begin() as uow:
        for number in range(400):
            made = replace(MADE, id=PrescriptionId(f"{number:06X}-FZZ99A-00001"))
            keys.add(made.key)
            uow.dispensings.add(replace(dispensing(), prescription=made))
            subject = {"prescription": made.id.value, "issue": "1"}
            uow.journal.append(Event("received", subject, {}), actor=NIA, authority="", at=NOW)
        uow.commit()
    assert heard.next().prescriptions == keys


def test_words_of_strangers_on_the_channel_change_nothing(
    server: Cluster, store_url: str, counters: tuple[PostgresStore, PostgresStore], heard: Listener
) -> None:
    with server.admin(store_url.rsplit("/", 1)[1]) as connection:
        for said in ("", "hello", "[]", "null", '{"from":"x"}', '{"from":"x","prescriptions":[1],"patients":7}'):
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, said))
    _last(counters[1])
    assert heard.next() == LAST


def test_a_feed_that_was_stopped_says_nothing_and_can_start_again(
    counters: tuple[PostgresStore, PostgresStore], heard: Listener
) -> None:
    _, there = counters
    heard.feed.stop()
    heard.feed.stop()
    with there.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    again: queue.Queue[Changes] = queue.Queue()
    heard.feed.start(again.put)
    assert heard.feed.listening.wait(PATIENCE)
    _last(there)
    while again.get(timeout=PATIENCE) != LAST:
        pass
    assert heard.nothing_more()


def test_stopping_while_the_server_is_away_does_not_wait_for_it(
    server: Cluster, counters: tuple[PostgresStore, PostgresStore]
) -> None:
    listener = Listener(counters[0])
    with server.away("immediate"):
        listener.until_cut_off()
        listener.feed.stop()


def test_an_announcement_names_nobody(counters: tuple[PostgresStore, PostgresStore]) -> None:
    made = payload_of(Changes(frozenset({MADE.key}), frozenset({a_patient().id})), "here")
    assert "Hartnoll" not in made
    assert "Ramipril" not in made


def test_one_encrypted_file_has_no_other_counter_to_hear_from(tmp_path: Any) -> None:
    store = open_store(tmp_path / "store.db", KEY, create=True)
    assert store.changes() is None  # type: ignore[func-returns-value]
    store.close()


_KEYS = st.builds(IssueKey, st.builds(PrescriptionId, st.text(st.characters(exclude_categories=["Cs"]))), st.integers())


@given(st.frozensets(_KEYS, max_size=5), st.frozensets(st.builds(PatientId, st.text(max_size=40)), max_size=5))
def test_what_is_announced_is_what_is_understood(keys: frozenset[IssueKey], patients: frozenset[PatientId]) -> None:
    changes = Changes(keys, patients, staff=True)
    made = payload_of(changes, "there")
    assert changes_of(made, "here") == (None if json.loads(made).get("more") else changes)
    assert changes_of(made, "there") == Changes()
    assert len(made.encode()) <= LONGEST


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), lambda of: st.lists(of) | st.dictionaries(
    st.sampled_from(["from", "prescriptions", "patients", "staff", "more"]), of)).map(json.dumps))  # fmt: skip
def test_no_announcement_breaks_the_listener(said: str) -> None:
    found = changes_of(said, "here")
    assert found is None or isinstance(found, Changes)
