"""By which way a product goes into or onto the body, so that no label says "Swallow it whole" of eye drops."""

import re
from enum import StrEnum

from dispensary.domain.dictionary import VirtualProduct


class Way(StrEnum):
    """mouth: it acts or is taken up there, and is not swallowed. patch: through the skin into the whole body."""

    ORAL = "oral"
    MOUTH = "mouth"
    SKIN = "skin"
    PATCH = "patch"
    EYE = "eye"
    EAR = "ear"
    NOSE = "nose"
    INHALED = "inhaled"
    RECTAL = "rectal"
    VAGINAL = "vaginal"
    INJECTED = "injected"
    OTHER = "other"


Ways = frozenset[Way]
_UNKNOWN: Ways = frozenset()
_WORD = re.compile(r"[a-z0-9.%'-]+")
_ROUTES = {
    Way.ORAL: "oral, gastroenteral",
    Way.MOUTH: "buccal, sublingual, oromucosal, dental, gingival",
    Way.SKIN: "cutaneous",
    Way.PATCH: "transdermal",
    Way.EYE: "ocular",
    Way.EAR: "auricular",
    Way.NOSE: "nasal",
    Way.INHALED: "inhalation",
    Way.RECTAL: "rectal",
    Way.VAGINAL: "vaginal",
    Way.INJECTED: "intravenous, intramuscular, subcutaneous, intradermal, intraarticular, intrathecal, epidural, "
    "intralesional, intracavernous, intravitreal",
}
_BY_ROUTE = {route: way for way, routes in _ROUTES.items() for route in routes.split(", ")}
"""The words of dm+d. Whatever is not among them is another way, which no warning of ours is about."""
_NO_ROUTE = "route of administration not applicable"
"""Said of what is made up in a pharmacy, which is taken or put on all the same."""
_TOLD = {
    Way.EYE: "eye",
    Way.EAR: "ear",
    Way.NOSE: "nasal, nose",
    Way.INHALED: "inhaler, inhalation, nebuliser",
    Way.RECTAL: "rectal, suppository, suppositories, enema",
    Way.VAGINAL: "vaginal, pessary, pessaries, applicator",
    Way.INJECTED: "injection, infusion, pre-filled, vials, ampoules",
    Way.PATCH: "transdermal, patch, patches",
    Way.MOUTH: "buccal, sublingual, oromucosal, mouthwash, lozenges, gargle, dental",
    Way.SKIN: "cutaneous, scalp, shampoo",
    Way.OTHER: "urethral, intrauterine, implant, bladder",
}
_TELLING = {word: way for way, words in _TOLD.items() for word in words.split(", ")}
_SWALLOWED = frozenset({"tablet", "tablets", "capsule", "capsules", "oral", "linctus", "elixir", "syrup"})
"""Oral, unless a word that tells more stands beside it: vaginal tablets, capsules for inhalation."""
_ON_SKIN = frozenset({"cream", "ointment", "lotion", "gel"})
_FIGURE = re.compile(r"\d")


def ways_of(product: VirtualProduct) -> Ways:
    """By what the dictionary says; where it says nothing, by a form that leaves no choice. Empty: not known."""
    routes = {route.lower() for route in product.routes} - {_NO_ROUTE}
    return frozenset(_BY_ROUTE.get(route, Way.OTHER) for route in routes) or _told_by(product.name)


def ways_named(name: str) -> Ways:
    """By the name alone, where no dictionary knows the product: a cream that says nothing else is for the skin."""
    told = _told_by(name)
    if told or is_pack_of_several(name) or _ON_SKIN.isdisjoint(_words(name)):
        return told
    return frozenset({Way.SKIN})


def is_pack_of_several(name: str) -> bool:
    """Whether it holds products of their own: "Clotrimazole 500mg pessary and Clotrimazole 2% cream"."""
    return len(_parts(name)) > 1


def _told_by(name: str) -> Ways:
    """Several products in one pack tell theirs only where every one of them tells it."""
    parts = [_one_told(part) for part in _parts(name)]
    return frozenset().union(*parts) if all(parts) else _UNKNOWN


def _one_told(name: str) -> Ways:
    words = _words(name)
    telling = frozenset(_TELLING[word] for word in words if word in _TELLING)
    return telling or (frozenset({Way.ORAL}) if words & _SWALLOWED else _UNKNOWN)


def _parts(name: str) -> list[str]:
    parts = [part for part in name.lower().split(" and ") if _FIGURE.search(part)]
    return parts if len(parts) > 1 else [name]


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))
