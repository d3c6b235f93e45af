"""The medicines list to carry: what somebody who treats this person must know at a glance."""

from dispensary.domain.labels.typesetting import shows
from dispensary.domain.leaflets.leaflet import Kind, Leaflet, Taken
from dispensary.domain.leaflets.pages import Column, Heading, Pages, Panel, Part, Row, Table, Text, Title, Tone
from dispensary.domain.patient import Allergy, AllergyStatus
from dispensary.wording.labels import date_words
from dispensary.wording.leaflets import NO_DIRECTIONS, YOUR_GOAL, dated_words, foot

ALLERGIES = "Allergies"
NEVER_ASKED = "Not recorded here. Nobody has asked yet."
NONE_KNOWN = "Asked: none known."
SHOW_IT = (
    "Show this list to anybody who treats you. It holds what we know here. Tell them what else you take, from a shop "
    "or the hospital too."
)
NOT_SAID = "Not said. Ask."
COLUMNS = ("Medicine", "What for", "How to take it", "Since")
_SHARES = (30, 22, 32, 16)


def list_pages(leaflet: Leaflet, kind: Kind) -> Pages:
    """The list on a standard page as a table; in large print (easy read too) without columns."""
    title = f"Medicines of {leaflet.person}"
    parts: list[Part] = [Title(title, dated_words(leaflet.dated)), Text(SHOW_IT)]
    parts.append(Panel(Tone.CARE, (Text(allergy_words(leaflet), f"{ALLERGIES}:"),)))
    if shows(leaflet.goal):
        parts.append(Panel(Tone.GOAL, (Text("", f"“{leaflet.goal.strip()}”"),), YOUR_GOAL))
    parts += _table(leaflet) if kind is Kind.STANDARD else _lines(leaflet)
    used = Kind.STANDARD if kind is Kind.STANDARD else Kind.LARGE_PRINT
    return Pages(title, used, tuple(parts), foot(leaflet.premises))


def _table(leaflet: Leaflet) -> list[Part]:
    columns = tuple(Column(words, share) for words, share in zip(COLUMNS, _SHARES, strict=True))
    rows = tuple(
        Row(taken.name, (for_words(taken), how_words(taken), since_words(taken))) for taken in leaflet.medicines
    )
    return [Table("Medicines", columns, rows)]


def _lines(leaflet: Leaflet) -> list[Part]:
    parts: list[Part] = []
    for taken in leaflet.medicines:
        parts.append(Heading(taken.name, 3))
        said = (for_words(taken), how_words(taken), since_words(taken))
        parts += [Text(words, f"{name}:") for name, words in zip(COLUMNS[1:], said, strict=True)]
    return parts


def for_words(taken: Taken) -> str:
    """What it is for, where the record says so; several uses of a text are not listed: one of them would be read."""
    purpose = taken.purpose
    if purpose.maybe:
        listed = " or ".join(use.words for use in purpose.maybe)
        return f"“{purpose.recorded.strip()}”. The record: {listed}"
    if purpose.recorded:
        return f"“{purpose.recorded.strip()}”"
    return f"{purpose.use.words[:1].upper()}{purpose.use.words[1:]}" if purpose.use is not None else NOT_SAID


def how_words(taken: Taken) -> str:
    if not shows(taken.directions):
        return NO_DIRECTIONS
    return f"“{taken.directions}”" if taken.unread else taken.directions


def since_words(taken: Taken) -> str:
    """Since when we know of it. That it began then is more than we know."""
    return date_words(taken.since) if taken.since is not None else "Not known"


def allergy_words(leaflet: Leaflet) -> str:
    """Never "none" where nobody asked."""
    active = [each for each in leaflet.allergies or () if each.status is AllergyStatus.ACTIVE]
    if active:
        return f"{'; '.join(map(_allergy, active))}."
    return NONE_KNOWN if leaflet.no_known_allergies else NEVER_ASKED


def _allergy(allergy: Allergy) -> str:
    return f"{allergy.substance} ({allergy.severity})" if allergy.severity else allergy.substance
