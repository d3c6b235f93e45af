"""Whether words that are not directions say a dose: a part of them is enough, in whichever unit."""

import re
from typing import Final

from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.dose.cover import phrases_by_place
from dispensary.domain.dose.expansion import tokens_of
from dispensary.domain.dose.line import Line
from dispensary.domain.dose.phrases import (
    Amount,
    AsNeeded,
    Cap,
    Divided,
    Every,
    Gap,
    Method,
    Moment,
    Often,
    Phrase,
    ReduceBy,
    Repeat,
    Single,
    Site,
    Weekdays,
)

_LONGEST: Final = 1000
_SENTENCE: Final = re.compile(r"(?<=[.!?;:])\s+|\n+")
_DOSE: Final = re.compile(r"(?i)\bdos(?:e|es|age)\b")
_SHORT: Final = re.compile(r"(?i)\b(?:24\s?-?h(?:ou)?rs?|\d+\s?[x×]\s?\d+)\b")
"""What only whole directions are read by: "8 in 24 hours", "1x3"."""
_OFTEN: Final = re.compile(r"(?i)\b(?:hour|dai|week|fortnight|night|month)ly\b")
"""Unread where it may mean two things: "two weekly"."""
_MOST_COUNTED: Final = 99
_ALONE: Final = (Cap, Divided, Gap, Often, ReduceBy, Repeat)
"""Nobody says these of a box."""
_WHEN: Final = (AsNeeded, Every, Moment, Single, Site, Weekdays)


def mentions_dose(text: str, codes: DoseCodes) -> bool:
    """Whether a sentence of it says how much, or when, to take, give or use of something: "2 bd", "take one", "use at
    night". Words about a box, a shelf or a visit do not; where it cannot be told apart, it is a dose.
    """
    return any(_says(sentence, codes) for sentence in _SENTENCE.split(text[:_LONGEST]))


def _says(sentence: str, codes: DoseCodes) -> bool:
    phrases = _phrases(sentence, codes)
    told = any(isinstance(phrase, Method) for phrase in phrases) or bool(_DOSE.search(sentence))
    when = any(isinstance(phrase, _WHEN) for phrase in phrases) or bool(_OFTEN.search(sentence))
    amount = any(_countable(phrase) for phrase in phrases)
    alone = any(isinstance(phrase, _ALONE) for phrase in phrases)
    return alone or bool(_SHORT.search(sentence)) or (amount and (told or when)) or (told and when)


def _countable(phrase: Phrase) -> bool:
    """An amount; a bare number as large as a year is none."""
    return isinstance(phrase, Amount) and (phrase.unit is not None or phrase.high <= _MOST_COUNTED)


def _phrases(sentence: str, codes: DoseCodes) -> list[Phrase]:
    """The longest phrase at each place, past it the next."""
    line = Line(tokens_of(sentence, codes, None))
    places, found, at = phrases_by_place(line), list[Phrase](), 0
    while at < len(line):
        longest = max((each for each in places[at] if each.phrase is not None), key=lambda each: each.end, default=None)
        if longest is None or longest.phrase is None:
            at += 1
            continue
        found.append(longest.phrase)
        at = longest.end
    return found
