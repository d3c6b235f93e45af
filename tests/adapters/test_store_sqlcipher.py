"""The store in its encrypted file: the key, what an onlooker can read, and a disk that says no."""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlcipher3 import dbapi2
from tests.builders import KEY, NIA, NOW, a_patient, a_prescription, an_item, approved, received, workplace

from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.store.schema import NewerStore
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.application.queries.journal import journal_state
from dispensary.application.receive import link_patient
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, MessageId
from dispensary.domain.journal import Event
from dispensary.domain.messages import MessageKind, OutboxMessage
from dispensary.domain.people import User
from dispensary.domain.printing import JobKind, PrintJob

OTHER_KEY = bytes(32)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()  # type: ignore[attr-defined]


def raw(path: Path, key: bytes = KEY) -> Any:
    """The file as somebody with the key and another tool sees it."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def busy_store(folder: Path) -> CipherStore:
    """A store with every kind of thing that names a person or a medicine, some of it still only in the log."""
    store = open_store(folder / "store.db", KEY, create=True)
    person = a_patient()
    made = a_prescription(an_item("Ramipril 5mg capsules", 28, "1 om"), patient=person)
    with store.begin() as uow:
        uow.patients.add(person)
        uow.staff.add(User(NIA, "Nia Rhys", "Dispenser"), "secret-hash")
        uow.outbox.add(OutboxMessage(MessageId("m"), MessageKind.CLAIM, made.key, b'{"name":"Beryl Hartnoll"}', NOW))
        uow.prints.add(PrintJob("j", JobKind.LABEL, "Label 1", b"%PDF Ramipril Hartnoll", made.key, NOW))
        uow.commit()
    with store.begin() as uow:
        uow.dispensings.add(Dispensing(made, tuple(ItemWork(item.item_id) for item in made.items), NOW, person.id))
        uow.dispensings.keep_document(made.key, b"<Patient>Hartnoll 9990142734</Patient>")
        uow.journal.append(Event("tested", {}, {"item": "Ramipril 5mg capsules"}), actor=NIA, authority="", at=NOW)
        uow.commit()
    return store


# The key.


def test_another_key_does_not_open_it_and_says_so(tmp_path: Path) -> None:
    open_store(tmp_path / "store.db", KEY, create=True).close()
    with pytest.raises(WrongKey, match=r"This key does not open the store\."):
        open_store(tmp_path / "store.db", OTHER_KEY)
    with pytest.raises(WrongKey, match=r"32 bytes"):
        open_store(tmp_path / "store.db", KEY[:31])
    open_store(tmp_path / "store.db", KEY).close()


def test_another_key_never_makes_a_new_store_of_an_old_one(tmp_path: Path) -> None:
    busy_store(tmp_path).close()
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(WrongKey):
        open_store(tmp_path / "store.db", OTHER_KEY, create=True)
    assert (tmp_path / "store.db").read_bytes() == before


def test_a_store_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"There is no store at store\.db"):
        open_store(tmp_path / "store.db", KEY)
    assert not (tmp_path / "store.db").exists()


def test_a_file_that_is_no_store_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"Dear diary, " * 1000)
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path / "store.db", KEY)


def test_a_folder_that_is_not_there_is_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_store(tmp_path / "nowhere" / "store.db", KEY, create=True)


def test_nobody_reads_a_name_a_number_or_a_medicine_in_the_files(tmp_path: Path) -> None:
    store = busy_store(tmp_path)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(files["store.db-wal"]) > 4096
    store.close()
    files["store.db, closed"] = (tmp_path / "store.db").read_bytes()
    for name, held in files.items():
        assert not held.startswith(b"SQLite format 3"), name
        for word in (b"artnoll", b"Beryl", b"9990142734", b"amipril", b"Nia Rhys", b"9F3C71", b"secret-hash", b"%PDF"):
            assert word not in held, (name, word)
            assert word.decode().encode("utf-16-le") not in held, (name, word)


def test_a_changed_byte_in_the_file_is_noticed_and_nothing_wrong_is_read(tmp_path: Path) -> None:
    busy_store(tmp_path).close()
    path = tmp_path / "store.db"
    sound = path.read_bytes()
    unread = 0
    for at in range(4096 * 2 + 100, len(sound), 4096):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        try:
            store = open_store(path, KEY)
            try:
                with store.read() as uow:
                    assert uow.patients.get(a_patient().id) == replace(a_patient(), version=1)
                    assert len(uow.dispensings.open()) == 1
                    assert len(uow.prints.waiting()) == 1
            finally:
                store.close()
        except StoreUnavailable:
            unread += 1
    assert unread >= 4


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    busy_store(tmp_path).close()
    other = raw(tmp_path / "store.db")
    other.execute("UPDATE alembic_version SET version_num = '0999'")
    other.close()
    with pytest.raises(NewerStore, match=r"newer version of the program"):
        open_store(tmp_path / "store.db", KEY)


# The journal in the file.


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET body = replace(body, 'Ramipril', 'Warfarin')",
        "UPDATE journal SET body = '{}'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
    ],
)
def test_the_journal_cannot_be_changed_through_the_store(tmp_path: Path, change: str) -> None:
    store = busy_store(tmp_path)
    with pytest.raises(StoreUnavailable), store.begin() as uow:
        uow._open().exec_driver_sql(change)
    with store.read() as uow:
        (entry,) = uow.journal.entries()
    assert "Ramipril" in entry.body
    store.close()


def _approved_in_the_journal(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    assert isinstance(link_patient(place, NIA, key, a_patient().id), Receipt)
    approved(place, key)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET body = replace(body, 'amara', 'samir') WHERE sequence = 2",
        "UPDATE journal SET digest = '0' || substr(digest, 2) WHERE sequence = 1",
        "UPDATE journal SET sequence = 3 WHERE sequence = 2",
        "UPDATE journal SET workstation = 'Counter 9' WHERE sequence = 2",
        "DELETE FROM journal WHERE sequence = 1",
    ],
)
def test_whoever_goes_behind_the_store_is_found_out(tmp_path: Path, place: Workplace, change: str) -> None:
    _approved_in_the_journal(place)
    assert journal_state(place).broken is None
    assert journal_state(place).entries == 2
    other = raw(tmp_path / "store.db")
    other.execute("DROP TRIGGER journal_no_update")
    other.execute("DROP TRIGGER journal_no_delete")
    other.execute(change)
    assert other.execute("SELECT changes()").fetchone()[0] == 1
    other.close()
    assert journal_state(place).broken is not None


# A disk that says no.


def _nothing_of_it(place: Workplace, step: Callable[[], object], words: str) -> None:
    """The step ends in those words, and neither the state nor the journal nor the outbox has a trace of it."""
    before = _everything(place)
    with pytest.raises(StoreUnavailable, match=words):
        step()
    assert _everything(place) == before


def _everything(place: Workplace) -> tuple[object, ...]:
    with place.store.read() as uow:
        return (
            tuple(uow.dispensings.open()),
            tuple(uow.outbox.unfinished()),
            tuple(uow.prints.waiting()),
            tuple(uow.journal.entries()),
            tuple(uow.patients.search("a")),
        )


def _fill(place: Workplace) -> None:
    """One step that is too large for what is left: state, journal, message and print job, as real ones have."""
    with place.store.begin() as uow:
        uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
        uow.outbox.add(OutboxMessage(MessageId("m"), MessageKind.CLAIM, None, b"x" * 300_000, NOW))
        uow.prints.add(PrintJob("j", JobKind.LABEL, "Label 1", b"x" * 1_500_000, None, NOW))
        uow.commit()


def test_a_full_disk_is_said_in_words_and_nothing_is_half_recorded(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    key = received(place, a_prescription(), a_patient())
    store = place.store
    assert isinstance(store, CipherStore)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    @event.listens_for(store._engine, "checkout")
    def no_more_pages(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")

    _nothing_of_it(place, lambda: _fill(place), r"The disk is full\. Nothing of this step was recorded")
    event.remove(store._engine, "checkout", no_more_pages)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    approved(place, key)
    assert journal_state(place).broken is None
    store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting a small disk takes more rights than this user has")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_really_is_full(small_disk: Path) -> None:
    place = workplace(small_disk)
    key = received(place, a_prescription(), a_patient())
    _nothing_of_it(place, lambda: _fill(place), r"The disk is full\. Nothing of this step was recorded")
    approved(place, key)
    assert journal_state(place).broken is None
    place.store.close()  # type: ignore[attr-defined]


def test_a_disk_that_may_only_be_read(small_disk: Path) -> None:
    place = workplace(small_disk)
    key = received(place, a_prescription(), a_patient())
    store = place.store
    assert isinstance(store, CipherStore)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        with pytest.raises(StoreUnavailable):
            _read_and_write(place, small_disk, key)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def _read_and_write(place: Workplace, folder: Path, key: IssueKey) -> None:
    reopened = open_store(folder / "store.db", KEY)
    try:
        with reopened.read() as uow:
            assert uow.dispensings.get(key) is not None
        approved(replace(place, store=reopened), key)
    finally:
        reopened.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to this user")
def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    key = received(place, a_prescription(), a_patient())
    store = place.store
    assert isinstance(store, CipherStore)
    store.close()
    (tmp_path / "store.db").chmod(0o400)
    with pytest.raises(StoreUnavailable):
        _read_and_write(place, tmp_path, key)


def test_writing_where_only_reading_is_allowed_is_said_in_words(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    key = received(place, a_prescription(), a_patient())
    store = place.store
    assert isinstance(store, CipherStore)

    @event.listens_for(store._engine, "checkout")
    def only_read(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    _nothing_of_it(
        place, lambda: approved(place, key), r"only be read, not written\. Nothing of this step was recorded"
    )
    event.remove(store._engine, "checkout", only_read)
    store.close()


def test_a_store_that_somebody_else_holds_is_busy_and_nothing_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispensary.adapters.store.cipher.BUSY_MS", 20)
    place = workplace(tmp_path)
    key = received(place, a_prescription(), a_patient())
    other = raw(tmp_path / "store.db")
    other.execute("BEGIN IMMEDIATE")
    _nothing_of_it(place, lambda: approved(place, key), r"The store is busy\. Nothing of this step was recorded")
    other.execute("ROLLBACK")
    other.close()
    approved(place, key)
    place.store.close()  # type: ignore[attr-defined]


def test_a_step_that_breaks_in_the_middle_leaves_no_lock_behind(place: Workplace) -> None:
    key = received(place, a_prescription(), a_patient())
    for _ in range(20):
        with contextlib.suppress(KeyError), place.store.begin() as uow:
            uow.next_number("label")
            raise KeyError("a bug")
    approved(place, key)
