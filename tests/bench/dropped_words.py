"""Directions that have lost a number or a word of frequency: what may still be read out of the words that are left.

The oracle knows nothing of the grammar. Of a reading it asks that each dose stood in the text before and still stands
there (or that one is applied, inserted or changed), and that its times a day can be made of the words and numbers left.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

Answer = Mapping[str, Any]
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBER = {word: Fraction(value) for value, word in enumerate(_NUMBERS, 1)} | {"half": Fraction(1, 2)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TIMES = {
    "once": 1, "twice": 2, "thrice": 3, "od": 1, "om": 1, "on": 1, "mane": 1, "nocte": 1, "bd": 2, "bid": 2, "bds": 2,
    "tds": 3, "tid": 3, "qds": 4, "qid": 4, "meal": 3, "meals": 3, "food": 3,
}  # fmt: skip
_DAY, _WEEK, _MONTH = Fraction(1), Fraction(1, 7), 12 / Fraction("365.25")
_PERIODS = {
    "hour": 24 * _DAY, "hr": 24 * _DAY, "day": _DAY, "night": _DAY, "dai": _DAY, "week": _WEEK, "fortnight": _WEEK / 2,
    "month": _MONTH, "alternate": _DAY / 2, "other": _DAY / 2,
}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOMENTS = (
    "morning", "night", "noon", "lunch", "tea", "evening", "dinner", "supper", "bed", "breakfast", "mane", "nocte",
)  # fmt: skip
_ONE_UNSAID = re.compile(r"\b(?:apply|insert|instil|change|use|patch)", re.IGNORECASE)
_CLOSE = Fraction(1, 50_000)


def _words(text: str) -> list[str]:
    """Numbers and words; a dose code with full stops is one word (q.d.s.)."""
    joined = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text.lower())
    return re.findall(r"\d+(?:[.,/]\d+)?|[a-z]+|½|¼", joined)


def _numbers(text: str) -> set[Fraction]:
    found: set[Fraction] = set()
    for word in _words(text):
        if word[0].isdigit():
            found.add(Fraction(word.replace(",", ".")) if not word.endswith("/0") else Fraction(0))
        elif word in _NUMBER or word in _ROMAN:
            found.add(_NUMBER.get(word) or Fraction(_ROMAN[word]))
        elif word in ("½", "¼"):
            found.add(Fraction(1, 2) if word == "½" else Fraction(1, 4))
    return found


def says_how_much_or_how_often(word: str) -> bool:
    """Whether a written word is a number, or one of frequency."""
    return bool(_numbers(word)) or any(
        part in _TIMES or part.startswith((*_PERIODS, *_WEEKDAYS, *_MOMENTS)) or part in ("every", "each", "times")
        for part in _words(word)
    )


def dropped(text: str) -> Iterator[str]:
    """The text without one such word, for each of them."""
    words = text.split()
    for at, word in enumerate(words):
        left = " ".join([*words[:at], *words[at + 1 :]])
        if left and says_how_much_or_how_often(word):
            yield left


def _rates(text: str) -> set[Fraction]:
    """Every number of times a day that could be made of these words."""
    words = _words(text)
    counts = _numbers(text) | {Fraction(_TIMES[word]) for word in words if word in _TIMES} | {Fraction(1)}
    counts = {count for count in counts if count}
    periods = {rate for start, rate in _PERIODS.items() for word in words if word.startswith(start)}
    periods |= {Fraction(1)} if any(word in _TIMES for word in words) else set()
    found = {rate * count for rate in periods for count in counts} | {
        rate / count for rate in periods for count in counts
    }
    found |= {rate / other for rate in found for other in counts}
    moments = sum(word.startswith(_MOMENTS) or word in ("om", "on") for word in words)
    weekdays = sum(word.startswith(_WEEKDAYS) for word in words)
    found |= {Fraction(moments)} if moments else set()
    found |= {Fraction(weekdays, 7)} if weekdays else set()
    return found


def _is_among(value: str | None, of: set[Fraction]) -> bool:
    return value is None or any(abs(Fraction(Decimal(value)) - each) < _CLOSE for each in of)


def follows(left: str, after: Answer, before: Answer) -> bool:
    """Whether a reading of what is left says nothing that the words left do not say; not read is always right."""
    if not after["parsed"]:
        return True
    doses = _numbers(left) | ({Fraction(1)} if _ONE_UNSAID.search(left) else set())
    stood = {Fraction(Decimal(before[key])) for key in ("dose_min", "dose_max")}
    stood |= {Fraction(Decimal(step[key])) for step in before["steps"] for key in ("dose_min", "dose_max") if step[key]}
    return all(_is_among(after[key], doses & stood) for key in ("dose_min", "dose_max")) and _is_among(
        after["per_day_max"], _rates(left)
    )
