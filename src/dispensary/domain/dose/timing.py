"""When and how often: rates, intervals, moments of the day, meals, weekdays."""

from collections.abc import Iterator

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, whole, whole_spread
from dispensary.domain.dose.phrases import Every, Found, Meals, Moment, Often, Weekdays
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


def _period(line: Line, at: int) -> tuple[int, str, int] | None:
    """A period, how many of it, and where it ends: day, 24 hours, fortnight, night."""
    word = line.text(at)
    if word in v.PERIODS:
        return 1, v.PERIODS[word], at + 1
    if word in v.NIGHTS:
        return 1, "day", at + 1
    if word in v.FORTNIGHT:
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
        total = period == "day" and line.text(at) not in v.ADVERBS
        yield Found(stop, Every() if said_every else Often(Frequency(1, 1, every, every, period), total=total))


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
        period = _period(line, start + 1)
        return (
            None
            if period is None
            else (_OTHER[line.text(start)] * period[0], _OTHER[line.text(start)] * period[0], *period[1:])
        )
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
    """On alternate days; of "alternate nights" and "every other morning" only the first word: the rest is a moment."""
    every_second_day = Often(Frequency(1, 1, 2, 2, "day"))
    start = line.skip(line.skip(at, {"on", "at"}), {"every"})
    if line.text(start) == "alternate":
        period = _period(line, start + 1)
        if line.text(start + 1) in v.MOMENTS:
            yield Found(start + 1, every_second_day)
        elif period is not None:
            yield Found(period[2], Often(Frequency(1, 1, 2 * period[0], 2 * period[0], period[1])))
    if line.text(at) == "every" and line.text(at + 1) == "other" and line.text(at + 2) in v.MOMENTS:
        yield Found(at + 2, every_second_day)


_TWO_WORDS = {
    "evening meal": "evening meal",
    "night time": "night",
    "breakfast time": "breakfast",
    "lunch time": "lunch",
    "tea time": "teatime",
    "bed time": "bedtime",
    "dinner time": "evening meal",
    "afternoon or evening": "afternoon or evening",
}


def moments(line: Line, at: int) -> Iterator[Found]:
    """In the morning, every night, before breakfast, at 08:00, mornings; 30 minutes before breakfast."""
    joined = line.text(at - 1) == "and"
    offset = _offset(line, at)
    start = line.skip(line.skip(at, {"first", "last"}), {"thing"}) if offset is None else offset
    lead = line.skip(line.skip(start, v.BEFORE_MOMENTS), v.EACH_MOMENT)
    if line.kind(lead) is Kind.CLOCK:
        yield Found(lead + 1, Moment(line.text(lead), line.text(lead), joined, precise=True))
        return
    for said, name in _TWO_WORDS.items():
        end = line.phrase(lead, said)
        if end is not None:
            yield Found(end, _moment(line, at, lead, name, joined=joined))
    name_alone = v.MOMENTS.get(line.text(lead))
    if name_alone is not None and not (lead == start and line.text(lead) in v.NEED_A_LEAD):
        yield Found(lead + 1, _moment(line, at, lead, name_alone, joined=joined))


def _moment(line: Line, at: int, lead: int, name: str, *, joined: bool) -> Moment:
    words = _moment_words(line, at, lead, name)
    return Moment(name, words or PLACED[name], joined, precise=words is not None)


PLACED = {
    "morning": "in the morning",
    "midday": "at midday",
    "lunch": "at lunchtime",
    "afternoon": "in the afternoon",
    "teatime": "at teatime",
    "evening": "in the evening",
    "night": "at night",
    "bedtime": "at bedtime",
    "breakfast": "with breakfast",
    "evening meal": "with the evening meal",
    "waking": "on waking",
    "afternoon or evening": "in the afternoon or evening",
}


