"""A store file that could not be opened for writing at one moment only. SQLite opens it for reading then, and tells
nobody. What is acknowledged afterwards is there all the same, and the day goes on.
"""

import json
from pathlib import Path

import pytest
from tests.faults.apart import filtered, run

LIVES = """
import errno, json, os, random, sys
from contextlib import ExitStack
from pathlib import Path
from tests.builders import KEY
from tests.faults.disk import Disk
from tests.faults.supervisor import Verdict, supervise
from dispensary.adapters.store.cipher import open_store
from dispensary.application.ports.store import StoreUnavailable

folder = Path(sys.argv[1])
store_file = folder / "store.db"

class Unlucky(random.Random):
    def random(self):
        return 0.99  # nothing reaches the disk that was not synced

def give(store):
    try:
        with store.begin() as uow:
            number = uow.next_number("label")
            uow.commit()
            return number
    except StoreUnavailable as outage:
        return str(outage)

def seen(store):
    with store.read() as uow:
        return uow.duty.current()

def live(disk, work, fails):
    # One life of a program that is killed at its end, with those calls failing.
    counted = {}
    def policy(event):
        counted[event.what] = counted.get(event.what, 0) + event.changes
        if event.changes and (event.what, counted[event.what]) in fails:
            disk.failed(event)
            return fails[event.what, counted[event.what]]
        disk.happens(event)
        return Verdict.GO_ON
    def killed_at_the_end():
        work()
        os._exit(9)
    code = supervise(killed_at_the_end, folder, policy).code
    assert code == 9, code
    assert disk.untold() == []

def say(value):
    print(json.dumps(value), flush=True)

def works():
    store = open_store(store_file, KEY)
    say([give(store) for _ in range(5)])

def looks_and_works():
    store = open_store(store_file, KEY)
    seen(store)
    say([give(store) for _ in range(3)])

def works_while_somebody_looks():
    store = open_store(store_file, KEY)
    with ExitStack() as looking:
        looking.enter_context(store.read()).duty.current()
        said = [give(store) for _ in range(3)]
    say(said)

open_store(store_file, KEY, create=True).close()
disk = Disk(folder, Unlucky(0))
"""
ONLY_READS = (
    "The store can only be read, not written. Nothing of this step was recorded. Close the program and open it again. "
    "If that does not help, have the disk looked at."
)


@filtered
@pytest.mark.parametrize("call", ["openat db", "openat wal"])
def test_nothing_is_built_upon_a_log_that_could_not_be_made_sure_of(tmp_path: Path, call: str) -> None:
    """A sync fails, the program stops; it is opened again, at a moment at which a file may not be opened for writing;
    then the power goes. What the log holds since that sync is gone, and nothing that was acknowledged stood upon it.
    """
    said = run(
        LIVES
        + """
live(disk, works, {("fsync wal", 5): errno.EIO})
live(disk, looks_and_works, {(sys.argv[2], 1): errno.EROFS})
disk.cut()
live(disk, looks_and_works, {})
""",
        tmp_path,
        call,
    )
    before, between, after = (json.loads(line) for line in said.splitlines())
    assert before[:3] == [1, 2, 3]
    assert "It is not certain whether this step was recorded" in before[3]
    recorded = [number for number in (*before, *between) if isinstance(number, int)]
    assert after == list(range(max(recorded) + 1, max(recorded) + 4))
    assert set(between) <= {ONLY_READS, *recorded}


@filtered
def test_one_refused_opening_costs_one_step_and_not_the_day(tmp_path: Path) -> None:
    """First the second opening, which is needed because somebody looks meanwhile. Then, where a log was left behind and
    made sure of with the first one, the second and the third.
    """
    said = run(
        LIVES
        + """
for nth in (2, 2, 3):
    live(disk, works_while_somebody_looks, {("openat db", nth): errno.EROFS})
""",
        tmp_path,
    )
    first, second, third = (json.loads(line) for line in said.splitlines())
    assert first == [ONLY_READS, 1, 2]
    assert second == [3, 4, 5]
    assert third == [ONLY_READS, 6, 7]


LOG_LEFT = (
    LIVES
    + """
from contextlib import suppress
from tests.builders import a_patient
from dispensary.adapters.store.alone import open_alone
from dispensary.adapters.store.copies import require_sound
from dispensary.application.ports.store import WrongKey

OTHER = bytes(32)

def meets_somebody_new():
    store = open_store(store_file, KEY)
    given = [give(store) for _ in range(3)]
    with suppress(StoreUnavailable), store.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    say(given)

live(disk, meets_somebody_new, {("fsync wal", 5): errno.EIO})
"""
)
opened_by = pytest.mark.parametrize(
    "opening", ["open_alone(store_file, KEY)", "open_alone(store_file, OTHER)", "open_store(store_file, OTHER)"]
)


@filtered
@opened_by
def test_a_log_that_was_left_is_made_sure_of_before_it_is_written_back_by_whoever_comes_alone_or_with_a_wrong_key(
    tmp_path: Path, opening: str
) -> None:
    """A sync of the log fails and the program stops; a restore, a new key or a wrong key comes next, and the power goes
    while the log is being written back into the file. The file is half new then, and only the log says what belongs
    there.
    """
    said = run(
        LOG_LEFT
        + """
def works_and_looks_at_all():
    store = open_store(store_file, KEY)
    say([give(store) for _ in range(3)])
    with store.read() as uow:
        uow.patients.get(a_patient().id)
    store.close()
    require_sound(store_file, KEY)

def opens():
    with suppress(WrongKey):
        eval(sys.argv[2])

def cut_while_written_back(event):
    if event.what == "fsync db":
        return Verdict.KILL
    disk.happens(event)
    return Verdict.GO_ON

supervise(opens, folder, cut_while_written_back)
disk.chance = random.Random(4)
disk.cut()
live(disk, works_and_looks_at_all, {})
""",
        tmp_path,
        opening,
    )
    before, after = (json.loads(line) for line in said.splitlines())
    assert before == [1, 2, 3]
    assert after == [4, 5, 6]


@filtered
@opened_by
def test_a_log_that_cannot_be_made_sure_of_stays_as_it_is_and_so_does_the_file(tmp_path: Path, opening: str) -> None:
    said = run(
        LOG_LEFT
        + """
def contents():
    return [(folder / name).read_bytes() for name in ("store.db", "store.db-wal")]

def opens():
    try:
        eval(sys.argv[2])
    except StoreUnavailable as outage:
        say(type(outage).__name__)

before = contents()
live(disk, opens, {("fsync wal", 1): errno.EIO})
say(before == contents())
""",
        tmp_path,
        opening,
    )
    assert [json.loads(line) for line in said.splitlines()] == [[1, 2, 3], "StoreStopped", True]
