"""Going back to a backup of a record on a server: nobody loses what they did not agree to, and no two records mix."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.builders import a_patient
from tests.postgres import Cluster
from tests.upkeep.counters import Counter, Counters, schemas
from tests.upkeep.homes import backed_up, recorded, set_up, unlock, write

from dispensary.adapters.store import postgres_exchange
from dispensary.application import restore as restoring
from dispensary.application.ports.store import RecordExchanged, StoreUnavailable, WrongKey
from dispensary.application.ports.upkeep import BackupUnusable, StillOpen
from dispensary.application.restore import UNSEEN_NUMBERS, Restored
from dispensary.cli.services import RestoreWish
from dispensary.domain.seals import Accepted
from dispensary.domain.upkeep import WouldLose
from dispensary.keeping.backups import restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import export_key, open_home
from dispensary.wording.journal import broken_words

# Going back.


def test_what_would_be_lost_is_said_first_and_nothing_changes(one: Counter, server: Cluster, tmp_path: Path) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since", "then")
    said = one.restore(path)
    assert isinstance(said, WouldLose)
    assert said.loss.entries == 3, "two words and the entry that a backup was made"
    assert one.recorded() == ["before", "since", "then"]
    assert schemas(server, one.url) == ["public"]


def test_with_yes_the_backup_takes_its_place_and_the_record_of_before_is_put_aside(
    one: Counter, server: Cluster, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since", *"abcdefg")
    done = one.restore(path, yes=True)
    assert isinstance(done, Restored)
    assert one.recorded() == ["before"]
    assert schemas(server, one.url) == sorted(["public", done.aside])
    with one.at_work() as store, store.begin() as uow:
        last = list(uow.journal.entries())[-1]
        assert uow.next_number("label") == 10, "labels that went out since are never given again"
    assert '"kind":"restored"' in last.body
    assert '"lost_entries":9' in last.body
    assert last.workstation == "Counter 1"
    proof = one.verify()
    assert (proof.broken, proof.unsealed) == (None, 0)
    assert not list(one.home.folder.glob("*incoming*"))


def test_the_record_that_was_put_aside_can_be_backed_up_and_gone_back_to(one: Counter, tmp_path: Path) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since")
    done = one.restore(path, yes=True)
    assert isinstance(done, Restored)
    before, one.url = one.url, f"{one.url}?options=-csearch_path%3D{done.aside}"
    assert one.recorded() == ["before", "since"]
    again = one.back_up(tmp_path / "aside.db")
    one.url = before
    assert one.recorded() == ["before"]
    assert isinstance(one.restore(again, yes=True), Restored)
    assert one.recorded() == ["before", "since"]


def test_the_tables_that_came_in_are_those_of_a_new_record(one: Counter, server: Cluster, tmp_path: Path) -> None:
    def described() -> dict[str, list[object]]:
        asked = {
            "columns": "SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, "
            "generation_expression FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
            "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled::text, pg_get_triggerdef(oid) FROM "
            "pg_trigger WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = "
            "'public'::regnamespace) ORDER BY 1, 2",
            "functions": "SELECT oid::regprocedure::text, prosrc FROM pg_proc WHERE pronamespace = "
            "'public'::regnamespace ORDER BY 1",
            "sequences": "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
            "owners": "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'",
        }
        with server.admin(one.url.rsplit("/", 1)[1]) as connection:
            return {what: list(connection.execute(sql).fetchall()) for what, sql in asked.items()}

    before = described()
    one.restore(one.back_up(tmp_path / "shelf"), yes=True)
    assert described() == before
    assert all(before.values())


def test_the_journal_of_the_record_that_came_in_cannot_be_changed(one: Counter, tmp_path: Path) -> None:
    one.restore(one.back_up(tmp_path / "shelf"), yes=True)
    with one.at_work() as store:
        for change in ("UPDATE journal SET body = '{}'", "DELETE FROM journal", "TRUNCATE checkpoint"):
            with pytest.raises(StoreUnavailable), store.begin() as uow:
                uow._open().exec_driver_sql(change)
    assert one.verify().broken is None


def test_nothing_is_restored_while_another_counter_has_the_record_open(
    one: Counter, two: Counter, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    with two.at_work() as store:
        with pytest.raises(StillOpen, match=r"open at: Counter 2\. .*Nothing was changed"):
            one.restore(path, yes=True)
        write(store, "went on")
    assert one.recorded() == ["before", "went on"]


def test_nothing_is_restored_in_the_middle_of_somebodys_step(one: Counter, two: Counter, tmp_path: Path) -> None:
    path = one.back_up(tmp_path / "shelf")
    with two.at_work() as store, store.begin() as uow:
        uow.next_number("label")
        with pytest.raises(StillOpen, match=r"Somebody is at work.*Nothing was changed"):
            one.restore(path, yes=True)
        uow.commit()
    assert one.recorded() == ["before"]


def test_somebody_who_opens_the_record_at_the_last_moment_stops_the_exchange(
    one: Counter, two: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since")
    opened = []

    def open_at_the_other(*given: object) -> None:
        journal(*given)  # type: ignore[arg-type]
        opened.append(two.open())

    journal = restoring._journal
    monkeypatch.setattr(restoring, "_journal", open_at_the_other)
    with pytest.raises(StillOpen, match="open at: Counter 2"):
        one.restore(path, yes=True)
    opened[0].close()
    assert one.recorded() == ["before", "since"]


def test_nothing_is_restored_past_somebody_who_holds_the_tables(one: Counter, server: Cluster, tmp_path: Path) -> None:
    path = one.back_up(tmp_path / "shelf")
    with server.admin(one.url.rsplit("/", 1)[1]) as connection, connection.transaction():
        connection.execute("SELECT count(*) FROM staff")
        with pytest.raises(StillOpen, match="a tool that reads its tables"):
            one.restore(path, yes=True)
    assert schemas(server, one.url) == ["public"]
    assert isinstance(one.restore(path, yes=True), Restored)


def test_a_counter_that_was_open_and_out_of_reach_is_refused_until_it_is_started_again(
    one: Counter, two: Counter, server: Cluster, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    store = two.open()
    write(store, "at the other counter")
    server.restart()  # its sessions are gone, and it has not asked for new ones
    assert isinstance(one.restore(path, yes=True), Restored)
    for opened in (store.begin, store.read):
        with (
            pytest.raises(RecordExchanged, match=r"backup was restored.*Nothing of this step.*start it again"),
            opened(),
        ):
            pass
    store.close()
    assert two.recorded() == ["before"]


def test_a_reader_that_had_begun_before_the_exchange_is_waited_for_and_sees_one_record(
    one: Counter, two: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its session is made not to count, as one would that came in between."""
    path = one.back_up(tmp_path / "shelf")
    with two.at_work() as store, store.read() as uow:
        before = len(list(uow.journal.entries()))
        uow._open().exec_driver_sql("SET application_name = 'somebody'")
        with pytest.raises(StillOpen, match="Wait for it to end"):
            one.restore(path, yes=True)
        assert len(list(uow.journal.entries())) == before


