"""The means of the other tests in this folder: calls that fail, calls that are counted, and a disk that forgets."""

import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.faults.apart import filtered, run
from tests.faults.disk import PAGE, Disk, File


@filtered
def test_calls_fail_from_the_moment_they_are_told_to_and_only_where_they_write(tmp_path: Path) -> None:
    said = run(
        """
        import errno, os, sys
        from tests.faults.seccomp import refuse
        def tried(do):
            try:
                do()
            except OSError as problem:
                return errno.errorcode[problem.errno]
            return "done"
        name = sys.argv[1] + "/file"
        file = os.open(name, os.O_RDWR | os.O_CREAT)
        before = [tried(lambda: os.fsync(file)), tried(lambda: os.pwrite(file, b"x", 0))]
        refuse({"fsync": errno.EIO, "pwrite64": errno.ENOSPC, "write": errno.ENOSPC, "openat": errno.EROFS}, spare=(1,))
        after = [
            tried(lambda: os.fsync(file)), tried(lambda: os.pwrite(file, b"x", 0)), tried(lambda: os.write(file, b"x")),
            tried(lambda: os.open(name, os.O_RDWR)), tried(lambda: os.open(name, os.O_RDONLY)),
        ]
        print(*before, *after)
        """,
        tmp_path,
    )
    assert said.split() == ["done", "done", "EIO", "ENOSPC", "ENOSPC", "EROFS", "done"]


@filtered
@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ({"fsync": 5, "fdatasync": 5}, "It is not certain whether this step was recorded."),
        ({"pwrite64": 28}, "The disk is full. Nothing of this step was recorded."),
        ({"pwrite64": 30, "openat": 30, "ftruncate": 30}, "It is not certain whether this step was recorded."),
    ],
)
def test_a_step_on_a_disk_that_fails_for_good_is_refused_in_words(
    tmp_path: Path, errors: dict[str, int], words: str
) -> None:
    said = run(
        f"""
        import sys
        from pathlib import Path
        from tests.builders import KEY
        from tests.faults.seccomp import refuse
        from dispensary.adapters.store.cipher import open_store
        from dispensary.application.ports.store import StoreUnavailable
        store = open_store(Path(sys.argv[1]) / "store.db", KEY, create=True)
        def step():
            with store.begin() as uow:
                number = uow.next_number("label")
                uow.commit()
                return number
        step()
        refuse({errors!r}, spare=(1, 2))
        try:
            step()
        except StoreUnavailable as outage:
            print(outage)
        """,
        tmp_path,
    )
    assert words in said


@filtered
def test_the_supervisor_counts_fails_and_ends_at_the_very_call(tmp_path: Path) -> None:
    said = run(
        """
        import errno, os, sys
        from pathlib import Path
        from tests.faults.supervisor import Verdict, supervise
        folder = Path(sys.argv[1])
        def work():
            file = os.open(folder / "store.db", os.O_RDWR | os.O_CREAT)
            for letter in b"abcdef":
                os.pwrite(file, bytes([letter]), letter - 97)
                try:
                    os.fsync(file)
                except OSError as problem:
                    os.pwrite(file, errno.errorcode[problem.errno].encode(), 100)
        counts = {"pwrite64 db": 0}
        def policy(event):
            if event.what == "fsync db":
                return errno.EIO if counts["pwrite64 db"] == 2 else Verdict.GO_ON
            if event.what == "pwrite64 db":
                counts["pwrite64 db"] += 1
                return Verdict.KILL if event.data() == b"e" else Verdict.GO_ON
            return Verdict.GO_ON
        ended = supervise(work, folder, policy)
        print(ended.killed, ended.seen["pwrite64 db"], ended.seen["fsync db"], ended.seen["openat db"])
        print((folder / "store.db").read_bytes().replace(bytes(1), b""))
        """,
        tmp_path,
    )
    assert said.splitlines() == ["True 6 4 1", "b'abcdEIO'"]


@filtered
def test_a_write_through_a_descriptor_that_only_reads_reaches_neither_the_file_nor_the_disk(tmp_path: Path) -> None:
    """SQLite opens a store for reading where it may not write, and tries to write the log back through that. The system
    refuses it, so nothing is there after a power cut that was not there before. Its fsync makes last what others wrote.
    """
    said = run(
        """
        import errno, os, random, sys
        from pathlib import Path
        from tests.faults.disk import Disk
        from tests.faults.supervisor import supervise
        from tests.faults.trouble import End, KillAt, Sick, Trouble
        folder = Path(sys.argv[1])
        (folder / "store.db").write_bytes(b"old" * 100)
        def tried(do):
            try:
                do()
            except OSError as problem:
                return errno.errorcode[problem.errno]
            return "done"
        def work():
            writes = os.open(folder / "store.db", os.O_RDWR)
            reads = os.open(folder / "store.db", os.O_RDONLY)
            os.pwrite(writes, b"new", 0)
            print(
                tried(lambda: os.pwrite(reads, b"bad", 0)), tried(lambda: os.write(reads, b"bad")),
                tried(lambda: os.ftruncate(reads, 1)), tried(lambda: os.fsync(reads)), flush=True,
            )
        disk = Disk(folder, random.Random(0))
        sick = Sick(Trouble.NONE, random.Random(0), KillAt(End("never", 0)), disk)
        ended = supervise(work, folder, sick)
        print(ended.code, disk.untold(), ended.seen["pwrite64 db"], ended.seen["fsync db"])
        disk.cut()
        print((folder / "store.db").read_bytes() == b"new" + b"old" * 99)
        """,
        tmp_path,
    )
    assert said.splitlines() == ["EBADF EBADF EINVAL done", "0 [] 1 1", "True"]


