"""When and how often: rates, intervals, moments of the day, meals, weekdays, durations, caps."""

from collections.abc import Iterator

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, number, whole, whole_spread
from dispensary.domain.dose.phrases import (
    Cap,
    DaysAWeek,
    Divided,
    Every,
    Found,
    Lasting,
    Meals,
    Moment,
    Often,
    Repeat,
    Weekdays,
)
from dispensary.domain.dose.reading import Course, Frequency
from dispensary.domain.dose.tokens import Kind

_PER = ("a", "an", "per", "each", "every", "/", "in a", "in each", "in every", "in any", "in the")
_UP_TO = ("do not take more than", "do not use more than", "up to", "upto", "up to a maximum of", "no more than", "not more than", "at most", "maximum", "max", "maximum of", "max of")
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
    if line.text(at) == "once":
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
        return None if period is None else (_OTHER[line.text(start)] * period[0], _OTHER[line.text(start)] * period[0], *period[1:])
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
    for low, high, end in whole_spread(line, at):
        if line.text(end) in v.HOURLY:
            yield Found(end + 1, Often(Frequency(1, 1, low, high, "hour")))
    if line.text(at) == "hourly":
        yield Found(at + 1, Often(Frequency(1, 1, 1, 1, "hour")))
    start = line.skip(line.skip(at, {"on", "at"}), {"every"})
    if line.text(start) == "alternate":
        period = _period(line, start + 1)
        moment = v.MOMENTS.get(line.text(start + 1))
        if period is not None and line.text(start + 1) not in v.NIGHTS:
            yield Found(period[2], Often(Frequency(1, 1, 2 * period[0], 2 * period[0], period[1])))
        elif moment is not None:
            # Two facts in one word: the moment is read again, from the word itself.
            yield Found(start + 1, Often(Frequency(1, 1, 2, 2, "day")))
    if line.text(at) == "every" and line.text(at + 1) == "other" and line.text(at + 2) in v.MOMENTS:
        yield Found(at + 2, Often(Frequency(1, 1, 2, 2, "day")))


def moments(line: Line, at: int) -> Iterator[Found]:
    """In the morning, every night, before breakfast, at 08:00, mornings; 30 minutes before breakfast."""
    joined = line.text(at - 1) == "and"
    start = _offset(line, at)
    start = line.skip(line.skip(at if start is None else start, {"first", "last"}), {"thing"}) if start is None else start
    lead = line.skip(line.skip(start, v.BEFORE_MOMENTS), v.EACH_MOMENT)
    if line.kind(lead) is Kind.CLOCK:
        yield Found(lead + 1, Moment(line.text(lead), line.text(lead), joined, precise=True))
        return
    if line.phrase(lead, "afternoon or evening") is not None:
        yield Found(lead + 3, Moment("afternoon or evening", PLACED["afternoon or evening"], joined))
    name = v.MOMENTS.get(line.text(lead))
    end = lead + 1
    if line.phrase(lead, "evening meal") is not None:
        name, end = "evening meal", lead + 2
    if line.phrase(lead, "night time", "breakfast time", "lunch time", "tea time", "bed time", "dinner time") is not None:
        name, end = v.MOMENTS[line.text(lead) if line.text(lead) != "bed" else "bedtime"], lead + 2
    if name is None or (lead == start and line.text(lead) in v.NEED_A_LEAD and end == lead + 1):
        return
    words = _moment_words(line, at, lead, name)
    yield Found(end, Moment(name, words or PLACED[name], joined, precise=words is not None))


PLACED = {
    "morning": "in the morning", "midday": "at midday", "lunch": "at lunchtime", "afternoon": "in the afternoon",
    "teatime": "at teatime", "evening": "in the evening", "night": "at night", "bedtime": "at bedtime",
    "breakfast": "with breakfast", "evening meal": "with the evening meal", "waking": "on waking", "afternoon or evening": "in the afternoon or evening",
}  # fmt: skip


def _moment_words(line: Line, at: int, lead: int, name: str) -> str | None:
    """The words where they say more than the time of the day: before breakfast, 30 minutes before bedtime."""
    said = {line.text(place) for place in range(at, lead)}
    for preposition in ("before", "after", "with"):
        if preposition in said and name in v.MEAL_MOMENTS:
            offset = _offset(line, at)
            words = "the evening meal" if name == "evening meal" else name
            return f"{line.written(at, offset)} {preposition} {words}" if offset is not None else f"{preposition} {words}"
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