def test_a_wrong_key_a_damaged_and_an_absent_backup_change_nothing(
    one: Counter, server: Cluster, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    other = set_up(tmp_path / "other", "file")
    with pytest.raises(WrongKey, match="None of the keys at hand"):
        one.restore(backed_up(other, tmp_path / "theirs"), yes=True)
    held = bytearray(path.read_bytes())
    held[4096 * 12 + 700] ^= 1
    path.write_bytes(held)
    with pytest.raises(BackupUnusable, match="Nothing was changed"):
        one.restore(path, yes=True)
    with pytest.raises(BackupUnusable, match="There is no backup"):
        one.restore(tmp_path / "absent.db", yes=True)
    assert one.recorded() == ["before"]
    assert schemas(server, one.url) == ["public"]


def test_a_server_that_cannot_be_reached_is_no_record_that_cannot_be_read(
    one: Counter, server: Cluster, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    with server.away(), pytest.raises(StoreUnavailable, match="cannot be reached"):
        one.restore(path, yes=True)
    assert one.recorded() == ["before"]


def test_a_server_that_goes_away_during_the_exchange_has_changed_nothing(
    one: Counter, server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since")
    journal = restoring._journal

    def cut(*given: object) -> None:
        journal(*given)  # type: ignore[arg-type]
        server.restart("immediate")

    monkeypatch.setattr(restoring, "_journal", cut)
    with pytest.raises(StoreUnavailable, match=r"server (went away in the middle|cannot be reached)"):
        one.restore(path, yes=True)
    monkeypatch.undo()
    assert one.recorded() == ["before", "since"]
    assert schemas(server, one.url) == ["public"]
    assert isinstance(one.restore(path, yes=True), Restored)


@pytest.mark.parametrize("arrives", [True, False])
def test_an_exchange_whose_answer_was_lost_is_told_as_it_ended(
    one: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arrives: bool
) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("since")
    commit = postgres_exchange.PostgresExchange._commit

    def cut(self: Any, connection: Any, made: int | None) -> None:
        driver = connection.connection.dbapi_connection
        if arrives:
            driver.execute("COMMIT")
        driver.pgconn.finish()
        commit(self, connection, made)

    monkeypatch.setattr(postgres_exchange.PostgresExchange, "_commit", cut)
    if arrives:
        assert isinstance(one.restore(path, yes=True), Restored)
        assert one.recorded() == ["before"]
    else:
        with pytest.raises(StoreUnavailable, match=r"went away during the exchange.*Nothing was changed"):
            one.restore(path, yes=True)
        assert one.recorded() == ["before", "since"]


# What the other counters knew.


def test_another_counter_names_the_restore_until_somebody_there_vouches_for_it(
    one: Counter, two: Counter, tmp_path: Path
) -> None:
    path = one.back_up(tmp_path / "shelf")
    two.record("lost", "with the restore")
    assert two.verify().broken is None
    done = one.restore(path, yes=True)
    assert isinstance(done, Restored)
    assert one.verify().broken is None, "where it was restored, it is known"
    broken = two.verify().broken
    assert broken is not None
    assert "was known on this machine" in broken.reason
    assert "of Counter 1 says that a backup was restored at" in broken.reason
    assert f"--accept-restore {broken.restore}" in broken_words(broken)
    assert two.verify(Accepted(restore="0" * 64)).broken is not None
    assert two.verify(Accepted(restore=broken.restore)).broken is None
    two.record("after")
    assert two.verify().broken is None, "it is known from then on"


def test_a_record_that_was_put_back_past_the_program_is_explained_by_no_restore(
    one: Counter, two: Counter, server: Cluster
) -> None:
    name = one.url.rsplit("/", 1)[1]
    older = server.database(name)
    two.record("gone")
    two.verify()
    two.url = server.url(older)
    broken = two.verify().broken
    assert broken is not None
    assert (broken.restore, "--accept" in broken_words(broken)) == ("", False)
    server.drop(older)


def test_a_lost_machine_comes_back_from_the_backup_with_a_new_key_that_the_others_ask_about(
    one: Counter, two: Counter, counters: Counters, tmp_path: Path
) -> None:
    export_key(one.home, unlock(), tmp_path / "emergency.key")
    path = one.back_up(tmp_path / "shelf")
    assert two.verify().broken is None
    one.home = Home(tmp_path / "new machine")
    assert isinstance(one.restore(path, yes=True, key=tmp_path / "emergency.key"), Restored)
    assert one.verify().broken is None
    one.record("on the new machine")
    assert one.verify().broken is None
    broken = two.verify().broken
    assert broken is not None
    assert f"--accept-key {broken.strange_key}" in broken_words(broken)
    again = two.verify(Accepted(key=broken.strange_key)).broken
    assert again is not None, "two things are to be vouched for: the key, and the restore"
    assert two.verify(Accepted(broken.strange_key, again.restore)).broken is None
    assert two.verify().broken is None


# From one counter to several, and back.


def test_a_pharmacy_grows_from_one_counter_to_several_and_shrinks_again(
    home: Home, counters: Counters, tmp_path: Path
) -> None:
    first = counters(1)
    first.home = home
    assert isinstance(first.restore(backed_up(home, tmp_path / "shelf")), Restored)
    assert first.recorded() == ["before"]
    first.record("on the server")
    second = counters(2)
    second.record("at the second counter")
    for counter in (first, second):
        proof = counter.verify()
        assert (proof.broken, proof.unsealed) == (None, 0)
    path = first.back_up(tmp_path / "shelf")
    back = Home(tmp_path / "one again")
    assert isinstance(restore_home(back, unlock(), RestoreWish(path, home.key, accept_loss=False)), Restored)
    assert recorded(back) == ["before", "on the server", "at the second counter"]
    store = open_home(back, unlock())
    proof = store.prove()
    assert (proof.broken, proof.unsealed) == (None, 0)
    with store.read() as uow:
        kept = uow.patients.get(a_patient().id)
    with store.begin() as uow:
        assert uow.next_number("label") > UNSEEN_NUMBERS
    assert kept is not None
    assert (kept.name, kept.nhs_number) == (a_patient().name, a_patient().nhs_number)
    store.close()


def test_rows_that_come_after_a_restore_are_numbered_on(one: Counter, tmp_path: Path) -> None:
    with one.at_work() as store, store._engine.connect() as connection:
        connection.execute(text("INSERT INTO duty (person, name, registration, since) VALUES ('a', 'A', '1', '2026')"))
    one.restore(one.back_up(tmp_path / "shelf"), yes=True)
    with one.at_work() as store, store._engine.connect() as connection:
        connection.execute(text("INSERT INTO duty (person, name, registration, since) VALUES ('b', 'B', '2', '2026')"))
        assert connection.execute(text("SELECT person FROM duty ORDER BY id")).scalars().all() == ["a", "b"]
