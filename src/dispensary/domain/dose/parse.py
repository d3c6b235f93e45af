"""Directions in words to one reading, or to none.

The rule: `parsed` only where every number and every frequency word was used and there is one reading. A word left over,
or two readings that differ in a number, and the directions are not read; nothing is ever guessed.
"""

from collections.abc import Iterable
from dataclasses import replace

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.dose.cover import Cover, TooManyWays, covers, left_over, phrases_by_place
from dispensary.domain.dose.expansion import tokens_of
from dispensary.domain.dose.gathering import Contradiction
from dispensary.domain.dose.line import Line
from dispensary.domain.dose.plain_words import significant
from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.dose.surroundings import as_directed
from dispensary.domain.dose.whole import reading_of

_LONGEST = 1000


def read_dose(text: str, *, unit: str | None = None, codes: DoseCodes) -> DoseReading:
    """Reads directions. unit: the product's own ("tablet", "ml"), None where unknown; a bare number counts those.

    Never raises for a text: what cannot be read comes back with `parsed` False and the words that stood in the way.
    """
    product = product_unit(unit)
    line = Line(tokens_of(text[:_LONGEST], codes, product), _own_words(product))
    if not len(line) or len(text) > _LONGEST:
        return DoseReading(text)
    places = phrases_by_place(line)
    try:
        found = covers(places)
    except TooManyWays:
        return DoseReading(text, unparsed=_bearing_words(line))
    readings = _distinct(_reading(cover, text, product) for cover in found)
    complete = [reading for reading in readings if reading.parsed]
    if len(complete) == 1:
        return complete[0]
    directed = any(True for at in range(len(line)) for _ in as_directed(line, at))
    if complete or (found and not readings):
        return DoseReading(text, as_directed=directed, unparsed=_bearing_words(line))
    if readings:
        return _partial(readings, line, text)
    return DoseReading(text, as_directed=directed, unparsed=left_over(line, places) or _bearing_words(line))


def product_unit(unit: str | None) -> str | None:
    """The product's unit in the words of the grammar: "tablets" and "Tablet" are "tablet", "gram" stays."""
    if unit is None or not unit.strip():
        return None
    word = unit.strip().lower()
    return "ml" if word in v.VOLUMES else v.FORMS.get(word, word)


def _own_words(product: str | None) -> tuple[str, ...]:
    known = product is None or product in v.FORMS or product in v.MEASURED
    return () if known or product is None else tuple(product.replace("-", " ").split())


def _bearing_words(line: Line) -> tuple[str, ...]:
    return tuple(token.written for at, token in enumerate(line.tokens) if token.written and significant(line, at))


def _distinct(readings: Iterable[DoseReading | None]) -> list[DoseReading]:
    """Readings that differ in what they mean; the words for the label do not count."""
    kept: dict[DoseReading, DoseReading] = {}
    for reading in readings:
        if reading is not None:
            key = replace(
                reading, extra=(), method=None, route=None, steps=tuple(_bare(step) for step in reading.steps)
            )
            other = kept.get(key)
            if other is None or _label_words(reading) > _label_words(other):
                kept[key] = reading
    return list(kept.values())


def _label_words(reading: DoseReading) -> tuple[bool, int]:
    """Of two ways to see the same dose, the one that keeps more of the prescriber's words."""
    return reading.route is not None, sum(len(words) for words in reading.extra)


def _bare(step: DoseStep) -> DoseStep:
    """A step without the ways of saying it."""
    return replace(step, frequency=None, course=None)


def _partial(readings: list[DoseReading], line: Line, text: str) -> DoseReading:
    """What is known of directions that lack a dose or a frequency, where there is one way to see it."""
    return (
        readings[0]
        if len(readings) == 1
        else DoseReading(
            text, as_directed=any(reading.as_directed for reading in readings), unparsed=_bearing_words(line)
        )
    )


def _reading(cover: Cover, text: str, product: str | None) -> DoseReading | None:
    """The reading of one cover, None where its phrases contradict one another."""
    try:
        return reading_of(cover.phrases, cover.extra, text, product)
    except Contradiction:
        return None
