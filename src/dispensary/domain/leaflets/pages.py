"""A leaflet as its parts, in reading order, before anybody asks for a page size. Paper and screen say the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dispensary.domain.leaflets.leaflet import Kind


class Tone(StrEnum):
    """What a panel is about. Always said in words too."""

    GOAL = "goal"
    CARE = "care"
    URGENT = "urgent"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the whole, with words that stand beside or under it."""

    words: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """level 2: a medicine; 3: a section of it. opens: a new page begins with it."""

    words: str
    level: int = 2
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `lead` stands in bold before it."""

    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    parts: tuple[Text | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """Short sections that may stand two beside each other; read left to right, row by row."""

    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Words in a frame, perhaps with a picture."""

    tone: Tone
    parts: tuple[Text | Bullets, ...]
    heading: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    words: str
    share: int
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. across: words that stand across all the columns after the first: under the row's cells, or in
    place of them where it has none.
    """

    head: str
    cells: tuple[str, ...] = ()
    across: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Its first column heads the rows. centred: the cells are short and stand in the middle."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Easy read: one picture, one idea."""

    picture: str
    lines: tuple[str, ...]
    tone: Tone = Tone.PLAIN
    heading: str = ""


Part = Title | Heading | Text | Bullets | Sections | Panel | Table | PictureRow


@dataclass(frozen=True, slots=True)
class Pages:
    """title: what a reader program calls it. foot: what stands at the foot of every page, its first words in bold."""

    title: str
    kind: Kind
    parts: tuple[Part, ...]
    foot: Text
    page: str = "Page {page} of {pages}"

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that it says, in reading order, but the numbers of the pages."""
        said = [words for part in self.parts for words in words_of(part)]
        return tuple(words for words in (*said, self.foot.lead, self.foot.words) if words)


def words_of(part: Part) -> Iterator[str]:
    """What one part says, in the order in which it is read."""
    seen: list[str] = []

    def note(words: str) -> str:
        seen.append(words)
        return words

    changed(part, note)
    return iter([words for words in seen if words])


def changed(part: Part, by: Callable[[str], str]) -> Part:
    """The part with every piece of its words given through a function, in reading order."""
    match part:
        case Title():
            return Title(by(part.words), by(part.beside))
        case Heading():
            return Heading(by(part.words), part.level, part.opens)
        case Text() | Bullets():
            return _paragraph(part, by)
        case Sections():
            return Sections(tuple(Section(by(each.heading), _paragraphs(each.parts, by)) for each in part.sections))
        case Panel():
            heading = by(part.heading)
            return Panel(part.tone, _paragraphs(part.parts, by), heading, part.picture)
        case Table():
            return _table(part, by)
        case _:
            heading = by(part.heading)
            return PictureRow(part.picture, tuple(map(by, part.lines)), part.tone, heading)


def _paragraph(part: Text | Bullets, by: Callable[[str], str]) -> Text | Bullets:
    if isinstance(part, Bullets):
        return Bullets(tuple(map(by, part.lines)))
    lead = by(part.lead)
    return Text(by(part.words), lead)


def _paragraphs(parts: tuple[Text | Bullets, ...], by: Callable[[str], str]) -> tuple[Text | Bullets, ...]:
    return tuple(_paragraph(part, by) for part in parts)


def _table(part: Table, by: Callable[[str], str]) -> Table:
    name = by(part.name)
    columns = tuple(Column(by(each.words), each.share, each.picture) for each in part.columns)
    rows = tuple(Row(by(each.head), tuple(map(by, each.cells)), by(each.across)) for each in part.rows)
    return Table(name, columns, rows, part.centred)
