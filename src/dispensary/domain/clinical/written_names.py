"""The substance in the words of a product that the dictionary does not hold: "Ritonavir 100mg tablets".

A generic name is a substance, one strength and a form. Only that shape is read, and only where the knowledge speaks of
the substance: a product with two strengths stays unmapped, and so does a brand that the table of compounds
does not hold. The strength of a tablet or capsule is part of its generic name; any other is left to the dictionary.
"""

import re
from decimal import Decimal

from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.substances import Substance, normal
from dispensary.domain.quantity import Quantity

_STRENGTH = re.compile(
    r"(?<=\s)\d[\d,.]*\s*(?:mg|g|grams?|micrograms?|mcg|nanograms?|units?|unit|%|mmol)"
    r"(?:\s*w/[vw])?(?:\s*/\s*[\d.]*\s*(?:ml|dose|hour|hours|g|24hours))?(?![a-z/\d])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z][a-z-]{3,}", re.IGNORECASE)
_ANOTHER = re.compile(r"[/+&]|\b(?:and|with)\b|\d\s*(?:mg|micrograms?|mcg|g)\b", re.IGNORECASE)


_SWALLOWED = re.compile(r"\b(?:tablet|tablets|tabs?|capsule|capsules|caps?)\b", re.IGNORECASE)
_MASS = re.compile(r"(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>mg|g|grams?|micrograms?|mcg)", re.IGNORECASE)


def written_strength(name: str) -> Quantity | None:
    """What one tablet or capsule holds by its generic name; None where that is no single mass.

    Asked only of a name that `written_substances` reads as one substance.
    """
    strength = _STRENGTH.search(name)
    mass = _MASS.fullmatch(strength.group().strip()) if strength is not None else None
    if strength is None or mass is None or not _SWALLOWED.search(name[strength.end() :]):
        return None
    return Quantity(Decimal(mass["value"].replace(",", "")), mass["unit"].lower())


def written_substances(name: str, knowledge: Knowledge) -> tuple[Substance, ...]:
    """The substance that the name begins with, or those of the brand; none where it could mean anything else too."""
    strength = _STRENGTH.search(name)
    if strength is None:
        return ()
    before, after = name[: strength.start()].strip(), name[strength.end() :]
    if _ANOTHER.search(before) or _ANOTHER.search(after):
        return ()
    if any(knowledge.knows(normal(word)) for word in _WORD.findall(after)):
        return ()
    substance = normal(before)
    if knowledge.knows(substance):
        return (Substance(substance),)
    brand = next(iter(before.lower().split()), "")
    return tuple(Substance(part) for part in knowledge.compounds.get(brand, ()))
