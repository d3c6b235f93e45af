"""ZPL: every dot comes back as it went in, and nothing goes out that does not read."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.adapters.test_labels_pdf import rendered, worded
from tests.zpl.reading import read

from dispensary.adapters.documents.raster import rasters, read_code_128
from dispensary.adapters.documents.zpl import zpl, zpl_of
from dispensary.application.ports.documents import LabelUnreadable, Raster
from dispensary.domain.labels.content import LabelWarning


@st.composite
def pictures(draw: st.DrawFn) -> Raster:
    """Noise, and pictures with long runs, the same row several times, and white or black to the edge."""
    width = draw(st.integers(1, 2000) if draw(st.booleans()) else st.integers(1, 40))
    rows: list[bytes] = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["again", "white", "black", "runs", "noise"]))
        if kind == "again" and rows:
            rows.append(rows[-1])
        elif kind == "noise":
            chance = draw(st.randoms(use_true_random=False))
            rows.append(bytes(chance.choice((0, 255)) for _ in range(width)))
        elif kind == "runs":
            row = b""
            for dot, many in draw(st.lists(st.tuples(st.sampled_from((0, 255)), st.integers(1, 1700)), max_size=6)):
                row += bytes([dot]) * many
            rows.append(row[:width].ljust(width, b"\xff"))
        else:
            rows.append((b"\x00" if kind == "black" else b"\xff") * width)
    return Raster(width, len(rows), b"".join(rows))


@settings(max_examples=300, deadline=None)
@example(pages=[Raster(1, 1, b"\x00")])
@example(pages=[Raster(13, 2, b"\xff" * 26)])
@given(pages=st.lists(pictures(), min_size=1, max_size=3))
def test_every_dot_comes_back_as_it_went_in(pages: list[Raster]) -> None:
    assert read(zpl(pages)) == tuple(pages)


def test_the_same_picture_is_never_longer_than_its_dots_in_figures() -> None:
    (page, *_) = rendered(worded(warnings=[LabelWarning("W01", "Words " * 30)])).pages
    assert len(zpl([page])) < page.width * page.height / 4 / 3


@pytest.mark.parametrize("dots_per_mm", [8, 12, 24])
def test_a_label_is_made_in_the_printers_own_dots_and_reads_in_them(dots_per_mm: int) -> None:
    made = rendered(worded(warnings=[LabelWarning("W01", "Words " * 30)]))
    labels = read(zpl_of(made.pdf, dots_per_mm))
    assert len(labels) == made.labels > 1
    assert [(label.width, label.height) for label in labels] == [(70 * dots_per_mm, 35 * dots_per_mm)] * made.labels
    assert [read_code_128(label) for label in labels] == [(code,) for code in made.codes]


def test_what_prints_at_8_dots_is_what_was_previewed() -> None:
    made = rendered(worded())
    assert read(zpl_of(made.pdf, 8)) == made.pages


def test_a_head_too_coarse_for_the_bars_prints_nothing() -> None:
    made = rendered(worded())
    (page,) = rasters(made.pdf, 6)
    assert read_code_128(page) == ()
    with pytest.raises(LabelUnreadable, match="cannot be read back at 6 dots a millimetre"):
        zpl_of(made.pdf, 6)


def test_a_document_whose_bars_say_something_else_prints_nothing() -> None:
    """The file says which number each label holds: bars that read as another are as bad as bars that do not read."""
    made = rendered(worded())
    told = json.dumps([list(made.codes)]).encode()
    other = re.sub(rb"\d", b"1", told)
    assert told != other
    spoilt = made.pdf.replace(told, other)
    assert spoilt != made.pdf, "the document says what its bars hold, where it can be read"
    with pytest.raises(LabelUnreadable, match="should read 1111"):
        zpl_of(spoilt, 8)


def test_a_document_without_a_barcode_is_no_label(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=(200, 100))
    canvas.drawString(10, 10, "Nothing to scan")
    canvas.save()
    with pytest.raises(LabelUnreadable, match="reads as nothing"):
        zpl_of(path.read_bytes(), 8)


def test_a_picture_that_no_printer_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="dots a side"):
        zpl([Raster(32_001, 1, b"\xff" * 32_001)])
