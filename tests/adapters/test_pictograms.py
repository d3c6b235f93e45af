"""The pictograms of leaflets: paper and screen show the same, in the house's one style, and in black and white too."""

import re
from functools import cache
from io import BytesIO
from itertools import combinations

import pypdfium2
import pytest
from lxml import etree
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.drawing import steps
from dispensary.adapters.documents.pictograms import GRID, acts, draw_pictogram
from dispensary.assets import AssetMissing, resource

NAMES = tuple(sorted(path.stem for path in resource("icons", "pictograms").glob("*.svg")))
# What the texts of leaflets may ask for.
_ASKED_FOR = """
    ask bedtime cough dizzy evening goal help keep morning noon no-ibuprofen not-double one-morning water
    tablet capsule food empty-stomach no-alcohol no-driving sleepy stomach sick rash bleeding headache muscle
    no-grapefruit sun pregnant inhaler rinse-mouth cream wash-hands liquid spoon week blood-test toilet
    constipation sore-throat mood heartbeat swelling do-not-stop card weight infection fire sit-up chest-pain
    low-sugar drops patch goal-walk goal-sleep goal-family goal-garden goal-work goal-pain goal-breathe
"""
ASKED_FOR = frozenset(_ASKED_FOR.split())
DO_NOT = ("empty-stomach", "fire", "no-alcohol", "no-driving", "no-grapefruit", "no-ibuprofen", "not-double")

