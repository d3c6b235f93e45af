"""Our own pictograms (96-unit grid, in a few colours) as PDF paths: the part of SVG that they use, and no more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from lxml import etree
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from dispensary.adapters.documents.drawing import outline, steps
from dispensary.assets import resource

GRID = 96
_NONE = "none"
_MOVE = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")

Act = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class _Paint:
    """What a shape takes from the groups around it, unless it says otherwise itself."""

    fill: str
    stroke: str
    width: float

    def within(self, element: Any) -> Self:
        width = float(element.get("stroke-width", self.width))
        return type(self)(element.get("fill", self.fill), element.get("stroke", self.stroke), width)


def draw_pictogram(canvas: Canvas, name: str, left: float, bottom: float, size: float) -> None:
    """Paints the pictogram into a square, as the screen shows it.

    Before anything is painted it raises AssetMissing if there is no such pictogram, and ValueError or KeyError if it
    holds what this cannot draw: a picture without a part, the bar of a "do not" say, could be taken for its opposite.
    """
    parts = _pictogram(name)
    canvas.saveState()
    canvas.translate(left, bottom + size)
    canvas.scale(size / GRID, -size / GRID)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for part in parts:
        part(canvas)
    canvas.restoreState()


@lru_cache(maxsize=128)
def _pictogram(name: str) -> tuple[Act, ...]:
    return acts(resource("icons", "pictograms", f"{name}.svg").read_bytes())


def acts(drawing: bytes) -> tuple[Act, ...]:
    """What to do on a canvas, part by part. Raises ValueError or KeyError for a part that this cannot draw."""
    root = etree.fromstring(drawing)
    paint = _Paint(_NONE, _NONE, 1).within(root)
    return tuple(_act(element, paint) for element in root)


def _act(element: Any, around: _Paint) -> Act:
    paint = around.within(element)
    moves = _moves(element.get("transform", ""))
    inner = tuple(_act(child, paint) for child in element) if _kind(element) == "g" else (_shape(element, paint),)

    def act(canvas: Canvas) -> None:
        canvas.saveState()
        for kind, at in moves:
            _move(canvas, kind, at)
        for each in inner:
            each(canvas)
        canvas.restoreState()

    return act


def _moves(transform: str) -> list[tuple[str, list[float]]]:
    if _MOVE.sub("", transform).strip():
        raise ValueError(f"a pictogram is moved by {transform!r}, which the page cannot do")
    return [(kind, [float(number) for number in at.split()]) for kind, at in _MOVE.findall(transform)]


def _kind(element: Any) -> str:
    return str(etree.QName(element).localname)


def _move(canvas: Canvas, kind: str, at: list[float]) -> None:
    match kind:
        case "translate":
            canvas.translate(*at)
        case "rotate":
            canvas.rotate(*at)
        case _:
            canvas.scale(at[0], at[-1])


def _shape(element: Any, paint: _Paint) -> Act:
    draw = _drawn(element, {"stroke": int(paint.stroke != _NONE), "fill": int(paint.fill != _NONE)})

    def act(canvas: Canvas) -> None:
        if paint.fill != _NONE:
            canvas.setFillColor(HexColor(paint.fill))
        if paint.stroke != _NONE:
            canvas.setStrokeColor(HexColor(paint.stroke))
        canvas.setLineWidth(paint.width)
        draw(canvas)

    return act


def _drawn(element: Any, how: dict[str, int]) -> Act:
    def numbers(*keys: str) -> tuple[float, ...]:
        return tuple(float(element.get(key, "0")) for key in keys)

    match _kind(element):
        case "path":
            path = tuple(steps(element.get("d", "")))
            return lambda canvas: canvas.drawPath(outline(canvas, path), **how, fillMode=FILL_NON_ZERO)
        case "rect":
            box = numbers("x", "y", "width", "height", "rx")
            return lambda canvas: canvas.roundRect(*box, **how)
        case "circle":
            disc = numbers("cx", "cy", "r")
            return lambda canvas: canvas.circle(*disc, **how)
        case other:
            raise ValueError(f"a pictogram holds <{other}>, which the page cannot draw")
