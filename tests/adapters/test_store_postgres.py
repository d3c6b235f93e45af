"""The store on a server: what it says when the server is not well, and that no commit is lost or reported wrongly."""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError
from tests.builders import KEY, NIA, NOW, a_patient, a_prescription, an_item
from tests.postgres import PASSWORD, Cluster

from dispensary.adapters.store import postgres
from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import PostgresStore, open_postgres
from dispensary.adapters.store.postgres_words import in_words, meaning_of
from dispensary.adapters.store.schema import HEAD, NewerStore
from dispensary.application.ports.store import OutcomeUnknown, Store, StoreUnavailable
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.journal import Event, verify
from dispensary.domain.printing import JobKind, PrintJob

NAMES = ("Hartnoll", "9990142734", PASSWORD)


@pytest.fixture
def store(store_url: str) -> Iterator[PostgresStore]:
    made = open_postgres(store_url, "Counter 1")
    yield made
    made.close()


def journal(uow: Any, words: str = "") -> None:
    uow.journal.append(Event("tested", {}, {"words": words}), actor=NIA, authority="", at=NOW)


def entries(store: Store) -> list[str]:
    with store.read() as uow:
        found = list(uow.journal.entries())
    assert verify(found) is None
    return [entry.body for entry in found]


def attempt(store: Store, *acts: Callable[[Any], object]) -> None:
    """One step of those acts, recorded."""
    with store.begin() as uow:
        for act in acts:
            act(uow)
        uow.commit()


def run(statement: str) -> Callable[[Any], object]:
    return lambda uow: uow._open().exec_driver_sql(statement)


def add_patient(uow: Any) -> None:
    uow.patients.add(a_patient())


# What is said.


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "not-the-password"}, r"did not accept this counter's user name and password"),
        ({"user": "nobody_here"}, r"did not accept this counter's user name and password"),
        ({"database": "nowhere"}, r"no database of that name"),
    ],
)
def test_whoever_is_not_let_in_is_told_why_and_no_password_is_repeated(
    server: Cluster, migrated: str, wrong: dict[str, str], words: str
) -> None:
    url = server.url(**{"database": migrated, **wrong})
    with pytest.raises(StoreUnavailable, match=words) as told:
        open_postgres(url, "Counter 1")
    assert not any(name in str(told.value) for name in (*NAMES, "not-the-password"))


def test_a_server_that_is_not_there_is_said_in_words(server: Cluster) -> None:
    with pytest.raises(StoreUnavailable, match=r"cannot be reached\. Nothing of this step was recorded"):
        open_postgres(f"postgresql://pharmacy:{PASSWORD}@127.0.0.1:1/store", "Counter 1")


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://root:secret-word@db/x", "postgresql://a:secret-word@host:port/x"]
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"address of the store cannot be read") as told:
        open_postgres(address, "Counter 1")
    assert "secret-word" not in str(told.value)


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match=r"needs the package psycopg"):
        open_postgres(f"postgresql://pharmacy:{PASSWORD}@127.0.0.1:1/store", "Counter 1")


def test_an_empty_database_is_no_store_until_it_is_made_one(server: Cluster) -> None:
    name = server.database()
    with pytest.raises(StoreUnavailable, match=r"no dispensing record in that database yet"):
        open_postgres(server.url(name), "Counter 1")
    open_postgres(server.url(name), "Counter 1", create=True).close()
    open_postgres(server.url(name), "Counter 1").close()
    server.drop(name)


def test_a_server_that_answers_before_the_disk_has_it_is_refused(own_store_url: str, server: Cluster) -> None:
    with server.admin() as connection:
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
    try:
        with pytest.raises(StoreUnavailable, match=r"answer before its disk has the data"):
            _open_again_and_again(own_store_url)
    finally:
        with server.admin() as connection:
            connection.execute("ALTER SYSTEM RESET full_page_writes")
            connection.execute("SELECT pg_reload_conf()")


def _open_again_and_again(url: str) -> None:
    """New settings take a moment to reach new sessions."""
    for _ in range(200):
        open_postgres(url, "Counter 1").close()


def test_a_session_that_would_not_wait_for_the_disk_waits_all_the_same(own_store_url: str, server: Cluster) -> None:
    with server.admin() as connection:
        connection.execute("ALTER ROLE pharmacy SET synchronous_commit = off")
    try:
        store = open_postgres(own_store_url, "Counter 1")
        with store.begin() as uow:
            assert uow._open().exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        store.close()
    finally:
        with server.admin() as connection:
            connection.execute("ALTER ROLE pharmacy RESET synchronous_commit")


