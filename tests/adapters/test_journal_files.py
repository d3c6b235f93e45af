"""What the counter keeps of the journal beside the store: its signing key, its anchor, and a page for the folder."""

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp

from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.adapters.documents.checkpoint_page import checkpoint_page, code_text
from dispensary.adapters.documents.raster import rasters
from dispensary.adapters.system.anchor import FileAnchor
from dispensary.adapters.system.signing import FileSealer
from dispensary.application.ports.sealer import SealerUnavailable
from dispensary.domain.seals import Anchored, Checkpoint

KNOWN = {"Counter 1": Anchored(905, "ab" * 32, "2026-11-21T09:30:00+00:00", ("cd" * 16,))}


def test_the_signing_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.key"
    public = FileSealer(path).public_key()
    assert FileSealer(path).public_key() == public
    assert len(public) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"
    assert [each.name for each in tmp_path.iterdir()] == ["journal.key"]


def test_two_that_begin_at_once_have_one_key(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def begin(_: int) -> bytes:
        together.wait()
        return FileSealer(tmp_path / "journal.key").public_key()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(begin, range(8)))) == 1


def test_a_seal_fits_its_key_and_its_text_and_nothing_else(tmp_path: Path) -> None:
    mine, other = FileSealer(tmp_path / "a.key"), FileSealer(tmp_path / "b.key")
    seal = mine.seal(b"text")
    assert other.fits(mine.public_key(), b"text", seal), "whoever has the public key can tell"
    assert not mine.fits(mine.public_key(), b"Text", seal)
    assert not mine.fits(other.public_key(), b"text", seal)
    assert not mine.fits(mine.public_key(), b"text", seal[:-1])
    assert not mine.fits(b"short", b"text", seal)
    assert not mine.fits(mine.public_key(), b"text", b"")


@pytest.mark.parametrize("held", ["", "nonsense", "ab" * 31, "ab" * 33])
def test_a_file_that_holds_no_key_is_said_and_never_written_over(tmp_path: Path, held: str) -> None:
    path = tmp_path / "journal.key"
    path.write_text(held, encoding="ascii")
    with pytest.raises(SealerUnavailable, match=r"journal\.key cannot be read"):
        FileSealer(path).seal(b"text")
    assert path.read_text(encoding="ascii") == held


def test_what_is_known_outlives_the_program(tmp_path: Path) -> None:
    FileAnchor(tmp_path / "journal.anchor").keep(KNOWN)
    assert FileAnchor(tmp_path / "journal.anchor").known() == KNOWN
    assert [each.name for each in tmp_path.iterdir()] == ["journal.anchor"]


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b'{"workstations": {"a": {}}}', b'{"workstations": 3}', b"\xff"])
def test_an_anchor_that_cannot_be_read_knows_nothing(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "journal.anchor").write_bytes(held)
    assert FileAnchor(tmp_path / "journal.anchor").known() == {}


def test_an_anchor_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    anchor = FileAnchor(tmp_path / "nowhere" / "journal.anchor")
    anchor.keep(KNOWN)
    assert anchor.known() == {}


def test_the_page_of_a_checkpoint_says_what_its_code_holds() -> None:
    taken = Checkpoint(
        "Counter 1", 501, 905, "cd" * 32, "ab" * 32, "ef" * 32, "2026-11-21T09:30:00+00:00", "12" * 16, bytes(64)
    )
    pdf = checkpoint_page(PREMISES, taken)
    assert pdf == checkpoint_page(PREMISES, taken)
    (page,) = rasters(pdf, 8)
    image = memoryview(page.dots).cast("B", (page.height, page.width))
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    assert code.text == code_text(taken)
    assert code.text.splitlines()[1:] == [
        "Counter 1",
        "905",
        taken.digest,
        "2026-11-21T09:30:00+00:00",
        taken.fingerprint,
    ]
    text = _text(pdf)
    for words in ("Counter 1", "905", "21 November 2026, 09:30:00", "abab abab", "1212 1212", PREMISES.name):
        assert words in text


def _text(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        words = page.get_textpage()
        return str(words.get_text_range())
    finally:
        document.close()
