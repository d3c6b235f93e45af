"""At which times: moments of the day, meals, days of the week."""

from collections.abc import Iterator

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.line import Line, whole_spread
from dispensary.domain.dose.phrases import Found, Meals, Moment, Often, Weekdays
from dispensary.domain.dose.reading import Frequency
from dispensary.domain.dose.tokens import Kind

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
    offset = _offset(line, at)
    start = line.skip(line.skip(at, {"first", "last"}), {"thing"}) if offset is None else offset
    lead = line.skip(line.skip(start, v.BEFORE_MOMENTS), v.EACH_MOMENT)
    bounded = any(line.text(place) in _BOUNDS for place in range(start, lead))
    if line.kind(lead) is Kind.CLOCK and not bounded:
        yield Found(lead + 1, Moment(line.text(lead), line.text(lead), _joined(line, at), precise=True))
        return
    for said, name in _TWO_WORDS.items():
        end = line.phrase(lead, said)
        if end is not None and not (bounded and not _said_beside(line, start, name)):
            yield Found(end, _moment(line, at, lead, name))
    name_alone = v.MOMENTS.get(line.text(lead))
    if name_alone is not None and not (lead == start and line.text(lead) in v.NEED_A_LEAD):
        if _of_an_event(line, at, lead) or (bounded and not _said_beside(line, start, name_alone)):
            return
        yield Found(lead + 1, _moment(line, at, lead, name_alone))


_BOUNDS = frozenset({"before", "after", "by"})


def _said_beside(line: Line, start: int, name: str) -> bool:
    """Whether the label says what stands before the time: "before midday" is no midday, and is not read as one."""
    return (line.text(start) in ("before", "after") and name in v.MEAL_MOMENTS) or (
        line.text(start) == "before" and name == "bedtime"
    )


def _of_an_event(line: Line, at: int, lead: int) -> bool:
    """ "1 the night before travel", "1 night before": a time beside an event, and no time of every day."""
    bare = all(line.text(place) in ("the", "a") for place in range(at, lead))
    follows = line.text(line.skip(lead + 2, v.EACH_MOMENT))
    return (
        bare
        and line.text(lead + 1) in ("before", "after")
        and follows not in v.FOODS
        and follows not in v.MOMENTS
        and line.kind(lead + 2) is not Kind.NUMBER
    )


def _joined(line: Line, at: int) -> bool:
    return line.text(at - 1) == "and"


def _moment(line: Line, at: int, lead: int, name: str) -> Moment:
    words = _moment_words(line, at, lead, name)
    return Moment(
        name,
        words or PLACED[name],
        _joined(line, at),
        precise=words is not None,
        each=_is_each(line, at, lead),
        meal=v.LOCAL_MEALS.get(line.text(lead), ""),
    )


_ALTERNATE = frozenset({"alternate", "other", "second", "third", "fourth", "fifth", "seventh", "tenth"})


def _is_each(line: Line, at: int, lead: int) -> bool:
    """Every morning, nightly, mornings: of "alternate mornings" the first word has said how often."""
    if line.text(at - 1) in _ALTERNATE:
        return False
    word = line.text(lead)
    return line.text(lead - 1) in ("every", "each", "per") or word in ("nightly", "mornings", "evenings", "nights")


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
    own = any(line.text(place) in v.BEFORE_MOMENTS for place in range(at, lead))
    begins = at if own else _lead_of_list(line, at)
    if begins is None:
        return None
    said = {line.text(place) for place in (range(at, lead) if own else (begins,))}
    for preposition in ("before", "after", "with"):
        if preposition in said and name in v.MEAL_MOMENTS and (preposition, name) != ("with", "teatime"):
            words = "the evening meal" if name == "evening meal" else name
            return f"{_how_long(line, at if own else begins, own=own)}{preposition} {words}"
    if "before" in said and name == "bedtime":
        return f"{_how_long(line, at, own=True) if own else ''}before bedtime"
    return None


def _how_long(line: Line, at: int, *, own: bool) -> str:
    """The "30 minutes " of "30 minutes before breakfast and lunch", for each of them: it ends where `at` begins, or
    (own) begins there.
    """
    if own:
        offset = _offset(line, at)
        return "" if offset is None else f"{_offset_words(line, at, offset)} "
    for start in range(max(at - _LONGEST_OFFSET, 0), at):
        if _offset(line, start) == at:
            return f"{_offset_words(line, start, at)} "
    return ""


_LONGEST_OFFSET = 7


def _offset_words(line: Line, start: int, end: int) -> str:
    """As the label says it: half an hour, and 30 to 60 mins, whose hyphen would be broken at the end of a row."""
    said = line.written(start, end)
    return f" {said}".replace(" half hour", " half an hour").replace(" - ", " to ").strip()


_PARTS_OF_NAMES = frozenset({"meal", "time"})
_IN_A_LIST = frozenset(v.MOMENTS) | _PARTS_OF_NAMES | v.EACH_MOMENT | {",", "and"}


def _lead_of_list(line: Line, at: int) -> int | None:
    """Where the "before" of "before breakfast, lunch and dinner" stands, which holds for every meal of the list."""
    place = at - 1
    while line.text(place) in v.EACH_MOMENT:
        place -= 1
    if line.text(place) not in (",", "and") and not _ends_a_meal(line, place):
        return None
    while line.text(place) in _IN_A_LIST:
        place -= 1
    return place if line.text(place) in ("before", "after", "with") else None


def _ends_a_meal(line: Line, place: int) -> bool:
    """ "Before breakfast lunch and dinner": a meal right behind a meal goes with it."""
    if line.text(place) in _PARTS_OF_NAMES:
        place -= 1
    return v.MOMENTS.get(line.text(place)) in v.MEAL_MOMENTS or line.text(place) == "evening"


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
    end = line.phrase(end, "or on an empty stomach") or end
    while line.text(end) in ("and", "or") and line.text(end + 1) in (v.FOODS | {"drink", "water"}) - v.MEALS:
        end += 2
    if word not in v.MEALS - {"meal"} and line.text(noun - 1) not in ("each", "every") and _beside_and(line, at, end):
        return
    words = _offset_words(line, at, end)
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
    if same_day is None and any(token.text in ("week", "weekly") for token in line.tokens):
        same_day = line.phrase(start, "the same day")
    if same_day is not None:
        yield Found(same_day)
        if line.text(same_day - 1) == "week" and line.text(same_day - 2) in ("each", "every"):
            yield Found(same_day, Often(Frequency(1, 1, 1, 1, "week")))
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
