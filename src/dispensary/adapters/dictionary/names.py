"""dm+d names as people write them: one key for a name whatever its case and spacing, and the words of a search.

The importer and the reader share these, so that what was stored is what is asked for.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+|%")
_UNITS = {
    "mcg": "microgram",
    "micrograms": "microgram",
    "microgram": "microgram",
    "ug": "microgram",
    "mg": "mg",
    "milligram": "mg",
    "milligrams": "mg",
    "nanograms": "nanogram",
    "nanogram": "nanogram",
    "g": "gram",
    "gram": "gram",
    "grams": "gram",
    "ml": "ml",
    "unit": "unit",
    "units": "unit",
    "iu": "unit",
    "mmol": "mmol",
    "%": "percent",
}


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def name_key(name: str) -> str:
    """The same for two spellings of a name that differ only in case, spacing or the kind of dash."""
    if name.isascii():
        # The same, much faster: nearly every name is plain, and a release has hundreds of thousands.
        return "".join(name.lower().split())
    folded = unicodedata.normalize("NFKC", name).casefold().replace("\N{GREEK SMALL LETTER MU}g", "microgram")
    return re.sub(r"\s+", "", re.sub("[\N{HYPHEN}-\N{EM DASH}]", "-", folded))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name or a search: letters, or a number with the unit that follows it."""

    text: str
    number: bool = False

    @property
    def token(self) -> str:
        """As the search index holds it: letters and digits only, so that no tokenizer can cut it."""
        return f"n{self.text.replace('.', 'p')}" if self.number else self.text

    @property
    def bare(self) -> "Word":
        """The number without its unit."""
        return Word(self.text.rstrip(_LETTERS), number=True)

    @property
    def unit(self) -> str:
        """The unit of a number; "" where it has none."""
        return self.text[len(self.bare.text) :] if self.number else ""


def words(text: str) -> tuple[Word, ...]:
    """The words in order: "Amlodipine 5 mg tablets" gives amlodipine, 5mg, tablets."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\N{GREEK SMALL LETTER MU}g", "mcg")
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    parts = _WORD.findall(folded)
    found: list[Word] = []
    for part in parts:
        unit = _UNITS.get(part)
        if unit and found and found[-1].number and found[-1].text[-1].isdigit():
            found[-1] = _with_unit(found[-1].text, unit)
        elif part != "%":
            found.append(_word(part))
    return tuple(found)


@lru_cache(maxsize=4096)
def _word(part: str) -> Word:
    """Names are made of few words, so nearly every one was there before."""
    return Word(_plain_number(part), number=True) if part[0].isdigit() else Word(part)


@lru_cache(maxsize=4096)
def _with_unit(number: str, unit: str) -> Word:
    return Word(number + unit, number=True)


def _plain_number(text: str) -> str:
    whole, _, fraction = text.replace(",", "").partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole
