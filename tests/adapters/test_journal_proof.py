"""Whoever changes the journal behind the program, with the store's key but not the counter's: what is found, where."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection
from tests.builders import KEY, NIA, NOW, sealed_store

from dispensary.adapters.store import blocks
from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.store.proving import prove
from dispensary.adapters.store.sealing import checkpoints_of, head_of
from dispensary.adapters.system.signing import FileSealer
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.journal import GENESIS, Broken, Event, digest_of
from dispensary.domain.seals import Accepted, fingerprint_of

Statement = tuple[str, tuple[Any, ...]]


def write(store: CipherStore, *words: str, light: bool = False, days: int = 0) -> None:
    for word in words:
        with store.begin(light=light) as uow:
            event = Event("tested", {"prescription": "9F3C71"}, {"words": word})
            uow.journal.append(event, actor=NIA, authority="", at=NOW + timedelta(days=days))
            uow.commit()


def checkpoint(store: CipherStore) -> None:
    with store.begin() as uow:
        assert uow.journal.checkpoint() is not None
        uow.commit()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CipherStore]:
    """Six entries: the first and the next two each sealed for good in a checkpoint, three only under the head."""
    made = sealed_store(tmp_path)
    write(made, "one", "two", "three")
    checkpoint(made)
    write(made, "four", "five", "Ŵ \x00 six")
    yield made
    made.close()


def unguarded(connection: Connection) -> None:
    """Somebody with the store's key takes the triggers away first."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def found(store: CipherStore, *statements: str | Statement, keep: bool = False) -> Broken | None:
    """What the proof says of the journal so changed; the change is taken back unless it is to be kept."""
    with store._engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        unguarded(connection)
        for each in statements:
            sql, given = (each, ()) if isinstance(each, str) else each
            assert connection.exec_driver_sql(sql, given).rowcount != 0, sql
        broken = prove(connection, store._seals).broken
        connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
    return broken


def stored(store: CipherStore) -> list[tuple[int, str, str]]:
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT sequence, digest, body FROM journal ORDER BY sequence").all()
    return [(row[0], row[1], row[2]) for row in rows]


def rehashed(store: CipherStore, start: int) -> list[Statement]:
    """Entry `start` with another actor, and every later one chained anew."""
    made: list[Statement] = []
    previous = GENESIS
    for sequence, digest, held in stored(store):
        body = held.replace('"actor":"nia"', '"actor":"amara"') if sequence == start else held
        previous = digest_of(previous, body) if sequence >= start else digest
        if sequence >= start:
            made.append(("UPDATE journal SET body = ?, digest = ? WHERE sequence = ?", (body, previous, sequence)))
    return made


def test_a_journal_that_nobody_touched_is_whole_and_sealed(store: CipherStore) -> None:
    proof = store.prove()
    assert proof.broken is None
    assert (proof.entries, proof.unsealed) == (6, 0)
    (chain,) = proof.chains
    assert chain.last == stored(store)[-1][1]
    assert [key.fingerprint for key in chain.keys] == [fingerprint_of(store._seals.sealer.public_key())]  # type: ignore[union-attr]


def test_every_single_byte_changed_in_any_stored_column_is_found_at_its_entry(store: CipherStore) -> None:
    tried = 0
    for sequence, digest, body in stored(store):
        for column, text in (("digest", digest), ("body", body)):
            held = text.encode()
            for at in range(len(held)):
                spoilt = held[:at] + bytes([held[at] ^ (0x80 if at % 7 == 0 else 1)]) + held[at + 1 :]
                broken = found(
                    store, (f"UPDATE journal SET {column} = CAST(? AS TEXT) WHERE sequence = ?", (spoilt, sequence))
                )
                assert broken is not None, (sequence, column, at)
                assert broken.sequence == sequence, (sequence, column, at)
                tried += 1
        for at in range(len("Counter 1")):
            name = "Counter 1"[:at] + "X" + "Counter 1"[at + 1 :]
            assert found(store, ("UPDATE journal SET workstation = ? WHERE sequence = ?", (name, sequence)))
        for bit in range(20):
            other = sequence ^ (1 << bit)
            if other not in range(1, 7):
                assert found(store, ("UPDATE journal SET sequence = ? WHERE sequence = ?", (other, sequence)))
    assert tried > 1000


