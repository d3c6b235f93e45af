"""Stores of every age: made, brought up, taken down, and opened again without any of that."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from tests.builders import KEY, a_patient

from dispensary.adapters.store import migrate, model
from dispensary.adapters.store.cipher import HEAD, _engine, open_store
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task


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
    assert _triggers(engine) == {"journal_no_update", "journal_no_delete"}


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


_STAFF_OF_0001 = """
    INSERT INTO staff (id, place, document, secret, failures) VALUES
    ('nia', 0, '{"id":{"value":"nia"},"name":"Nia Rhys",
    "title":"Dispenser","pharmacist":false,"registration":null,"authorisations":[{"task":"label","since":"2020-01-01",
    "until":null,"by":null}],"system":false}', 'a hash', 2)
"""


def test_staff_of_the_first_schema_can_be_read_and_changed_after_the_upgrade(tmp_path: Path) -> None:
    engine = _engine(tmp_path / "store.db", KEY)
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
