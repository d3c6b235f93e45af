"""Form, routes and flags out of the tail of a dm+d name: "oral suspension sugar free".

The phrases are data (resources/starter/forms.csv). A route is given only where the form leaves no choice; "skin" in
the table means: cutaneous where the product's BNF or ATC code says that it is for the skin.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dispensary.adapters.dictionary.derivation.strengths import Strength
from dispensary.domain.quantity import Quantity

_FLAGS = {
    "sugar free": "sugar_free",
    "preservative free": "preservative_free",
    "cfc free": "cfc_free",
    "gluten free": "gluten_free",
}
_LEADING = ("vaccine ", "aqueous ", "unit dose ")
# BP General Notices: per cent without a mark is w/v for a solid in a liquid, v/v for a liquid in a liquid. Where the
# substance may be a liquid, the name alone does not say which.
_MAYBE_LIQUID = re.compile(
    r"\b(?:oils?|liquid|paraffin|alcohol|ethanol|glycerol|tar|tincture|solution|extract|acetone|glycol|dimeticone"
    r"|phenol|benzoate|peroxide|formaldehyde|spirit|acetic|lactic|macrogol|water|ichthammol|turpentine|resin|balsam)\b"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One phrase of the table. `per` is what a percentage counts in: gram, ml or nothing."""

    phrase: str
    name: str | None
    routes: tuple[str, ...]
    per: str | None

    def routes_for(self, *, skin: bool) -> tuple[str, ...]:
        """The routes, with "skin" decided by what the product's class says."""
        if self.routes == ("skin",):
            return ("Cutaneous",) if skin else ()
        return self.routes

    @property
    def injected(self) -> bool:
        return "injection" in self.phrase or "infusion" in self.phrase

    @property
    def is_dosage_unit(self) -> bool:
        """Comes in tablets, capsules or the like: one strength in one piece."""
        return bool(
            re.search(r"tablets?$|capsules?|lozenges|pastilles|suppositories|pessaries|films|lyoph", self.phrase)
        )


class FormTable:
    """The phrases, the longest first."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        forms = (
            Form(
                row["phrase"],
                row["form"] or None,
                tuple(filter(None, row["routes"].split(";"))),
                row["percent_per"] or None,
            )
            for row in rows
        )
        self._forms = sorted(forms, key=lambda form: -len(form.phrase))

    def at_start(self, tail: str) -> Form | None:
        """The form that a tail begins with."""
        text = _without_leading(tail.casefold())
        return next((f for f in self._forms if re.match(rf"{re.escape(f.phrase)}(?=\s|$)", text)), None)

    def at_end(self, name: str) -> tuple[str, Form] | None:
        """For a name without strengths: what stands before its form, and the form."""
        text = without_flags(name)
        for form in self._forms:
            found = re.search(rf"\s{re.escape(form.phrase)}(?:\s(?:sachets|bottles))?$", text.casefold())
            if found and found.start() > 0:
                return text[: found.start()], form
        return None


def flags(name: str) -> frozenset[str]:
    """The fields (such as sugar_free) that the name says are true."""
    text = name.casefold()
    return frozenset(field for words, field in _FLAGS.items() if re.search(rf"\b{words}\b", text))


def without_flags(name: str) -> str:
    return re.sub(rf"\s(?:{'|'.join(_FLAGS)})\b", "", name, flags=re.IGNORECASE).strip()


def _without_leading(text: str) -> str:
    for word in _LEADING:
        text = text.removeprefix(word)
    return text


def settled(strength: Strength, form: Form | None, substance: str) -> Strength | None:
    """A strength in countable units: 1% of a cream is 10 mg in 1 gram. None where the name does not decide it."""
    if strength.amount.unit in ("ml", "litre", "microlitre"):
        return strength if form is not None and form.is_dosage_unit else None
    if strength.amount.unit != "%":
        return strength
    if form is None or form.per is None or strength.per is not None:
        return None
    if form.per == "ml" and _MAYBE_LIQUID.search(substance.casefold()):
        return None
    return Strength(Quantity(strength.amount.value * 10, "mg"), Quantity(Decimal(1), form.per))


def is_for_skin(atc: str | None, bnf: str | None) -> bool:
    """BNF chapter 13 or section 10.3, or ATC D or M02: used on the skin.

    dm+d itself files some gels for joints under transdermal; what matters here is that they are not swallowed.
    """
    return bool((bnf and bnf.startswith(("13", "1003"))) or (atc and re.match(r"D|M02", atc)))
