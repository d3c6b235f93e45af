"""Our own icons (24-unit grid, strokes only) as PDF paths: the part of SVG that they use, and no more."""

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from dispensary.assets import resource

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7, "z": 0}
_GRID = 24

Step = tuple[str, tuple[float, ...]]


def draw_icon(canvas: Canvas, name: str, left: float, bottom: float, size: float) -> None:
    """Strokes the icon in black into a square. Raises AssetMissing if there is no such icon."""
    width, shapes = _icon(name)
    canvas.saveState()
    canvas.translate(left, bottom + size)
    canvas.scale(size / _GRID, -size / _GRID)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(width)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes:
        shape(canvas)
    canvas.restoreState()


@lru_cache(maxsize=64)
def _icon(name: str) -> tuple[float, tuple[Callable[[Canvas], None], ...]]:
    root = etree.fromstring(resource("icons", f"{name}.svg").read_bytes())
    shapes = [_shape(element) for element in root.iter(etree.Element)]
    return float(root.get("stroke-width", "1.75")), tuple(shape for shape in shapes if shape is not None)


def _shape(element: Any) -> Callable[[Canvas], None] | None:
    def number(key: str) -> float:
        return float(element.get(key, "0"))

    match etree.QName(element).localname:
        case "path":
            path = tuple(steps(element.get("d", "")))
            return lambda canvas: canvas.drawPath(outline(canvas, path), stroke=1, fill=0)
        case "rect":
            x, y, width, height, radius = (number(key) for key in ("x", "y", "width", "height", "rx"))
            return lambda canvas: canvas.roundRect(x, y, width, height, radius)
        case "circle":
            x, y, radius = (number(key) for key in ("cx", "cy", "r"))
            return lambda canvas: canvas.circle(x, y, radius)
        case _:
            return None


def outline(canvas: Canvas, path_steps: tuple[Step, ...]) -> Any:
    """The steps as a path of this canvas, for its drawPath."""
    path = canvas.beginPath()
    for kind, at in path_steps:
        match kind:
            case "m":
                path.moveTo(*at)
            case "l":
                path.lineTo(*at)
            case "c":
                path.curveTo(*at)
            case _:
                path.close()
    return path


def steps(data: str) -> Iterator[Step]:
    """Path data as absolute moves, lines, curves and closings. Raises KeyError for a command not known here."""
    x = y = start_x = start_y = 0.0
    control: tuple[float, float] | None = None
    for command, numbers in _commands(data):
        kind, relative = command.lower(), command.islower()
        dx, dy = (x, y) if relative else (0.0, 0.0)
        if kind == "z":
            x, y = start_x, start_y
            yield "z", ()
        elif kind in "cs":
            points = tuple(value + (dy if place % 2 else dx) for place, value in enumerate(numbers))
            if kind == "s":
                mirrored = (2 * x - control[0], 2 * y - control[1]) if control else (x, y)
                points = (*mirrored, *points)
            x, y = points[4], points[5]
            yield "c", points
        elif kind == "q":
            bend, end = (numbers[0] + dx, numbers[1] + dy), (numbers[2] + dx, numbers[3] + dy)
            yield "c", _raised((x, y), bend, end)
            x, y = end
        elif kind == "a":
            end = (numbers[5] + dx, numbers[6] + dy)
            for curve in _arc((x, y), end, numbers[0], large=numbers[3] != 0, sweep=numbers[4] != 0):
                yield "c", curve
            x, y = end
        else:
            x = x if kind == "v" else numbers[0] + dx
            y = y if kind == "h" else numbers[-1] + dy
            if kind == "m":
                start_x, start_y = x, y
            yield ("m" if kind == "m" else "l"), (x, y)
        control = (points[2], points[3]) if kind in "cs" else None


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    command, numbers = "", list[float]()
    for token in _TOKEN.findall(data):
        if token.isalpha():
            command, numbers = token, []
            if command in "Zz":
                yield command, ()
            continue
        numbers.append(float(token))
        if len(numbers) == _COUNTS[command.lower()]:
            yield command, tuple(numbers)
            numbers = []
            command = {"m": "l", "M": "L"}.get(command, command)


def _raised(start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float]) -> tuple[float, ...]:
    """A curve with one control point as the same curve with two: each lies two thirds of the way to the one."""
    near, far = (tuple(at + (to - at) * 2 / 3 for at, to in zip(edge, bend, strict=True)) for edge in (start, end))
    return (*near, *far, *end)


def _arc(
    start: tuple[float, float], end: tuple[float, float], radius: float, *, large: bool, sweep: bool
) -> Iterator[tuple[float, ...]]:
    """A circular arc as cubic curves (SVG 1.1 appendix F.6.5, for equal radii)."""
    across, down = (end[0] - start[0]) / 2, (end[1] - start[1]) / 2
    half = math.hypot(across, down)
    if half == 0:
        return
    radius = max(radius, half)
    rise = math.sqrt(max(radius * radius - half * half, 0.0)) / half * (-1 if large == sweep else 1)
    centre = (start[0] + across - rise * down, start[1] + down + rise * across)
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    turn = math.atan2(end[1] - centre[1], end[0] - centre[0]) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    reach = 4 / 3 * math.tan(step / 4) * radius
    for piece in range(pieces):
        here, there = first + piece * step, first + (piece + 1) * step
        x1, y1 = centre[0] + radius * math.cos(here), centre[1] + radius * math.sin(here)
        x2, y2 = centre[0] + radius * math.cos(there), centre[1] + radius * math.sin(there)
        yield (
            x1 - reach * math.sin(here),
            y1 + reach * math.cos(here),
            x2 + reach * math.sin(there),
            y2 - reach * math.cos(there),
            x2,
            y2,
        )
