"""Counters that share a record on a server, each with a home of its own."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.postgres import Cluster
from tests.upkeep.homes import AMARA, PHARMACY, unlock, words_of, write

from dispensary.adapters.store.postgres import PostgresStore
from dispensary.application.restore import Restored
from dispensary.cli.services import BackupWish, RestoreWish, SetUpWish
from dispensary.domain.people import User
from dispensary.domain.refusals import Refusal
from dispensary.domain.retention import KeepRule
from dispensary.domain.seals import Accepted, Proof
from dispensary.domain.upkeep import WouldLose
from dispensary.keeping.backups import back_up_home, restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.setting_up import set_up_home
from dispensary.keeping.shared import open_shared


@dataclass
class Counter:
    """One counter, by its name; url: the record that it works on."""

    name: str
    home: Home
    url: str
    setting: pytest.MonkeyPatch

    def set_up(self, way: str = "file") -> User | Refusal:
        self._here()
        return set_up_home(self.home, SetUpWish(PHARMACY, AMARA, way, lambda: "correct horse battery", self.url))

    def open(self) -> PostgresStore:
        self._here()
        return open_shared(self.home, self.url)

    @contextlib.contextmanager
    def at_work(self) -> Iterator[PostgresStore]:
        store = self.open()
        try:
            yield store
        finally:
            store.close()

    def record(self, *words: str) -> None:
        with self.at_work() as store:
            # By the clock that a restore goes by too: which came first is told from it.
            write(store, *words, moment=datetime.now(UTC))

    def recorded(self) -> list[str]:
        with self.at_work() as store:
            return words_of(store)

    def verify(self, accept: Accepted | None = None) -> Proof:
        with self.at_work() as store:
            return store.prove(accept)

    def back_up(self, destination: Path, *, key: Path | None = None) -> Path:
        self._here()
        wish = BackupWish(destination, KeepRule(), self.url)
        return Path(back_up_home(self.home, unlock(key_file=key), wish).kept.name)

    def restore(self, source: Path, *, yes: bool = False, key: Path | None = None) -> Restored | WouldLose:
        self._here()
        return restore_home(self.home, unlock(), RestoreWish(source, key, yes, None, self.url))

    def _here(self) -> None:
        self.setting.setenv("DISPENSARY_WORKSTATION", self.name)


def schemas(server: Cluster, url: str) -> list[str]:
    with server.admin(url.rsplit("/", 1)[1]) as connection:
        found = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'"
        ).fetchall()
    return sorted(row[0] for row in found)


Counters = Callable[..., Counter]