ROOT = {
    "width": "96",
    "height": "96",
    "viewBox": "0 0 96 96",
    "fill": "none",
    "stroke": "#13201B",
    "stroke-width": "3.5",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
SHAPES = {
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx"},
    "circle": {"cx", "cy", "r"},
    "g": set[str](),
}
PAINT = {"fill", "stroke", "stroke-width", "transform"}
INK, PETROL, RED = "#13201B", "#0B5A75", "#B0121E"
COLOURS = {INK, PETROL, RED, "#F2B23A", "#E9CDB5", "#CFE6EE", "#BFDDC8", "#D98F83", "#FFFFFF", "#0E6A39", "none"}
COMMANDS = set("MmLlHhVvCcSsQqAaZz")

MARGIN = 24  # drawn with this much room around the grid, so that what leaves the grid is seen
DOTS = 4  # to a unit of the grid
SIDE = (GRID + 2 * MARGIN) * DOTS


def svg(name: str) -> bytes:
    return resource("icons", "pictograms", f"{name}.svg").read_bytes()


@cache
def on_paper(name: str) -> bytes:
    """Grey dots, row for row, of the picture on a page."""
    made = BytesIO()
    page = GRID + 2 * MARGIN
    canvas = Canvas(made, pagesize=(page, page))
    draw_pictogram(canvas, name, MARGIN, MARGIN, GRID)
    canvas.save()
    with pypdfium2.PdfDocument(made.getvalue()) as document:
        bitmap = document[0].render(scale=DOTS, rev_byteorder=True)
        dots = bytes(bitmap.buffer)
    return grey(QImage(dots, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888))


@cache
def on_screen(name: str) -> bytes:
    """The same dots by the screen's own drawing."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = QSvgRenderer(QByteArray(svg(name)))
    assert drawing.isValid()
    drawing.setViewBox(QRectF(-MARGIN, -MARGIN, GRID + 2 * MARGIN, GRID + 2 * MARGIN))
    drawing.render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return grey(image)


def grey(image: QImage) -> bytes:
    found = image.convertToFormat(QImage.Format.Format_Grayscale8)
    assert found.bytesPerLine() == image.width()
    return bytes(found.constBits())


@cache
def coarse(dots: bytes, side: int) -> bytes:
    """The picture as `side` times `side` fields, each the mean of its dots, so that edges count little."""
    whole = QImage(dots, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8)
    small = whole.scaled(side, side, mode=Qt.TransformationMode.SmoothTransformation)
    return grey(small)


def apart(one: bytes, other: bytes, side: int) -> float:
    """How much of the square differs plainly, from 0 to 1."""
    pairs = zip(coarse(one, side), coarse(other, side), strict=True)
    return sum(abs(a - b) > 60 for a, b in pairs) / side**2


def test_every_picture_that_a_leaflet_may_ask_for_is_there() -> None:
    assert set(NAMES) >= ASKED_FOR


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_drawn_of_the_allowed_elements_and_colours_alone(name: str) -> None:
    root = etree.fromstring(svg(name))
    assert dict(root.attrib) == ROOT
    for element in root.iterdescendants():
        kind = etree.QName(element).localname
        assert set(element.attrib) <= SHAPES[kind] | PAINT
        assert {element.get("fill", "none"), element.get("stroke", "none")} <= COLOURS
        assert 2 <= float(element.get("stroke-width", "3.5")) <= 9
        assert set(re.findall("[A-Za-z]", element.get("d", ""))) <= COMMANDS


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_what_the_screen_shows(name: str) -> None:
    assert apart(on_paper(name), on_screen(name), 144) < 0.0002


@pytest.mark.parametrize("drawn", [on_paper, on_screen])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_stays_within_its_grid(name: str, drawn) -> None:
    dots = drawn(name)
    first, last = MARGIN * DOTS, SIDE - MARGIN * DOTS
    white = b"\xff"
    assert set(dots[: first * SIDE]) == set(white)
    assert set(dots[last * SIDE :]) == set(white)
    for row in range(first, last):
        line = dots[row * SIDE : (row + 1) * SIDE]
        assert set(line[:first] + line[last:]) == set(white)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_fills_its_square_and_can_be_seen_in_black_and_white(name: str) -> None:
    """Somebody with poor sight gets 18 mm of picture: it spans most of the square, and has dark lines in grey."""
    dark = [place for place, dot in enumerate(on_paper(name)) if dot < 90]
    rows, columns = [place // SIDE for place in dark], [place % SIDE for place in dark]
    assert max(rows) - min(rows) > 0.6 * GRID * DOTS or max(columns) - min(columns) > 0.75 * GRID * DOTS
    assert 0.02 < len(dark) / (GRID * DOTS) ** 2 < 0.5


def test_no_two_pictures_are_alike_even_without_colour() -> None:
    alike = [(one, other) for one, other in combinations(NAMES, 2) if apart(on_paper(one), on_paper(other), 36) < 0.06]
    assert alike == []


@pytest.mark.parametrize("name", DO_NOT)
def test_do_not_is_a_red_ring_with_a_bar_from_rim_to_rim_on_top_of_all_else(name: str) -> None:
    """Its meaning hangs on the bar: it is drawn last, whole, and nothing dark touches it, so it holds in grey."""
    *_, ring, bar = etree.fromstring(svg(name))
    assert ring.get("stroke") == bar.get("stroke") == RED
    assert ring.get("stroke-width") == bar.get("stroke-width") == "5"
    middle_x, middle_y, radius = (float(ring.get(key)) for key in ("cx", "cy", "r"))
    (_, start), (_, end) = steps(bar.get("d"))
    for x, y in (start, end):
        assert ((x - middle_x) ** 2 + (y - middle_y) ** 2) ** 0.5 == pytest.approx(radius, abs=2.0)


@pytest.mark.parametrize("name", sorted(set(DO_NOT) - {"no-ibuprofen"}))
def test_the_bar_of_a_do_not_stands_clear_of_what_it_strikes_out(name: str) -> None:
    """On a black and white page red is as dark as the lines beneath: a white edge keeps the bar a bar."""
    *_, bar = etree.fromstring(svg(name))
    (_, (x1, y1)), (_, (x2, y2)) = steps(bar.get("d"))
    dots, clear = on_paper(name), []
    for part in range(15, 86):
        x, y = x1 + (x2 - x1) * part / 100, y1 + (y2 - y1) * part / 100
        for side in (-1, 1):  # 3.5 units from the middle of the bar, which is 2.5 wide either way
            column, row = round((x + side * 2.5 + MARGIN) * DOTS), round((y - side * 2.5 + MARGIN) * DOTS)
            clear.append(dots[row * SIDE + column] > 200)
    assert all(clear)


def test_a_bar_or_any_other_do_not_never_lies_over_the_picture_that_says_keep_taking_it() -> None:
    """A struck-out capsule could be read as: do not take it."""
    assert RED.encode() not in svg("do-not-stop")


def test_a_picture_that_is_not_there_is_not_left_out_in_silence() -> None:
    with pytest.raises(AssetMissing):
        draw_pictogram(Canvas(BytesIO()), "no-such-picture", 0, 0, 10)


@pytest.mark.parametrize(
    "inside",
    [
        '<ellipse cx="1" cy="1" rx="1" ry="2"/>',
        '<g transform="skewX(3)"><circle r="1"/></g>',
        '<path d="M0 0T3 3 4 4"/>',
    ],
)
def test_a_picture_with_a_part_that_the_page_cannot_draw_is_refused_whole(inside: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        acts(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())


def test_a_curve_with_one_control_point_passes_where_it_should() -> None:
    (_, start), (kind, curve) = steps("M0 0q10 20 20 0")
    assert (start, kind) == ((0.0, 0.0), "c")
    x1, y1, x2, y2, x3, y3 = curve
    half = ((3 * x1 + 3 * x2 + x3) / 8, (3 * y1 + 3 * y2 + y3) / 8)
    assert half == pytest.approx((10.0, 10.0))
