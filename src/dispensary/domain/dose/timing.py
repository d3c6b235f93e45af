"""How often: rates (3 times a day, weekly) and intervals (every 4 to 6 hours, on alternate days)."""

from collections.abc import Iterator

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, whole, whole_spread
from dispensary.domain.dose.phrases import Every, Found, Often
from dispensary.domain.dose.reading import Frequency
from dispensary.domain.dose.tokens import Kind

_PER = ("a", "an", "per", "each", "every", "/", "in a", "in each", "in every", "in any", "in the")
_UP_TO = (
    "do not take more than",
    "do not use more than",
    "up to",
    "upto",
    "up to a maximum of",
    "no more than",
    "not more than",
    "at most",
    "maximum",
    "max",
    "maximum of",
    "max of",
)
_TIMES = frozenset({"times", "time", "x"})
_OTHER = {"other": 2, "second": 2, "alternate": 2, "third": 3, "fourth": 4, "fifth": 5, "seventh": 7, "tenth": 10}
_COUNT_WORDS = {"once": 1, "twice": 2, "thrice": 3}
_ONE_DAY = (1, 1, "day")


def _period(line: Line, at: int, *, plural: bool = False) -> tuple[int, str, int] | None:
    """A period, how many of it, and where it ends: day, 24 hours, fortnight, night; "alternate days" may be plural."""
    word = line.text(at)
    if word in (v.PERIODS if plural else v.ONE_PERIOD):
        return 1, v.PERIODS[word], at + 1
    if word == "night" or (plural and word in v.NIGHTS):
        return 1, "day", at + 1
    if word == "fortnight" or (plural and word in v.FORTNIGHT):
        return 2, "week", at + 1
    hours = whole(line, at)
    if hours is not None and hours[0] == 24 and line.text(hours[1]) in v.HOURS:
        return 1, "day", hours[1] + 1
    return None


def _per(line: Line, at: int) -> tuple[int, str, int] | None:
    """A day, per week, each 24 hours, daily, weekly."""
    adverb = v.ADVERBS.get(line.text(at))
    if adverb is not None:
        return adverb[0], adverb[1], at + 1
    start = line.phrase(at, *_PER)
    return _period(line, start) if start is not None else None


def _counts(line: Line, at: int) -> Iterator[tuple[int, int, int]]:
    """Once, twice, 3 times, 2 to 3 times, once or twice, 3x; and the 4 of "4/day"."""
    word = line.text(at)
    if word in _COUNT_WORDS:
        low = _COUNT_WORDS[word]
        high = _COUNT_WORDS.get(line.text(at + 2), 0)
        if line.text(at + 1) in ("or", "to", "-") and low < high:
            yield low, high, at + 3
        yield low, low, at + 1
    for low, high, end in whole_spread(line, at):
        if line.text(end) in _TIMES:
            yield low, high, end + 1
        elif line.text(end) == "/":
            yield low, high, end


def rates(line: Line, at: int) -> Iterator[Found]:
    """Twice a day, up to 4 times daily, 3 times a week, once a fortnight."""
    limit = line.phrase(at, *_UP_TO)
    start = at if limit is None else limit
    for low, high, end in _counts(line, start):
        per = _per(line, end)
        if per is not None and not (limit is not None and line.text(end) == "/" and line.text(end - 1) not in _TIMES):
            every, period, stop = per
            yield Found(stop, Often(Frequency(low, high, every, every, period, up_to=limit is not None)))
        spaced = _every(line, end) if line.text(end - 1) != "/" else None
        if spaced is not None and limit is None and spaced[2] != "hour":
            low_every, high_every, period, stop = spaced
            yield Found(stop, Often(Frequency(low, high, low_every, high_every, period)))
    if line.text(at) == "once" and _per(line, at + 1) is None:
        yield Found(at + 1, Often(Frequency(1, 1, *_ONE_DAY), bare=True))
    alone = _per(line, at)
    if alone is not None and _stands_alone(line, at, alone[2]):
        every, period, stop = alone
        said_every = line.text(at) in ("each", "every") and period == "day"
        total = line.text(at) not in v.ADVERBS and line.text(at) not in ("each", "every")
        adverb = period != "day" and line.text(at) in v.ADVERBS
        often = Often(Frequency(1, 1, every, every, period), total=total, adverb=adverb)
        yield Found(stop, Every() if said_every else often)


