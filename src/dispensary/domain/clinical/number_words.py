"""A quantity written in words, as a prescription for a controlled drug carries it: "twenty eight", "one hundred and
twelve tablets", "two point five"."""

import re
from decimal import Decimal

from dispensary.domain.dose.vocabulary import NUMBERS, TENS

_SMALL = {**NUMBERS, **TENS, "zero": 0, "nil": 0, "nought": 0, "fourty": 40, "ninty": 90}
_LARGE = frozenset({"hundred", "thousand"})
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_HALVES = {("half",): Decimal("0.5"), ("and", "a", "half"): Decimal("0.5"), ("and", "half"): Decimal("0.5")}


def has_number_words(text: str) -> bool:
    """Whether any number stands there in words; "28 tablets" has none."""
    return any(word in _SMALL or word in _LARGE for word in _words(text))


def number_in(text: str) -> Decimal | None:
    """The one number that the words say; None where there is none, or more than one.

    What stands around it is the unit ("twenty eight tablets"). A figure next to the words must agree with them.
    """
    words = _words(text)
    start = next((at for at, word in enumerate(words) if word in _SMALL or word in _LARGE), len(words))
    said, rest = _whole(words[start:])
    if said is None or any(word in _SMALL or word in _LARGE for word in rest):
        return None
    beside = [Decimal(word) for word in (*words[:start][-1:], *rest[:1]) if word[0].isdigit()]
    return said if all(figure == said for figure in beside) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("-", " "))


def _whole(words: list[str]) -> tuple[Decimal | None, list[str]]:
    """The number that the first words say, and the words after it."""
    total, group, at = 0, 0, 0
    last = 0
    seen = False
    while at < len(words):
        word = words[at]
        if word in _SMALL and _may_follow(last, _SMALL[word]):
            group, last = group + _SMALL[word], _SMALL[word]
        elif word == "hundred" and (group < 10 or not seen):
            group, last = max(group, 1) * 100, 100
        elif word == "thousand":
            total, group, last = total + max(group, 1) * 1000, 0, 1000
        elif not (word == "and" and seen and at + 1 < len(words) and words[at + 1] in _SMALL):
            break
        seen = True
        at += 1
    if not seen:
        return None, words
    return _with_fraction(Decimal(total + group), words[at:])


def _may_follow(last: int, value: int) -> bool:
    """twenty eight, hundred twelve; not eight twenty, and not two two."""
    if last == 0 or last >= 100:
        return True
    return last >= 20 and value < 10


def _with_fraction(number: Decimal, rest: list[str]) -> tuple[Decimal, list[str]]:
    if rest[:1] == ["point"]:
        digits = 1
        while digits < len(rest) and rest[digits] in _SMALL and _SMALL[rest[digits]] < 10:
            digits += 1
        written = "".join(str(_SMALL[word]) for word in rest[1:digits])
        return (number + Decimal(f"0.{written}"), rest[digits:]) if written else (number, rest)
    for words, part in _HALVES.items():
        if tuple(rest[: len(words)]) == words:
            return number + part, rest[len(words) :]
    return number, rest