def meals(line: Line, at: int) -> Iterator[Found]:
    """With meals, after each meal; with food, half an hour before food, which say nothing of how often."""
    offset = _offset(line, at)
    start = at if offset is None else offset
    joint = line.phrase(
        start, "with or after", "with", "after", "before", "before or after", "during", "just before", "just after",
        "immediately after", "immediately before", "with or just after", "straight after", "at", "between", "either with or after",
    )  # fmt: skip
    if joint is None:
        return
    noun = line.skip_all(joint, {"each", "every", "a", "or", "your", "some", "any", "the"})
    word = line.text(noun)
    if word not in v.FOODS and word not in v.MEALS:
        return
    end = noun + 1
    if word not in v.MEALS - {"meal"} and line.text(noun - 1) not in ("each", "every") and _and_a_moment(line, at, end):
        return
    while line.text(end) in ("and", "or") and line.text(end + 1) in (v.FOODS | {"drink", "water"}) - v.MEALS:
        end += 2
    words = line.written(at, end)
    if word in v.MEALS and line.text(start) != "between" and (word in ("meals", "mealtimes") or line.text(noun - 1) in ("each", "every")):
        yield Found(end, Meals(words, joined=line.text(at - 1) == "and"))
        return
    yield Found(end, None, words)


def _and_a_moment(line: Line, at: int, end: int) -> bool:
    """ "Before food and at bedtime" may count the meals: how often is not said."""
    for place in (end, at - 1):
        if line.text(place) == "and":
            return True
    return False


def weekdays(line: Line, at: int) -> Iterator[Found]:
    """On Monday; Mon Wed Fri; Monday to Friday; weekdays; 5 days a week."""
    start = line.skip_all(at, {"on", "every", "each", "a", "from"})
    if line.text(start) in ("weekdays", "weekends"):
        yield Found(start + 1, Weekdays((1, 2, 3, 4, 5) if line.text(start) == "weekdays" else (6, 7)))
    if line.phrase(start, "the same day each week", "the same day every week", "the same day of the week", "the same day of each week"):
        yield Found(line.phrase(start, "the same day each week", "the same day every week") or start + 6 - ("each" not in line.text(start + 4)))
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


def days_a_week(line: Line, at: int) -> Iterator[Found]:
    """5 days a week: on so many days, none of them named."""
    found = whole(line, line.skip(at, {"on", "for"}))
    if found is not None and 1 <= found[0] <= 6 and line.text(found[1]) in ("days", "day"):
        end = line.phrase(found[1] + 1, "a week", "per week", "each week", "every week", "/ week")
        if end is not None:
            yield Found(end, DaysAWeek(found[0]))


def period_course(line: Line, at: int) -> tuple[Course, int] | None:
    """7 days, 2 weeks, 5 to 7 days, 5/7, 2/52, 1/12, a week."""
    if line.text(at) in ("a", "one") and line.text(at + 1) in v.FORTNIGHT:
        return Course(2, 2, "week"), at + 2
    if line.text(at) == "a" and line.text(at + 1) in v.PERIODS:
        return Course(1, 1, v.PERIODS[line.text(at + 1)]), at + 2
    top, bottom = line.text(at), line.text(at + 2)
    if line.text(at + 1) == "/" and top.isdigit() and bottom in ("7", "52", "12") and line.text(at + 3) != "/":
        period = {"7": "day", "52": "week", "12": "month"}[bottom]
        return (Course(int(top), int(top), period), at + 3) if int(top) > 0 else None
    for low, high, end in whole_spread(line, at):
        word = line.text(end)
        period_word = "day" if word in v.NIGHTS else v.PERIODS.get(word)
        if period_word is not None:
            return Course(low, high, period_word), end + 1
    if line.text(at) in v.PERIODS:
        return Course(1, 1, v.PERIODS[line.text(at)]), at + 1
    return None