def _moment_words(line: Line, at: int, lead: int, name: str) -> str | None:
    """The words where they say more than the time of the day: before breakfast, 30 minutes before bedtime."""
    said = {line.text(place) for place in range(at, lead)}
    for preposition in ("before", "after", "with"):
        if preposition in said and name in v.MEAL_MOMENTS:
            offset = _offset(line, at)
            words = "the evening meal" if name == "evening meal" else name
            return (
                f"{line.written(at, offset)} {preposition} {words}" if offset is not None else f"{preposition} {words}"
            )
    if "before" in said and name == "bedtime":
        offset = _offset(line, at)
        return f"{line.written(at, offset)} before bedtime" if offset is not None else "before bedtime"
    return None


def _offset(line: Line, at: int) -> int | None:
    """The "30 minutes" or "half an hour" that stands before "before food" and "after breakfast"."""
    start = line.skip(at, {"at"})
    start = line.phrase(start, "at least", "about", "least") or start
    half = line.phrase(start, "half an hour", "an hour", "half hour")
    if half is not None:
        return half if line.text(half) in ("before", "after") else None
    for _, _, end in whole_spread(line, start):
        if (line.text(end) in v.MINUTES or line.text(end) in v.HOURS) and line.text(end + 1) in ("before", "after"):
            return end + 1
    return None


_BESIDE_FOOD = v.phrases(
    """with or after, with, after, before, before or after, during, just before, just after, immediately after,
    immediately before, with or just after, straight after, at, between, either with or after"""
)


def meals(line: Line, at: int) -> Iterator[Found]:
    """With meals, after each meal; with food, half an hour before food, which say nothing of how often."""
    offset = _offset(line, at)
    start = at if offset is None else offset
    joint = line.phrase(start, *_BESIDE_FOOD)
    if joint is None:
        return
    noun = line.skip_all(joint, {"each", "every", "a", "or", "your", "some", "any", "the"})
    word = line.text(noun)
    if word not in v.FOODS and word not in v.MEALS:
        return
    end = noun + 1
    while line.text(end) in ("and", "or") and line.text(end + 1) in (v.FOODS | {"drink", "water"}) - v.MEALS:
        end += 2
    if word not in v.MEALS - {"meal"} and line.text(noun - 1) not in ("each", "every") and _beside_and(line, at, end):
        return
    words = line.written(at, end)
    if (
        word in v.MEALS
        and line.text(start) != "between"
        and (word in ("meals", "mealtimes") or line.text(noun - 1) in ("each", "every"))
    ):
        yield Found(end, Meals(words, joined=line.text(at - 1) == "and"))
        return
    yield Found(end, None, words)


def _beside_and(line: Line, at: int, end: int) -> bool:
    """ "Before food and at bedtime" may count the meals: how often is not said."""
    return "and" in (line.text(end), line.text(at - 1))


_SAME_DAY = v.phrases(
    "the same day each week, the same day every week, the same day of the week, the same day of each week"
)


def weekdays(line: Line, at: int) -> Iterator[Found]:
    """On Monday; Mon Wed Fri; Monday to Friday; weekdays; 5 days a week."""
    start = line.skip_all(at, {"on", "at", "every", "each", "a", "from"})
    if line.text(start) in ("weekdays", "weekends"):
        yield Found(start + 1, Weekdays((1, 2, 3, 4, 5) if line.text(start) == "weekdays" else (6, 7)))
    same_day = line.phrase(start, *_SAME_DAY)
    if same_day is not None:
        yield Found(same_day)
    days: list[int] = []
    end = start
    while line.text(end) in v.WEEKDAYS:
        first = v.WEEKDAYS[line.text(end)]
        last = v.WEEKDAYS.get(line.text(end + 2))
        if line.text(end + 1) in ("to", "-") and last is not None:
            days.extend(range(first, last + 1) if first < last else (*range(first, 8), *range(1, last + 1)))
            end += 3
        else:
            days.append(first)
            end += 1
        nearer = line.skip_all(end, {",", "and", "/", "on"})
        if line.text(nearer) not in v.WEEKDAYS:
            break
        end = nearer
    if not days or len(set(days)) != len(days):
        return
    if len(days) == 1 and line.text(end - 1) in ("sat", "sun") and line.text(end - 2) not in ("on", "every", "each"):
        return
    yield Found(end, Weekdays(tuple(sorted(days))))
