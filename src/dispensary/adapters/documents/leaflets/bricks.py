"""The parts of a leaflet as bricks, in reading order, each bound to its element of the document's structure."""

from collections.abc import Sequence
from dataclasses import replace

from dispensary.adapters.documents.leaflets.lines import Setter, broken, height_of, spaced, stacked, staying, width_of
from dispensary.adapters.documents.leaflets.placed import Branch, Brick, Picture, Plate, Run
from dispensary.adapters.documents.leaflets.style import (
    AMBER,
    CREAM,
    GREY,
    HEIGHT,
    INK,
    MARGIN,
    PETROL,
    RED,
    SOFT,
    Style,
    style_of,
)
from dispensary.adapters.documents.leaflets.tables import Tabular
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.leaflets.pages import (
    Bullets,
    Heading,
    Pages,
    Panel,
    Part,
    PictureRow,
    Section,
    Sections,
    Table,
    Text,
    Title,
    Tone,
)

_TALLEST = 0.55 * HEIGHT
"""What is taller is not kept in one piece."""
_INSET, _COLUMN_GAP = 12.0, 22.0
_EDGES = {Tone.GOAL: (PETROL, ""), Tone.CARE: (AMBER, CREAM), Tone.URGENT: (RED, ""), Tone.PLAIN: (GREY, "")}


