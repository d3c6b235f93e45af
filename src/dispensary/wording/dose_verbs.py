"""The verb of a label, and the way a medicine goes in, in words: from what was written, else from the product."""

from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.routes import Route, Routes

MEASURES = frozenset({"ml", "mg", "g", "microgram", "mmol"})
SWALLOWING = frozenset({"take", "swallow", "chew", "suck", "drink"})
_VERBS = {"spray": "use", "stick": "apply", "change": "apply"}
_VERB_FOR_UNIT = {
    "puff": "inhale", "spray": "use", "drop": "put", "patch": "apply", "plaster": "apply",
    "suppository": "insert", "pessary": "insert",
    "enema": "insert", "applicatorful": "insert", "unit": "inject", "injection": "inject", "application": "apply",
    "fingertip unit": "apply", "pump": "apply", "pen": "inject", "cartridge": "inject",
}  # fmt: skip
_SWALLOWED = frozenset({"tablet", "capsule", "caplet", "sachet", "lozenge", "pastille", "drop"})
_SAYS_ENOUGH = frozenset(
    {
        "puff",
        "spray",
        "patch",
        "plaster",
        "suppository",
        "pessary",
        "enema",
        "applicatorful",
        "application",
        "fingertip unit",
    }
)
"""Units that say how they are used, whatever the product is."""
_VERB_BY_ROUTE = {
    Route.MOUTH: "take", Route.TONGUE: "put", Route.INHALED: "inhale", Route.TOPICAL: "apply", Route.VAGINA: "insert",
    Route.RECTUM: "insert", Route.UNDER_SKIN: "inject", Route.MUSCLE: "inject", Route.INJECTED: "inject",
}  # fmt: skip
_DROPPED = frozenset({Route.NOSE, Route.EYE, Route.EAR})
_IN_WORDS = {
    Route.MOUTH: "by mouth", Route.TONGUE: "under your tongue", Route.INHALED: "by inhalation",
    Route.TOPICAL: "topically", Route.VAGINA: "into the vagina", Route.RECTUM: "into the back passage",
    Route.UNDER_SKIN: "under the skin", Route.MUSCLE: "into the muscle", Route.NOSE: "into the nose",
}  # fmt: skip


def verb_of(reading: DoseReading, unit: str | None, routes: Routes | None) -> str:
    """Take, inhale, apply: as it was written; where that is no more than "take", as the written route asks, else the
    product. "Use" where the product may be used in several ways, or nobody knows in which.

    unit: the product's. routes: the product's, None where no product is known: then the unit says it.
    """
    method, counted = reading.method, reading.unit or unit
    if method not in (None, "take"):
        return _VERBS.get(method or "", method or "")
    if reading.route is not None:
        return _by(reading.route, counted)
    if routes is None:
        return _guessed(method, _what_is_used(counted, unit))
    if method == "take" and (Route.MOUTH in routes or not routes):
        return "inhale" if counted == "puff" else "take"
    verbs = {_by(route, counted) for route in routes}
    return verbs.pop() if len(verbs) == 1 else _by(Route.OTHER, counted)


def way_of(reading: DoseReading, verb: str, routes: Routes | None) -> str:
    """The written way in words, or the one place that its verb needs: under your tongue."""
    if reading.route is not None:
        return _IN_WORDS.get(reading.route, "")
    asks = verb == "put" and reading.method in (None, "take") and routes == frozenset({Route.TONGUE})
    return _IN_WORDS[Route.TONGUE] if asks else ""


def _by(route: Route, unit: str | None) -> str:
    if unit in _SAYS_ENOUGH:
        return _VERB_FOR_UNIT[unit]
    if unit == "drop" and route in _DROPPED:
        return "put"
    if unit == "dose" and route is Route.TONGUE:
        return "use"
    return _VERB_BY_ROUTE.get(route, "use")


def _guessed(method: str | None, used: str | None) -> str:
    if method is None or used == "puff":
        return _VERB_FOR_UNIT.get(used or "", "take")
    return method


def _what_is_used(unit: str | None, product: str | None) -> str | None:
    """What the verb is about. 10 mg are taken or inserted, and 1000 units injected or swallowed, as the product is."""
    counted = (product or "").strip().lower()
    if unit == "unit":
        return counted if counted in _SWALLOWED else unit
    if unit not in MEASURES or not counted:
        return unit
    return "injection" if "injection" in counted else counted if counted in _VERB_FOR_UNIT else unit
