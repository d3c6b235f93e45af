"""Labels keep their size on the way to the paper, whatever a queue of the system does to a page by itself."""

import os
import stat
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.adapters.test_labels_pdf import rendered, worded
from tests.adapters.test_loaded_printers import a_sheet, on_label

from dispensary.adapters.documents.imposing import on_sheets, page_sizes
from dispensary.adapters.documents.raster import Raster, cut, rasters, read_code_128
from dispensary.adapters.system.printers_file import PrintersFile
from dispensary.desktop.printing.system_queue import SystemQueue
from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup
from dispensary.domain.printing import JobKind
from dispensary.keeping import equipment
from dispensary.keeping.home import Home

needs_a_shell = pytest.mark.skipif(os.name != "posix", reason="CUPS and its lp are there on Linux and macOS only")


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for the program on the PATH; what it got lies in that folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {folder}/arguments\ncat > {folder}/document\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.setenv(f"DISPENSARY_{name}_PRINTER", name.lower())
    return folder


def sent(lp: Path, home: Path, kind: JobKind, document: bytes, setup: PrinterSetup | None = None) -> list[str]:
    """What lp is told about the job that such a printer sends."""
    PrintersFile(home).keep(PrinterPlan({kind: setup or PrinterSetup()}))
    equipment.printing(Home(home)).made()[kind].send("j", document, "Label")
    said = (lp / "arguments").read_text(encoding="utf-8").splitlines()
    return [word for before, word in pairwise(said) if before == "-o"]


@needs_a_shell
def test_a_sheet_of_labels_is_neither_fitted_nor_laid_on_another_paper(lp: Path, tmp_path: Path) -> None:
    options = sent(lp, tmp_path, JobKind.LABEL, on_label(a_sheet("A4-14")).pdf, PrinterSetup(paper="A4-14"))
    assert {"print-scaling=none", "media=A4"} <= set(options)
    assert page_sizes((lp / "document").read_bytes())[0] == pytest.approx((210, 297), abs=0.2)


@needs_a_shell
def test_a_label_of_a_roll_is_not_fitted_and_the_queue_knows_its_roll(lp: Path, tmp_path: Path) -> None:
    options = sent(lp, tmp_path, JobKind.LABEL, rendered(worded()).pdf)
    assert "print-scaling=none" in options
    assert not [option for option in options if option.startswith("media")]
    assert page_sizes((lp / "document").read_bytes())[0] == pytest.approx((70, 35), abs=0.2)


@needs_a_shell
def test_a_page_comes_out_as_its_queue_prints_pages(lp: Path, tmp_path: Path) -> None:
    assert sent(lp, tmp_path, JobKind.PAGE, b"%PDF") == ["fit-to-page=false"]


@needs_a_shell
def test_zpl_is_handed_on_as_it_is(lp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPENSARY_LABEL_PRINTER")
    zebra = PrinterSetup(PrinterKind.RAW_QUEUE, queue="zebra")
    assert sent(lp, tmp_path, JobKind.LABEL, rendered(worded()).pdf, zebra) == ["raw"]
    assert (lp / "document").read_bytes().startswith(b"^XA")


def whole_pages(document: bytes, dots_per_mm: int) -> list[Raster]:
    return list(rasters(document, dots_per_mm))


@pytest.mark.parametrize("dots", [8, 12, 24])
def test_a_sheet_through_the_systems_own_driver_has_every_label_on_its_place(
    tmp_path: Path, qapp: QApplication, dots: int
) -> None:
    sheet = a_sheet("A4-14")
    label = on_label(sheet)
    places = (1, sheet.cells)
    for start in places:
        made, _ = on_sheets(label.pdf, sheet, start, dots)
        out = tmp_path / f"{start}.pdf"
        SystemQueue("", dots, whole_pages, str(out)).send("j", made, "Label")
        assert page_sizes(out.read_bytes())[0] == pytest.approx((210, 297), abs=0.4)
        (before,), (after,) = rasters(made, sheet.label.dots_per_mm), rasters(out.read_bytes(), sheet.label.dots_per_mm)
        assert corners(after) == pytest.approx(corners(before), abs=2)
        here = cut(after, sheet.place(start - 1))
        assert read_code_128(here) == label.codes
        assert after.dots.count(0) == pytest.approx(here.dots.count(0), rel=0.01)


def corners(page: Raster) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that is printed there, in dots."""
    rows = [page.dots[at : at + page.width] for at in range(0, page.width * page.height, page.width)]
    inked = [number for number, row in enumerate(rows) if 0 in row]
    left = min(rows[number].index(0) for number in inked)
    right = max(rows[number].rindex(0) for number in inked)
    return left, inked[0], right, inked[-1]
