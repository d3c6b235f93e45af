"""How each kind of leaflet is set: sizes in points, on A4."""

from dataclasses import dataclass

from dispensary.domain.labels.geometry import Weight
from dispensary.domain.leaflets.leaflet import Kind

WIDTH, HEIGHT = 595.2756, 841.8898
MARGIN = 42.52
"""15 mm: no office printer leaves out more."""
INK, SOFT, PETROL, RED, AMBER = "#13201B", "#3D4A45", "#0B5A75", "#B0121E", "#7A4B00"
SHADE, CREAM, GREY = "#F0F2EF", "#FCEFD5", "#C9CFCB"


@dataclass(frozen=True, slots=True)
class Style:
    """leading: from line to line, in type sizes. picture: the side of an easy-read picture. columns: whether short
    sections may stand beside each other.
    """

    body: float
    head: float
    section: float
    medicine: float
    title: float
    leading: float
    weight: Weight
    picture: float
    columns: bool
    foot: float

    @property
    def width(self) -> float:
        return WIDTH - 2 * MARGIN


_STYLES = {
    Kind.STANDARD: Style(12, 12, 14, 18, 24, 1.36, Weight.MEDIUM, 42, True, 12),
    Kind.LARGE_PRINT: Style(18, 18, 21, 26, 30, 1.5, Weight.SEMIBOLD, 60, False, 18),
    Kind.EASY_READ: Style(18, 18, 20, 30, 30, 1.35, Weight.MEDIUM, 58, False, 18),
}


def style_of(kind: Kind) -> Style:
    return _STYLES[kind]
