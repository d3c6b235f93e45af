"""Phrases gathered: into steps at "then", and a step into parts, one dose each with the phrases that say when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.phrases import (
    Amount,
    AsDirected,
    AsNeeded,
    By,
    Cap,
    DaysAWeek,
    Divided,
    Every,
    Lasting,
    Meals,
    Method,
    Moment,
    Next,
    Often,
    Phrase,
    ReduceBy,
    Repeat,
    Single,
    Site,
    Stop,
    Weekdays,
)

_EVENING = v.PART_OF_DAY["evening"]
_When = Often | Moment | Meals | Weekdays | DaysAWeek | Every


class Contradiction(Exception):
    """The phrases do not fit together: two frequencies, two sites, a dose without a time beside one that has one."""


@dataclass(slots=True)
class Part:
    """One dose with the phrases that say when."""

    amount: Amount | None = None
    often: list[Often] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    meals: list[Meals] = field(default_factory=list)
    days: list[Weekdays] = field(default_factory=list)
    days_a_week: list[DaysAWeek] = field(default_factory=list)
    every_day: bool = False
    loose: bool = False
    """A bare "weekly" before the dose or behind a moment: as often how to dispense as how to take."""

    @property
    def says_when(self) -> bool:
        return bool(self.often or self.moments or self.meals or self.days or self.days_a_week or self.every_day)

    def add(self, phrase: _When) -> None:
        match phrase:
            case Often():
                self.often = list(dict.fromkeys((*self.often, phrase)))
                self.loose = self.loose or (phrase.adverb and (self.amount is None or bool(self.moments)))
            case Moment():
                self._add_moment(phrase)
            case Meals():
                self.meals.append(phrase)
            case Weekdays():
                self.days.append(phrase)
            case DaysAWeek():
                self.days_a_week.append(phrase)
            case _:
                self.every_day = True

    def _add_moment(self, moment: Moment) -> None:
        """Two words for one part of the day are one moment, unless "and" stands between them."""
        for place, other in enumerate(self.moments):
            if moment.joined and not other.joined and place == len(self.moments) - 1 and other.words != moment.words:
                continue
            if part_of_day(other.name) == part_of_day(moment.name) and not moment.joined:
                self.moments[place] = moment if _says_more(moment, other) else other
                return
        self.moments.append(moment)


def _says_more(one: Moment, other: Moment) -> bool:
    return one.name[0].isdigit() or (not other.name[0].isdigit() and len(one.words) > len(other.words))


def part_of_day(name: str) -> int:
    """1 early to 5 late, for a word or a clock time."""
    if not name[0].isdigit():
        return v.PART_OF_DAY[name]
    hour = int(name[:2])
    for number, ends in enumerate((4, 12, 14, 17, 21)):
        if hour < ends:
            return number or 5
    return 5


@dataclass(slots=True)
class Stretch:
    """One step: its parts, how long, and what holds for the whole of it."""

    parts: list[Part] = field(default_factory=list)
    lasting: list[Lasting] = field(default_factory=list)
    needed: bool = False
    onset: bool = False
    single: bool = False
    divided: Divided | None = None


def stretches(phrases: tuple[Phrase, ...]) -> list[Stretch]:
    """The steps in order. Raises Contradiction where their durations do not fit."""
    steps = _same_day([_stretch(group) for group in _groups(phrases)])
    _check_meals(phrases, steps)
    return _with_ends(steps)


def _check_meals(phrases: tuple[Phrase, ...], steps: list[Stretch]) -> None:
    """Raises Contradiction for dinner beside tea, supper or the evening: dinner may be at noon."""
    if len({phrase.meal for phrase in phrases if isinstance(phrase, Moment) and phrase.meal}) > 1:
        raise Contradiction
    for step in steps:
        evening = [each for part in step.parts for each in part.moments if part_of_day(each.name) == _EVENING]
        if len(evening) > 1 and any(each.meal == "dinner" for each in evening):
            raise Contradiction


def _groups(phrases: tuple[Phrase, ...]) -> list[list[Phrase]]:
    """Cut at "then", and where a dose follows one that is given straight away. A "then" joins two steps."""
    _check_ends_of(phrases)
    groups: list[list[Phrase]] = [[]]
    for phrase in phrases:
        now = groups[-1]
        if isinstance(phrase, Next | Stop | ReduceBy):
            groups.append([])
            continue
        given_now = any(isinstance(each, Single) for each in now) and any(isinstance(each, Amount) for each in now)
        if isinstance(phrase, Amount) and given_now:
            now = []
            groups.append(now)
        now.append(phrase)
    return [
        group
        for several in groups
        for group in _each_with_its_course(several)
        if any(isinstance(each, _When | Amount | Single | Lasting | Divided | AsNeeded) for each in group)
    ]


def _each_with_its_course(group: list[Phrase]) -> list[list[Phrase]]:
    """ "6 daily for 5 days, 4 daily for 5 days": steps without a "then", where each says its own dose and course."""
    if sum(isinstance(phrase, Lasting) for phrase in group) < 2:
        return [group]
    listed: list[list[Phrase]] = [[]]
    for phrase in group:
        listed[-1].append(phrase)
        if isinstance(phrase, Lasting):
            listed.append([])
    rest = listed.pop()
    says = [{each for each in step if isinstance(each, Amount | _When)} for step in listed]
    alike = any(not later - before for before, later in pairwise(says))
    return [group] if rest or alike or not all(says) else listed


def _check_ends_of(phrases: tuple[Phrase, ...]) -> None:
    """Raises Contradiction for "then 1 daily" and "1 daily then": the step before it, or behind it, was lost."""
    bearing = [phrase for phrase in phrases if not isinstance(phrase, Method | Site | By | Cap | AsDirected | Repeat)]
    first, last = (bearing[0], bearing[-1]) if bearing else (None, None)
    if isinstance(last, Next) or (isinstance(first, Next) and not first.alone):
        raise Contradiction


def _stretch(group: list[Phrase]) -> Stretch:
    stretch = Stretch()
    doses = sum(isinstance(phrase, Amount) for phrase in group)
    first = next((phrase for phrase in group if isinstance(phrase, Amount | _When)), None)
    times_first = doses > 1 and first is not None and not isinstance(first, Amount)
    _check_order(group)
    for phrase in group:
        match phrase:
            case Amount():
                _place_dose(stretch, phrase)
            case Often() | Moment() | Meals() | Weekdays() | DaysAWeek() | Every():
                _place_time(stretch, phrase, times_first=times_first)
            case Lasting():
                stretch.lasting.append(phrase)
            case AsNeeded():
                stretch.needed = True
                stretch.onset = stretch.onset or phrase.onset
            case Single():
                stretch.single = True
            case Divided():
                stretch.divided = phrase
            case _:
                pass
    return stretch


def _check_order(group: list[Phrase]) -> None:
    """Raises Contradiction where a time of the day seems to have lost its dose.

    "Mane 2 nocte": one dose between two times. "One in the morning and take at night": a verb without a dose.
    """
    doses = [place for place, phrase in enumerate(group) if isinstance(phrase, Amount)]
    if len(doses) == 1:
        early, late = _times_of_day(group[: doses[0]]), _times_of_day(group[doses[0] :])
        if early and late - early:
            raise Contradiction
    for place, phrase in enumerate(group):
        if isinstance(phrase, Method):
            said = _times_of_day(group[:place])
            following = [each for each in group[place:] if isinstance(each, Amount | _When)][:1]
            if said and _times_of_day(following) - said:
                raise Contradiction


def _times_of_day(phrases: Sequence[Phrase]) -> set[int]:
    """The parts of the day that are named, 0 for meals."""
    return {
        part_of_day(phrase.name) if isinstance(phrase, Moment) else 0
        for phrase in phrases
        if isinstance(phrase, Moment | Meals)
    }


def _place_dose(stretch: Stretch, amount: Amount) -> None:
    if not stretch.parts or stretch.parts[-1].amount is not None:
        stretch.parts.append(Part())
    stretch.parts[-1].amount = amount


def _place_time(stretch: Stretch, phrase: _When, *, times_first: bool) -> None:
    """ "Mane 2 nocte 1": where times come first, a time after a dose belongs to the next dose."""
    if not stretch.parts or (times_first and stretch.parts[-1].amount is not None):
        stretch.parts.append(Part())
    stretch.parts[-1].add(phrase)


def _same_day(steps: list[Stretch]) -> list[Stretch]:
    """ "One in the morning then two at night" is one day, not two steps."""
    if len(steps) < 2 or any(step.lasting or step.single or step.divided for step in steps):
        return steps
    parts = [part for step in steps for part in step.parts]
    if not all(part.amount and part.moments and not part.often and not part.days for part in parts):
        return steps
    return [Stretch(parts=parts, needed=any(step.needed for step in steps))]


def _with_ends(steps: list[Stretch]) -> list[Stretch]:
    """ "... after 2 weeks" ends the step before it; every step but the last must have an end."""
    kept: list[Stretch] = []
    for step in steps:
        ends_before = [each for each in step.lasting if each.after]
        if ends_before and kept and not kept[-1].lasting and not kept[-1].single:
            kept[-1].lasting = ends_before
            step.lasting = [each for each in step.lasting if not each.after]
        if step.parts or step.single or step.lasting or step.divided or step.needed:
            kept.append(step)
    for place, step in enumerate(kept):
        last = place == len(kept) - 1
        open_end = not last and not step.lasting and not step.single
        if len(step.lasting) > 1 or open_end or (last and any(each.after for each in step.lasting)):
            raise Contradiction
    return kept
