"""One medicine of one person, as a leaflet will tell it: read, matched to our text and to what the record says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dispensary.application.workplace import ReadDose
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.routes import counted_in, routes_of
from dispensary.domain.leaflets.day import day_of
from dispensary.domain.leaflets.leaflet import Kind, Leaflet, Taken
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.leaflets.pages import Pages
from dispensary.domain.leaflets.purpose import purpose_of
from dispensary.domain.patient import MedicinePurpose
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_verbs import verb_of
from dispensary.wording.leaflets import leaflet_pages, no_text_note, unread_note
from dispensary.wording.leaflets_easy import easy_pages
from dispensary.wording.leaflets_list import list_pages


@dataclass(frozen=True, slots=True)
class Said:
    """What the record says of why medicines are taken: purposes recorded for one, and the conditions."""

    purposes: tuple[MedicinePurpose, ...] = ()
    conditions: tuple[str, ...] = ()


def taken_of(
    *,
    name: str,
    directions: str,
    product: Resolved | None,
    unit: str | None,
    said: Said,
    texts: LeafletLibrary,
    read_dose: ReadDose,
    since: date | None = None,
) -> Taken:
    """directions: what was sent or typed, or the label's own words, which read back to the same dose."""
    virtual = product.virtual_product if product is not None else None
    counted, routes = counted_in(virtual, unit), routes_of(virtual)
    reading = read_dose(directions, counted)
    words = patient_text(reading, counted, routes)
    text = texts.for_product(name, virtual)
    return Taken(
        name=name,
        directions=directions.strip() if words is None else words,
        unread=words is None,
        day=day_of(reading),
        purpose=purpose_of(name, text, said.purposes, said.conditions, texts),
        text=text,
        unit=reading.unit or counted or "",
        site=reading.site or "",
        verb=verb_of(reading, counted, routes) if words is not None else "",
        since=since,
    )


def pages_of(leaflet: Leaflet, kind: Kind, *, listed: bool = False) -> Pages:
    """The parts of a leaflet of that kind, or of the medicines list to carry."""
    if listed:
        return list_pages(leaflet, kind)
    return easy_pages(leaflet) if kind is Kind.EASY_READ else leaflet_pages(leaflet, kind)


def notes_on(medicines: Iterable[Taken], *, listed: bool = False) -> tuple[str, ...]:
    """What whoever prints must see before it goes out."""
    notes = []
    for taken in medicines:
        if taken.text is None and not listed:
            notes.append(no_text_note(taken.name))
        if taken.unread and taken.directions:
            notes.append(unread_note(taken.name))
    return tuple(notes)
