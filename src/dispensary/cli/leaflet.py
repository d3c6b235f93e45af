"""`dispensary leaflet`: one person's leaflet or medicines list, without a printer and without a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dispensary.application.leaflet_content import Said, notes_on, pages_of, taken_of
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.documents import LeafletDocuments
from dispensary.application.workplace import ReadDose
from dispensary.cli.label import day_in, mapping_in, product_in, text_in
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.labels.typesetting import shows
from dispensary.domain.leaflets.leaflet import (
    Kind,
    Leaflet,
    LeafletIncomplete,
    LeafletRefusal,
    Taken,
    kind_for,
    unmet,
)
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.patient import Allergy, AllergyStatus, Communication, MedicinePurpose
from dispensary.domain.premises import Premises
from dispensary.domain.refusals import Refusal
from dispensary.wording.leaflets import NO_PHONE, leaflet_refusal_words, need_notes, replaced_note

CASE = "the case"


@dataclass(frozen=True, slots=True)
class LeafletMeans:
    """What the command needs from outside. write: puts the document into a file."""

    documents: LeafletDocuments
    texts: LeafletLibrary
    dictionary: Dictionary
    read_dose: ReadDose
    write: Callable[[str, bytes], None]


def answer(case: object, out: str, kind: str | None, means: LeafletMeans, *, listed: bool = False) -> dict[str, Any]:
    """Writes the leaflet to `out` (.pdf or .html) and says what it holds.

    kind: "standard", "large-print" or "easy-read"; None: what the person needs. A case that cannot be read gives
    `{"error": words}`; one that a rule refuses `{"refused": code, "message": words}`; in both nothing is written.
    Raises DictionaryUnavailable.
    """
    try:
        top = mapping_in(case, CASE)
        needs = _needs(mapping_in(top.get("patient"), "patient").get("communication"))
        wanted = Kind(kind) if kind is not None else kind_for(needs)
        as_page = _as_page(out)
        leaflet = _leaflet(top, means)
    except ValueError as problem:
        return {"error": str(problem)}
    if leaflet.missing:
        return _refused(LeafletIncomplete(leaflet.missing))
    pages = pages_of(leaflet, wanted, listed=listed)
    made = means.documents.screen(pages) if as_page else means.documents.paper(pages)
    if isinstance(made, Refusal):
        return _refused(made)
    means.write(out, made.document)
    notes = [*notes_on(leaflet.medicines, listed=listed), *need_notes(unmet(needs)), *replaced_note(made.replaced)]
    notes += [] if leaflet.premises.phone else [NO_PHONE]
    return {
        "pages": made.pages,
        "kind": pages.kind.value,
        "text": list(made.words),
        "medicines": [_medicine(taken) for taken in leaflet.medicines],
        "notes": notes,
        "replaced": [{"letter": letter, "printed": shown} for letter, shown in made.replaced],
    }


def _refused(refusal: LeafletRefusal) -> dict[str, Any]:
    return {"refused": refusal.code, "message": leaflet_refusal_words(refusal)}


def _medicine(taken: Taken) -> dict[str, Any]:
    known = "known" if taken.purpose.known else "unknown"
    return {"name": taken.name, "text": taken.text.id if taken.text is not None else None, "purpose": known}


def _as_page(out: str) -> bool:
    if out.lower().endswith((".html", ".htm")):
        return True
    if not out.lower().endswith(".pdf"):
        raise ValueError("The leaflet goes into a file whose name ends in .pdf or .html.")
    return False


def _leaflet(top: Mapping[str, Any], means: LeafletMeans) -> Leaflet:
    premises, patient = mapping_in(top.get("premises"), "premises"), mapping_in(top.get("patient"), "patient")
    said = Said(_purposes(top.get("purposes")), tuple(_texts(patient.get("conditions"), "patient.conditions")))
    items = top.get("items")
    if not isinstance(items, list) or not items:
        raise ValueError("items is a list of medicines, with one at least")
    allergies = _allergies(patient.get("allergies"))
    return Leaflet(
        person=text_in(patient, "patient", "name") or "",
        premises=Premises(
            text_in(premises, "premises", "name") or "",
            text_in(premises, "premises", "address") or "",
            text_in(premises, "premises", "phone") or "",
            OdsCode(""),
        ),
        dated=day_in(top.get("supplied_on"), "supplied_on"),
        medicines=tuple(_taken(mapping_in(item, "an item"), said, means) for item in items),
        goal=text_in(top, CASE, "goal") or "",
        questions=tuple(_texts(top.get("questions"), "questions")),
        allergies=allergies,
        no_known_allergies=allergies == () or patient.get("no_known_allergies") is True,
    )


def _taken(item: Mapping[str, Any], said: Said, means: LeafletMeans) -> Taken:
    name, code = text_in(item, "item", "name"), text_in(item, "item", "code")
    if name is None and code is None:
        raise ValueError("item needs a name or a code")
    product = product_in(code, name, means.dictionary)
    name = name or (product.name if product is not None else None)
    if not name:
        raise ValueError("item.code is not in the dictionary, and item.name is missing")
    since = item.get("since")
    return taken_of(
        name=name,
        directions=text_in(item, "item", "directions") or "",
        product=product,
        unit=text_in(item, "item", "unit"),
        said=said,
        texts=means.texts,
        read_dose=means.read_dose,
        since=day_in(since, "item.since") if since is not None else None,
    )


def _needs(value: object) -> tuple[Communication, ...]:
    needs: list[Any] = value if isinstance(value, list) else [value]
    try:
        return tuple(Communication(need) for need in needs if need is not None)
    except ValueError:
        known = sorted(need.value for need in Communication)
        raise ValueError(f"patient.communication is one of {', '.join(known)}, or null") from None


def _purposes(value: object) -> tuple[MedicinePurpose, ...]:
    given = mapping_in(value if value is not None else {}, "purposes")
    return tuple(MedicinePurpose(name, text_in(given, "purposes", name) or "") for name in given)


def _texts(value: object, where: str) -> list[str]:
    given = value if value is not None else []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise ValueError(f"{where} is a list of texts")
    return [each.strip() for each in given if shows(each)]


def _allergies(value: object) -> tuple[Allergy, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise ValueError("patient.allergies is a list")  # noqa: TRY004
    found = []
    for each in value:
        allergy = mapping_in(each, "an allergy")
        substance = text_in(allergy, "allergy", "substance")
        if substance is None:
            raise ValueError("an allergy needs its substance")
        status = AllergyStatus(text_in(allergy, "allergy", "status") or "active")
        found.append(Allergy(substance, text_in(allergy, "allergy", "severity"), status))
    return tuple(found)