def test_a_database_that_may_only_be_read_says_so_and_nothing_is_recorded(store: PostgresStore) -> None:
    with pytest.raises(StoreUnavailable, match=r"only be read, not written.*Nothing of this step"):
        attempt(store, run("SET TRANSACTION READ ONLY"), add_patient)
    with store.read() as uow:
        assert uow.patients.get(a_patient().id) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53100", r"disk is full\. Nothing of this step was recorded\. Free some space there"),
        ("53300", r"no place left for another counter"),
        ("40001", r"The store is busy\. Nothing of this step was recorded\. Try again"),
        ("40P01", r"The store is busy\. Nothing of this step was recorded\. Try again"),
        ("55P03", r"The store is busy\. Nothing of this step was recorded\. Try again"),
        ("25P03", r"took too long"),
        ("57P03", r"cannot be reached"),
        ("42501", r"does not allow"),
        ("28P01", r"did not accept"),
        ("XX001", r"could not be read or written"),
    ],
)
def test_what_the_server_reports_is_said_in_words(store: PostgresStore, code: str, words: str) -> None:
    raises = f"DO $$ BEGIN RAISE EXCEPTION 'for Hartnoll' USING ERRCODE = '{code}'; END $$"
    with pytest.raises(StoreUnavailable, match=words) as told:
        attempt(store, add_patient, run(raises))
    assert "Hartnoll" not in str(told.value)
    with store.read() as uow:
        assert uow.patients.get(a_patient().id) is None


def test_a_step_after_an_error_is_never_taken_for_recorded(store: PostgresStore) -> None:
    """PostgreSQL answers the COMMIT of a broken transaction with ROLLBACK, and without an error."""

    def swallow(uow: Any) -> None:
        with contextlib.suppress(DBAPIError):
            run("SELECT 1/0")(uow)

    with pytest.raises(StoreUnavailable, match=r"Nothing of this step was recorded"):
        attempt(store, add_patient, swallow)
    with store.read() as uow:
        assert uow.patients.get(a_patient().id) is None


def test_a_unit_of_work_is_committed_once(store: PostgresStore) -> None:
    with pytest.raises(RuntimeError, match="committed already"):
        attempt(store, add_patient, lambda uow: uow.commit())


# Versions.


def test_two_counters_that_start_together_make_the_tables_once(server: Cluster) -> None:
    name = server.database()
    ready = threading.Barrier(4)

    def start(counter: str) -> PostgresStore:
        ready.wait()
        return open_postgres(server.url(name), counter, create=True)

    with ThreadPoolExecutor(4) as together:
        stores = list(together.map(start, ("Counter 1", "Counter 2", "Counter 3", "Counter 4")))
    with server.admin(name) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    for store in stores:
        store.close()
    server.drop(name)


def test_a_store_of_a_newer_version_is_left_alone_also_by_a_counter_that_is_open(
    own_store_url: str, server: Cluster
) -> None:
    store = open_postgres(own_store_url, "Counter 1")
    with server.admin(own_store_url.rsplit("/", 1)[1]) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(NewerStore, match=r"newer version of the program"):
        open_postgres(own_store_url, "Counter 2")
    with pytest.raises(NewerStore, match=r"newer version of the program"), store.begin():
        pass
    with pytest.raises(NewerStore, match=r"newer version of the program"), store.read():
        pass
    store.close()


# The journal.


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET body = '{}'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "INSERT INTO journal (workstation, sequence, digest, body) SELECT workstation, sequence, digest, body FROM "
        "journal ON CONFLICT (workstation, sequence) DO UPDATE SET body = '{}'",
        "WITH gone AS (DELETE FROM journal RETURNING *) SELECT * FROM gone",
    ],
)
def test_the_journal_cannot_be_changed_through_the_store(store: PostgresStore, change: str) -> None:
    with store.begin() as uow:
        journal(uow, "as it was")
        uow.commit()
    before = entries(store)
    with pytest.raises(StoreUnavailable):
        attempt(store, run(change))
    assert entries(store) == before


