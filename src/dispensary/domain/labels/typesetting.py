"""Breaking text into lines without breaking words, and knowing which signs can be printed at all."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

NO_BREAK_SPACE = "\u00a0"
_APOSTROPHES = {"\u02bb": "\u2018", "\u02bc": "\u2019"}
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_FIGURE = r"[\d¼-¾⅐-⅞]"
_NUMBER = re.compile(rf"[(\[<>≤≥~±+×-]*[.,]?{_FIGURE}(?:{_FIGURE}|[.,/–-])*|\S*/\d[\d.]*")
_RATIO = re.compile(r"[(\[]?\d[\d,]*")
_NEGATIONS = frozenset({"not", "no", "never", "don't", "don’t"})
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_INWARD = re.compile(r"\d[A-Z]{2}\W*")
_SENTENCE = re.compile(r"(?<=\n)(?=[^\n])|(?<=[.!?] )(?=[A-Z])")
# After a sign that ends a part of a word; not inside a number (1,000 or 2-5), nor after the co- of co-codamol.
_AFTER = re.compile(r"(?<=[/+;)\]_]|,)(?!(?<=\d[,/])\d)|(?<=\w\w\w-)(?!(?<=\d-)\d)")
_TOKEN = re.compile(r"\d[\d.,]*(?:[^\W\d_]{1,4}(?![^\W\d_]))?|.", re.DOTALL)
# How a picture is to be drawn (variation selectors, skin tones) and the frame of a key: nothing is said by them.
_FOR_PICTURES = frozenset({*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0x1F3FB, 0x1F400)), "\u20e3"})


@dataclass(frozen=True, slots=True)
class _Block:
    first: str
    last: str

    def __contains__(self, sign: str) -> bool:
        return self.first <= sign <= self.last


_OLDER = _Block("\u2600", "\u27bf")
_FLAGS = _Block("\U0001f1e6", "\U0001f1ff")
_PICTURES = (_Block("\u2300", "\u23ff"), _OLDER, _Block("\u2b00", "\u2bff"), _FLAGS, _Block("\U0001f300", "\U0001faff"))
_COUNTS = re.compile(r"\d|\b(MULTIPLICATION|PLUS|MINUS|DIVISION|EQUALS|DIGIT|NUMBER|HUNDRED|TEN|INPUT|CLOCK FACE)\b")


@dataclass(frozen=True, slots=True)
class Printable:
    """A text as it can be printed. replaced: letters shown without a mark, pictures shown as words. missing: signs that
    cannot be shown.
    """

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    missing: str = ""


def printable(text: str, has: Callable[[str], bool]) -> Printable:
    """The text with what the typeface can draw: invisible control signs go, a letter with a mark that is unknown to it
    loses the mark, and a picture becomes its name in brackets: (sun with face). A number, a unit or a sign of
    arithmetic is never replaced: that would change a dose.
    """
    shown = ""
    named = False
    replaced: dict[str, str] = {}
    missing: dict[str, None] = {}
    for sign in _with_their_marks(unicodedata.normalize("NFC", text)):
        instead = _sign(sign, has) if len(sign) == 1 else _without_marks(sign, has)
        if instead is None:
            missing.update(dict.fromkeys(sign))
            continue
        if not instead:
            continue
        picture = instead[0] == "(" != sign
        apart = picture and shown and not shown[-1].isspace()
        apart = apart or (named and not picture and instead[0].isalnum())
        shown += f" {instead}" if apart else instead
        named = picture
        if instead.strip() and instead != sign:
            replaced[sign] = instead
    return Printable(shown, tuple(replaced.items()), "".join(missing))


def _with_their_marks(text: str) -> Iterator[str]:
    """Signs one by one, but a letter together with the marks that are written after it."""
    letter = ""
    for sign in text:
        if unicodedata.combining(sign) and letter and unicodedata.category(letter[0]).startswith("L"):
            letter += sign
            continue
        if letter:
            yield letter
        letter = sign
    if letter:
        yield letter


def shows(text: str) -> bool:
    """Whether anything of the text is seen on paper: white, control signs and joiners alone are nothing."""
    return any(not sign.isspace() and unicodedata.category(sign) not in _UNSEEN for sign in text)


def _sign(sign: str, has: Callable[[str], bool]) -> str | None:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category == "Cf" or sign in _FOR_PICTURES:
        return ""
    if has(sign):
        return sign
    if category == "Zs":
        return NO_BREAK_SPACE
    if category == "So":
        return _picture(sign)
    return _without_marks(sign, has) or _spelt_out(sign, has) if category.startswith("L") else None


def _picture(sign: str) -> str | None:
    """A pictorial sign's name in brackets; None for what stands for a number, a unit, arithmetic or lost letters."""
    name = unicodedata.name(sign, "")
    if not any(sign in block for block in _PICTURES) or _COUNTS.search(name) or not name:
        return None
    # The older signs come in outline and filled in, which their names call white and black.
    words = re.sub("^(WHITE|BLACK|HEAVY) ", "", name) if sign in _OLDER else name
    return f"({words.replace('REGIONAL INDICATOR SYMBOL LETTER', 'FLAG').lower()})"


