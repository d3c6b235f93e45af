"""Directions as tokens: numbers, words, clock times and marks.

Nothing is dropped. What cannot be read safely (a decimal comma, a code with two meanings) becomes a BLOCK, which no
phrase of the grammar accepts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.codes import DoseCodes, ReadWhen


class Kind(Enum):
    NUMBER = "number"
    WORD = "word"
    CLOCK = "clock"
    MARK = "mark"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Token:
    """text: in the grammar's spelling; written: as the prescriber typed it; value: of a number."""

    kind: Kind
    text: str
    written: str
    value: Decimal | None = None


# 2 million units are 7 figures; a longer number is a mistake.
_LONGEST_NUMBER = 8

_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
_SAME = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x", "’": "'", "‘": "'", "\u00a0": " ", "\u2009": " ",
        "\u202f": " ", "µ": "mc", "μ": "mc", "\t": " ", "\r": " ", "\n": " . ",
        "[": "(", "]": ")", "{": "(", "}": ")", "“": '"', "”": '"', "\u200b": "", "\ufeff": "",
    }
)  # fmt: skip
_ABBREVIATION = re.compile(r"\b(?:[a-zA-Z]\.)+[a-zA-Z]\b\.?|\b(?:[a-zA-Z]\.){2,}")
_PLURAL = re.compile(r"(?<=[a-zA-Z])(?:\((e?s)\)|/(s)\b)", re.IGNORECASE)
_HYPHEN = re.compile(r"\b([a-zA-Z]+|\d+)-(?=([a-zA-Z]+))")
_SCAN = re.compile(
    r"""
      (?P<clock>\d{1,2}:\d{2}(?!\d)(?:\s*(?:am|pm|hrs|h)\b)?|\d{1,2}\.\d{2}\s*(?:am|pm)\b|(?<=\bat\s)\d{1,2}\s*(?:am|pm)\b)
    | (?P<comma>\d+(?:,\d+)+[\d.,]*)
    | (?P<glued>[a-z]*\d+(?:-\d+)?[a-z]+\b|[a-z]+\d+\b)
    | (?P<number>\d+(?:\.\d+)*|\.\d+)
    | (?P<word>[a-z']+)
    | (?P<mark>\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)", re.IGNORECASE)
_NTH = {value: word for word, value in v.ORDINALS.items()}
_PIECES = re.compile(r"\d+(?:\.\d+)?|[a-z]+|-", re.IGNORECASE)
_AND = {"&": "and", "+": "and", "@": "at"}
_UNITS = (
    "mls",
    "ml",
    "mg",
    "mcg",
    "tabs",
    "tab",
    "caps",
    "cap",
    "drops",
    "drop",
    "puffs",
    "puff",
    "sprays",
    "spray",
    "x",
)


_NUMERALS = frozenset({"i", "ii", "iii"})


def _prepared(text: str) -> str:
    text = text.translate(_SAME)
    for sign, plain in _FRACTIONS.items():
        text = text.replace(sign, plain)
    text = _ABBREVIATION.sub(lambda found: found.group().replace(".", ""), text)
    text = _PLURAL.sub(lambda found: found.group(1) or found.group(2), text)
    return _HYPHEN.sub(_unhyphened, text)


def _unhyphened(found: re.Match[str]) -> str:
    """one-two, i-ii and mon-fri are ranges; twenty-four, as-needed and 24-hourly are not."""
    first, second = found.group(1).lower(), found.group(2).lower()
    both = (first in v.NUMBERS or first in v.TENS or first == "half") and (second in v.NUMBERS or second in v.TENS)
    both = both and not (first in v.TENS and v.NUMBERS.get(second, 10) < 10)
    if both or any(first in kind and second in kind for kind in (v.WEEKDAYS, _NUMERALS)):
        return f"{found.group(1)} - "
    return f"{found.group(1)} "


def _number(text: str) -> Token:
    """A plain number. Two points, a leading nought, or 1.000 (one, or a thousand) can be read in two ways."""
    thousands = re.fullmatch(r"[1-9]\d*\.\d\d0", text) is not None
    leading_nought = len(text) > 1 and text[0] == "0" and text[1] != "."
    odd = thousands or leading_nought or text.count(".") > 1 or len(text) > _LONGEST_NUMBER
    return Token(Kind.BLOCK, text, text) if odd else Token(Kind.NUMBER, text, text, Decimal(text))


def _from_a_point(text: str, before: str, after: str) -> list[Token]:
    """.5 mg is a number; "sun.1 daily" is a full stop and 1; ".1 daily" may be either."""
    if before[-1:].isalpha():
        return [Token(Kind.MARK, ".", "."), _number(text[1:])]
    unit = re.match(r"\s*([a-z]+)", after, re.IGNORECASE)
    measured = unit is not None and (unit.group(1).lower() in v.VOLUMES or unit.group(1).lower() in v.MASSES)
    return [_number(text) if measured else Token(Kind.BLOCK, text, text)]


def _clock(text: str) -> Token:
    """A time as HH:MM. An impossible one is blocked."""
    digits = re.findall(r"\d+", text)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = text.lower().strip()[-2:]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return Token(Kind.BLOCK, text, text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        return Token(Kind.BLOCK, text, text)
    return Token(Kind.CLOCK, f"{hour:02d}:{minute:02d}", text)


def _word(text: str) -> Token:
    return Token(Kind.WORD, text.lower().replace("'", ""), text)


class Splitter:
    """Splits texts, by the codes that may be typed together."""

    def __init__(self, codes: DoseCodes) -> None:
        self.codes = codes

    def split(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        for found in _SCAN.finditer(_prepared(text)):
            written = found.group()
            match found.lastgroup:
                case "clock":
                    tokens.append(_clock(written))
                case "comma":
                    tokens.append(Token(Kind.BLOCK, written, written))
                case "number" if written.startswith("."):
                    tokens.extend(_from_a_point(written, found.string[: found.start()], found.string[found.end() :]))
                case "number":
                    tokens.append(_number(written))
                case "glued":
                    tokens.extend(self._glued(written, tokens))
                case "word":
                    tokens.extend(self._run(written, after_number=False))
                case _:
                    mark = _AND.get(written)
                    tokens.append(Token(Kind.WORD, mark, written) if mark else Token(Kind.MARK, written, written))
            if written == "-" and _half_a_range(found, tokens):
                tokens[-1] = Token(Kind.BLOCK, written, written)
        return tokens

    def _glued(self, written: str, before: list[Token]) -> list[Token]:
        code = self.codes.find(written.lower())
        if code is not None:
            return [_word(written)]
        if re.fullmatch(r"\d{1,2}(?:am|pm)", written, re.IGNORECASE):
            return [_clock(written) if _in_a_list_of_times(before) else Token(Kind.BLOCK, written, written)]
        nth = _ORDINAL.fullmatch(written)
        if nth is not None and int(nth.group(1)) in _NTH:
            return [Token(Kind.WORD, _NTH[int(nth.group(1))], written)]
        pieces: list[Token] = []
        for piece in _PIECES.findall(written):
            if piece == "-":
                pieces.append(Token(Kind.MARK, "-", "-"))
            elif piece[0].isdigit():
                pieces.append(_number(piece))
            else:
                pieces.extend(self._run(piece, after_number=bool(pieces)))
        return pieces

    def _run(self, written: str, *, after_number: bool) -> list[Token]:
        """A run of letters: one word, or codes that were typed together ("pqds", "mltds", "bdprn")."""
        word = _word(written)
        if not word.text:
            return [Token(Kind.MARK, "'", written)]
        if after_number and word.text == "p":
            return [Token(Kind.WORD, "puffs", written)]
        if known(word.text, self.codes) or word.text == "x":
            return [word]
        splits = list(self._splits(word.text, after_number=after_number))
        if len(splits) != 1 or (not after_number and splits[0][-1] != "prn"):
            return [word]
        return [Token(Kind.WORD, "puffs" if part == "p" else part, part) for part in splits[0]]

    def _splits(self, run: str, *, after_number: bool) -> list[list[str]]:
        starts: list[list[str]] = []
        if after_number:
            starts = [[head] for head in (*_UNITS, "p") if run.startswith(head) and run != head]
        found = [start + rest for start in starts for rest in self._codes_only(run[len(start[0]) :])]
        return found + self._codes_only(run)

    def _codes_only(self, run: str) -> list[list[str]]:
        if not run:
            return [[]]
        found: list[list[str]] = []
        for size in range(2, len(run) + 1):
            code = self.codes.find(run[:size])
            if (
                code is not None
                and code.category in ("frequency", "timing", "asneeded", "food")
                and code.when
                in (
                    ReadWhen.ALWAYS,
                    ReadWhen.SIDE_NAMED,
                    ReadWhen.AFTER_A_DOSE,
                )
            ):
                found += [[run[:size], *rest] for rest in self._codes_only(run[size:])]
        return found


def _half_a_range(hyphen: re.Match[str], tokens: list[Token]) -> bool:
    """-2, take -2, 1-: a minus, or a range that has lost one of its numbers."""
    text, start, end = hyphen.string, hyphen.start(), hyphen.end()
    number_follows = text[end:].lstrip()[:1].isdigit()
    if not text[:start].strip():
        return number_follows
    before = tokens[-2]
    if before.text in v.METHOD_OF:
        return number_follows
    if before.kind is Kind.NUMBER or before.text in v.NUMBERS or before.text in v.TENS:
        return text[start - 1] in "0123456789" and text[end : end + 1] == " " and not number_follows
    return text[start - 1] == " " and text[end : end + 1].isdigit()


def _in_a_list_of_times(before: list[Token]) -> bool:
    """2pm in "at 8am and 2pm" or "(8am and 2pm)" is a time; "1am 1pm" may be two doses."""
    last = before[-1] if before else None
    if last is None:
        return False
    if last.text in ("(", "at"):
        return True
    return last.text in ("and", ",") and len(before) > 1 and before[-2].kind is Kind.CLOCK


def known(word: str, codes: DoseCodes) -> bool:
    """Whether a word is English to the grammar, or a code."""
    return (
        codes.find(word) is not None
        or word in v.PLAIN
        or word in v.SIGNIFICANT
        or word in v.FORMS
        or word in v.MASSES
        or word in v.VOLUMES
        or word in v.SPOONS
        or word in v.METHOD_OF
    )
