"""Directions with one slip: a word dropped, doubled, swapped or put in. Never read as something that they do not say.

The oracle knows nothing of the grammar. It builds directions out of slots whose numbers it has written itself, and says
of each mutant what may be read: nothing at all, or exactly these numbers.
"""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading

CODES = load_dose_codes()
DAY = Decimal(24)


@dataclass(frozen=True)
class Said:
    """Words, and the numbers that they were made of: dose, times a day, days."""

    words: tuple[str, ...]
    dose: Decimal
    often: Decimal
    days: int | None

    @property
    def text(self) -> str:
        return " ".join(self.words)


NUMBER_WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def spelt(value: int) -> st.SearchStrategy[str]:
    return st.sampled_from([str(value), NUMBER_WORDS[value]])


@st.composite
def frequencies(draw: st.DrawFn) -> tuple[tuple[str, ...], Decimal]:
    """Phrases that name their number, or one word that is a frequency; each with its times a day."""
    count = draw(st.sampled_from([3, 4, 5]))
    hours = draw(st.sampled_from([4, 6]))
    days = draw(st.sampled_from([2, 3, 5]))
    spell = draw(spelt(count))
    return draw(
        st.sampled_from(
            [
                ((spell, "times", "a", "day"), Decimal(count)),
                ((spell, "times", "daily"), Decimal(count)),
                (("every", draw(spelt(hours)), "hours"), DAY / hours),
                (("every", draw(spelt(days)), "days"), Decimal(1) / days),
                (("twice", "a", "day"), Decimal(2)),
                (("once", "daily"), Decimal(1)),
                (("tds",), Decimal(3)),
                (("at", "night"), Decimal(1)),
                (("in", "the", "morning"), Decimal(1)),
                (("every", "morning"), Decimal(1)),
            ]
        )
    )


@st.composite
def directions(draw: st.DrawFn) -> Said:
    dose = draw(st.sampled_from([2, 3, 4, 5, 6]))
    form = draw(st.sampled_from(["tablets", "capsules", "puffs", "units", "ml"]))
    often, rate = draw(frequencies())
    days = draw(st.sampled_from([None, 5, 6]))
    course = () if days is None else ("for", draw(spelt(days)), "days")
    verb = draw(st.sampled_from([(), ("take",), ("use",)]))
    return Said((*verb, draw(spelt(dose)), form, *often, *course), Decimal(dose), rate, days)


def is_number(word: str) -> bool:
    return word.isdigit() or word in NUMBER_WORDS.values()


def same(reading: DoseReading, said: Said) -> bool:
    assert reading.per_day_max is not None
    return (
        reading.dose_min == reading.dose_max == said.dose
        and abs(reading.per_day_max - said.often) < Decimal("0.00001")
        and [step.days for step in reading.steps] == [said.days]
    )


def read(words: tuple[str, ...]) -> DoseReading:
    return read_dose(" ".join(words), codes=CODES)


def places(said: Said, *, numbers: bool) -> list[int]:
    return [place for place, word in enumerate(said.words) if is_number(word) == numbers]


@settings(deadline=None, max_examples=200)
@given(directions())
def test_what_was_made_of_its_numbers_is_read_as_those(said: Said) -> None:
    """Without this the others would prove nothing."""
    reading = read(said.words)
    assert reading.parsed, (said.text, reading.unparsed)
    assert same(reading, said), said.text


@settings(deadline=None, max_examples=200)
@given(directions(), st.data())
def test_a_dropped_number_leaves_directions_that_are_not_read(said: Said, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(places(said, numbers=True)))
    left = said.words[:at] + said.words[at + 1 :]
    assert not read(left).parsed, " ".join(left)


@settings(deadline=None, max_examples=200)
@given(directions(), st.data())
def test_a_doubled_word_changes_no_number_and_a_doubled_number_is_not_read(said: Said, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said.words) - 1))
    doubled = said.words[: at + 1] + said.words[at:]
    reading = read(doubled)
    assert not reading.parsed or (not is_number(said.words[at]) and same(reading, said)), " ".join(doubled)


@settings(deadline=None, max_examples=200)
@given(directions(), st.integers(0, 12), st.sampled_from(["weekly", "once a week", "monthly", "every fortnight"]))
def test_a_rarer_frequency_put_in_is_a_second_reading(said: Said, place: int, rarer: str) -> None:
    """Only a time of the day goes with it, and then the dose is the rarer one, never the daily one."""
    at = min(place, len(said.words))
    mixed = (*said.words[:at], *rarer.split(), *said.words[at:])
    reading = read(mixed)
    moment = {"night", "morning"} & set(said.words) and "every" not in said.words
    assert not reading.parsed or moment, " ".join(mixed)
    assert not reading.parsed or (reading.per_day_max or 0) < 1, " ".join(mixed)


@settings(deadline=None, max_examples=300)
@given(directions(), st.data())
def test_two_words_swapped_say_the_same_or_nothing(said: Said, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said.words) - 2))
    words = list(said.words)
    words[at], words[at + 1] = words[at + 1], words[at]
    reading = read(tuple(words))
    assert not reading.parsed or same(reading, said), " ".join(words)


@settings(deadline=None, max_examples=200)
@given(directions(), st.data(), st.sampled_from([",5", ",25", ",000", "-", "/", ".5.5"]))
def test_a_number_with_a_comma_or_half_a_range_is_not_read(said: Said, data: st.DataObject, tail: str) -> None:
    at = data.draw(st.sampled_from(places(said, numbers=True)))
    figures = {word: str(value) for value, word in NUMBER_WORDS.items()}
    odd = figures.get(said.words[at], said.words[at]) + tail
    words = (*said.words[:at], odd, *said.words[at + 1 :])
    assert not read(words).parsed, " ".join(words)


@settings(deadline=None, max_examples=200)
@given(directions(), st.integers(0, 12), st.sampled_from(["7", "nine", "0", "12"]))
def test_a_number_put_in_is_never_passed_over(said: Said, place: int, more: str) -> None:
    at = min(place, len(said.words))
    words = (*said.words[:at], more, *said.words[at:])
    reading = read(words)
    assert not reading.parsed or not same(reading, said), " ".join(words)
