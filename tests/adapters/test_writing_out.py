"""A file that grows is brought to the disk in pieces while it grows, and is the same file afterwards."""

import sys
from pathlib import Path

import pytest

from dispensary.adapters.dictionary import writing_out
from dispensary.adapters.dictionary.writing_out import PIECE, write_out, written_out


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Which pieces of a file the system was asked to bring to the disk, the real call made as well."""
    real, seen = writing_out._sync_file_range(), list[tuple[int, int]]()

    def call(file: int, place: int, size: int, how: int) -> int:
        seen.append((place, size))
        return real(file, place, size, how) if real is not None else 0

    monkeypatch.setattr(writing_out, "_sync_file_range", lambda: call)
    return seen


def test_every_byte_is_asked_for_once_and_in_order(asked: list[tuple[int, int]], tmp_path: Path) -> None:
    grown = tmp_path / "release.sqlite"
    grown.write_bytes(bytes(2 * PIECE + 5))
    write_out(grown)
    assert asked == [(0, PIECE), (PIECE, PIECE), (2 * PIECE, PIECE)]
    assert grown.read_bytes() == bytes(2 * PIECE + 5)


def test_a_file_that_is_gone_again_is_none_of_its_business(asked: list[tuple[int, int]], tmp_path: Path) -> None:
    write_out(tmp_path / "gone.sqlite")
    assert asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone has the call")
def test_the_system_takes_the_call(tmp_path: Path) -> None:
    grown = tmp_path / "release.sqlite"
    grown.write_bytes(b"x" * 10)
    sync = writing_out._sync_file_range()
    assert sync is not None
    with grown.open("rb+") as file:
        assert sync(file.fileno(), 0, PIECE, writing_out._WRITE_AND_WAIT) == 0


def test_what_is_written_meanwhile_goes_out_and_it_ends_with_the_writing(
    asked: list[tuple[int, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_out, "EVERY", 0.001)
    with written_out(tmp_path, ".aside"):
        (tmp_path / "another.sqlite").write_bytes(b"y" * (3 * PIECE))
        (tmp_path / ".aside.sqlite").write_bytes(b"x" * PIECE)
        while not asked:
            pass
    before = list(asked)
    assert set(before) == {(0, PIECE)}
    assert asked == before
