"""How long and how much at most: durations, days a week, caps in 24 hours, repeats, divided doses."""

from collections.abc import Iterator
from dataclasses import replace

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, number, whole, whole_spread
from dispensary.domain.dose.phrases import Cap, DaysAWeek, Divided, Found, Gap, Lasting, Repeat
from dispensary.domain.dose.reading import Course

_A_WEEK = ("a week", "per week", "each week", "every week", "/ week")


def days_a_week(line: Line, at: int) -> Iterator[Found]:
    """5 days a week: on so many days, none of them named."""
    found = whole(line, line.skip(at, {"on", "for"}))
    if found is not None and 1 <= found[0] <= 6 and line.text(found[1]) in ("days", "day"):
        end = line.phrase(found[1] + 1, *_A_WEEK)
        if end is not None:
            yield Found(end, DaysAWeek(found[0]))


def period_course(line: Line, at: int) -> tuple[Course, int] | None:
    """7 days, 2 weeks, 5 to 7 days, 5/7, 2/52, 1/12, a week."""
    if line.text(at) in ("a", "one") and line.text(at + 1) in v.FORTNIGHT:
        return Course(2, 2, "week"), at + 2
    if line.text(at) == "a" and line.text(at + 1) in v.ONE_PERIOD:
        return Course(1, 1, v.ONE_PERIOD[line.text(at + 1)]), at + 2
    top, bottom = line.text(at), line.text(at + 2)
    if line.text(at + 1) == "/" and top.isdigit() and bottom in ("7", "52", "12") and line.text(at + 3) != "/":
        period = {"7": "day", "52": "week", "12": "month"}[bottom]
        return (Course(int(top), int(top), period), at + 3) if int(top) > 0 else None
    for low, high, end in whole_spread(line, at):
        word = line.text(end)
        period_word = "day" if word in v.NIGHTS else v.PERIODS.get(word)
        if period_word is not None:
            return Course(low, high, period_word), end + 1
    return None


def one_period(line: Line, at: int) -> tuple[Course, int] | None:
    """The "day" of "every day", the "week" of "for the next week": one, without a number."""
    period = v.ONE_PERIOD.get(line.text(at))
    return None if period is None else (Course(1, 1, period), at + 1)


# "Supply 7 days" says how much to give out, not for how long to take it.
_TO_SUPPLY = frozenset({"supply", "dispense", "issue", "prescribe"})
_FOR = ("for", "x", "for a total of")
_FOR_UP_TO = v.phrases(
    """for up to, for a maximum of, for a max of, for maximum, for max, for no more than, for not more than,
    for up to a maximum of, for up to a max of"""
)
_ABOUT = frozenset({"about", "approximately", "approx", "around", "roughly", "nearly", "almost"})
_FOR_THE_NEXT = ("for the first", "for first", "for the next", "for next", "for a further", "for another")


def courses(line: Line, at: int) -> Iterator[Found]:
    """For 7 days, x 5 days, 7/7, after 2 weeks; a bare "7 days" where the line or a comma ends it."""
    found = _course_at(line, at)
    if found is None or line.text(found[1]) in ("before", "after") or line.text(at - 1) in _TO_SUPPLY | _ABOUT:
        return
    if line.phrase(found[1], *_A_WEEK) is None:
        yield Found(found[1], Lasting(found[0], after=line.text(at) == "after"))


def _course_at(line: Line, at: int) -> tuple[Course, int] | None:
    after_next = line.phrase(at, *_FOR_THE_NEXT)
    if after_next is not None:
        return period_course(line, after_next) or one_period(line, after_next)
    limit = line.phrase(at, *_FOR_UP_TO)
    if limit is not None:
        most = period_course(line, limit)
        return None if most is None or most[0].least != most[0].most else (replace(most[0], up_to=True), most[1])
    lead = line.phrase(at, *_FOR, "after")
    if lead is not None:
        return period_course(line, lead)
    bare = period_course(line, at)
    if bare is None or line.text(at) in ("a", "one") or line.text(bare[1] - 1) == "night":
        return None  # "1 night" is a dose and its time as well as a course
    # "3 months" alone is as often the supply as the course; "3/12" is the course.
    return None if bare[0].period in ("month", "year") and line.text(at + 1) != "/" else bare


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


_CAP_LEADS = v.phrases(
    """max, maximum, max of, maximum of, max dose, maximum dose, to a maximum of, to a max of, up to a maximum of,
    up to a max of, up to max, up to maximum, no more than, not more than, do not exceed, not to exceed, dont
    exceed, do not take more than, do not use more than, dont take more than, do not inhale more than, do not
    give more than, do not have more than, do not put more than, do not insert more than, do not apply more
    than, do not inject more than, take no more than, maximum daily dose, max daily dose, max dose of, maximum
    dose of, limit of, must not exceed, with a maximum of"""
)


def _cap_lead(line: Line, at: int) -> int | None:
    start = line.phrase(at, *_CAP_LEADS)
    return None if start is None else line.skip_all(start, {".", ":", "of", "is"})


def _cap_period(line: Line, at: int) -> int | None:
    start = line.skip_all(
        at, {"in", "per", "a", "any", "each", "every", "one", "/", "the", "within", "over", "period", "1"}
    )
    if line.text(start) in ("day", "daily"):
        return start + 1 if start > at or line.text(start) == "daily" else None
    hours = whole(line, start)
    if hours is None or hours[0] != 24 or start == at:
        return None
    end = line.skip(hours[1], v.HOURS)
    return line.skip(end, {"period"})


_REPEATS = v.phrases(
    """may repeat, repeat, can repeat, may be repeated, can be repeated, repeated, may be taken again, and repeat,
    then repeat, to be repeated, and may repeat"""
)


def repeats(line: Line, at: int) -> Iterator[Found]:
    """May repeat after 2 hours; can be repeated once after 2 hours is another matter, and is not read."""
    end = line.phrase(at, *_REPEATS)
    if end is None:
        return
    end = line.phrase(end, "if needed", "if required", "if necessary") or end
    end = line.skip(end, {"dose"})
    start = line.phrase(end, "after at least", "after a minimum of", "after", "in", "every")
    hours = whole(line, start) if start is not None else None
    if hours is not None and line.text(hours[1]) in v.HOURS:
        stop = hours[1] + 1
        yield Found(line.phrase(stop, "if needed", "if required", "if necessary") or stop, Repeat(hours[0]))


_GAP_LEADS = v.phrases(
    """at least, at a minimum of, leave at least, leave a minimum of, leave, leaving at least, leaving, allow at least,
    with at least, wait at least, minimum, minimum of, a minimum of, spaced at least"""
)


def gaps(line: Line, at: int) -> Iterator[Found]:
    """At least 4 hours apart, leave 4 hours between doses: for the label, and no more often than it allows."""
    hours = whole(line, line.phrase(at, *_GAP_LEADS) or at)
    if hours is None or hours[0] < 1 or line.text(hours[1]) not in v.HOURS:
        return
    end = line.phrase(
        hours[1] + 1, "apart", "between doses", "between each dose", "between dose", "in between doses", "between them"
    )
    if end is not None:
        yield Found(end, Gap(hours[0]), line.written(at, end))


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