def test_a_session_that_calls_itself_a_replica_cannot_change_the_journal_either(
    store: PostgresStore, server: Cluster, store_url: str
) -> None:
    with store.begin() as uow:
        journal(uow, "as it was")
        uow.commit()
    with server.admin(store_url.rsplit("/", 1)[1]) as connection:
        connection.execute("SET session_replication_role = replica")
        for change in ("UPDATE journal SET body = 'x'", "DELETE FROM journal", "TRUNCATE journal"):
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                connection.execute(change)


# Waiting, and going away.


def test_whoever_waits_too_long_for_another_counter_is_told_and_recorded_nothing(
    store: PostgresStore, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "WAIT_S", 1)
    other = open_postgres(store_url, "Counter 2")
    with other.begin() as theirs:
        journal(theirs)
        with (
            pytest.raises(StoreUnavailable, match=r"The store is busy\. Nothing of this step was recorded\. Try again"),
            store.begin(),
        ):
            pass
        theirs.commit()
    with store.begin() as uow:
        journal(uow)
        uow.commit()
    assert len(entries(store)) == 2
    other.close()


def test_a_counter_that_stops_in_the_middle_of_a_step_does_not_hold_the_others_up_for_ever(
    store: PostgresStore, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "IDLE_S", 1)
    other = open_postgres(store_url, "Counter 2")

    def meanwhile(_: Any) -> None:
        attempt(store, lambda uow: journal(uow, "went on"))

    with pytest.raises(StoreUnavailable, match=r"took too long.*Nothing of this step was recorded"):
        attempt(other, lambda uow: journal(uow, "never woke in time"), meanwhile)
    assert ["went on" in body for body in entries(store)] == [True]
    other.close()


def test_a_reader_holds_nobody_up(store: PostgresStore, store_url: str) -> None:
    other = open_postgres(store_url, "Counter 2")
    with other.read() as reading:
        assert not reading.dispensings.open()
        with store.begin() as uow:
            uow.patients.add(a_patient())
            uow.commit()
        assert not reading.patients.search("hartnoll")
    other.close()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_counter_goes_on_by_itself_after_the_server_was_restarted(
    server: Cluster, store: PostgresStore, mode: str
) -> None:
    with store.begin() as uow:
        journal(uow, "before")
        uow.commit()
    server.restart(mode)
    with store.begin() as uow:
        journal(uow, "after")
        uow.commit()
    assert len(entries(store)) == 2


def test_a_server_that_goes_away_in_the_middle_of_a_step_leaves_nothing_of_it(
    server: Cluster, store: PostgresStore
) -> None:
    with pytest.raises(StoreUnavailable, match=r"cannot be reached\. Nothing of this step was recorded"):
        attempt(store, journal, lambda _: server.restart("immediate"), add_patient)
    assert entries(store) == []


# A commit that has no answer.


