"""What is wrong with words that patients read: too hard, too long, a dose where the label gives it, no source.

One set of rules for leaflet texts and label warnings, for those that ship and for those that are being written.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from dispensary.domain.labels.warnings import WarningRule
from dispensary.domain.leaflets.text import MedicineText

Grade = Callable[[str], float]
"""How many years of school words need (Flesch-Kincaid, Kincaid 1975)."""

HARDEST = 6.0
"""The highest grade: a reading age of 11."""
LONGEST = 20
"""Words in a sentence."""
_NAME = 5
"""From so many letters on a word of a medicine's name counts as a name."""
_OFTEN = re.compile(r"\b(?:once|twice|\d+ times|three times|four times) (?:a|each|every) day\b", re.IGNORECASE)
_END = re.compile(r"(?<=[.?!])\s")
_CITED = {
    "uses": "what it is for",
    "take": "how to take it",
    "missed": "a missed dose",
    "stopping": "stopping",
    "common": "common effects",
    "serious": "serious effects",
    "avoid": "what to avoid",
    "store": "storage",
}
"""The facts that need a source, by the field that holds them, with the words for it."""


class Flaw(StrEnum):
    HARD = "hard"
    LONG = "long"
    DOSE = "dose"


@dataclass(frozen=True, slots=True)
class TextFlaw:
    """where: the text's file or the warning's number. about: the grade, the sentence, or the line."""

    where: str
    flaw: Flaw
    about: str


@dataclass(frozen=True, slots=True)
class MostDispensed:
    """One of the medicines that are dispensed most, with a product of it that must have a text."""

    medicine: str
    product: str


def text_flaws(text: MedicineText, grade: Grade | None) -> tuple[TextFlaw, ...]:
    """grade None: readability is not measured, and whoever asks must say so."""
    where = f"{text.id}.json"
    names = {text.name, *text.ingredients, *(word for word in text.name.split() if len(word) >= _NAME)}
    often = tuple(TextFlaw(where, Flaw.DOSE, line) for line in text.take if _OFTEN.search(line))
    return (*_reading_flaws(where, text.sentences, names, grade), *often)


def warning_flaws(rule: WarningRule, grade: Grade | None) -> tuple[TextFlaw, ...]:
    """The same of a caution on a label, which may say how often: that is its sense."""
    return _reading_flaws(rule.warning.id, (rule.warning.text,), rule.ingredients, grade)


def uncited(text: MedicineText) -> tuple[str, ...]:
    """What it says without any source, in words."""
    about = " ".join(source.about for source in text.sources)
    return tuple(words for field, words in _CITED.items() if getattr(text, field) and field not in about)


def grade_of(sentences: Iterable[str], names: Iterable[str], grade: Grade) -> float:
    """How hard it is to read, the names of medicines counted as one plain word each: nobody can write them shorter."""
    return grade(_plain(sentences, names))


def _reading_flaws(
    where: str, sentences: Iterable[str], names: Iterable[str], grade: Grade | None
) -> tuple[TextFlaw, ...]:
    said = _plain(sentences, names)
    long = tuple(TextFlaw(where, Flaw.LONG, each) for each in _END.split(said) if len(each.split()) > LONGEST)
    reached = grade(said) if grade is not None else 0.0
    return (*long, TextFlaw(where, Flaw.HARD, f"{reached:.1f}")) if reached > HARDEST else long


def _plain(sentences: Iterable[str], names: Iterable[str]) -> str:
    said = " ".join(map(_ended, sentences))
    for name in sorted(names, key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(name)}\b", "this", said, flags=re.IGNORECASE)
    return said


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
