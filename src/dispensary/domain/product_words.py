"""A product as people write it, in the words of the dictionary: "Diazepam 5mg tabs" is "Diazepam 5mg tablets".

A name is a substance, one strength and the words of its form. Two names mean one product where the substance is the
same but for its salt, the strength is written alike, and the words of the form agree. Nothing here guesses a strength.
"""

import re
from dataclasses import dataclass

from dispensary.domain.clinical.substances import normal

_UNITS = r"(?:mg|g|grams?|micrograms?|mcg|µg|nanograms?|units?|%|mmol)"
_STRENGTH = re.compile(
    rf"(?<![\w.])\d[\d,.]*\s*{_UNITS}(?:\s*w/[vw])?(?:\s*/\s*[\d.]*\s*(?:ml|dose|hours?|hr|h|g|actuation))?(?![\w/])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[/+&]|\b(?:and|with)\b", re.IGNORECASE)
_SAME_WORDS = {
    "tab": "tablets", "tabs": "tablets", "tablet": "tablets", "cap": "capsules", "caps": "capsules",
    "capsule": "capsules", "susp": "suspension", "soln": "solution", "patch": "patches", "supps": "suppositories",
    "suppository": "suppositories", "pessary": "pessaries", "oint": "ointment", "drop": "drops",
    "ec": "gastro-resistant", "e/c": "gastro-resistant", "enteric-coated": "gastro-resistant",
    "gastroresistant": "gastro-resistant", "mr": "modified-release", "m/r": "modified-release",
    "sr": "modified-release", "xl": "modified-release", "prolonged-release": "modified-release",
    "slow-release": "modified-release", "sustained-release": "modified-release", "modified": "modified-release",
    "release": "", "sf": "sugar-free", "sugar": "sugar-free", "free": "",
}  # fmt: skip
_UNSAID = frozenset(
    {"sugar-free", "oral", "transdermal", "solution", "film-coated", "cfc", "sachets", "inhaler", "gastro-resistant"}
)
"""Words that people leave out, and that leave the substance, its strength and its release as they are."""
_SWALLOWED = frozenset({"tablets", "capsules"})
"""What is meant where no form is said at all: "Diazepam 5mg", "Morphine 10mg MR"."""


@dataclass(frozen=True, slots=True)
class ProductWords:
    """substance: in its normal form; named: as it was written. strength: one word ("5mg", "25microgram/hour").

    form: the words behind the strength, each in the dictionary's spelling.
    """

    substance: str
    strength: str
    form: frozenset[str]
    named: str

    @classmethod
    def of(cls, name: str) -> "ProductWords | None":
        """None where the name is not one substance with one strength."""
        found = _STRENGTH.search(name)
        if found is None:
            return None
        before, after = name[: found.start()].strip(), name[found.end() :]
        if not before or _SEVERAL.search(before) or any(mark in after for mark in "+&%") or re.search(r"\d", after):
            return None
        return cls(normal(before), _strength(found.group()), frozenset(_form(after)), before)

    def may_mean(self, other: "ProductWords") -> bool:
        """Whether the other, a name of the dictionary, says all that this one says, and nothing of weight besides."""
        if self.substance != other.substance or self.strength != other.strength or not self.form <= other.form:
            return False
        return other.form - self.form <= _UNSAID | (frozenset() if self.form & _SWALLOWED else _SWALLOWED)


def _strength(text: str) -> str:
    word = re.sub(r"[\s,]", "", text.lower())
    for variant, unit in (("µg", "microgram"), ("mcg", "microgram"), ("micrograms", "microgram")):
        word = word.replace(variant, unit)
    word = re.sub(r"/(?:hr|h|hours)$", "/hour", word)
    return re.sub(r"(nanogram|unit|gram)s\b", r"\1", word)


def _form(text: str) -> list[str]:
    words = re.sub(r"[(),.]", " ", text.lower()).replace("enteric coated", "enteric-coated").split()
    return [meant for word in words if (meant := _SAME_WORDS.get(word, word))]