class Breaking:
    """Breaks the line around the COMMIT of the next unit of work that writes."""

    def __init__(self, store: PostgresStore, *, arrives: bool, then: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._arrives = arrives
        self._then = then
        self.broken = 0
        event.listen(store._engine, "before_cursor_execute", self._on)

    def _on(self, connection: Any, cursor: Any, statement: str, *_: object) -> None:
        if statement != "COMMIT" or self.broken:
            return
        self.broken = 1
        if self._arrives:
            cursor.connection.execute("COMMIT")
        cursor.connection.pgconn.finish()
        self._then()


def test_a_commit_that_arrived_and_whose_answer_was_lost_counts_as_recorded(store: PostgresStore) -> None:
    breaking = Breaking(store, arrives=True)
    with store.begin() as uow:
        journal(uow, "recorded")
        uow.commit()
        assert uow.staff.all() == []  # what is still read in this unit of work is read on a new line
    assert breaking.broken
    assert len(entries(store)) == 1


def test_a_commit_that_never_arrived_counts_as_not_recorded_and_can_be_repeated(store: PostgresStore) -> None:
    breaking = Breaking(store, arrives=False)

    def step() -> None:
        with store.begin() as uow:
            uow.patients.add(a_patient())
            journal(uow, "recorded")
            uow.commit()

    with pytest.raises(StoreUnavailable, match=r"Nothing of this step was recorded\. Try again") as told:
        step()
    assert not isinstance(told.value, OutcomeUnknown)
    assert breaking.broken
    assert entries(store) == []
    step()
    assert len(entries(store)) == 1


@pytest.mark.parametrize("arrives", [True, False])
def test_after_a_crash_in_the_middle_of_a_commit_the_answer_is_what_the_store_holds(
    server: Cluster, store: PostgresStore, store_url: str, arrives: bool
) -> None:
    """Another counter works on meanwhile, so that numbers of transactions are given out again."""

    def crash() -> None:
        server.restart("immediate")
        other = open_postgres(store_url, "Counter 2")
        for _ in range(5):
            with other.begin() as uow:
                journal(uow, "another")
                uow.commit()
        other.close()

    Breaking(store, arrives=arrives, then=crash)
    said = "recorded"
    try:
        with store.begin() as uow:
            journal(uow, "mine")
            uow.commit()
    except OutcomeUnknown:
        raise
    except StoreUnavailable:
        said = "not recorded"
    assert said == ("recorded" if arrives else "not recorded")
    assert sum("mine" in body for body in entries(store)) == int(arrives)


def test_a_server_that_does_not_come_back_leaves_it_open_what_was_recorded(
    server: Cluster, store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PATIENCE_S", 1)
    with contextlib.ExitStack() as away:
        Breaking(store, arrives=True, then=lambda: away.enter_context(server.away("immediate")))
        with pytest.raises(OutcomeUnknown, match=r"may have been recorded or not: look") as told:
            attempt(store, journal)
    assert "Nothing of" not in str(told.value)
    assert len(entries(store)) == 1


def test_a_counter_leaves_no_marks_behind_when_it_closes(store_url: str, server: Cluster) -> None:
    store = open_postgres(store_url, "Counter 1")
    with server.admin(store_url.rsplit("/", 1)[1]) as connection:
        for _ in range(3):
            with store.begin() as uow:
                journal(uow)
                uow.commit()
            assert connection.execute("SELECT count(*) FROM commit_mark").fetchone() == (1,)
        store.close()
        assert connection.execute("SELECT count(*) FROM commit_mark").fetchone() == (0,)


def test_marks_of_a_program_that_was_killed_go_after_a_while(store_url: str, server: Cluster) -> None:
    with server.admin(store_url.rsplit("/", 1)[1]) as connection:
        now = "extract(epoch FROM now())::bigint"
        connection.execute(f"INSERT INTO commit_mark VALUES ('old', 'x', {now} - 200000), ('new', 'x', {now})")
        open_postgres(store_url, "Counter 1").close()
        assert connection.execute("SELECT place FROM commit_mark").fetchall() == [("new",)]


# Several counters.


def test_a_label_waits_for_the_printer_of_the_counter_that_made_it(store: PostgresStore, store_url: str) -> None:
    other = open_postgres(store_url, "Counter 2")
    with store.begin() as uow:
        uow.prints.add(PrintJob("j", JobKind.LABEL, "Label 1", b"%PDF", None, NOW))
        uow.commit()
    with other.read() as uow:
        assert not uow.prints.waiting()
    with store.read() as uow:
        assert [job.id for job in uow.prints.waiting()] == ["j"]
    other.close()


def test_names_are_found_and_sorted_alike_in_both_stores(store: PostgresStore, tmp_path: Any) -> None:
    here = open_store(tmp_path / "store.db", KEY, create=True)
    names = [
        "Zoë Ångström",
        "zara Öberg Nye",
        "Ŵyn Aldred",
        "aaron O’Neill",
        "Éowyn Ødegaard",
        "Nul\x00 \x1b0 \x1b1",
    ]
    found = []
    for each in (store, here):
        with each.begin() as uow:
            for number, name in enumerate(names):
                uow.patients.add(replace(a_patient(name=name, number=f"999014273{number}"), nhs_number=None))
            found.append([patient.name for patient in uow.patients.search("n")])
    assert found[0] == found[1]
    assert len(found[0]) == len(names)
    here.close()


def test_a_prescription_whose_id_is_far_too_long_is_kept_as_sqlcipher_keeps_it(store: PostgresStore) -> None:
    from dispensary.domain.identifiers import PrescriptionId

    made = replace(a_prescription(an_item()), id=PrescriptionId("9" * 9000))
    with store.begin() as uow:
        uow.dispensings.add(Dispensing(made, tuple(ItemWork(item.item_id) for item in made.items), NOW))
        journal(uow)
        uow.commit()
    with store.read() as uow:
        assert uow.dispensings.get(made.key) is not None


def test_an_error_without_a_code_in_another_language_still_has_words() -> None:
    error = OperationalError("", {}, psycopg.OperationalError("connection failed: FATAL:  Passwort falsch"))
    assert meaning_of(error) == "The database server cannot be reached."
    assert "Nothing of this step was recorded" in str(in_words(error))
