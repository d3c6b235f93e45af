"""A whole day at the counter, with things going wrong; then an onlooker goes through everything that it left."""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.builders import KEY, NIA
from tests.journeys.main_job import (
    Bench,
    Eps,
    begin_the_day,
    claim_for,
    dispense,
    furnish,
    key_of,
    opened,
    order,
    release_all,
    simulator,
)
from tests.upkeep.names import in_clear, medicines, patients, said_in

from dispensary.adapters.store.backups import Shelf
from dispensary.adapters.store.cipher import CipherStore
from dispensary.adapters.store.copies import copy_before
from dispensary.adapters.store.damage import look_for_damage
from dispensary.adapters.store.exchanging import CipherExchange, CipherRenewal
from dispensary.adapters.system.key_lock import PassphraseKey, lock_with
from dispensary.adapters.system.logs import begin_log, end_log
from dispensary.adapters.system.signing import FileSealer
from dispensary.application.back_up import back_up
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.receive import ask_for_nominated
from dispensary.application.renew_key import renew_key
from dispensary.application.restore import restore
from dispensary.desktop.messages import log_bug, outage_words
from dispensary.domain.retention import KeepRule

SUPPLIED = ("grimshaw-1", "nwachukwu-1")


@pytest.fixture(scope="module")
def eps() -> Iterator[Eps]:
    with simulator() as running:
        yield running


@pytest.fixture
def everything_logged(tmp_path: Path) -> Iterator[Path]:
    """Every library says all that it has to say, into our log."""
    levels = {name: logging.getLogger(name).level for name in ("", "dispensary", "sqlalchemy", "httpx", "httpcore")}
    handler = begin_log(tmp_path)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield tmp_path
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    end_log(handler)


def a_day(bench: Bench, eps: Eps) -> None:
    begin_the_day(bench)
    release_all(bench)
    for name in SUPPLIED:
        dispense(bench, key_of(order(name)))
    claim_for(bench, key_of(order(SUPPLIED[0])))


def things_go_wrong(bench: Bench, eps: Eps) -> None:
    """A fault at EPS, a statement that the database refuses, and bugs whose words name a patient."""
    store, held = bench.place.store, bench.held(key_of(order(SUPPLIED[0])))
    assert isinstance(store, CipherStore)
    eps.faults({"on": "any", "every": 1, "fault": "reset-before"})
    ask_for_nominated(bench.place, NIA)
    deliver_outbox(bench.place, now_too=True)
    eps.faults()
    try:
        with store.begin() as uow:
            uow.dispensings.add(held)
    except StoreUnavailable as problem:
        logging.getLogger("dispensary").exception("a step was refused by the database")
        outage_words(problem)
    name = held.prescription.patient.name
    try:
        raise ValueError(f"{name} of {held.prescription.patient.address} takes {held.prescription.items[0].name}")
    except ValueError as problem:
        log_bug(problem)
        logging.getLogger("dispensary").exception("a bug")
        logging.getLogger("httpx").info("GET /Patient/9990142734 for %s", name)
        logging.getLogger("dispensary").warning("a number that slipped in: %s", "999 014 2734")
    with contextlib.suppress(StoreUnavailable), store.read() as uow:
        uow._open().execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": name})


def test_the_log_of_a_whole_day_names_no_patient_and_no_medicine(eps: Eps, everything_logged: Path) -> None:
    eps.prepare(*(order(name) for name in SUPPLIED))
    furnish(everything_logged)
    with opened(everything_logged, eps.url) as bench:
        a_day(bench, eps)
        things_go_wrong(bench, eps)
    (log, *others) = sorted(everything_logged.glob("dispensary.log*"))
    said = "".join(path.read_text(encoding="utf-8") for path in (log, *others))
    assert "bug ValueError at" in said
    assert "IntegrityError" in said
    assert said.count("\n") > 500, "the libraries were not heard, so nothing was proved"
    assert said_in(said) == set()
    assert "9990142734" not in said
    assert "999 014 2734" not in said
    ids = {key_of(order(name)).prescription.value for name in SUPPLIED}
    assert not any(number in said for number in ids)
    assert log.stat().st_mode & 0o077 == 0


def test_the_words_looked_for_are_those_of_the_demonstration() -> None:
    assert {"Hartnoll", "9990142734"} <= patients()
    assert len(patients()) > 100
    assert len(medicines()) > 20
    assert said_in("Mrs Hartnoll had Ramipril 5mg capsules") >= {"Hartnoll"}


def test_no_file_that_the_record_leaves_can_be_read_without_its_key(eps: Eps, tmp_path: Path) -> None:
    eps.prepare(*(order(name) for name in SUPPLIED))
    furnish(tmp_path)
    path, shelf, sealer = tmp_path / "store.db", tmp_path / "shelf", FileSealer(tmp_path / "journal.key")
    with opened(tmp_path, eps.url) as bench:
        a_day(bench, eps)
        store = bench.place.store
        assert isinstance(store, CipherStore)
        lock_with(tmp_path / "store.lock", "correct horse battery", [KEY])
        back_up(Shelf(store, KEY, shelf, tmp_path / "store.lock", sealer=sealer), store, bench.clock, KeepRule())
        copy_before(path, KEY, "0001")
        assert (tmp_path / "store.db-wal").stat().st_size > 4096
        read_by_an_onlooker(tmp_path)
    (backup,) = shelf.glob("*.db")
    holder = PassphraseKey(tmp_path / "store.lock", lambda: "correct horse battery")
    with CipherExchange(path, backup, [KEY], KEY, sealer=sealer) as exchange:
        restore(exchange, bench.clock, accept_loss=True)
    with CipherRenewal(path, sealer=sealer) as renewal:
        renew_key(holder, renewal, bench.clock)
        # The moment of the kill: the work copy lies there still.
    read_by_an_onlooker(tmp_path)
    assert not look_for_damage(path, holder.keys()[0])


def read_by_an_onlooker(folder: Path) -> None:
    """Every file but the printed labels, which are for the patients."""
    looked = 0
    for path in folder.rglob("*"):
        if path.is_file() and "printed" not in path.parts:
            looked += 1
            assert in_clear(path) == set(), path.name
            assert not path.read_bytes().startswith(b"SQLite format 3"), path.name
    assert looked >= 5
