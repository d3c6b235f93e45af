"""The tokens of one text with the questions that every recogniser asks: which word, which number, what follows."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.phrases import Found
from dispensary.domain.dose.tokens import Kind, Token

_FRACTIONS = {(1, 2): Decimal("0.5"), (1, 4): Decimal("0.25"), (3, 4): Decimal("0.75")}
_ARTICLES = frozenset({"a", "the"})


@dataclass(frozen=True, slots=True)
class Line:
    """Positions past the end are empty words. product: the words of the product's own unit."""

    tokens: tuple[Token, ...]
    product: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> Kind | None:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def skip(self, at: int, words: Container[str]) -> int:
        """Past one of these words, where it stands there."""
        return at + 1 if self.text(at) and self.text(at) in words else at

    def skip_all(self, at: int, words: Container[str]) -> int:
        while self.text(at) and self.text(at) in words:
            at += 1
        return at

    def phrase(self, at: int, *phrases: str) -> int | None:
        """Where the longest of these phrases ends, None where none stands here."""
        for words in _longest_first(phrases):
            if all(self.text(at + offset) == word for offset, word in enumerate(words)):
                return at + len(words)
        return None

    def written(self, start: int, end: int) -> str:
        """The words of a stretch in the grammar's spelling, for the label."""
        out = ""
        for token in self.tokens[start:end]:
            glue = token.text in ",.;:)/'%" or out.endswith(("(", "/"))
            out += token.text if glue or not out else f" {token.text}"
        return out


@lru_cache(maxsize=512)
def _longest_first(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


Recogniser = Callable[[Line, int], Iterator[Found]]


def whole(line: Line, at: int) -> tuple[int, int] | None:
    """A whole number and where it ends: 12, twelve, twenty eight, one hundred and fifty."""
    token = line.tokens[at] if 0 <= at < len(line) else None
    if token is None:
        return None
    if token.value is not None:
        return (int(token.value), at + 1) if token.value == int(token.value) else None
    small = _below_hundred(line, at)
    if small is None:
        return None
    value, end = small
    if line.text(end) != "hundred":
        return small
    rest = _below_hundred(line, line.skip(end + 1, {"and"}))
    return (value * 100, end + 1) if rest is None else (value * 100 + rest[0], rest[1])


def _below_hundred(line: Line, at: int) -> tuple[int, int] | None:
    word = line.text(at)
    if word in v.NUMBERS:
        return v.NUMBERS[word], at + 1
    if word not in v.TENS:
        return None
    unit = v.NUMBERS.get(line.text(at + 1), 10)
    return (v.TENS[word] + unit, at + 2) if unit < 10 else (v.TENS[word], at + 1)


def _fraction(line: Line, at: int) -> tuple[Decimal, int] | None:
    """1/2, 1/4, 3/4, half, a half, a quarter, three quarters."""
    top, bottom = line.text(at), line.text(at + 2)
    if line.text(at + 1) == "/" and top.isdigit() and bottom.isdigit():
        value = _FRACTIONS.get((int(top), int(bottom)))
        return None if value is None else (value, at + 3)
    if line.phrase(at, "three quarters") is not None:
        return Decimal("0.75"), at + 2
    start = line.skip(at, {"a"})
    if line.text(start) in ("half", "quarter"):
        return Decimal("0.5") if line.text(start) == "half" else Decimal("0.25"), start + 1
    return None


def number(line: Line, at: int) -> tuple[Decimal, int] | None:
    """A number and where it ends: 2, two, 1.5, 1 1/2, one and a half, half a, EIGHT (8). None where there is none."""
    part = _fraction(line, at)
    if part is not None:
        value, end = part
        of = line.skip(end, {"of"})
        article = line.skip(of, _ARTICLES)
        return value, article if line.text(article) in v.FORMS else end
    found = whole(line, at)
    if found is None:
        token = line.tokens[at] if 0 <= at < len(line) else None
        return None if token is None or token.value is None else _bracketed(line, token.value, at + 1)
    more = _and_a_fraction(line, found[1])
    if more is not None:
        return Decimal(found[0]) + more[0], more[1]
    return _bracketed(line, Decimal(found[0]), found[1])


def _and_a_fraction(line: Line, at: int) -> tuple[Decimal, int] | None:
    """The rest of "1 1/2" and "one and a half". "1 half tablet" is half a tablet to some: no number."""
    if line.text(at) == "and":
        return _fraction(line, at + 1)
    digits = line.text(at - 1).isdigit() and line.text(at).isdigit()
    return _fraction(line, at) if digits else None


def _bracketed(line: Line, value: Decimal, end: int) -> tuple[Decimal, int] | None:
    """The same number said again in brackets. Another number there is a contradiction, and no number."""
    if line.text(end) != "(":
        return value, end
    again = whole(line, end + 1)
    if again is None or line.text(again[1]) != ")":
        return value, end
    return (value, again[1] + 1) if Decimal(again[0]) == value else None


def spread(line: Line, at: int) -> Iterator[tuple[Decimal, Decimal, int]]:
    """A number, or a range of two, the longer first: 1-2, 1 or 2, one to two, between 1 and 2."""
    between = line.text(at) == "between"
    low = number(line, at + 1 if between else at)
    if low is None:
        return
    joint = line.text(low[1])
    if joint in (("and",) if between else ("-", "to", "or")):
        high = number(line, low[1] + 1)
        if high is not None and low[0] < high[0]:
            yield low[0], high[0], high[1]
    if not between:
        yield low[0], low[0], low[1]


def whole_spread(line: Line, at: int) -> Iterator[tuple[int, int, int]]:
    """The same in whole numbers above zero."""
    for low, high, end in spread(line, at):
        if low == int(low) > 0 and high == int(high):
            yield int(low), int(high), end
