"""What stands where on a leaflet's page, in points from its top left corner, and the element that it belongs to."""

from dataclasses import dataclass, field, replace

from dispensary.domain.labels.geometry import Weight


@dataclass(eq=False, slots=True)
class Branch:
    """An element of the document's structure (PDF 1.7, 14.8.4), for reader programs. marks: where its words stand, as
    page and number of the marked stretch; filled while the pages are drawn.
    """

    tag: str
    kids: list["Branch"] = field(default_factory=list)
    scope: str = ""
    alt: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)

    def grow(self, tag: str, *, scope: str = "", alt: str = "") -> "Branch":
        """A new element at the end of this one."""
        kid = Branch(tag, scope=scope, alt=alt)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one line. top: of the line's box; the box is `leading` high."""

    left: float
    top: float
    words: str
    weight: Weight
    size: float
    width: float
    leading: float
    ink: str
    mark: Branch | None

    @property
    def base(self) -> float:
        return self.top + (self.leading - self.size) / 2 + self.size * 0.8


@dataclass(frozen=True, slots=True)
class Plate:
    """A rectangle with an edge, a fill, or both."""

    left: float
    top: float
    width: float
    height: float
    edge: str = ""
    fill: str = ""
    stroke: float = 1.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A pictogram; it repeats what the words beside it say."""

    left: float
    top: float
    size: float
    name: str


Placed = Run | Plate | Picture


@dataclass(frozen=True, slots=True)
class Brick:
    """What is never divided between pages. gap: white above it, but at the top of a page. stays: the next brick must
    stand on the same page. opens: a page begins with it. again: what is repeated above it where it begins a page.
    """

    height: float
    placed: tuple[Placed, ...]
    gap: float = 0.0
    stays: bool = False
    opens: bool = False
    again: "Brick | None" = None


def moved(placed: Placed, down: float, right: float = 0.0) -> Placed:
    return replace(placed, top=placed.top + down, left=placed.left + right)