def test_the_whole_journal_under_another_name_is_found(store: CipherStore) -> None:
    renamed = [f"UPDATE {table} SET workstation = 'Counter 9'" for table in ("journal", "journal_head", "checkpoint")]
    assert found(store, renamed[0]) is not None
    assert found(store, *renamed, "UPDATE workstation_key SET workstation = 'Counter 9'") is not None


@pytest.mark.parametrize("sequence", range(1, 7))
def test_a_deleted_entry_is_found(store: CipherStore, sequence: int) -> None:
    broken = found(store, f"DELETE FROM journal WHERE sequence = {sequence}")
    assert broken is not None
    assert broken.sequence in (sequence, sequence + 1)


@pytest.mark.parametrize("kept", range(6))
def test_a_tail_cut_off_is_found_and_so_is_all_of_it(store: CipherStore, kept: int) -> None:
    broken = found(store, f"DELETE FROM journal WHERE sequence > {kept}")
    assert broken is not None
    assert broken.sequence == kept + 1
    assert "missing" in broken.reason


@pytest.mark.parametrize("first", range(1, 6))
def test_two_entries_that_change_places_are_found(store: CipherStore, first: int) -> None:
    (one, digest, body), (other, next_digest, next_body) = stored(store)[first - 1 : first + 1]
    swap = "UPDATE journal SET digest = ?, body = ? WHERE sequence = ?"
    broken = found(store, (swap, (next_digest, next_body, one)), (swap, (digest, body, other)))
    assert broken is not None
    assert broken.sequence == first
    moved = [
        f"UPDATE journal SET sequence = {new} WHERE sequence = {old}"
        for old, new in ((first, 99), (first + 1, first), (99, first + 1))
    ]
    assert found(store, *moved) is not None


@pytest.mark.parametrize("at", [1, 3, 4, 7])
def test_an_entry_put_in_is_found(store: CipherStore, at: int) -> None:
    later = [f"UPDATE journal SET sequence = {old + 1} WHERE sequence = {old}" for old in range(6, at - 1, -1)]
    held = stored(store)
    previous = held[at - 2][1] if at > 1 else GENESIS
    body = held[-1][2].replace('"sequence":6', f'"sequence":{at}')
    new = (
        "INSERT INTO journal (workstation, sequence, digest, body) VALUES ('Counter 1', ?, ?, ?)",
        (at, digest_of(previous, body), body),
    )
    broken = found(store, *later, new)
    assert broken is not None
    assert broken.sequence in (at, at + 1)


@pytest.mark.parametrize("start", range(1, 7))
def test_a_tail_chained_anew_without_the_signing_key_is_found(store: CipherStore, start: int) -> None:
    broken = found(store, *rehashed(store, start))
    assert broken is not None
    seals = (0, 1, 3, 6)
    assert broken.sequence == min(seal for seal in seals if seal >= start), "the first seal after the change"
    assert broken.since == max(seal for seal in seals if seal < start), "the last seal before it"


SEALED = ("journal_head", "checkpoint", "workstation_key")


@pytest.mark.parametrize("gone", [("journal_head",), ("checkpoint",), ("workstation_key",), SEALED])
def test_taking_the_seals_away_covers_nothing(store: CipherStore, gone: tuple[str, ...]) -> None:
    checkpoint(store)
    broken = found(store, *rehashed(store, 2), *(f"DELETE FROM {table}" for table in gone))
    assert broken is not None


def _set(place: str, column: str) -> str:
    table, _, where = place.partition(" ")
    return f"UPDATE {table} SET {column} = ? {where}"


def test_every_byte_of_a_seal_counts(store: CipherStore) -> None:
    for at in range(64):
        for table in ("journal_head", "checkpoint WHERE id = 2"):
            with store._engine.connect() as connection:
                seal = bytes(connection.exec_driver_sql(f"SELECT seal FROM {table}").scalar_one())
            spoilt = seal[:at] + bytes([seal[at] ^ 1]) + seal[at + 1 :]
            assert found(store, (_set(table, "seal"), (spoilt,))), (table, at)
    for column in ("sequence", "digest", "at", "fingerprint"):
        assert found(store, (_set("journal_head", column), ("7",))), column
    for column in ("sequence", "digest", "at", "fingerprint", "first", "previous", "block"):
        assert found(store, (_set("checkpoint WHERE id = 2", column), ("7",))), column