def _stands_alone(line: Line, at: int, end: int) -> bool:
    """Daily, a week. "6 weekly" may be every 6 weeks; "every night" is a moment; "every 24 hours" an interval."""
    if line.text(end - 1) in v.NIGHTS or line.text(end - 1) in v.HOURS:
        return False
    if line.text(at) not in v.ADVERBS or v.ADVERBS[line.text(at)][1] == "day":
        return True
    before = line.tokens[at - 1] if at > 0 else None
    if before is None:
        return True
    small = before.value if before.value is not None else v.NUMBERS.get(before.text, v.TENS.get(before.text))
    return small is None or small == 1


def _every(line: Line, at: int) -> tuple[int, int, str, int] | None:
    """Every 4 to 6 hours, every other day, every 72 hours, every third week."""
    start = line.phrase(at, "every", "each", "q")
    if start is None:
        return None
    if line.text(at) == "q":
        return _so_many(line, start)
    start = line.skip(start, {"every"})
    if line.text(start) in _OTHER:
        period = _period(line, start + 1, plural=True)
        if period is None or line.text(start + 1) in v.MOMENTS:
            return None
        many = _OTHER[line.text(start)] * period[0]
        return many, many, *period[1:]
    if line.text(start) in ("hour",):
        return 1, 1, "hour", start + 1
    return _so_many(line, start)


def _so_many(line: Line, at: int) -> tuple[int, int, str, int] | None:
    """4 to 6 hours, 6 hourly, 3 days: the range where there is one."""
    for low, high, end in whole_spread(line, at):
        word = line.text(end)
        if word in v.HOURS or word in v.HOURLY:
            return low, high, "hour", end + 1
        if word in v.PERIODS:
            return low, high, v.PERIODS[word], end + 1
    return None


def intervals(line: Line, at: int) -> Iterator[Found]:
    """Every 4 to 6 hours, 6 hourly, on alternate days."""
    spaced = _every(line, at)
    if spaced is not None:
        low, high, period, end = spaced
        yield Found(end, Often(Frequency(1, 1, low, high, period)))
    for low, high, stop in whole_spread(line, at):
        if line.text(stop) in v.HOURLY:
            yield Found(stop + 1, Often(Frequency(1, 1, low, high, "hour")))
    after_a_number = at > 0 and (line.kind(at - 1) is Kind.NUMBER or line.text(at - 1) in v.NUMBERS | v.TENS)
    # "4 hourly" is every 4 hours with the dose missing, never 4 every hour.
    if line.text(at) == "hourly" and not after_a_number:
        yield Found(at + 1, Often(Frequency(1, 1, 1, 1, "hour")))
    yield from _alternate(line, at)


def _alternate(line: Line, at: int) -> Iterator[Found]:
    """On alternate days; of "alternate nights" and "every third morning" only the first words: the rest is a moment."""
    start = line.skip(line.skip(at, {"on", "at"}), {"every"})
    many = _OTHER.get(line.text(start))
    if many is None or (line.text(start) != "alternate" and line.text(at) != "every"):
        return
    period = _period(line, start + 1, plural=True)
    if line.text(start + 1) in v.MOMENTS:
        yield Found(start + 1, Often(Frequency(1, 1, many, many, "day")))
    elif period is not None and line.text(start) == "alternate":
        yield Found(period[2], Often(Frequency(1, 1, 2 * period[0], 2 * period[0], period[1])))
