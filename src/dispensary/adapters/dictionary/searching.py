"""What a dispenser typed, as a query to the word index, and the order in which the finds are shown."""

from collections.abc import Sequence
from typing import NamedTuple

from dispensary.adapters.dictionary.names import Word, words


class Rank(NamedTuple):
    """Smaller is better: the typed start of the name, exact strengths, few other strengths, short, alphabetical."""

    other_start: bool
    inexact: int
    other_numbers: int
    length: int
    name: str


def query(typed: Sequence[Word]) -> str:
    """Every word must be there, each may be unfinished. Words are quoted: no typed text can be an operator."""
    return " AND ".join(f'"{word.token}"*' for word in typed)


def rank(name: str, typed: Sequence[Word]) -> Rank:
    own = words(name)
    numbers = {word.text for word in own if word.number}
    amounts = {_amount(text) for text in numbers}
    asked = [word.text for word in typed if word.number]
    inexact = sum(text not in numbers and text not in amounts for text in asked)
    first = next((word.text for word in typed if not word.number), "")
    start = next((word.text for word in own), "")
    return Rank(not start.startswith(first), inexact, max(0, len(numbers) - len(asked)), len(name), name.casefold())


def _amount(text: str) -> str:
    """ "5mg" without its unit."""
    return text.rstrip("abcdefghijklmnopqrstuvwxyz")
