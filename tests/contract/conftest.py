"""What several contracts share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import KEY, StandingClock, beside, workplace
from tests.tills import Shop, Till

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres


@pytest.fixture(params=["sqlcipher", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    if request.param == "sqlcipher":
        stores = [open_store(tmp_path / "store.db", KEY, f"Counter {n}", create=True) for n in (1, 2, 3)]
    else:
        url = request.getfixturevalue("store_url")
        stores = [open_postgres(url, f"Counter {n}") for n in (1, 2, 3)]  # type: ignore[misc]
    clock = StandingClock()
    first = workplace(tmp_path, store=stores[0], clock=clock)
    yield Shop(Till(first), Till(beside(first, stores[1])), Till(beside(first, stores[2])), clock)
    for store in stores:
        store.close()
