"""What stands around the numbers: how to take it, where, as needed, as directed, straight away, then, in water."""

from collections.abc import Iterator
from decimal import Decimal

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, number
from dispensary.domain.dose.phrases import Amount, AsDirected, AsNeeded, By, Found, Method, Next, Single, Site, Stop
from dispensary.domain.dose.plain_words import WEAK, plain_run
from dispensary.domain.dose.routes import Route


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
    """When required, as needed, prn; at the onset of an attack. "Twice a day and when needed" is two doses, not one."""
    if line.text(at - 1) in ("and", "plus"):
        return
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
    stop = plain_run(line, end, allow=WEAK) if told or line.text(end) in ("by", "in", "on") else end
    if told and stop == end:
        return
    yield Found(stop, AsDirected(), line.written(at, stop))


_STRAIGHT_AWAY = v.phrases(
    """immediately, now, straight away, at once, as a single dose, single dose, once only, as one dose, as a one
    off dose, as a stat dose, straightaway, initially, today, on the first day, on first day, on day 1, on day one"""
)


def singles(line: Line, at: int) -> Iterator[Found]:
    end = line.phrase(at, *_STRAIGHT_AWAY)
    if end is not None:
        yield Found(end, Single())


_STOPS = v.phrases("stop, stop taking it, stop treatment, discontinue")
_GOES_ON = v.phrases("followed by, thereafter, after that, starting on day 2")
_CONTINUES = v.phrases("continue with, continue on")


def steps(line: Line, at: int) -> Iterator[Found]:
    """Then, followed by, reducing to, increase the dose to; and then stop."""
    start = line.skip(line.skip(at, {"and"}), {"then"})
    stop = line.phrase(start, *_STOPS)
    if stop is not None:
        yield Found(stop, Stop())
    after = line.phrase(start, *_GOES_ON)
    if after is not None:
        yield Found(after, Next())
    change = line.phrase(start, *_CONTINUES)
    if line.text(start) in v.CHANGES:
        change = line.phrase(start + 1, "to", "the dose to", "dose to")
    if change is not None:
        yield Found(change, Next(alone=True))
    if line.text(start - 1) == "then" and start > at:
        yield Found(start, Next())


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


_UPRIGHT = v.phrases(
    """stay upright for, stay upright for at least, remain upright for, remain upright for at least, sit upright for,
    sit upright for at least, stand or sit upright for, sit or stand upright for, keep upright for, keep upright for at
    least, do not lie down for, do not lie down for at least, dont lie down for"""
)


def upright(line: Line, at: int) -> Iterator[Found]:
    """Stay upright for 30 minutes, as for a bisphosphonate: the number is no part of the dose."""
    start = line.phrase(at, *_UPRIGHT)
    if start is None:
        return
    half = line.phrase(start, "half an hour", "an hour")
    size = number(line, start)
    timed = size is not None and line.text(size[1]) in v.MINUTES
    end = half if half is not None else size[1] + 1 if size is not None and timed else None
    if end is not None:
        end = line.phrase(end, "after taking it", "after the dose", "afterwards", "after taking", "after") or end
        yield Found(end, None, line.written(at, end))


def other_days(line: Line, at: int) -> Iterator[Found]:
    """Our own label's words beside a weekday: nothing new."""
    end = line.phrase(at, "do not take it on any other day", "do not use it on any other day")
    if end is not None:
        yield Found(end)


_WRITTEN = {
    Route.MOUTH: "by mouth, orally, oral route, oral",
    Route.TONGUE: "under the tongue, under your tongue, under tongue, sublingually, sublingual",
    Route.INHALED: "by inhalation, inhalation, inhalation route",
    Route.TOPICAL: "topically, topical route, transdermal route",
    Route.VAGINA: "into the vagina, into your vagina, in the vagina, vaginally, vaginal",
    Route.RECTUM: """into the back passage, into the back passage ( rectum ), into the rectum, rectally, rectal""",
    Route.UNDER_SKIN: "under the skin, subcutaneously, subcutaneous, subcutaneous route, subcut",
    Route.MUSCLE: "into the muscle, into a muscle, intramuscularly, intramuscular route",
    Route.NOSE: "into the nose, nasal route",
    Route.EYE: "ocular route",
}
_ROUTES = {tuple(words.split()): route for route, several in _WRITTEN.items() for words in v.phrases(several)}
_ROUTE_STARTS = frozenset(words[0] for words in _ROUTES) | {"left", "right"}


def routes(line: Line, at: int) -> Iterator[Found]:
    """By mouth, rectally; EPS writes routes as words of their own: Oral, Subcutaneous route, Inhalation."""
    if line.text(at) not in _ROUTE_STARTS:
        return
    found = [words for words in _ROUTES if all(line.text(at + n) == word for n, word in enumerate(words))]
    longest = max(found, key=len, default=None)
    if longest is not None:
        yield Found(at + len(longest), By(_ROUTES[longest]))
    arm = line.phrase(at, "left arm", "right arm")
    if arm is not None:
        yield Found(arm, None, f"in the {line.written(at, arm)}")