def with_own_key(store: CipherStore) -> list[Statement]:
    """A tail written anew and sealed anew, as well as anybody can who has not this counter's key."""
    own = Ed25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    statements = rehashed(store, 2)
    digests = {given[2]: given[1] for _, given in statements}
    with store._engine.connect() as connection:
        head = head_of(connection, "Counter 1")
    assert head is not None
    name = fingerprint_of(public)
    forged = replace(head, digest=digests[6], fingerprint=name)
    return [
        *statements,
        "DELETE FROM checkpoint",
        ("UPDATE workstation_key SET public_key = ?, fingerprint = ?", (public, name)),
        (
            "UPDATE journal_head SET digest = ?, fingerprint = ?, seal = ?",
            (forged.digest, name, own.sign(forged.sealed_text)),
        ),
    ]


def test_a_journal_sealed_with_somebody_elses_key_is_found_on_the_machine_that_knew_the_first(
    store: CipherStore,
) -> None:
    forged = with_own_key(store)
    broken = found(store, *forged)
    assert broken is not None
    assert "not known on this machine" in broken.reason
    store._seals.anchor = None
    assert found(store, *forged) is None, "nothing outside the store was kept, so nothing can tell"


def test_a_store_put_back_from_an_older_copy_is_found(tmp_path: Path, store: CipherStore) -> None:
    store.close()
    shutil.copy(tmp_path / "store.db", tmp_path / "older.db")
    later = sealed_store(tmp_path)
    write(later, "seven", "eight")
    later.close()
    shutil.copy(tmp_path / "older.db", tmp_path / "store.db")
    back = sealed_store(tmp_path)
    broken = back.prove().broken
    assert broken is not None
    assert broken.sequence == 7
    write(back, "seven again", "eight again", "nine", days=3)
    broken = back.prove().broken
    assert broken is not None, "going on from there does not cover it up"
    assert broken.sequence == 8
    back.close()
    (tmp_path / "journal.anchor").unlink()
    unknowing = sealed_store(tmp_path)
    assert unknowing.prove().broken is None, "with nothing kept outside the store nothing can tell"
    unknowing.close()


@pytest.mark.parametrize(
    "attack",
    [
        lambda store: rehashed(store, 5),
        lambda _: ["DELETE FROM journal WHERE sequence > 4"],
        lambda _: ["DELETE FROM journal"],
        lambda _: ["DELETE FROM journal_head"],
        lambda store: [*rehashed(store, 5), "DELETE FROM journal_head"],
        lambda _: [
            "INSERT INTO journal (workstation, sequence, digest, body)"
            " SELECT workstation, 7, digest, body FROM journal WHERE sequence = 6"
        ],
    ],
    ids=["rehashed", "tail gone", "all gone", "head gone", "rehashed without head", "added"],
)
def test_the_next_honest_step_does_not_cover_it_up(
    store: CipherStore, attack: Callable[[CipherStore], list[str | Statement]]
) -> None:
    store._seals.anchor = None  # what stands in the store must be enough
    assert found(store, *attack(store), keep=True) is not None
    write(store, "seven", "eight")
    write(store, "nine", days=1)
    assert store.prove().broken is not None


def test_an_entry_added_without_a_seal_is_found(tmp_path: Path, store: CipherStore) -> None:
    bare = open_store(tmp_path / "store.db", KEY)
    write(bare, "seven")
    bare.close()
    broken = store.prove().broken
    assert broken is not None
    assert (broken.sequence, "seal" in broken.reason) == (7, True)


def test_a_new_signing_key_is_named_until_somebody_vouches_for_it(tmp_path: Path, store: CipherStore) -> None:
    store.close()
    (tmp_path / "journal.key").unlink()
    anew = sealed_store(tmp_path)
    write(anew, "seven")
    name = fingerprint_of(FileSealer(tmp_path / "journal.key").public_key())
    broken = anew.prove().broken
    assert broken is not None
    assert name in broken.reason
    assert anew.prove(Accepted(key="0" * 32)).broken is not None
    assert anew.prove(Accepted(key=name)).broken is None
    assert anew.prove().broken is None, "it is known from then on"
    assert len(anew.prove().chains[0].keys) == 2
    anew.close()


def test_a_journal_that_nobody_sealed_says_so_and_is_sealed_by_the_first_step(tmp_path: Path) -> None:
    bare = open_store(tmp_path / "store.db", KEY, create=True)
    write(bare, *"abcde")
    bare.close()
    store = sealed_store(tmp_path)
    assert (store.prove().unsealed, store.prove().broken) == (5, None)
    write(store, "f")
    assert (store.prove().unsealed, store.prove().broken) == (0, None)
    assert found(store, *rehashed(store, 2)) is not None
    store.close()


