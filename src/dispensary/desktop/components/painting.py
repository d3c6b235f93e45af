"""The painters that widgets and delegates share: chips, key caps, state edges, lines of words. Each reads the theme."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dispensary.desktop import icons
from dispensary.desktop.theme import Theme, Tone, active, theme_named

CHIP_RADIUS = 4
CARD_RADIUS = 6
EDGE = 4
HATCH_EDGE = 6
_CHIP_PAD = 8
_CHIP_GAP = 5
_CHIP_ICON = 16
_CAP_POINTS = 10
_HATCH_BAR = 3.0 * 2**0.5
_HATCH_STEP = 6.0 * 2**0.5


@dataclass(frozen=True, slots=True)
class Chip:
    """A state or a need in words, with its icon. The tone never stands alone."""

    words: str
    tone: Tone = Tone.INFO
    icon: str | None = None

    @property
    def drawing(self) -> str | None:
        """Its icon: the one given, else the one of its state."""
        return self.icon or active().tokens.state_icons.get(self.tone)


@lru_cache(maxsize=64)
def _chip_font(theme: str) -> QFont:
    """Kept by theme, since a chip is measured and painted for every row of a table."""
    return theme_named(theme).font(weight=500)


def metrics(font: QFont) -> QFontMetrics:
    """What a font measures; one place, so that paint and size agree."""
    return QFontMetrics(font)


def chip_size(chip: Chip) -> QSize:
    """The room a chip needs."""
    width = metrics(_chip_font(active().name)).horizontalAdvance(chip.words) + 2 * _CHIP_PAD
    if chip.drawing:
        width += _CHIP_ICON + _CHIP_GAP
    return QSize(width + 1, active().tokens.bands.chip)


def paint_chip(painter: QPainter, where: QRect, chip: Chip, *, on_tint: bool = False) -> None:
    """Paints a chip. `on_tint`: it stands on a selected row, so an accent chip needs no ground of its own."""
    theme = active()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5)
    plain = chip.tone in (Tone.TEXT, Tone.TEXT2, Tone.TEXT3, Tone.PLAIN)
    painter.setPen(Qt.PenStyle.NoPen)
    if chip.tone is Tone.NOT_CHECKED:
        painter.setPen(dashed(theme.colours.notchecked))
    elif theme.high_contrast:
        painter.setPen(QPen(theme.ink(chip.tone), 1))
    elif plain:
        painter.setPen(QPen(theme.colours.control, 1))
    bare = on_tint and chip.tone is Tone.ACCENT and not theme.high_contrast
    painter.setBrush(Qt.BrushStyle.NoBrush if bare or plain else theme.tint(chip.tone))
    painter.drawRoundedRect(box, CHIP_RADIUS, CHIP_RADIUS)
    left = where.left() + _CHIP_PAD
    if chip.drawing:
        top = where.top() + (where.height() - _CHIP_ICON) // 2
        icons.paint(painter, chip.drawing, QRect(left, top, _CHIP_ICON, _CHIP_ICON), theme.ink(chip.tone), stroke=2)
        left += _CHIP_ICON + _CHIP_GAP
    painter.setPen(theme.ink(chip.tone))
    painter.setFont(_chip_font(theme.name))
    rest = QRect(left, where.top(), where.right() - left + 2, where.height() - 1)
    painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip.words)
    painter.restore()


def dashed(colour: QColor, width: float = 1.0) -> QPen:
    """The broken outline of "not checked". QSS draws dots, so it is always painted."""
    pen = QPen(colour, width)
    pen.setDashPattern([4, 3])
    return pen


def key_cap_size(key: str, *, bench: bool = False) -> QSize:
    """The room a key cap needs."""
    font = _cap_font(bench=bench)
    height = 36 if bench else 20
    side = 10 if bench else 6
    return QSize(max(height if bench else 22, metrics(font).horizontalAdvance(key) + 2 * side), height)


def _cap_font(*, bench: bool) -> QFont:
    return active().font_of(18 if bench else _CAP_POINTS, 600)


def paint_key_cap(
    painter: QPainter, where: QRect, key: str, ink: QColor, line: QColor, *, ground: QColor | None, bench: bool = False
) -> None:
    """Paints a key as a cap: a thin round box with its name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1.2))
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), CHIP_RADIUS, CHIP_RADIUS)
    painter.setPen(ink)
    painter.setFont(_cap_font(bench=bench))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def paint_hatch(painter: QPainter, where: QRect, ink: QColor, ground: QColor) -> None:
    """The hatched edge of "not checked": 3 px bars 6 px apart, so that nobody takes it for a plain colour."""
    painter.save()
    painter.setClipRect(where, Qt.ClipOperation.IntersectClip)
    painter.fillRect(where, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    slope = float(where.width())
    y = where.top() - slope
    while y < where.bottom() + slope + _HATCH_STEP:
        bar = QPolygonF(
            [
                QPointF(where.left(), y + slope),
                QPointF(where.left() + slope, y),
                QPointF(where.left() + slope, y + _HATCH_BAR),
                QPointF(where.left(), y + slope + _HATCH_BAR),
            ]
        )
        painter.drawPolygon(bar)
        y += _HATCH_STEP
    painter.restore()


def paint_card(
    painter: QPainter,
    where: QRect,
    tone: Tone,
    *,
    ground: QColor | None = None,
    focused: bool = False,
    edge: int = EDGE,
    outlined: bool = True,
) -> None:
    """A card with a state edge: the edge in the state's colour, hatched for "not checked", a 2 px ring when focused."""
    theme = active()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
    painter.fillPath(path, ground if ground is not None else theme.tint(tone))
    stateless = tone in (Tone.TEXT, Tone.TEXT2, Tone.TEXT3, Tone.PLAIN)
    if not stateless:
        painter.setClipPath(path)
        strip = QRect(where.left(), where.top(), edge, where.height())
        if tone is Tone.NOT_CHECKED:
            paint_hatch(painter, strip, theme.colours.notchecked, theme.colours.surface)
        else:
            painter.fillRect(strip, theme.edge(tone))
        painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if focused:
        painter.setPen(QPen(theme.colours.focus, 2))
        painter.drawRoundedRect(QRectF(where).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)
    else:
        painter.setPen(_outline(theme, tone, outlined=outlined))
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
    painter.restore()


def _outline(theme: Theme, tone: Tone, *, outlined: bool) -> QPen:
    if not outlined or tone is Tone.ACCENT:
        return QPen(theme.colours.line, 1)
    return QPen(theme.edge(tone), 1)


def paint_words(
    painter: QPainter, where: QRect, words: str, font: QFont, ink: QColor, *, align: Qt.AlignmentFlag | None = None
) -> int:
    """One line of words, elided where they do not fit. Returns the width used. Never give it a medicine's name."""
    measure = metrics(font)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, where.width())
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | (align or Qt.AlignmentFlag.AlignLeft), shown)
    return measure.horizontalAdvance(shown)


def paint_redaction(painter: QPainter, where: QPoint, lengths: tuple[int, ...], height: int = 14) -> None:
    """Bars where hidden words stand, so that their place is seen and nothing else. A length of 0 is a wider gap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(active().colours.control)
    left = where.x()
    for length in lengths:
        if not length:
            left += 14
            continue
        painter.drawRoundedRect(QRectF(left, where.y(), length, height), 2, 2)
        left += length + 6
    painter.restore()


def paint_now(widget: QWidget) -> None:
    """Puts it on the screen before anything else is brought up to date."""
    if not widget.isVisible():
        return
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    widget.repaint()
