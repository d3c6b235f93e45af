"""What a leaflet says of each item, and whether that is so still: one with an earlier dose does not come out."""

from dispensary.application.case import unit_of
from dispensary.application.workplace import ReadDose, Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.dose.routes import Routes, routes_of
from dispensary.domain.identifiers import ItemId
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import LeafletLine, LeafletOf
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_prints import LeafletOutdated
from dispensary.wording.dose import patient_text


def directions_now(item: PrescribedItem, work: ItemWork) -> str:
    """As the label says them; before there is one, as they were entered or sent."""
    return work.label.directions if work.label is not None else work.entered_directions or item.dosage_text or ""


def in_plain_words(directions: str, read_dose: ReadDose, unit: str | None, routes: Routes | None) -> str:
    """As a label words them; as they are where they could not be read."""
    return patient_text(read_dose(directions, unit), unit, routes) or directions.strip()


def leaflet_line(place: Workplace, held: Dispensing, item_id: ItemId) -> LeafletLine:
    """What a leaflet made now says of that item."""
    item, work = held.prescription.item(item_id), held.work(item_id)
    code = work.product.code if work.product is not None else item.code
    product = place.dictionary.resolve(code) if code is not None else None
    routes = routes_of(product.virtual_product if product is not None else None)
    words = in_plain_words(directions_now(item, work), place.read_dose, unit_of(item, product), routes)
    return LeafletLine(item_id, held.named(item_id), words)


def outdated(place: Workplace, held: Dispensing, of: LeafletOf) -> Refusal | None:
    """Which of a leaflet's medicines is to be taken otherwise now; each is known to be on the prescription still."""
    changed = (line for line in of.lines if leaflet_line(place, held, line.item) != line)
    return next((LeafletOutdated(line.medicine) for line in changed), None)
