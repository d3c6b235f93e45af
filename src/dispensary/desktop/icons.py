"""Icons and pictograms: the drawings of `resources/icons`, coloured, cached by name, colour, size and pixel ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dispensary.assets import resource

STROKE = 'stroke-width="1.75"'


@lru_cache(maxsize=256)
def _drawing(*parts: str) -> str:
    return resource("icons", *parts).read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float, stroke: str) -> QPixmap:
    text = _drawing(f"{name}.svg").replace("currentColor", colour)
    return _render(text.replace(STROKE, f'stroke-width="{stroke}"'), size, ratio)


def _render(svg: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, colour: QColor, size: int = 18, ratio: float = 1.0, *, stroke: float = 1.75) -> QPixmap:
    """One icon, square, `size` pixels. Raises AssetMissing for a name that is not in resources/icons."""
    return _rendered(name, colour.name(), size, ratio, f"{stroke:g}")


@lru_cache(maxsize=64)
def pictogram(name: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One pictogram in its own colours, `size` pixels square, to stand on a light ground."""
    return _render(_drawing("pictograms", f"{name}.svg"), size, ratio)


def paint(painter: QPainter, name: str, where: QRect, colour: QColor, *, stroke: float = 1.75) -> None:
    """Paints an icon into a square, sharp at the painter's pixel ratio."""
    ratio = painter.device().devicePixelRatio()
    side = min(where.width(), where.height())
    corner = where.center() - QPoint((side - 1) // 2, (side - 1) // 2)
    painter.drawPixmap(corner, pixmap(name, colour, side, ratio, stroke=stroke))


def icon(name: str, colour: QColor, size: int = 18) -> QIcon:
    """The same drawing for what takes a QIcon: menus, the window."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made
