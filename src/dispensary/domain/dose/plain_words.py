"""Words that bear on no number: which may stand beside a dose, which could change one, and advice for the label."""

from collections.abc import Iterator
from functools import lru_cache

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line
from dispensary.domain.dose.phrases import Found
from dispensary.domain.dose.spelling import looks_like
from dispensary.domain.dose.tokens import Kind

_FILLERS = v.phrases(
    """please, a time, at a time, only, the, of, dose, to be, a, and, also,
    plus, it, them, this, be, together, regularly"""
)

WEAK = frozenset({"single", "first", "second", "continue", "time", "free"})
_OPENERS = frozenset(
    v.words(
        """for to with without in into on onto over under around by via from after before until if when as because
        due during while avoid swallow dissolve dissolved shake rinse wash keep finish see may can sparingly
        thinly liberally generously whole through at not do dont no may warning caution important complete crush
        chew suck use between left right thin contains stick this these pea small layer cream ointment gel lotion"""
    )
)
_SENTENCE_MARKS = frozenset({".", ";"})
_INNER_MARKS = frozenset({"/", "'", '"', "%", ":", "(", ")", "-", ","})


# What an unknown word is held against: the words above, sides, forms, and the short codes.
_NEAR = (
    frozenset(word for word in v.SIGNIFICANT if len(word) > 3)
    | frozenset(word for word in v.FORMS if len(word) > 4)
    | frozenset(v.words("left right affected not bds tds qds tid bid qid prn eye ear one two six ten"))
)
_FUNCTION = frozenset(
    v.words(
        """for to with without in into on onto over under around by via from after before until if when as at the a
        an your and or of be is due because"""
    )
)


def significant(line: Line, at: int) -> bool:
    """Whether this token could change a dose, or looks like a slip of one that does."""
    kind, word = line.kind(at), line.text(at)
    if kind in (Kind.NUMBER, Kind.CLOCK, Kind.BLOCK):
        return True
    if kind is Kind.MARK:
        return word not in _INNER_MARKS
    if word in v.SIGNIFICANT:
        return not (word == "sun" and line.text(at - 1) == "the")
    if word in v.SPOONS or word in v.FORMS:
        # "Take these tablets" and "swallow tablets whole" give no dose; "on etablet" and "with a tablet" may.
        return line.text(at - 1) not in _THE_MEDICINE and line.text(at - 1) not in v.METHOD_OF
    if word in v.PLAIN or word in v.SITE_SIDES:
        return False
    return _unknown_word_matters(word)


@lru_cache(maxsize=4096)
def _unknown_word_matters(word: str) -> bool:
    """A short word that nobody knows, or one that may be meant for a word that counts."""
    if len(word) <= 3 or word.startswith("eye"):
        return True
    return any(looks_like(word, other) for other in _NEAR if len(other) > 3 or len(word) == 4)


def plain_run(line: Line, at: int, allow: frozenset[str] = frozenset(), until: str = ".") -> int:
    """How far words run that cannot change a dose; a sentence's end, and the mark `until`, stops them."""
    end = at
    while (
        line.text(end) != until
        and line.kind(end) is not None
        and line.text(end) not in _SENTENCE_MARKS
        and (not significant(line, end) or line.text(end) in allow)
    ):
        end += 1
    return end


def advice(line: Line, at: int) -> Iterator[Found]:
    """Words for the label: to the affected area, for pain, if sleepy do not drive.

    A prohibition must run to the end of its sentence, and hold no word that could change a dose.
    """
    needed = line.text(at - 1) in v.NEEDED and line.text(at) not in _OPENERS
    begins = at > 0 and (line.text(at - 1) in _SENTENCE_MARKS | {"-"} or needed)
    if line.kind(at) is not Kind.WORD or not (line.text(at) in _OPENERS or begins):
        return
    purpose = (
        line.text(at) == "to"
        and line.text(at + 1) in (frozenset(v.CHANGES) | {"stop"})
        and line.kind(at + 2) is Kind.WORD
    )
    if purpose and (significant(line, at + 2) or line.text(at + 2) in ("dose", "by", "to")):
        return
    first = at + 2 if purpose else at
    forbids = line.text(at) in ("do", "dont", "avoid")
    end = plain_run(line, first, allow=v.NEGATIVES | {"or", "stop"} if forbids else v.NEGATIVES)
    words = [line.text(place) for place in range(at, end)]
    prohibits = bool((v.NEGATIVES | {"do"}) & set(words)) and words[:1] != ["without"]
    verb = line.text(at) in v.METHOD_OF
    if end - at < 2 and (verb or not (line.text(at) in _ALONE or (begins and end > at))):
        return
    if prohibits:
        if line.kind(end) is None or line.text(end) in _SENTENCE_MARKS:
            yield Found(end, None, line.written(at, end))
        return
    for stop in (end, *range(max(at + 2, first + 1), end)):
        ends_well = line.text(stop - 1) not in _FUNCTION
        if ends_well and (stop == end or line.text(stop) in _RESTART):
            said = _worth_saying(line, at, stop)
            yield Found(stop, None, f"for {said}" if needed and said else said)


def _worth_saying(line: Line, at: int, end: int) -> str:
    """The words for the label; "take these tablets" says nothing by itself."""
    said = [line.text(place) for place in range(at, end)]
    plain = all(word in v.METHOD_OF or word in _THE_MEDICINE or word in v.FORMS for word in said)
    return "" if plain else line.written(at, end)


_THE_MEDICINE = frozenset({"these", "this", "the", "your", "medicine", "medicines"})
_ALONE = frozenset({"sparingly", "thinly", "liberally", "generously", "whole", "crush", "chew"})
# Words that can begin another phrase in the middle of advice: "for pain in the morning".
_RESTART = frozenset(
    {
        "in",
        "at",
        "on",
        "with",
        "before",
        "after",
        "when",
        "if",
        "as",
        "for",
        "to",
        "then",
        "and",
        "until",
        "from",
        ",",
        "-",
        "(",
        "up",
        "or",
        "a",
        "by",
        "only",
        "take",
    }
)


def separators(line: Line, at: int) -> Iterator[Found]:
    """Marks between phrases. A hyphen between two bare numbers is a range and separates nothing."""
    word = line.text(at)
    if line.kind(at) is Kind.MARK and word in (",", ";", ".", ":", "(", ")", "-", "'", '"', "!"):
        between_numbers = line.kind(at - 1) is Kind.NUMBER and line.kind(at + 1) is Kind.NUMBER
        if not (word == "-" and (between_numbers or line.text(at - 1) in v.WEEKDAYS)):
            yield Found(at + 1)
        return
    end = line.phrase(at, *_FILLERS)
    if end is not None:
        yield Found(end)
