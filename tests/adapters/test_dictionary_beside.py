"""The second process of an import: it serves one that listens, and nobody else."""

import gc
import io
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dispensary.adapters.dictionary import beside
from dispensary.adapters.dictionary.located import Located
from dispensary.adapters.dictionary.release_files import Source


class _Endless(io.RawIOBase):
    """Barcodes without end: whoever reads them all is never through."""

    def __init__(self) -> None:
        self._next = b"<GTIN_DETAILS><AMPPS>"

    def read(self, _size: int = -1) -> bytes:
        given = self._next
        self._next = b"<AMPP><AMPPID>61</AMPPID><GTINDATA><GTIN>9521234567899</GTIN></GTINDATA></AMPP>" * 1000
        return given


class _EndlessFile(Located):
    @contextmanager
    def open(self) -> Iterator[io.RawIOBase]:
        yield _Endless()


@pytest.fixture
def collecting() -> Iterator[None]:
    """The second process does not look for cycles; the tests do."""
    yield
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_it_ends_when_the_one_that_it_reads_for_is_gone(tmp_path: Path) -> None:
    """Else a killed import would leave a process behind that reads on."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    ours.close()
    source = Source("gtin", _EndlessFile(tmp_path / "f_gtin2_0010425.xml"), None)
    beside._fill_parts(theirs, (source,), {"gtin": tmp_path / "part.sqlite"})
    theirs.close()
