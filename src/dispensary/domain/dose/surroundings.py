"""What stands around the numbers: how to take it, where, as needed, as directed, steps, and plain advice."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, number
from dispensary.domain.dose.phrases import Amount, AsDirected, AsNeeded, Found, Method, Next, Single, Site, Stop
from dispensary.domain.dose.spelling import looks_like
from dispensary.domain.dose.tokens import Kind

_FILLERS = v.phrases(
    """please, a time, at a time, only, the, of, orally, oral route, oral, by mouth, dose, to be, a, and, also,
    plus, it, them, this, be, together, regularly"""
)


def methods(line: Line, at: int) -> Iterator[Found]:
    """Take, to be taken, to be inhaled; an English verb says how, and counts as nothing."""
    start = line.phrase(at, "to be", "should be", "must be", "to") or at
    verb = v.METHOD_OF.get(line.text(start))
    if verb is None:
        return
    yield Found(start + 1, Method(verb))


def bare_forms(line: Line, at: int) -> Iterator[Found]:
    """Change the patch, insert pessary: one, where a verb of one piece stands before it."""
    form = v.FORMS.get(line.text(at))
    if form is None or line.text(at) not in v.SINGULAR:
        return
    before = at - 1
    while line.text(before) in ("a", "the", "your", "new", "old"):
        before -= 1
    if v.METHOD_OF.get(line.text(before)) in ("apply", "insert", "change"):
        yield Found(at + 1, Amount(Decimal(1), Decimal(1), form))


def sites(line: Line, at: int) -> Iterator[Found]:
    """In the left eye, both ears, each nostril, to the affected eyes."""
    start = line.skip_all(at, {"to", "in", "into", "on", "onto", "up", "inside", "per", "for", "the", "your"})
    side = line.text(start)
    count = v.SITE_SIDES.get(side)
    noun = v.SITE_NOUNS.get(line.text(start + 1))
    if count is not None and noun is not None:
        words = f"{side} {noun}" if side != "both" else f"both {noun}s"
        yield Found(start + 2, Site(noun, words if side in ("both", "each") else f"the {words}", count or None))
        return
    plain = v.SITE_NOUNS.get(side)
    if plain is not None and start > at:
        yield Found(start + 1, Site(plain, f"the {side}", None))


def as_needed(line: Line, at: int) -> Iterator[Found]:
    """When required, as needed, prn; at the onset of an attack."""
    start = line.skip(at, {"only"})
    lead = line.phrase(start, "when", "as", "if", "where", "as and when", "whenever", "when and if", "if and when")
    if lead is not None:
        end = line.skip_all(lead, {"is", "it", "its", "they", "are"})
        if line.text(end) in v.NEEDED:
            yield Found(end + 1, AsNeeded())
            return
        wish = line.phrase(lead, "you need it", "you need them", "you need to")
        if wish is not None:
            yield Found(wish, AsNeeded())
    onset = line.phrase(
        start, "at the onset of", "at onset of", "at the first sign of", "at first sign of", "at the start of"
    )
    if onset is not None:
        end = plain_run(line, onset, until=",")
        if end > onset:
            yield Found(end, AsNeeded(onset=True), line.written(start, end))


_DIRECTED = v.phrases(
    """as directed, as advised, as instructed, as prescribed, as discussed, as explained, as before, as per,
    according to, follow directions, follow the directions, follow instructions, follow the instructions, per,
    see, exactly as directed, if directed, when directed"""
)


def as_directed(line: Line, at: int) -> Iterator[Found]:
    """As directed, as per plan, follow directions: somebody says how, elsewhere."""
    end = line.phrase(at, *_DIRECTED)
    if end is None:
        return
    told = line.text(end - 1) in ("per", "to", "see")
    stop = plain_run(line, end, allow=_WEAK) if told or line.text(end) in ("by", "in", "on") else end
    if told and stop == end:
        return
    yield Found(stop, AsDirected(), line.written(at, stop))


_STRAIGHT_AWAY = v.phrases(
    """immediately, now, straight away, at once, as a single dose, single dose, once only, as one dose, as a one
    off dose, as a stat dose, straightaway, initially, today, on the first day, on day 1, on day one"""
)


def singles(line: Line, at: int) -> Iterator[Found]:
    end = line.phrase(at, *_STRAIGHT_AWAY)
    if end is not None:
        yield Found(end, Single())


_STOPS = v.phrases("stop, stop taking it, stop treatment, discontinue")
_GOES_ON = v.phrases("followed by, thereafter, after that, continue with, continue on, starting on day 2")


def steps(line: Line, at: int) -> Iterator[Found]:
    """Then, followed by, reducing to, increase the dose to; and then stop."""
    start = line.skip(line.skip(at, {"and"}), {"then"})
    stop = line.phrase(start, *_STOPS)
    if stop is not None:
        yield Found(stop, Stop())
    change = line.phrase(start, *_GOES_ON)
    if line.text(start) in v.CHANGES:
        change = line.phrase(start + 1, "to", "the dose to", "dose to")
    if change is not None:
        yield Found(change, Next())
    if line.text(start - 1) == "then" and start > at:
        yield Found(start, Next())


_WEAK = frozenset({"single", "first", "second", "continue", "time", "free"})
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
    begins = at > 0 and (line.text(at - 1) in _SENTENCE_MARKS or needed)
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


def mixings(line: Line, at: int) -> Iterator[Found]:
    """In half a glass of water, with 200 ml of water: the number is the water's."""
    start = line.phrase(
        at, "dissolved in", "mixed with", "mixed in", "dispersed in", "in", "with", "in at least", "with at least"
    )
    if start is None:
        return
    size = number(line, start)
    end = size[1] if size is not None else line.skip(start, {"a"})
    if (
        size is not None
        and line.text(end) not in v.VOLUMES
        and line.text(end) not in ("a", "glass", "glasses", "glassful", "cup")
    ):
        return
    end = line.skip_all(
        end, v.VOLUMES | {"a", "full", "glass", "glassful", "cup", "of", "cold", "warm", "plain", "still"}
    )
    if end > start and line.text(end) in ("water", "milk", "juice", "liquid", "squash"):
        yield Found(end + 1, None, line.written(at, end + 1))


def other_days(line: Line, at: int) -> Iterator[Found]:
    """Our own label's words beside a weekday: nothing new."""
    end = line.phrase(at, "do not take it on any other day", "do not use it on any other day")
    if end is not None:
        yield Found(end)


_ROUTES = v.phrases(
    """by inhalation, subcutaneous route, subcutaneously, subcutaneous, inhalation, topical route, topically,
    rectally, rectal,
    vaginally, vaginal, sublingually, intramuscularly, intramuscular route, subcut, transdermal route, nasal
    route, ocular route, inhalation route, left arm, right arm, under the tongue"""
)


def lone_routes(line: Line, at: int) -> Iterator[Found]:
    """EPS writes routes as words of their own: Oral, Subcutaneous route, Inhalation."""
    end = line.phrase(at, *_ROUTES)
    if end is not None:
        yield Found(end)
