"""Stores of every age: made, brought up, taken down, and opened again without any of that."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from tests.builders import KEY, NIA, NOW, a_patient, sealed_store

from dispensary.adapters.store import migrate, model
from dispensary.adapters.store.cipher import HEAD, _engine, open_store
from dispensary.domain.journal import GENESIS, Event, Sought


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty file, keyed, with nothing in it."""
    made = _engine(tmp_path / "store.db", KEY)
    yield made
    made.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def _triggers(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())


def _take_down(engine: Engine, target: str) -> None:
    config = migrate.configuration()
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.downgrade(config, target)
        connection.exec_driver_sql("COMMIT")


def test_the_migrations_lead_to_the_model(engine: Engine) -> None:
    migrate.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, model.metadata)
    assert differences == []


def test_the_head_that_opening_asks_for_is_the_last_migration() -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    assert script.get_heads() == [HEAD]


def test_every_migration_can_be_taken_back_and_made_again(engine: Engine) -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    revisions = [each.revision for each in script.walk_revisions()][::-1]
    for revision in revisions:
        migrate.upgrade(engine, revision)
        tables = _tables(engine)
        _take_down(engine, "-1")
        migrate.upgrade(engine, revision)
        assert _tables(engine) == tables
    _take_down(engine, "base")
    assert _tables(engine) == set()
    assert _triggers(engine) == set()
    migrate.upgrade(engine)
    assert _tables(engine) == set(model.metadata.tables)
    assert _triggers(engine) == {
        f"{table}_no_{change}"
        for table in ("journal", "checkpoint", "workstation_key")
        for change in ("update", "delete")
    }


def test_a_migration_that_breaks_leaves_the_store_as_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_way(*_: object) -> None:
        raise RuntimeError("the power went")

    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE keepsake (id INTEGER)")
    monkeypatch.setattr("sqlalchemy.sql.schema.MetaData.create_all", half_way)
    with pytest.raises(RuntimeError, match="the power went"):
        migrate.upgrade(engine)
    monkeypatch.undo()
    assert _tables(engine) == {"keepsake"}
    migrate.upgrade(engine)
    assert _tables(engine) == {"keepsake", *model.metadata.tables}


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
    engine = _engine(first / "store.db", KEY)
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
    engine = _engine(first / "store.db", KEY)
    _take_down(engine, "0001")
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
