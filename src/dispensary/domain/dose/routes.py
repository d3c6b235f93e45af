"""The way a medicine goes into or onto the body: as directions write it, and as the dictionary has it of a product."""

import re
from enum import Enum, auto

from dispensary.domain.dictionary import VirtualProduct


class Route(Enum):
    """OTHER: known, and none of these: no verb says it. INJECTED: by needle, wherever to."""

    MOUTH = auto()
    TONGUE = auto()
    INHALED = auto()
    TOPICAL = auto()
    VAGINA = auto()
    RECTUM = auto()
    UNDER_SKIN = auto()
    MUSCLE = auto()
    INJECTED = auto()
    NOSE = auto()
    EYE = auto()
    EAR = auto()
    OTHER = auto()


Routes = frozenset[Route]
"""Of a product; empty where the dictionary has the product and not its routes."""

_OF_DICTIONARY = {
    "oral": Route.MOUTH, "sublingual": Route.TONGUE, "inhalation": Route.INHALED, "cutaneous": Route.TOPICAL,
    "transdermal": Route.TOPICAL, "vaginal": Route.VAGINA, "rectal": Route.RECTUM, "nasal": Route.NOSE,
    "ocular": Route.EYE, "auricular": Route.EAR, "subcutaneous": Route.UNDER_SKIN, "intramuscular": Route.MUSCLE,
    "intravenous": Route.INJECTED, "intraarticular": Route.INJECTED, "intradermal": Route.INJECTED,
    "intrathecal": Route.INJECTED, "intravitreal": Route.INJECTED, "intralesional": Route.INJECTED,
    "intracavernous": Route.INJECTED, "epidural": Route.INJECTED,
}  # fmt: skip
_BY_NEEDLE = ("injection", "infusion")
_IN_WATER = ("bath", "shampoo", "tablet", "wash")
"""Forms for the skin that are thinned, or rinsed off: nobody applies them as they are."""


def routes_of(product: VirtualProduct | None) -> Routes | None:
    """How a product is used, by its routes and its form; None where no product is known."""
    if product is None:
        return None
    form = (product.form or "").lower()
    found = frozenset(_OF_DICTIONARY.get(route.lower(), Route.OTHER) for route in product.routes)
    if not found and any(word in form for word in _BY_NEEDLE):
        return frozenset({Route.INJECTED})
    if Route.TOPICAL in found and any(word in form for word in _IN_WATER):
        return (found - {Route.TOPICAL}) | {Route.OTHER}
    return found


_CONTAINERS = re.compile(r"\b(?:pre-?filled|pens?|cartridges?|vials?|injections?)\b", re.IGNORECASE)
_STRENGTH_IN = re.compile(r"/(\d+(?:\.\d+)?)?ml\b", re.IGNORECASE)
_HOLDS = re.compile(r"(?<![\d./])(\d+(?:\.\d+)?)ml\b", re.IGNORECASE)


def counted_in(product: VirtualProduct | None, given: str | None = None) -> str | None:
    """The unit that a bare number in directions counts: as it is given, else the product's. A container that holds
    more than its strength is given for ("100units/ml ... 3ml") holds many doses: those are measured, in ml, and never
    counted in containers.
    """
    unit = given or (product.unit if product is not None else None)
    if product is None or not _CONTAINERS.search(product.unit or unit or ""):
        return unit
    strengths = [float(found or 1) for found in _STRENGTH_IN.findall(product.name)]
    holds = [float(found) for found in _HOLDS.findall(product.name)]
    return "ml" if strengths and holds and max(holds) > max(strengths) else unit
