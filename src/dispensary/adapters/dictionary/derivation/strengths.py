"""The strengths in a dm+d name: "Co-amoxiclav 125mg/31mg/5ml oral suspension sugar free".

A name is parts joined by " / ", each a substance with its strength, and behind the last one the form. The grammar is
careful: as many strengths as substances, or none at all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.quantity import Quantity

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNTS = {
    "mg": "mg",
    "g": "gram",
    "gram": "gram",
    "microgram": "microgram",
    "micrograms": "microgram",
    "nanogram": "nanogram",
    "nanograms": "nanogram",
    "kg": "kg",
    "unit": "unit",
    "units": "unit",
    "million unit": "mega unit",
    "million units": "mega unit",
    "mmol": "mmol",
    "micromol": "micromol",
    "%": "%",
}
_VOLUMES = {"ml": "ml", "litre": "litre", "microlitre": "microlitre", "microlitres": "microlitre"}
_PER = {
    "ml": "ml",
    "litre": "litre",
    "dose": "dose",
    "actuation": "actuation",
    "hour": "hour",
    "hours": "hour",
    "g": "gram",
    "gram": "gram",
    "square cm": "square cm",
}
_TIMES = frozenset({"hour"})
_UNIT = "|".join(sorted({*_AMOUNTS, *_VOLUMES, *_PER}, key=lambda unit: (-len(unit), unit))).replace(" ", r"\s?")
_PIECE = rf"(?:{_NUMBER}\s?(?:{_UNIT})|(?:{_UNIT}))(?![a-z])"
_STRENGTH = re.compile(rf"(?<=\s){_NUMBER}\s?(?:{_UNIT})(?![a-z])(?:/{_PIECE})*(?=\s|$|\))", re.IGNORECASE)
_NOT_A_NAME = frozenset({"CFC", "BP", "BPC", "NPF"})
_ASIDE = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True)
class Strength:
    """So much of a substance, in so much of the product (None: in one unit of it). The unit may be "%"."""

    amount: Quantity
    per: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One substance of a name, as it is written there, with its strengths: several for "Co-codamol 30mg/500mg"."""

    substance: str
    pieces: tuple[tuple[Decimal | None, str], ...] = ()

    def strengths(self, substances: int = 1) -> tuple[Strength, ...]:
        """One strength for each of so many substances, in the name's order; () where they do not fit."""
        pieces = self.pieces
        if len(pieces) == substances:
            allowed = set(_AMOUNTS.values()) | (set(_VOLUMES.values()) if substances == 1 else set())
            return tuple(Strength(a) for a in self._amounts(pieces, allowed))
        if len(pieces) != substances + 1:
            return ()
        per = self._per(pieces[-1])
        return tuple(Strength(a, per) for a in self._amounts(pieces[:-1], set(_AMOUNTS.values()))) if per else ()

    @staticmethod
    def _amounts(pieces: tuple[tuple[Decimal | None, str], ...], allowed: set[str]) -> tuple[Quantity, ...]:
        found = tuple(Quantity(value, unit) for value, unit in pieces if value and unit in allowed)
        return found if len(found) == len(pieces) else ()

    def _per(self, piece: tuple[Decimal | None, str]) -> Quantity | None:
        value, unit = piece
        if unit not in _PER.values() or value == 0:
            return None
        if unit == "gram" and value not in (None, 1):
            return None  # "30mg/500g" would be two strengths, not a ratio
        if unit in _TIMES or value is None or unit in ("ml", "gram", "litre"):
            return Quantity(Decimal(1) if value is None else value, unit)
        return None


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name taken apart. `tail` is everything behind the last strength: the form, the container, the flags."""

    parts: tuple[Part, ...]
    tail: str
    has_strength: bool

    @property
    def names_more(self) -> bool:
        """The tail names something else that is in it: "2% and Chlorhexidine gel", "1% in Aqueous cream"."""
        return any(word[0].isupper() and word not in _NOT_A_NAME for word in re.findall(r"[^\W\d]+", self.tail))


def read_name(name: str) -> ReadName:
    """Takes a product name apart. A name without a readable strength is one part, with no tail."""
    plain = _ASIDE.sub("", name) if _STRENGTH.search(_ASIDE.sub("", name)) else name
    segments = plain.split(" / ")
    parts: list[Part] = []
    for segment in segments[:-1]:
        match = _STRENGTH.search(segment)
        if match is None or match.end() != len(segment.rstrip()):
            return ReadName((Part(name.strip()),), "", has_strength=False)
        parts.append(_part(segment, match))
    match = _STRENGTH.search(segments[-1])
    if match is None:
        return ReadName((Part(name.strip()),), "", has_strength=False)
    parts.append(_part(segments[-1], match))
    if any(not part.substance for part in parts):
        return ReadName((Part(name.strip()),), "", has_strength=False)
    return ReadName(tuple(parts), segments[-1][match.end() :].strip(), has_strength=True)


def _part(segment: str, match: re.Match[str]) -> Part:
    return Part(segment[: match.start()].strip(), tuple(_piece(text) for text in match.group().split("/")))


def _piece(text: str) -> tuple[Decimal | None, str]:
    number = re.match(_NUMBER, text)
    word = re.sub(r"\s+", " ", text[number.end() if number else 0 :].strip().casefold())
    word = re.sub(r"^million\s?", "million ", word)
    unit = _AMOUNTS.get(word) or _VOLUMES.get(word) or _PER.get(word) or word
    return (Decimal(number.group().replace(",", "")) if number else None), unit