def test_a_chain_that_did_not_hold_when_it_was_first_sealed_is_not_sealed_as_one_that_did(tmp_path: Path) -> None:
    bare = open_store(tmp_path / "store.db", KEY, create=True)
    write(bare, *"abcde")
    changed = "UPDATE journal SET body = replace(body, 'nia', 'amara') WHERE sequence = 3"
    assert found(bare, changed, keep=True) is not None
    bare.close()
    store = sealed_store(tmp_path)
    write(store, "f")
    checkpoint(store)
    broken = store.prove().broken
    assert broken is not None
    assert broken.sequence == 3
    store.close()


def test_checkpoints_come_with_each_day_and_after_so_many_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispensary.adapters.store.sealing.EVERY", 5)
    store = sealed_store(tmp_path)
    write(store, *"abc")
    write(store, *"de", days=1)
    write(store, *"fghijklm", days=1)
    with store._engine.connect() as connection:
        taken = [(each.first, each.sequence) for each in checkpoints_of(connection, "Counter 1")]
    assert taken == [(1, 1), (2, 4), (5, 9)]
    assert (store.prove().broken, store.prove().unsealed) == (None, 0)
    store.close()


def test_two_counters_are_proved_each_by_its_own_key(tmp_path: Path, store: CipherStore) -> None:
    other = open_store(tmp_path / "store.db", KEY, "Counter 2", sealer=FileSealer(tmp_path / "other.key"))
    write(other, "theirs")
    proof = store.prove()
    assert proof.broken is None
    assert [(chain.workstation, chain.entries) for chain in proof.chains] == [("Counter 1", 6), ("Counter 2", 1)]
    broken = found(store, "UPDATE journal SET body = replace(body, 'nia', 'amara') WHERE workstation = 'Counter 2'")
    assert broken is not None
    assert (broken.workstation, broken.sequence) == ("Counter 2", 1)
    other.close()


def test_without_the_signing_key_nothing_is_recorded(tmp_path: Path, store: CipherStore) -> None:
    store.close()
    (tmp_path / "journal.key").write_text("nonsense", encoding="ascii")
    spoilt = sealed_store(tmp_path)
    with pytest.raises(StoreUnavailable, match=r"cannot be sealed: journal\.key"):
        write(spoilt, "seven")
    proof = spoilt.prove()
    assert (proof.entries, proof.broken) == (6, None), "it can still be proved"
    spoilt.close()


@pytest.mark.parametrize("table", ["journal", "checkpoint", "workstation_key"])
def test_the_database_refuses_to_change_or_delete_what_is_for_good(store: CipherStore, table: str) -> None:
    for change in (
        f"UPDATE {table} SET workstation = 'x'",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(StoreUnavailable), store.begin() as uow:
            uow._open().exec_driver_sql(change)
    assert store.prove().broken is None


# A long journal, with a second process.


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CipherStore]:
    monkeypatch.setattr("dispensary.adapters.store.sealing.EVERY", 4)
    monkeypatch.setattr(blocks, "LARGE", 0)
    made = sealed_store(tmp_path)
    with made.begin() as uow:
        for number in range(400):
            uow.journal.append(Event("tested", {}, {"n": number}), actor=NIA, authority="", at=NOW)
        uow.commit()
    yield made
    made.close()


def test_a_long_journal_is_proved_by_two_processes(long: CipherStore) -> None:
    assert (long.prove().broken, long.prove().unsealed) == (None, 0)
    for wrong in (7, 250, 400):
        change = f"UPDATE journal SET body = replace(body, 'nia', 'amara') WHERE sequence = {wrong}"
        with long._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            unguarded(connection)
            connection.exec_driver_sql(change)
            connection.exec_driver_sql("COMMIT")
        broken = long.prove().broken
        assert broken is not None
        assert broken.sequence == wrong
        with long._engine.connect() as connection:
            connection.exec_driver_sql(change.replace("'nia', 'amara'", "'amara', 'nia'"))


def test_where_the_second_process_is_of_no_use_the_first_does_all(
    long: CipherStore, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for vault in (blocks.Vault(tmp_path / "nowhere" / "store.db", KEY), blocks.Vault(tmp_path / "store.db", bytes(32))):
        with blocks.SecondReader(vault) as other:
            proof = long.prove(other=other)
        assert (proof.broken, proof.unsealed) == (None, 0)
    assert capfd.readouterr().err == ""