def _without_marks(letter: str, has: Callable[[str], bool]) -> str | None:
    """The letter with as many of its marks as can be drawn with it in one sign; None without a mark to leave off."""
    bare, *marks = tuple(unicodedata.normalize("NFD", letter))
    if not marks or not has(bare) or not all(map(unicodedata.combining, marks)):
        return None
    for mark in marks:
        marked = unicodedata.normalize("NFC", bare + mark)
        bare = marked if len(marked) == 1 and has(marked) else bare
    return bare


def _spelt_out(letter: str, has: Callable[[str], bool]) -> str | None:
    """Letters that were joined into one (the fi of a PDF) as those letters, and an apostrophe that is a letter as the
    usual one.
    """
    if letter in _APOSTROPHES:
        return _APOSTROPHES[letter] if has(_APOSTROPHES[letter]) else None
    tag, _, joined = unicodedata.decomposition(letter).partition(" ")
    spelt = "".join(chr(int(part, 16)) for part in joined.split()) if tag == "<compat>" else ""
    return spelt if spelt and all(part.isalpha() and has(part) for part in spelt) else None


def sentences(text: str) -> list[str]:
    """The text in its sentences and in the lines that it was written in, nothing but white lines left out."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def wrap(text: str, width: int | Callable[[int], int], measure: Callable[[str], int]) -> tuple[str, ...]:
    """The text in lines no wider than `width` (of the line with that index), every character kept but line ends.

    A line ends at a space, never between a number and what it counts, after a "not", nor inside a ratio or a postcode.
    Only a word wider than a whole line is divided, after a slash or hyphen where it has one, and never inside a number.
    """
    room = width if callable(width) else lambda _: width
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if paragraph.strip():
            _fill(paragraph.strip(), room, measure, lines)
    return tuple(line.strip().replace(NO_BREAK_SPACE, " ") for line in lines)


def _fill(paragraph: str, room: Callable[[int], int], measure: Callable[[str], int], lines: list[str]) -> None:
    line = ""
    for group in _groups(paragraph.split(" ")):
        whole = f"{line} {group}" if line else group
        if measure(whole.strip()) <= room(len(lines)):
            line = whole
            continue
        if line:
            lines.append(line)
        line = _divided(group, room, measure, lines)
    lines.append(line)


def _groups(words: list[str]) -> Iterable[str]:
    """Words that stay on one line, joined by no-break spaces."""
    held: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        held.append(word)
        if not (following and (_binds(word, following) or _is_ratio(held, following))):
            yield NO_BREAK_SPACE.join(held)
            held = []


def _binds(word: str, following: str) -> bool:
    if _OUTWARD.fullmatch(word) and _INWARD.fullmatch(following):
        return True
    if word.lower() in _NEGATIONS or following.lower() == "not":
        return True
    return bool(_NUMBER.fullmatch(word)) and word[-1] not in ".,"


def _is_ratio(held: list[str], following: str) -> bool:
    """Whether the words go on as a ratio: (1 in 80,000)."""
    return len(held) > 1 and held[-1] == "in" and bool(_RATIO.fullmatch(held[-2])) and following[:1].isdigit()


def _divided(group: str, room: Callable[[int], int], measure: Callable[[str], int], lines: list[str]) -> str:
    """Puts all but the end of a group that may be wider than a line into `lines`; returns the end."""
    line = ""
    for piece in _pieces(group, room, measure, lines):
        if line and measure(line + piece) > room(len(lines)):
            lines.append(line)
            line = ""
        line += piece
    return line


def _pieces(group: str, room: Callable[[int], int], measure: Callable[[str], int], lines: list[str]) -> Iterable[str]:
    """The group whole if it fits a line; else its words; else parts of words; at the very last single signs."""

    def fits(text: str) -> bool:
        return measure(text) <= min(room(len(lines)), room(len(lines) + 1))

    if fits(group):
        yield group
        return
    for word in re.split(f"(?<={NO_BREAK_SPACE})", group):
        if fits(word):
            yield word
            continue
        for part in _AFTER.split(word):
            yield from [part] if fits(part) else _smallest(part, fits)


def _smallest(part: str, fits: Callable[[str], bool]) -> Iterable[str]:
    """Single signs, but a number whole, with its unit where that is short."""
    for token in _TOKEN.findall(part):
        yield from [token] if fits(token) else token


def spaced_digits(digits: str) -> str:
    """Digits as people read them aloud: 7041 2518; ten in two fives."""
    size = 5 if len(digits) == 10 else 4
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))
