"""A record on a server: set up once, and backed up while others work."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.builders import a_patient
from tests.postgres import Cluster
from tests.upkeep.counters import Counter, Counters
from tests.upkeep.homes import AMARA, PHARMACY, recorded, unlock, write
from tests.upkeep.test_backups import in_backup, key_of

from dispensary.adapters.store.alone import open_alone
from dispensary.adapters.store.backups import backups_in
from dispensary.adapters.store.copies import require_sound
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.ports.upkeep import BackupFailed, KeyNeeded
from dispensary.application.restore import Restored
from dispensary.cli.services import RestoreWish
from dispensary.domain.people import User
from dispensary.domain.upkeep import AlreadySetUp
from dispensary.keeping.backups import restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import export_key

# Setting up.


def test_an_empty_database_is_set_up_and_the_second_counter_only_opens_it(one: Counter, two: Counter) -> None:
    two.record("at the other counter")
    with two.at_work() as store, store.read() as uow:
        assert uow.premises().name == PHARMACY.name
        assert [user.id.value for user in uow.staff.all()] == [AMARA.user, "system"]
    for counter in (one, two):
        proof = counter.verify()
        assert (proof.broken, proof.unsealed) == (None, 0)
        assert {chain.workstation for chain in proof.chains} == {"Counter 1", "Counter 2"}
    assert one.home.key.exists()
    assert not one.home.store.exists()


def test_a_database_that_is_set_up_is_refused_and_the_home_is_left_as_it_was(one: Counter, two: Counter) -> None:
    assert two.set_up() == AlreadySetUp(shared=True)
    assert not two.home.folder.exists()
    key = one.home.key.read_bytes()
    assert one.set_up() == AlreadySetUp(shared=True)
    assert one.home.key.read_bytes() == key
    assert one.recorded() == ["before"]


def test_of_two_that_set_up_at_the_same_moment_one_is_refused(counters: Counters) -> None:
    both = counters(1), counters(2)
    with ThreadPoolExecutor(2) as together:
        ended = list(together.map(lambda counter: counter.set_up(), both))
    assert sorted(type(end).__name__ for end in ended) == ["AlreadySetUp", "User"]
    for counter, end in zip(both, ended, strict=True):
        assert counter.home.key.exists() == isinstance(end, User)
    with both[0].at_work() as store, store.read() as uow:
        assert len(uow.staff.all()) == 2


def test_a_set_up_that_the_server_does_not_confirm_leaves_no_key_and_can_be_done_again(
    counters: Counters, server: Cluster, blank_url: str
) -> None:
    counter = counters(1)
    with server.admin(blank_url.rsplit("/", 1)[1]) as connection:
        counter.url = blank_url
        from dispensary.adapters.store.postgres import open_postgres

        open_postgres(blank_url, "Counter 1", create=True).close()
        connection.execute(
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE 'no' USING ERRCODE = '53100'; END $$"
        )
        connection.execute("CREATE TRIGGER no BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION no()")
        with pytest.raises(StoreUnavailable, match="disk is full"):
            counter.set_up()
        assert not counter.home.folder.exists()
        connection.execute("DROP TRIGGER no ON journal")
    assert isinstance(counter.set_up(), User)


# Backups.


def test_a_backup_is_one_moment_of_the_record_while_another_counter_writes(
    one: Counter, two: Counter, tmp_path: Path
) -> None:
    everything = ["before", *(f"word {number}" for number in range(150))]
    with two.at_work() as other, ThreadPoolExecutor(1) as beside:
        writing = beside.submit(write, other, *everything[1:])
        paths = [one.back_up(tmp_path / f"{number}.db") for number in range(2)]
        writing.result()
    for path in paths:
        held = in_backup(path, key_of(one.home))
        assert held == everything[: len(held)]
    assert one.recorded() == everything
    assert two.verify().broken is None


def test_a_backup_is_kept_as_those_of_a_file_are_and_nobody_reads_it(one: Counter, tmp_path: Path) -> None:
    path = one.back_up(tmp_path / "shelf")
    assert set(backups_in(tmp_path / "shelf", "FX999")) == {path}
    assert [found.name for found in (tmp_path / "shelf").iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0
    require_sound(path, key_of(one.home))
    held = path.read_bytes()
    patient = a_patient()
    assert patient.nhs_number is not None
    for word in ("Hartnoll", patient.nhs_number.value, PHARMACY.name, AMARA.name):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding) not in held
    copy = open_alone(path, key_of(one.home))
    with copy.read() as uow:
        kept = uow.patients.get(patient.id)
    assert kept is not None
    assert kept.name == patient.name
    copy.close()
    with one.at_work() as store, store.read() as uow:
        assert '"kind":"backed-up"' in list(uow.journal.entries())[-1].body


def test_a_counter_without_the_key_says_where_to_make_a_backup_and_makes_one_with_it(
    one: Counter, two: Counter, tmp_path: Path
) -> None:
    with pytest.raises(KeyNeeded, match=r"no key to encrypt a backup with.*--key-file"):
        two.back_up(tmp_path / "shelf")
    assert not (tmp_path / "shelf").exists()
    export_key(one.home, unlock(), tmp_path / "emergency.key")
    path = two.back_up(tmp_path / "shelf", key=tmp_path / "emergency.key")
    assert in_backup(path, key_of(one.home)) == ["before"]


def test_a_backup_under_a_passphrase_has_its_lock_beside_it_and_comes_back_on_a_new_machine(
    counters: Counters, tmp_path: Path
) -> None:
    counter = counters(1)
    counter.set_up("passphrase")
    counter.record("before")
    path = counter.back_up(tmp_path / "shelf")
    assert path.with_name(f"{path.name}.lock").read_bytes() == counter.home.lock.read_bytes()
    fresh = Home(tmp_path / "new machine")
    assert isinstance(restore_home(fresh, unlock(), RestoreWish(path, None, accept_loss=False)), Restored)
    assert recorded(fresh) == ["before"]


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_goes_away_in_the_middle_costs_no_earlier_backup(
    one: Counter, server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    good = one.back_up(tmp_path / "shelf")
    from dispensary.adapters.store import moving

    copy_table, seen = moving._copy_table, []

    def cut(*given: object) -> int:
        seen.append(given)
        if len(seen) == 8:
            server.restart(mode)
        return copy_table(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "_copy_table", cut)
    with pytest.raises(BackupFailed, match=r"NOT made\. The database server cannot be reached.*Earlier backups are un"):
        one.back_up(tmp_path / "shelf")
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == [good.name]
    monkeypatch.undo()
    assert one.recorded() == ["before"]
