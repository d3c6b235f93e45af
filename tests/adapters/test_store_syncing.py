"""What the store does about a log that another process left, and about a disk that did not confirm a write.

Whether it is enough is for tests/faults to show; here is what it does.
"""

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import KEY

from dispensary.adapters.store import cipher
from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.application.ports.store import StoreStopped


def give_numbers(store: CipherStore, times: int) -> int:
    last = 0
    for _ in range(times):
        with store.begin() as uow:
            last = uow.next_number("label")
            uow.commit()
    return last


def log_of(folder: Path) -> Path:
    return folder / "store.db-wal"


def left_behind(store: CipherStore, folder: Path, to: Path) -> Path:
    """The files as a killed process leaves them: with its log, and without what it shared in memory."""
    to.mkdir()
    for name in ("store.db", "store.db-wal"):
        shutil.copy(folder / name, to / name)
    store.close()
    return to


def test_the_log_of_a_killed_process_is_made_sure_of_and_written_back_on_opening(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.db", KEY, create=True)
    give_numbers(store, 7)
    killed = left_behind(store, tmp_path, tmp_path / "killed")
    size = log_of(killed).stat().st_size
    assert size > 4096
    again = open_store(killed / "store.db", KEY)
    assert log_of(killed).stat().st_size == 0
    assert give_numbers(again, 1) == 8
    again.close()


def test_the_log_of_somebody_at_work_is_left_alone(tmp_path: Path) -> None:
    """The command line beside the window, in a process of its own."""
    store = open_store(tmp_path / "store.db", KEY, create=True)
    give_numbers(store, 3)
    before = log_of(tmp_path).read_bytes()
    code = (
        "import sys; from pathlib import Path; from tests.builders import KEY;"
        "from dispensary.adapters.store.cipher import open_store;"
        "store = open_store(Path(sys.argv[1]), KEY); uow = store.begin().__enter__();"
        "print(uow.next_number('label')); uow.commit(); uow.__exit__(None, None, None)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "store.db")], capture_output=True, text=True, check=False
    )
    assert (ran.stdout.strip(), ran.stderr) == ("4", "")
    assert log_of(tmp_path).read_bytes().startswith(before)
    assert give_numbers(store, 1) == 5
    store.close()


def test_a_log_of_nothing_but_noise_keeps_nobody_from_the_store(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.db", KEY, create=True)
    give_numbers(store, 2)
    store.close()
    log_of(tmp_path).write_bytes(bytes(range(256)) * 40)
    again = open_store(tmp_path / "store.db", KEY)
    assert give_numbers(again, 1) == 3
    again.close()


def test_after_a_write_that_was_not_confirmed_nothing_is_read_written_or_tidied_up(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.db", KEY, create=True)
    give_numbers(store, 4)
    before = (tmp_path / "store.db").read_bytes(), log_of(tmp_path).read_bytes()
    store._backend._stop()
    with pytest.raises(StoreStopped, match=r"nothing more is recorded\. Close the program"), store.begin():
        pass
    with pytest.raises(StoreStopped), store.read():
        pass
    store.close()
    del store
    gc.collect()
    assert ((tmp_path / "store.db").read_bytes(), log_of(tmp_path).read_bytes()) == before
    killed = tmp_path / "killed"
    killed.mkdir()
    (killed / "store.db").write_bytes(before[0])
    log_of(killed).write_bytes(before[1])
    again = open_store(killed / "store.db", KEY)
    assert give_numbers(again, 1) == 5
    again.close()


def test_the_log_is_written_back_while_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would grow all day: its size stays that of some steps."""
    monkeypatch.setattr(cipher, "COMMITS", 5)
    store = open_store(tmp_path / "store.db", KEY, create=True)
    give_numbers(store, 30)
    size = log_of(tmp_path).stat().st_size
    give_numbers(store, 60)
    assert log_of(tmp_path).stat().st_size == size
    store.close()


def test_where_somebody_tidies_between_the_steps_no_step_writes_the_log_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where they forget it, a step does it in the end."""
    monkeypatch.setattr(cipher, "COMMITS", 5)
    store = open_store(tmp_path / "store.db", KEY, create=True)
    store.tidy()
    for _ in range(4):
        before = (tmp_path / "store.db").read_bytes()
        give_numbers(store, 5)
        assert store.untidy
        assert (tmp_path / "store.db").read_bytes() == before
        store.tidy()
        assert not store.untidy
        assert (tmp_path / "store.db").read_bytes() != before
    before = (tmp_path / "store.db").read_bytes()
    give_numbers(store, 5 * cipher.OVERDUE - 1)
    assert (tmp_path / "store.db").read_bytes() == before
    give_numbers(store, 1)
    assert (tmp_path / "store.db").read_bytes() != before
    store.close()