def courses(line: Line, at: int) -> Iterator[Found]:
    """For 7 days, x 5 days, 7/7, after 2 weeks; a bare "7 days" where the line or a comma ends it."""
    lead = line.phrase(at, "for", "x", "for the first", "for first", "for a total of", "for up to", "for the next", "for a further", "for another")
    after = line.phrase(at, "after")
    start = lead if lead is not None else after if after is not None else at
    if lead is None and after is None and line.text(at) in v.PERIODS:
        return
    found = period_course(line, start)
    if found is None or line.text(found[1]) in ("before", "after"):
        return
    if line.phrase(found[1], "a week", "per week", "each week", "every week", "/ week") is not None:
        return
    bare_word = lead is None and after is None and line.text(at) in ("a", "one")
    if bare_word or (lead is None and after is None and found[0].period in ("month", "year") and line.text(at + 1) != "/"):
        return
    yield Found(found[1], Lasting(found[0], after=after is not None))


def caps(line: Line, at: int) -> Iterator[Found]:
    """Max 8 in 24 hours, no more than 4 doses a day. Needs its period, and the period must be a day."""
    start = _cap_lead(line, at)
    if start is None:
        return
    value = number(line, start)
    if value is None:
        return
    amount, end = value
    unit: str | None = None
    in_doses = False
    if line.text(end) in v.FORMS:
        unit, end = v.FORMS[line.text(end)], end + 1
        in_doses, unit = unit == "dose", None if unit == "dose" else unit
    elif line.text(end) in v.MASSES:
        unit, end = v.MASSES[line.text(end)], end + 1
        amount, unit = (amount * 1000, "mg") if unit == "g" else (amount, unit)
    elif line.text(end) in v.VOLUMES:
        unit, end = "ml", end + 1
    stop = _cap_period(line, end)
    if stop is not None:
        yield Found(stop, Cap(amount, unit, in_doses))


def _cap_lead(line: Line, at: int) -> int | None:
    start = line.phrase(
        at, "max", "maximum", "max of", "maximum of", "max dose", "maximum dose", "to a maximum of", "to a max of",
        "up to a maximum of", "up to a max of", "up to max", "up to maximum", "no more than", "not more than", "do not exceed",
        "not to exceed", "dont exceed", "do not take more than", "do not use more than", "dont take more than",
        "do not inhale more than", "do not give more than", "do not have more than", "do not put more than",
        "do not insert more than", "do not apply more than", "do not inject more than", "take no more than",
        "maximum daily dose", "max daily dose", "max dose of", "maximum dose of", "limit of", "must not exceed", "with a maximum of",
    )  # fmt: skip
    return None if start is None else line.skip_all(start, {".", ":", "of", "is"})


def _cap_period(line: Line, at: int) -> int | None:
    start = line.skip_all(at, {"in", "per", "a", "any", "each", "every", "one", "/", "the", "within", "over", "period", "1"})
    if line.text(start) in ("day", "daily"):
        return start + 1 if start > at or line.text(start) == "daily" else None
    hours = whole(line, start)
    if hours is None or hours[0] != 24 or start == at:
        return None
    end = line.skip(hours[1], v.HOURS)
    return line.skip(end, {"period"})


def repeats(line: Line, at: int) -> Iterator[Found]:
    """May repeat after 2 hours; can be repeated once after 2 hours is another matter, and is not read."""
    end = line.phrase(
        at, "may repeat", "repeat", "can repeat", "may be repeated", "can be repeated", "repeated", "may be taken again", "and repeat",
        "then repeat", "to be repeated", "and may repeat",
    )  # fmt: skip
    if end is None:
        return
    end = line.phrase(end, "if needed", "if required", "if necessary") or end
    end = line.skip(end, {"dose"})
    start = line.phrase(end, "after at least", "after a minimum of", "after", "in", "every")
    hours = whole(line, start) if start is not None else None
    if hours is not None and line.text(hours[1]) in v.HOURS:
        stop = hours[1] + 1
        yield Found(line.phrase(stop, "if needed", "if required", "if necessary") or stop, Repeat(hours[0]))


def divisions(line: Line, at: int) -> Iterator[Found]:
    """In divided doses; in 2 divided doses."""
    start = line.skip(at, {"in"})
    end = line.phrase(start, "divided doses", "divided dose")
    if end is not None:
        yield Found(end, Divided())
        return
    into = whole(line, start)
    if into is not None and line.phrase(into[1], "divided doses") is not None:
        yield Found(into[1] + 2, Divided(into[0]))

