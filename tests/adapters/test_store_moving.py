"""A whole record from one database into another."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from tests.adapters.test_store_sqlcipher import busy_store
from tests.builders import a_patient

from dispensary.adapters.store import model
from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.store.moving import NotEmpty, copy_store
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.queries.journal_proof import journal_proof

OTHER_KEY = bytes(range(1, 33))


def moved(source: CipherStore, target: CipherStore) -> dict[str, int]:
    with source._engine.connect() as reading, target._engine.connect() as writing:
        reading.exec_driver_sql("BEGIN")
        writing.exec_driver_sql("BEGIN IMMEDIATE")
        counts = copy_store(reading, writing)
        writing.exec_driver_sql("COMMIT")
        reading.exec_driver_sql("ROLLBACK")
    return counts


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for table in model.metadata.sorted_tables
    }


def test_every_row_of_every_table_arrives_and_the_journal_fits(tmp_path: Path) -> None:
    source = busy_store(tmp_path)
    (tmp_path / "other").mkdir()
    target = open_store(tmp_path / "other" / "store.db", OTHER_KEY, create=True)
    counts = moved(source, target)
    assert counts["patient"] == counts["journal"] == counts["print_job"] == 1
    with source._engine.connect() as here, target._engine.connect() as there:
        assert rows(here) == rows(there)
    proof = journal_proof(target)
    assert (proof.entries, proof.broken) == (1, None)
    with target.read() as uow:
        assert uow.patients.get(a_patient().id) is not None
    for store in (source, target):
        store.close()


def test_a_record_that_holds_something_is_never_copied_into(tmp_path: Path) -> None:
    source = busy_store(tmp_path)
    with pytest.raises(NotEmpty, match="Nothing was copied"):
        moved(source, source)
    source.close()


def test_two_schemas_are_never_mixed(tmp_path: Path) -> None:
    source = busy_store(tmp_path)
    (tmp_path / "other").mkdir()
    target = open_store(tmp_path / "other" / "store.db", OTHER_KEY, create=True)
    with target._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(StoreUnavailable, match="different tables"):
        moved(source, target)
    for store in (source, target):
        store.close()
