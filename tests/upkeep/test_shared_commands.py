"""The record on a server as a script meets it: every line of the guide about it, and what backing it up costs."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.pool import NullPool
from tests.postgres import PASSWORD, Cluster
from tests.upkeep.test_commands import ANSWERS, Answer, do, init, opening

from dispensary.adapters.store import model
from dispensary.adapters.store.postgres import address_of, engine_of, open_postgres

assert do, "the fixture"

SHARED = "DISPENSARY_STORE_URL"


@pytest.fixture
def url(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database."""
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Counter 1")
    name = server.database()
    yield server.url(name)
    server.drop(name)


def test_a_shared_record_is_set_up_backed_up_and_gone_back_to(
    do: Callable[..., Answer], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHARED, url)
    code, out, said = init(do, ANSWERS)
    assert (code, out["user"], out["key"]) == (0, "amara", "passphrase")
    assert "other counters need no init" in said
    assert "must encrypt its disk itself" in said
    assert "make them at this counter" in said
    code, out, _ = init(do, ANSWERS)
    assert (code, out["refused"]) == (3, "already-set-up")
    assert "A further counter needs no init" in out["message"]
    code, made, _ = do(*opening("backup", "shelf"))
    assert (code, made["entries"]) == (0, 1)
    code, said, _ = do(*opening("restore", made["file"]))
    assert (code, said["refused"], said["lost_entries"]) == (3, "would-lose", 1)
    code, done, err = do(*opening("restore", made["file"], "--yes"))
    assert (code, done["lost_entries"], err) == (0, 1, "")
    assert done["put_aside"].startswith("put_aside_2")
    assert do(*opening("journal", "verify"))[1]["ok"] is True
    code, out, _ = do(*opening("doctor", "--json"))
    parts = {row["part"]: row["ok"] for row in out}
    assert (parts["store"], parts["backup"], "record file" in parts) == (True, True, False)


def test_the_key_of_the_backups_is_exported_and_changed_but_there_is_no_file_to_renew(
    do: Callable[..., Answer], url: str
) -> None:
    init(do, ANSWERS, "--store-url", url)
    assert do(*opening("key", "export", "emergency.key"))[0] == 0
    assert do(*opening("key", "change", "--key", "file"))[:2] == (0, {"key": "file"})
    assert Path("home/store.key").read_text() == Path("emergency.key").read_text()
    code, _, err = do(*opening("key", "renew"))
    assert (code, "opens only its backups" in err) == (4, True)
    code, _, err = do("backup", "shelf", "--home", "another counter", "--store-url", url)
    assert (code, "no key to encrypt a backup with" in err) == (4, True)
    shared = ("--home", "another counter", "--store-url", url, "--key-file", "emergency.key")
    assert do("backup", "shelf", *shared)[0] == 0


def test_the_three_lines_that_take_a_record_from_one_counter_to_several(
    do: Callable[..., Answer], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    init(do, ANSWERS)
    assert do(*opening("backup", "old.db"))[0] == 0
    monkeypatch.setenv(SHARED, url)
    code, _, err = do(*opening("worklist"))
    assert (code, "no dispensing record in that database yet" in err, "dispensary restore" in err) == (4, True, True)
    code, out, err = do(*opening("restore", "old.db"))
    assert (code, out["put_aside"]) == (0, None)
    assert "store.db in this folder is the one from before" in err
    assert do(*opening("worklist"))[:2] == (0, [])
    assert do(*opening("journal", "verify"))[1]["ok"] is True
    assert do(*opening("backup", "new.db"))[0] == 0
    monkeypatch.delenv(SHARED)
    Path("home/store.db").unlink()
    assert do(*opening("restore", "new.db"))[0] == 0
    proof = do(*opening("journal", "verify"))[1]
    assert (proof["ok"], proof["unsealed"]) == (True, 0)


def test_no_password_of_the_address_is_repeated(do: Callable[..., Answer], url: str) -> None:
    init(do, ANSWERS, "--store-url", url)
    wrong = url.replace(PASSWORD, "another-secret")
    for words in (("backup", "shelf"), ("restore", "absent.db")):
        code, out, err = do(*opening(*words, "--store-url", wrong))
        assert (code, out) == (4, None)
        assert "did not accept" in err
        assert "another-secret" not in err


def test_what_a_restore_made_is_what_the_migrations_make(do: Callable[..., Answer], url: str) -> None:
    init(do, ANSWERS)
    do(*opening("backup", "old.db"))
    assert do(*opening("restore", "old.db", "--store-url", url))[0] == 0
    engine = engine_of(address_of(url), "test", poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, model.metadata) == []
    engine.dispose()


def test_backups_of_a_shared_record_are_set_to_be_made_by_themselves(
    do: Callable[..., Answer], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHARED, url)
    init(do, ANSWERS)
    code, made, _ = do(*opening("backup", "--every", "day", "shelf"))
    assert (code, made["every_hours"]) == (0, 24)
    code, made, _ = do(*opening("backup"))
    assert (code, made["entries"]) == (0, 3)
    lines = {row["part"]: row for row in do(*opening("doctor", "--json"))[1]}
    assert lines["backup"]["ok"]
    assert "every day" in lines["backup"]["state"]
    assert do(*opening("backup", "--every", "never"))[:2] == (0, {"every_hours": None})
    code, out, err = do(*opening("backup"))
    assert (code, out) == (4, None)
    assert "Nobody has said where backups go" in err


_COPY = """
import resource, sys
from pathlib import Path
from dispensary.adapters.store.postgres import open_postgres
store = open_postgres(sys.argv[1], "Counter 1")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
store.copy_to(Path(sys.argv[2]), bytes(32))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
store.close()
"""
MEGABYTES = 160
BOUND = 90


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="how much memory was used is counted in other units there")
def test_memory_does_not_grow_with_the_record(url: str, server: Cluster, tmp_path: Path) -> None:
    open_postgres(url, "Counter 1", create=True).close()
    with server.admin(url.rsplit("/", 1)[1]) as connection:
        connection.execute(
            "INSERT INTO received (prescription, issue, body) SELECT 'R' || n, 1, "
            f"decode(repeat(md5(n::text), 512), 'hex') FROM generate_series(1, {MEGABYTES * 128}) AS n"
        )
    done = subprocess.run(
        [sys.executable, "-c", _COPY, url, str(tmp_path / "copy.db")], check=True, capture_output=True, text=True
    )
    assert (tmp_path / "copy.db").stat().st_size > MEGABYTES * 1_000_000
    assert json.loads(done.stdout) / 1024 < BOUND
