"""Stores of every age: made, brought up, taken down, and opened again without any of that."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.pool import NullPool
from tests.builders import (
    KEY,
    NIA,
    NOW,
    a_patient,
    a_prescription,
    assembled,
    bagged,
    checked,
    received,
    sealed_store,
    workplace,
)
from tests.postgres import Cluster

from dispensary.adapters.store import cipher, migrate, model, postgres
from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.outgoing import StoredPrints
from dispensary.adapters.store.schema import HEAD
from dispensary.adapters.store.touched import Touched
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.step import Receipt
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import IssueKey, PrescriptionId, UserId
from dispensary.domain.journal import GENESIS, Event, Sought
from dispensary.domain.people import Task

LATELY, ANOTHER = NOW - timedelta(days=9), IssueKey(PrescriptionId("FFFFFF-FZZ99A-00000J"), 1)


@dataclass
class Empty:
    """A database with nothing in it, and how a writer begins there."""

    engine: Engine
    begin: str
    triggers: str

    def tables(self) -> set[str]:
        return set(inspect(self.engine).get_table_names()) - {"alembic_version"}

    def all_triggers(self) -> set[str]:
        with self.engine.connect() as connection:
            return set(connection.exec_driver_sql(self.triggers).scalars())

    def upgrade(self, target: str = "head") -> None:
        migrate.upgrade(self.engine, target, begin=self.begin)

    def take_down(self, target: str) -> None:
        config = migrate.configuration()
        with self.engine.connect() as connection:
            connection.exec_driver_sql(self.begin)
            config.attributes["connection"] = connection
            command.downgrade(config, target)
            connection.exec_driver_sql("COMMIT")


@pytest.fixture(params=["sqlcipher", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Keyed, where it has a key."""
    if request.param == "sqlcipher":
        engine = cipher._engine(tmp_path / "store.db", KEY)
        yield Empty(engine, "BEGIN IMMEDIATE", "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        engine.dispose()
        return
    server: Cluster = request.getfixturevalue("server")
    name = server.database()
    engine = postgres.engine_of(postgres.address_of(server.url(name)), "Counter 1", poolclass=NullPool)
    begin = postgres._BEGIN.format(wait=5, idle=10)
    yield Empty(engine, begin, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    engine.dispose()
    server.drop(name)


def _triggers(*acts: str) -> set[str]:
    return {f"{table}_no_{act}" for table in ("journal", "checkpoint", "workstation_key") for act in acts}


TRIGGERS = {"sqlite": _triggers("update", "delete"), "postgresql": _triggers("update", "delete", "truncate")}


def test_the_migrations_lead_to_the_model(empty: Empty) -> None:
    empty.upgrade()
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, model.metadata)
    assert differences == []


def test_the_head_that_opening_asks_for_is_the_last_migration() -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    assert script.get_heads() == [HEAD]


def test_every_migration_can_be_taken_back_and_made_again(empty: Empty) -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    revisions = [each.revision for each in script.walk_revisions()][::-1]
    for revision in revisions:
        empty.upgrade(revision)
        tables = empty.tables()
        empty.take_down("-1")
        empty.upgrade(revision)
        assert empty.tables() == tables
    empty.take_down("base")
    assert empty.tables() == set()
    assert empty.all_triggers() == set()
    empty.upgrade()
    assert empty.tables() == set(model.metadata.tables)
    assert empty.all_triggers() == TRIGGERS[empty.engine.dialect.name]


def test_a_migration_that_breaks_leaves_the_store_as_it_was(empty: Empty, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_way(*_: object) -> None:
        raise RuntimeError("the power went")

    with empty.engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE keepsake (id INTEGER)")
    monkeypatch.setattr("sqlalchemy.sql.schema.MetaData.create_all", half_way)
    with pytest.raises(RuntimeError, match="the power went"):
        empty.upgrade()
    monkeypatch.undo()
    assert empty.tables() == {"keepsake"}
    empty.upgrade()
    assert empty.tables() == {"keepsake", *model.metadata.tables}


def test_a_label_that_waited_before_there_were_several_counters_still_waits_at_each(empty: Empty) -> None:
    empty.upgrade("0001")
    with empty.engine.connect() as connection:
        connection.execute(
            text(
                "INSERT INTO print_job (id, kind, title, document, created_at, state, attempts, problem) "
                "VALUES ('j', 'label', 'Label 1', :document, '2026-11-23T10:42:00+00:00', 'waiting', 0, '')"
            ),
            {"document": b"%PDF"},
        )
    empty.upgrade()
    with empty.engine.connect() as connection:
        for counter in ("Counter 1", "Counter 2"):
            (job,) = StoredPrints(connection, Touched(), counter).waiting()
            assert job.document == b"%PDF"


def test_a_job_of_a_version_that_did_not_say_whose_label_it_is_waits_as_before(empty: Empty) -> None:
    empty.upgrade("0011")
    with empty.engine.connect() as connection:
        connection.execute(
            text(
                "INSERT INTO print_job (id, kind, title, document, prescription, issue, created_at, state, attempts, "
                "problem, workstation) VALUES ('j', 'label', 'Label 1', :document, '9F3C71-FZZ99A-44B0E', 0, "
                "'2026-11-23T10:42:00+00:00', 'waiting', 0, '', 'Counter 1')"
            ),
            {"document": b"%PDF"},
        )
    empty.upgrade()
    with empty.engine.connect() as connection:
        (job,) = StoredPrints(connection, Touched(), "Counter 1").waiting()
    assert (job.id, job.made_for) == ("j", None)


def test_what_is_in_the_store_outlives_opening_it_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.db", KEY, create=True)
    with store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    store.close()
    for _ in range(2):
        again = open_store(tmp_path / "store.db", KEY)
        with again.read() as uow:
            assert uow.patients.get(a_patient().id) is not None
        again.close()


def test_what_was_supplied_before_there_was_a_table_of_it_is_found(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    patient = a_patient()
    key = received(place, a_prescription(patient=patient), patient)
    bagged(place, checked(place, assembled(place, key)))
    told = hand_out(place, NIA, key, Answers(identity_matches=True, charge=ChargeDecision(PAID)))
    assert isinstance(told, Receipt)
    with place.store.read() as uow:
        had = uow.dispensings.supplies_to(patient.id)
        taken = uow.dispensings.medicines_of(patient.id, since=LATELY, besides=ANOTHER)
    assert len(had) == len(taken) == 1
    place.store.close()  # type: ignore[attr-defined]
    older = Empty(cipher._engine(tmp_path / "store.db", KEY), "BEGIN IMMEDIATE", "")
    older.take_down("0001")
    assert "supply" not in older.tables()
    older.engine.dispose()
    again = open_store(tmp_path / "store.db", KEY)
    with again.read() as uow:
        assert uow.dispensings.supplies_to(patient.id) == had
        assert uow.dispensings.medicines_of(patient.id, since=LATELY, besides=ANOTHER) == taken
    again.close()


_A_THOUSAND_MORE = """
    WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 1000)
    INSERT INTO dispensing (prescription, issue, patient, stage, open, received_at, bag, version, document)
    SELECT 'MORE-' || n, 1 + n % 3, patient, stage, open, received_at, NULL, version, document
    FROM more, (SELECT * FROM dispensing WHERE document LIKE '%"supplies":[{%' LIMIT 1) AS one
"""


def test_of_a_great_many_prescriptions_every_supply_is_found(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    patient = a_patient()
    key = received(place, a_prescription(patient=patient), patient)
    bagged(place, checked(place, assembled(place, key)))
    assert isinstance(hand_out(place, NIA, key, Answers(identity_matches=True, charge=ChargeDecision(PAID))), Receipt)
    place.store.close()  # type: ignore[attr-defined]
    older = cipher._engine(tmp_path / "store.db", KEY)
    Empty(older, "BEGIN IMMEDIATE", "").take_down("0001")
    with older.connect() as connection:
        connection.exec_driver_sql(_A_THOUSAND_MORE)
        (document,) = connection.exec_driver_sql("SELECT document FROM dispensing WHERE prescription = 'MORE-1'").one()
        had = sum(len(work["supplies"]) for work in json.loads(document)["items"])
    older.dispose()
    sealed_store(tmp_path).close()
    now = cipher._engine(tmp_path / "store.db", KEY)
    with now.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM supply WHERE prescription LIKE 'MORE-%'").scalar()
    now.dispose()
    assert had > 0
    assert found == 1000 * had


_OPEN = """
import sys
from pathlib import Path
from dispensary.adapters.store.cipher import open_store
open_store(Path(sys.argv[1]), bytes(range(32)), create=True).close()
print("alembic" in sys.modules)
"""


def test_a_store_that_is_current_opens_without_loading_the_migrations(tmp_path: Path) -> None:
    loaded = [
        subprocess.run(
            [sys.executable, "-c", _OPEN, str(tmp_path / "store.db")], check=True, capture_output=True, text=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert loaded == ["True", "False"]


# Stores of earlier versions, as that version wrote them.

STORES = Path(__file__).parents[1] / "fixtures" / "stores"
FIRST = STORES / "schema-0001.db"
"""Written by the version that had schema 0001: two prescriptions dispensed at two counters, 25 entries."""


def _entries_of_the_first() -> list[tuple[str, int, str, str]]:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"file:{FIRST}?immutable=1", uri=True)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    rows = connection.execute("SELECT workstation, sequence, digest, body FROM journal ORDER BY 1, 2").fetchall()
    connection.close()
    return rows  # type: ignore[no-any-return]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    shutil.copy(FIRST, tmp_path / "store.db")
    return tmp_path


def test_a_store_of_the_first_schema_keeps_every_entry_and_still_verifies(first: Path) -> None:
    store = sealed_store(first)
    with store.read() as uow:
        kept = [(each.workstation, each.sequence, each.digest, each.body) for each in uow.journal.entries()]
        assert uow.patients.get(a_patient().id) is not None
        assert len(uow.journal.search(Sought(batch="TR4071"), 100)) == 4
        assert len(uow.journal.search(Sought(patients=(a_patient().id,)), 100)) == 10
    assert kept == _entries_of_the_first()
    assert len(kept) == 25
    proof = store.prove()
    assert (proof.entries, proof.unsealed, proof.broken) == (25, 25, None)
    with store.begin() as uow:
        uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
        uow.commit()
    assert {chain.workstation: chain.vouched for chain in store.prove().chains} == {"Counter 1": 13, "Counter 2": 0}
    store.close()


def test_what_was_wrong_in_a_store_of_the_first_schema_is_still_found_after_it(first: Path) -> None:
    engine = cipher._engine(first / "store.db", KEY)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")
        connection.exec_driver_sql(
            "UPDATE journal SET body = replace(body, '\"', '') WHERE sequence = 5 AND workstation = 'Counter 2'"
        )
    engine.dispose()
    store = open_store(first / "store.db", KEY)
    broken = store.prove().broken
    assert broken is not None
    assert (broken.workstation, broken.sequence) == ("Counter 2", 5)
    store.close()


def test_a_store_taken_back_to_the_first_schema_has_the_journal_that_it_had(first: Path) -> None:
    sealed_store(first).close()
    engine = cipher._engine(first / "store.db", KEY)
    Empty(engine, "BEGIN IMMEDIATE", "").take_down("0001")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT workstation, sequence, previous, digest, body, kind, patient FROM journal ORDER BY 1, 2"
        ).all()
    engine.dispose()
    assert [(row[0], row[1], row[3], row[4]) for row in rows] == _entries_of_the_first()
    previous = {"Counter 1": GENESIS, "Counter 2": GENESIS}
    for row in rows:
        assert row[2] == previous[row[0]]
        previous[row[0]] = row[3]
    assert {row[5] for row in rows} >= {"pack-scanned", "bagged"}


_STAFF_OF_0001 = """
    INSERT INTO staff (id, place, document, secret, failures) VALUES
    ('nia', 0, '{"id":{"value":"nia"},"name":"Nia Rhys",
    "title":"Dispenser","pharmacist":false,"registration":null,"authorisations":[{"task":"label","since":"2020-01-01",
    "until":null,"by":null}],"system":false}', 'a hash', 2)
"""


def test_staff_of_the_first_schema_can_be_read_and_changed_after_the_upgrade(tmp_path: Path) -> None:
    engine = cipher._engine(tmp_path / "store.db", KEY)
    migrate.upgrade(engine, "0001")
    with engine.connect() as connection:
        connection.exec_driver_sql(_STAFF_OF_0001)
    engine.dispose()
    store = open_store(tmp_path / "store.db", KEY)
    with store.begin() as uow:
        nia = uow.staff.get(UserId("nia"))
        assert nia is not None
        assert nia.may(Task.LABEL, date(2026, 11, 23))
        assert uow.staff.failures(nia.id)[0] == 2
        uow.staff.save(replace(nia, technician=True))
        assert uow.staff.get(nia.id) == replace(nia, technician=True, version=2)
    store.close()