@filtered
def test_a_child_that_ends_by_itself_tells_how(tmp_path: Path) -> None:
    said = run(
        """
        import os, sys
        from pathlib import Path
        from tests.faults.supervisor import supervise
        folder = Path(sys.argv[1])
        print(supervise(lambda: None, folder).code, supervise(lambda: os._exit(7), folder).code)
        slow = supervise(lambda: os.read(os.pipe()[0], 1), folder, kill_after=0.05)
        print(slow.killed)
        """,
        tmp_path,
    )
    assert said.split() == ["0", "7", "True"]


def call(name: str, part: str, *, offset: int = 0, data: bytes = b"", size: int = 0) -> Any:
    """A call as the supervisor tells the disk of it."""
    return SimpleNamespace(
        name=name, part=part, what=f"{name} {part}", offset=offset, size=size, data=lambda: data, changes=True
    )


def test_what_was_synced_is_there_after_the_power_went_and_the_rest_as_chance_has_it(tmp_path: Path) -> None:
    """Written, synced, written over: either content may be there, and never a third; what was only written may not."""
    (tmp_path / "store.db").write_bytes(b"old")
    found = set()
    for seed in range(40):
        disk = Disk(tmp_path, random.Random(seed))
        disk.happens(call("pwrite64", "db", data=b"one"))
        disk.happens(call("fsync", "db"))
        disk.happens(call("pwrite64", "db", data=b"two"))
        disk.cut()
        found.add((tmp_path / "store.db").read_bytes())
    assert found == {b"one", b"two"}


def test_a_byte_that_the_disk_was_not_told_of_is_named(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"told")
    (tmp_path / "store.db-wal").write_bytes(b"told")
    disk = Disk(tmp_path, random.Random(0))
    assert disk.untold() == []
    (tmp_path / "store.db").write_bytes(b"tall")
    (tmp_path / "store.db-wal").write_bytes(b"told and more")
    (tmp_path / "store.db-journal").write_bytes(b"")
    assert disk.untold() == [
        "store.db differs in 2 bytes, from 1 to 3",
        "store.db-wal is 13 bytes long, by what was told 4",
        "store.db-journal should not be there",
    ]
    (tmp_path / "store.db").unlink()
    assert disk.untold()[0] == "store.db should be there"


def test_pages_of_a_failed_sync_stay_away_until_they_are_written_again() -> None:
    file = File(bytearray(PAGE), bytearray(PAGE))
    lost = random.Random()
    lost.random = lambda: 0.9  # type: ignore[method-assign]
    file.write(0, b"x")
    file.fail_to_sync(lost)
    file.sync()
    assert bytes(file.kept) == bytes(PAGE)
    file.write(1, b"y")
    file.sync()
    assert file.kept[:2] == b"xy"


def test_a_new_file_is_certain_only_once_its_folder_was_synced(tmp_path: Path) -> None:
    there = set()
    for seed in range(20):
        disk = Disk(tmp_path, random.Random(seed))
        disk.happens(call("openat", "wal"))
        disk.happens(call("pwrite64", "wal", data=b"x"))
        disk.happens(call("fsync", "wal"))
        if seed >= 10:
            disk.happens(call("fsync", "folder"))
        disk.cut()
        there.add((seed >= 10, (tmp_path / "store.db-wal").exists()))
        (tmp_path / "store.db-wal").unlink(missing_ok=True)
    assert there == {(False, False), (False, True), (True, True)}


@settings(max_examples=40)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.integers(0, 3 * PAGE), st.binary(min_size=1, max_size=2 * PAGE)),
            st.tuples(st.just("truncate"), st.integers(0, 3 * PAGE), st.just(b"")),
            st.tuples(st.just("sync"), st.just(0), st.just(b"")),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_whatever_was_done_to_a_file_a_sync_makes_all_of_it_last(
    deeds: list[tuple[str, int, bytes]], chance: random.Random
) -> None:
    file, plain = File(), bytearray()
    for deed, at, data in deeds:
        if deed == "write":
            file.write(at, data)
            plain.extend(bytes(max(0, at + len(data) - len(plain))))
            plain[at : at + len(data)] = data
        elif deed == "truncate":
            file.truncate(at)
            del plain[at:]
            plain.extend(bytes(at - len(plain)))
        else:
            file.sync()
        file.write_back_some(chance)
        assert file.cache == plain
    file.sync()
    assert file.after_cut(chance) == bytes(plain)