class Builder:
    """Sets one document. root: its structure, grown in reading order."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.style: Style = style_of(pages.kind)
        self.root = Branch("Document")
        self.setter = Setter(MARGIN, self.style.width, self.style.leading)

    def bricks(self) -> list[Brick]:
        found: list[Brick] = []
        for part in self.pages.parts:
            found += self._part(part)
        return found

    def _part(self, part: Part) -> list[Brick]:
        match part:
            case Title():
                return self._title(part)
            case Heading():
                return self._heading(part)
            case Text() | Bullets():
                return spaced(self._paragraph(part, self.setter, self.root), self.style.body * 0.6)
            case Sections():
                return self._sections(part.sections)
            case Panel():
                return self._panel(part)
            case Table():
                return Tabular(self.style, self.setter, self.root.grow("Table"), _TALLEST).bricks(part)
            case PictureRow():
                return self._picture_row(part)

    def _title(self, part: Title) -> list[Brick]:
        style = self.style
        mark = self.root.grow("H1")
        beside = width_of(part.beside, Weight.MEDIUM, style.body) + 16 if part.beside else 0.0
        room = self.setter.width - beside
        lines = broken(part.words, Weight.BOLD, style.title, room)
        if part.beside and len(lines) == 1:
            title = self.setter.lines(part.words, style.title, Weight.BOLD, mark, leading=1.15)
            run = self._beside(part.beside, title[0].height)
            return staying([replace(title[0], placed=(*title[0].placed, run))])
        title = self.setter.lines(part.words, style.title, Weight.BOLD, mark, leading=1.15)
        if part.beside:
            under = self.setter.lines(part.beside, style.body, Weight.MEDIUM, self.root.grow("P"), ink=SOFT)
            title = [*staying(title), *under]
        return staying(title)

    def _beside(self, words: str, height: float) -> Run:
        size = self.style.body
        wide = width_of(words, Weight.MEDIUM, size)
        left = self.setter.left + self.setter.width - wide
        return Run(left, height - size * 1.55, words, Weight.MEDIUM, size, wide, size * 1.2, SOFT, self.root.grow("P"))

    def _heading(self, part: Heading) -> list[Brick]:
        size = {1: self.style.title, 2: self.style.medicine}.get(part.level, self.style.section)
        ink = PETROL if part.level == 3 else INK
        mark = self.root.grow(f"H{part.level}")
        lines = self.setter.lines(part.words, size, Weight.BOLD, mark, leading=1.2, ink=ink)
        lines = spaced(lines, size * (1.1 if part.level < 3 else 0.7))
        if part.opens:
            lines[0] = replace(lines[0], opens=True)
        return staying([replace(line, stays=True) for line in lines])

    def _paragraph(self, part: Text | Bullets, setter: Setter, within: Branch) -> list[Brick]:
        style = self.style
        if isinstance(part, Text):
            mark = within.grow("P")
            return setter.lines(part.words, style.body, style.weight, mark, lead=part.lead)
        found: list[Brick] = []
        listed = within.grow("L")
        indent = style.body * 1.1
        for line in part.lines:
            item = listed.grow("LI")
            lines = setter.narrower(indent).lines(line, style.body, style.weight, item.grow("LBody"))
            dot = Plate(
                setter.left + style.body * 0.25, style.body * 0.62, style.body * 0.3, style.body * 0.3, fill=INK
            )
            dot = replace(dot, radius=style.body * 0.15)
            lines[0] = replace(lines[0], placed=(dot, *lines[0].placed))
            found += spaced(lines, style.body * 0.2) if found else lines
        return found

    def _within(self, parts: Sequence[Text | Bullets], setter: Setter, within: Branch) -> list[Brick]:
        found: list[Brick] = []
        for part in parts:
            lines = self._paragraph(part, setter, within)
            found += spaced(lines, self.style.body * 0.35) if found else lines
        return found

    def _sections(self, sections: Sequence[Section]) -> list[Brick]:
        if not self.style.columns:
            return [brick for each in sections for brick in self._section(each, self.setter)]
        half = (self.setter.width - _COLUMN_GAP) / 2
        columns = (
            Setter(self.setter.left, half, self.style.leading),
            Setter(self.setter.left + half + _COLUMN_GAP, half, self.style.leading),
        )
        found: list[Brick] = []
        for place in range(0, len(sections), 2):
            found += self._beside_each_other(sections[place : place + 2], columns)
        return found

    def _beside_each_other(self, pair: Sequence[Section], columns: tuple[Setter, Setter]) -> list[Brick]:
        if len(pair) == 1 or any(self._tall(each, columns[0]) for each in pair):
            return [brick for each in pair for brick in self._section(each, self.setter)]
        made = [stacked(self._section(each, column)) for each, column in zip(pair, columns, strict=True)]
        height = max(brick.height for brick in made)
        placed = tuple(each for brick in made for each in brick.placed)
        return [Brick(height, placed, gap=self.style.section * 0.8)]

    def _tall(self, section: Section, column: Setter) -> bool:
        """Set apart, to see how tall it is, outside the structure of the document."""
        spare = Branch("NonStruct")
        lines = self._within(section.parts, column, spare)
        return height_of(lines) > _TALLEST

    def _section(self, section: Section, setter: Setter) -> list[Brick]:
        size = self.style.section
        mark = self.root.grow("H3")
        head = setter.lines(section.heading, size, Weight.BOLD, mark, leading=1.3, ink=PETROL)
        head = spaced([replace(line, stays=True) for line in head], size * 0.8)
        return [*head, *self._within(section.parts, setter, self.root)]

    def _panel(self, part: Panel) -> list[Brick]:
        edge, fill = _EDGES[part.tone]
        picture = self.style.picture if part.picture else 0.0
        inset = _INSET + (picture + _INSET if picture else 0.0)
        inside = self.setter.narrower(inset, _INSET)
        within = self.root.grow("Sect")
        lines: list[Brick] = []
        if part.heading:
            mark = within.grow("H2")
            lines = staying(inside.lines(part.heading, self.style.section, Weight.BOLD, mark, leading=1.3, ink=PETROL))
        body = self._within(part.parts, inside, within)
        lines += spaced(body, 2.0) if lines else body
        gap = self.style.body * 0.9
        if height_of(lines) > _TALLEST:
            return spaced(lines, gap)
        return [self._framed(lines, edge, fill, picture, part.picture, gap)]

    def _framed(
        self, lines: list[Brick], edge: str, fill: str, picture: float, name: str, gap: float, inset: float = 9.0
    ) -> Brick:
        room = inset + max(0.0, picture - height_of(lines)) / 2
        block = stacked(lines, above=room, below=room)
        frame = Plate(self.setter.left, 0.0, self.setter.width, block.height, edge, fill, 1.5, 6.0)
        before: tuple[Plate | Picture, ...] = (frame,)
        if name:
            shown = Picture(self.setter.left + _INSET, (block.height - picture) / 2, picture, name)
            before = (frame, shown)
        return Brick(block.height, (*before, *block.placed), gap=gap)

    def _picture_row(self, part: PictureRow) -> list[Brick]:
        style, framed = self.style, part.tone is not Tone.PLAIN
        picture = style.picture if part.picture else 0.0
        inside = self.setter.narrower(_INSET + (picture + 2 * _INSET if picture else 0.0), _INSET)
        within = self.root.grow("Sect")
        lines: list[Brick] = []
        if part.heading:
            lines = staying(inside.lines(part.heading, style.section, Weight.BOLD, within.grow("H2"), ink=PETROL))
        for place, words in enumerate(part.lines):
            weight = Weight.BOLD if part.tone is Tone.GOAL else style.weight
            said = inside.lines(words, style.body, weight, within.grow("P"))
            # Where several things are listed, white between them tells one from the next.
            lines += spaced(said, style.body * 0.3) if framed and place else said
        if height_of(lines) > _TALLEST:
            return spaced(lines, style.body)
        edge, fill = _EDGES[part.tone] if framed else ("", "")
        return [self._framed(lines, edge or GREY, fill, picture, part.picture, 3.0, inset=5.0)]
