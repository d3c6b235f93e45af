"""What every kind of label looks like, dot for dot, as a document and as a thermal printer gets it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from tests.zpl.goldens import CASES, golden_answer, golden_pictures, made, picture, within_a_dot
from tests.zpl.reading import read

from dispensary.adapters.documents.labels import PdfLabels
from dispensary.adapters.documents.raster import rasters, read_code_128
from dispensary.adapters.documents.zpl import zpl_of
from dispensary.adapters.knowledge.label_stock import load_label_stock
from dispensary.application.ports.documents import RenderedLabel
from dispensary.domain.labels.content import SplitPackContent

HERE = Path(__file__).resolve().parent
PRINTED = tuple(name for name in CASES if "refused" not in golden_answer(name))
renderer = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules" / "zpl-renderer-js").is_dir(),
    reason="zpl-renderer-js is not installed: `make prepare-dev` installs it where Node.js and npm are there",
)
Drawn = Callable[[str], list[Image.Image]]


def test_there_are_thirty_cases_and_only_those_meant_to_be_are_refused() -> None:
    assert len(PRINTED) >= 27
    assert len(CASES) >= 30
    assert set(CASES) - set(PRINTED) <= {
        "emoji",
        "right-to-left",
        "no-address",
        "name-of-200",
        "name-of-200-100x75",
        "name-unbroken",
    }
    assert golden_answer("no-address")["refused"] == "label-incomplete"


@pytest.mark.parametrize("name", CASES)
def test_each_case_looks_as_it_is_known_to(name: str) -> None:
    """After a layout was changed on purpose: `make goldens`, and look at the pictures."""
    done = made(name)
    assert done.answer == golden_answer(name)
    known = golden_pictures(name)
    pages = rasters(done.document, 8) if done.document else ()
    assert len(pages) == len(known) == done.answer.get("labels", 0)
    for page, wanted in zip(pages, known, strict=True):
        assert within_a_dot(picture(page), wanted)


@pytest.mark.parametrize("name", PRINTED)
def test_a_thermal_printer_sets_the_same_dots_as_the_document(name: str) -> None:
    labels = read(made(name, "zpl").document)
    assert labels == rasters(made(name).document, 8)
    assert [read_code_128(label) for label in labels] == [(code,) for code in golden_answer(name)["codes"]]


def test_a_label_that_changed_by_more_than_a_dot_is_noticed() -> None:
    (known,) = golden_pictures("plain")
    moved = Image.new("L", known.size, 255)
    moved.paste(known, (3, 0))
    assert within_a_dot(known, known)
    assert not within_a_dot(known, moved)
    (other,) = golden_pictures("plain-70x38")
    assert not within_a_dot(known, other)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Every case drawn by the other renderer, in one go."""
    folder, wanted = tmp_path_factory.mktemp("zpl"), []
    for name in PRINTED:
        path = folder / name
        path.write_bytes(made(name, "zpl").document)
        wanted += [str(path), *_millimetres(name), "8"]
    _draw(wanted)
    return lambda name: [Image.open(path).convert("L") for path in sorted(folder.glob(f"{name}.[0-9].png"))]


def _millimetres(name: str) -> tuple[str, str]:
    width, height = golden_pictures(name)[0].size
    return str(width / 8), str(height / 8)


def _draw(wanted: list[str]) -> None:
    ran = subprocess.run(
        ["node", "draw.mjs", *wanted], cwd=HERE, capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.slow
@renderer
@pytest.mark.parametrize("name", PRINTED)
def test_another_renderer_draws_the_same_labels_out_of_it_and_they_scan(name: str, drawn: Drawn) -> None:
    pictures, known = drawn(name), golden_pictures(name)
    assert len(pictures) == len(known)
    for page, wanted, code in zip(pictures, known, golden_answer(name)["codes"], strict=True):
        assert within_a_dot(page, wanted)
        assert [symbol.text for symbol in zxingcpp.read_barcodes(page)] == [code]


@pytest.mark.slow
@renderer
def test_the_pack_code_of_an_opened_pack_reads_from_what_the_other_renderer_draws(tmp_path: Path) -> None:
    elements = "(01)05017462125412(17)281130(10)B7041"
    content = SplitPackContent(
        "Ramipril 5mg capsules", "14 of 28 capsules left", "Batch B7041", "Use by 30 Nov 2028", "Opened 22 Nov 2026",
        "Fernhill Pharmacy", elements,
    )  # fmt: skip
    stock = load_label_stock().label("70x35", large_print=False)
    assert stock is not None
    label = PdfLabels().split_pack(content, stock)
    assert isinstance(label, RenderedLabel), label
    path = tmp_path / "opened"
    path.write_bytes(zpl_of(label.pdf, 8))
    _draw([str(path), "70", "35", "8"])
    (found,) = zxingcpp.read_barcodes(Image.open(f"{path}.1.png"))
    assert (found.symbology_identifier, found.content_type) == ("]d2", zxingcpp.ContentType.GS1)
    assert found.text == elements


def test_the_lock_file_names_no_place_to_fetch_from_and_pins_what_is_fetched() -> None:
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: each for name, each in locked.items() if name}
    assert {name: each["version"] for name, each in fetched.items()} == {"node_modules/zpl-renderer-js": "3.4.0"}
    assert all("resolved" not in each and each["integrity"].startswith("sha512-") for each in fetched.values())
