"""What every kind of test may ask for: a PostgreSQL of its own."""

from collections.abc import Iterator

import pytest
from tests.postgres import ABSENT, Cluster, binaries, cluster

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres
from dispensary.adapters.store.postgres_exchange import PostgresExchange


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A running PostgreSQL for this test process; made when the first test asks for it."""
    programs = binaries()
    if programs is None:
        pytest.skip(ABSENT)
    with cluster(programs) as running:
        yield running


@pytest.fixture(scope="session")
def migrated(server: Cluster) -> str:
    """The name of a database with the tables and nothing in them, to be copied: quicker than migrating each time."""
    name = server.database()
    open_postgres(server.url(name), "Template", create=True).close()
    return name


@pytest.fixture(scope="session")
def _kept_empty(server: Cluster, migrated: str) -> str:
    return server.database(migrated)


@pytest.fixture
def store_url(server: Cluster, _kept_empty: str) -> str:
    """The address of an empty store. Emptied again rather than made anew: that takes milliseconds, not a quarter of a
    second. A test that changes its tables, or the server, asks for `own_store_url`.
    """
    server.empty(_kept_empty)
    return server.url(_kept_empty)


@pytest.fixture(scope="session")
def _kept_restored(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder, key = tmp_path_factory.mktemp("restored"), bytes(range(32))
    open_store(folder / "empty.db", key, create=True).close()
    name = server.database()
    # Twice: once where there is nothing, and once where something is put aside.
    for _ in range(2):
        with PostgresExchange(
            server.url(name), "Template", folder / "store.db", folder / "empty.db", [key], key
        ) as exchange:
            exchange.incoming()
            exchange.present()
            exchange.swap()
    return name


@pytest.fixture
def restored_url(server: Cluster, _kept_restored: str) -> str:
    """The address of an empty store that came there by a restore."""
    server.empty(_kept_restored)
    return server.url(_kept_restored)


@pytest.fixture
def own_store_url(server: Cluster, migrated: str) -> Iterator[str]:
    """The address of an empty store in a database of this test alone."""
    name = server.database(migrated)
    yield server.url(name)
    server.drop(name)
